package io.walkdown.simulator.hostile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One way in which devices misbehave.
///
/// @param name unique in the catalogue, for example `closes-in-an-answer`
/// @param layer where
/// @param does what it does, in one sentence
/// @param variants its forms by protocol; protocols that it does not concern are missing
public record Misbehaviour(
        String name, Layer layer, String does, Map<Spoken, List<Variant>> variants) {

    public Misbehaviour {
        var copy = new EnumMap<Spoken, List<Variant>>(Spoken.class);
        variants.forEach((spoken, forms) -> copy.put(spoken, List.copyOf(forms)));
        variants = Collections.unmodifiableMap(copy);
    }

    /// How visits may end, over all variants of that protocol, sorted.
    public List<String> outcomes(Spoken spoken) {
        return variants.getOrDefault(spoken, List.of()).stream()
                .flatMap(variant -> variant.outcomes().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /// A misbehaviour without variants yet.
    static Misbehaviour of(String name, Layer layer, String does) {
        return new Misbehaviour(name, layer, does, Map.of());
    }

    /// The same with more variants in that protocol.
    Misbehaviour in(Spoken spoken, List<Variant> more) {
        var all = new EnumMap<Spoken, List<Variant>>(Spoken.class);
        all.putAll(variants);
        List<Variant> forms = new ArrayList<>(all.getOrDefault(spoken, List.of()));
        forms.addAll(more);
        all.put(spoken, forms);
        return new Misbehaviour(name, layer, does, all);
    }

    /// The same with more variants in that protocol.
    Misbehaviour in(Spoken spoken, Variant... more) {
        return in(spoken, List.of(more));
    }

    /// The same with variants in every protocol over TCP.
    Misbehaviour overTcp(Function<Spoken, List<Variant>> forms) {
        return in(Spoken.S7, forms.apply(Spoken.S7))
                .in(Spoken.MODBUS, forms.apply(Spoken.MODBUS))
                .in(Spoken.ENIP_TCP, forms.apply(Spoken.ENIP_TCP));
    }

    /// The same with variants everywhere.
    Misbehaviour everywhere(Function<Spoken, List<Variant>> forms) {
        return overTcp(forms).in(Spoken.ENIP_UDP, forms.apply(Spoken.ENIP_UDP));
    }
}
