package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Unused;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Observations of small plants in which serial numbers, MACs and places often come twice, so that
/// devices move, swap, are replaced and resemble each other all the time.
public final class AnyObservations {
    private static final Instant AT = Instant.parse("2026-11-23T07:35:00Z");
    private static final List<String> VALUES =
            List.of(
                    "1",
                    "V4.1",
                    "ünï \u202Ecode\u0007",
                    "\"quoted\"",
                    "a\nb",
                    "6ES7 315-2EH14-0AB0");

    private final Random random;

    private AnyObservations(Random random) {
        this.random = random;
    }

    /// Any plant.
    public static Arbitrary<Observations> plants() {
        return Arbitraries.longs().map(seed -> new AnyObservations(new Random(seed)).plant());
    }

    private Observations plant() {
        List<Integer> places = new ArrayList<>(IntStream.range(0, 8).boxed().toList());
        List<Integer> names = new ArrayList<>(places);
        Collections.shuffle(places, random);
        Collections.shuffle(names, random);
        List<Visit> visits = new ArrayList<>();
        List<Asset> assets = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 8); i++) {
            String name = "device-" + names.get(i);
            String address = "10.0.0." + places.get(i) / 2;
            int port = 102 + places.get(i) % 2;
            boolean answers = random.nextInt(5) > 0;
            visits.add(visit(name, address, port, answers));
            if (answers) {
                assets.add(asset(name, address));
            }
        }
        var run = new Observations.Run("20261123T073500Z-1f0a", AT, AT.plusSeconds(9), "ab12", 0);
        return new Observations("plant-7", random.nextBoolean(), run, visits, assets);
    }

    private Visit visit(String name, String address, int port, boolean answers) {
        return new Visit(
                name,
                address,
                port,
                "s7",
                "s7-300",
                answers ? answered() : unanswered(),
                new Load(5, 2_000, 1, Duration.ofSeconds(12)),
                new Load(4, 311, 1, Duration.ofMillis(1_234)),
                List.of(new Unused("szl-001c", 1, "not supported")),
                answers ? 0 : random.nextInt(6),
                answers || random.nextBoolean() ? Optional.of(AT) : Optional.empty(),
                random.nextInt(4) > 0);
    }

    private ProbeOutcome answered() {
        return random.nextInt(4) == 0
                ? new ProbeOutcome.Partial("szl-001c: no answer")
                : new ProbeOutcome.Identified();
    }

    private ProbeOutcome unanswered() {
        return pick(
                List.of(
                        new ProbeOutcome.Silent("connect"),
                        new ProbeOutcome.Refused("connect"),
                        new ProbeOutcome.Withheld("S2", "slots"),
                        new ProbeOutcome.Stopped("Ctrl-C")));
    }

    private Asset asset(String name, String address) {
        List<Integer> slots = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(slots, random);
        List<Module> modules =
                slots.stream()
                        .limit(random.nextInt(5))
                        .map(slot -> new Module.Place(Module.Kind.SLOT, slot))
                        .map(place -> new Module(place, plate()))
                        .toList();
        return new Asset(name, address, "s7", plate(), modules);
    }

    private Nameplate plate() {
        Map<NameplateField, Field> identity = new EnumMap<>(NameplateField.class);
        identity.put(NameplateField.MANUFACTURER, field(List.of("Siemens")));
        identity.put(NameplateField.ORDER_NUMBER, field(List.of("6ES7 1", "6ES7 2")));
        identity.put(NameplateField.SERIAL_NUMBER, field(List.of("SN-10", "SN-20", "0000")));
        identity.put(NameplateField.FIRMWARE_REVISION, field(VALUES));
        var attributes = new TreeMap<String, Field>();
        attributes.put("macAddress", field(List.of("00:11:22:33:44:55", "00:11:22:33:44:66")));
        attributes.put("plant", field(VALUES));
        return new Nameplate(identity, attributes);
    }

    private Field field(List<String> values) {
        Source source = new Source("s7", pick(List.of("szl-0011", "szl-001c")), AT);
        return switch (random.nextInt(9)) {
            case 0 -> Field.of(FieldState.EMPTY, source);
            case 1 -> Field.of(FieldState.NOT_SUPPORTED, source);
            case 2 -> Field.of(FieldState.NO_ANSWER, source);
            case 3 -> Field.NOT_ASKED;
            case 4 -> Field.conflict(List.of("x", pick(values)), source);
            default -> Field.told(pick(values), source);
        };
    }

    private <T> T pick(List<? extends T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
