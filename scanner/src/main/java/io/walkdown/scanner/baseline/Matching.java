package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Identity;
import io.walkdown.scanner.asset.IdentityStrength;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says which of those that were seen is which of those that are known, by the strongest proof: in
/// its place and proven, elsewhere by serial number, elsewhere by MAC, and only then by place.
///
/// Where a proof fits several, nobody is matched by it: such are told in [Result#likely], never
/// merged. The order of the two lists decides nothing but the order of the answer.
///
/// @param <P> what a place is
/// @param <B> what is known
/// @param <O> what was seen
final class Matching<P, B, O> {
    /// One of those, with what matters for matching. Each is itself alone: two that say the same
    /// are still two.
    record Party<P, T>(T thing, P place, Identity identity) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /// Two that are the same, or stand in the same place.
    ///
    /// @param by the proof; by place where there is none
    /// @param replaced whether they are proven to be different devices
    record Pair<B, O>(B before, O now, IdentityStrength by, boolean moved, boolean replaced) {}

    /// The whole answer.
    ///
    /// @param pairs who is who
    /// @param missing known ones that nobody was found to be
    /// @param unknown seen ones that are nobody known
    /// @param likely for seen ones without proof: known ones that they look like
    record Result<B, O>(
            List<Pair<B, O>> pairs, List<B> missing, List<O> unknown, Map<O, List<B>> likely) {}

    private final List<Party<P, B>> before;
    private final List<Party<P, O>> now;
    private final Map<String, List<Party<P, B>>> byProof = new HashMap<>();
    private final Map<P, List<Party<P, B>>> places = new HashMap<>();
    private final SequencedMap<Party<P, O>, Pair<Party<P, B>, Party<P, O>>> pairs =
            new LinkedHashMap<>();
    private final Map<Party<P, B>, Party<P, O>> taken = new HashMap<>();

    Matching(List<Party<P, B>> before, List<Party<P, O>> now) {
        this.before = before;
        this.now = now;
        for (Party<P, B> party : before) {
            keys(party.identity()).forEach(key -> add(byProof, key, party));
            add(places, party.place(), party);
        }
    }

    /// In little room, for most keys have one party.
    private static <K, T> void add(Map<K, List<T>> index, K key, T party) {
        List<T> others = index.get(key);
        switch (others) {
            case null -> index.put(key, List.of(party));
            case ArrayList<T> many -> many.add(party);
            default -> {
                List<T> many = new ArrayList<>(others);
                many.add(party);
                index.put(key, many);
            }
        }
    }

    /// Whatever is the same device has one of these in common.
    private static Stream<String> keys(Identity identity) {
        return Stream.concat(
                identity.serialNumber().map(serial -> "serial " + serial).stream(),
                identity.mac().map(mac -> "mac " + mac).stream());
    }

    Result<B, O> result() {
        provenInPlace();
        provenElsewhere(IdentityStrength.SERIAL_NUMBER);
        provenElsewhere(IdentityStrength.MAC);
        byPlace();
        return new Result<>(
                pairs.values().stream()
                        .map(pair ->
                                new Pair<>(
                                        pair.before().thing(),
                                        pair.now().thing(),
                                        pair.by(),
                                        pair.moved(),
                                        pair.replaced()))
                        .toList(),
                before.stream().filter(b -> !taken.containsKey(b)).map(Party::thing).toList(),
                now.stream().filter(o -> !pairs.containsKey(o)).map(Party::thing).toList(),
                likely());
    }

    private void provenInPlace() {
        for (Party<P, O> seen : now) {
            places.getOrDefault(seen.place(), List.of()).stream()
                    .filter(known -> !taken.containsKey(known))
                    .filter(known -> known.identity().sameAs(seen.identity()).isPresent())
                    .min(Comparator.comparing(known -> proof(known, seen)))
                    .ifPresent(known -> pair(known, seen, proof(known, seen)));
        }
    }

    /// Only where each fits the other alone.
    private void provenElsewhere(IdentityStrength strength) {
        Map<Party<P, O>, List<Party<P, B>>> candidates = new LinkedHashMap<>();
        for (Party<P, O> seen : now) {
            if (!pairs.containsKey(seen)) {
                candidates.put(
                        seen,
                        same(seen).stream()
                                .filter(known -> !taken.containsKey(known))
                                .filter(known -> proof(known, seen) == strength)
                                .toList());
            }
        }
        Map<Party<P, B>, Long> wanted =
                candidates.values().stream()
                        .flatMap(Collection::stream)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        candidates.forEach((seen, fitting) -> {
            if (fitting.size() == 1 && wanted.getOrDefault(fitting.getFirst(), 0L) == 1) {
                pair(fitting.getFirst(), seen, strength);
            }
        });
    }

    private void byPlace() {
        for (Party<P, O> seen : now) {
            if (pairs.containsKey(seen)) {
                continue;
            }
            List<Party<P, B>> there =
                    places.getOrDefault(seen.place(), List.of()).stream()
                            .filter(known -> !taken.containsKey(known))
                            .toList();
            List<Party<P, B>> possible =
                    there.stream()
                            .filter(known -> !known.identity().differsFrom(seen.identity()))
                            .toList();
            onlyOne(possible.isEmpty() ? there : possible)
                    .ifPresent(known -> pair(known, seen, IdentityStrength.PLACE));
        }
    }

    private static <T> Optional<T> onlyOne(List<T> all) {
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private void pair(Party<P, B> known, Party<P, O> seen, IdentityStrength by) {
        boolean moved = !known.place().equals(seen.place());
        boolean replaced = known.identity().differsFrom(seen.identity());
        pairs.put(seen, new Pair<>(known, seen, by, moved, replaced));
        taken.put(known, seen);
    }

    private Map<O, List<B>> likely() {
        Map<O, List<B>> likely = new LinkedHashMap<>();
        for (Party<P, O> seen : now) {
            Pair<Party<P, B>, Party<P, O>> pair = pairs.get(seen);
            if (pair == null || pair.by() == IdentityStrength.PLACE) {
                List<B> others = same(seen).stream().map(Party::thing).toList();
                if (!others.isEmpty()) {
                    likely.put(seen.thing(), others);
                }
            }
        }
        return likely;
    }

    /// All known ones that are proven to be the one that was seen.
    private List<Party<P, B>> same(Party<P, O> seen) {
        return keys(seen.identity())
                .flatMap(key -> byProof.getOrDefault(key, List.of()).stream())
                .distinct()
                .filter(known -> known.identity().sameAs(seen.identity()).isPresent())
                .toList();
    }

    private static <P, B, O> IdentityStrength proof(Party<P, B> known, Party<P, O> seen) {
        return known.identity().sameAs(seen.identity()).orElse(IdentityStrength.PLACE);
    }
}
