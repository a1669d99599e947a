package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.store.AnyObservations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DriftPropertiesTest {
    private static final Acceptance BY_ANN =
            new Acceptance("Ann", "walked the line", Instant.parse("2026-11-24T08:00:00Z"));

    @Provide
    Arbitrary<Observations> plants() {
        return AnyObservations.plants();
    }

    @Property
    void findsNoDriftAgainstWhatWasJustSeen(@ForAll("plants") Observations seen) {
        assertThat(compare(Baseline.of(seen), seen).drift()).isEmpty();
    }

    @Property
    void knowsTheSameFactsWithoutMakingThem(
            @ForAll("plants") Observations first, @ForAll("plants") Observations second) {
        for (Asset one : first.assets()) {
            Facts facts = Facts.of(one.nameplate(), "enip");
            assertThat(facts.areToldBy(one.nameplate(), "enip")).isTrue();
            for (Asset other : second.assets()) {
                assertThat(facts.areToldBy(other.nameplate(), "enip"))
                        .isEqualTo(facts.equals(Facts.of(other.nameplate(), "enip")));
            }
        }
    }

    @Property
    void findsNoDriftOnceAllOfItIsAccepted(
            @ForAll("plants") Observations first, @ForAll("plants") Observations second) {
        Baseline baseline = Baseline.of(first);
        Drift drift = compare(baseline, second);

        Baseline after = accepted(baseline, drift, List.of());

        assertThat(compare(after, second).drift()).isEmpty();
    }

    @Property
    void losesNoAssetThatIsNotProvenGone(
            @ForAll("plants") Observations first, @ForAll("plants") Observations second) {
        Baseline baseline = Baseline.of(first);
        Drift drift = compare(baseline, second);

        Baseline after = accepted(baseline, drift, List.of());

        int appeared =
                (int)
                        drift.drift().stream()
                                .filter(item -> item.inModule().isEmpty())
                                .filter(item ->
                                        item instanceof DriftItem.Appeared
                                                || (item instanceof DriftItem.Ambiguous it
                                                        && it.newcomer()))
                                .count();
        int gone =
                (int)
                        drift.of(DriftItem.Vanished.class).stream()
                                .filter(item -> item.inModule().isEmpty())
                                .count();
        assertThat(after.assets()).hasSize(baseline.assets().size() + appeared - gone);
    }

    @Property
    void findsNoDriftOnceTheRestIsAcceptedWhateverWasAcceptedAlone(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll long seed) {
        Random random = new Random(seed);
        Baseline baseline = Baseline.of(first);
        for (int i = 0; i < 5; i++) {
            Drift drift = compare(baseline, second);
            List<DriftItem> items = drift.drift();
            if (!items.isEmpty()) {
                DriftItem any = items.get(random.nextInt(items.size()));
                baseline = accepted(baseline, drift, List.of(any.id()));
            }
        }

        baseline = accepted(baseline, compare(baseline, second), List.of());

        assertThat(compare(baseline, second).drift()).isEmpty();
    }

    @Property
    void neverMindsTheOrderOfDevices(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll long seed) {
        Baseline baseline = Baseline.of(first);

        assertThat(BaselineFile.text(Baseline.of(shuffled(first, seed))))
                .isEqualTo(BaselineFile.text(baseline));
        assertThat(compare(baseline, shuffled(second, seed))).isEqualTo(compare(baseline, second));
    }

    @Property
    void keepsWhatPeopleSaidOfEveryAssetThatStays(
            @ForAll("plants") Observations first, @ForAll("plants") Observations second) {
        Baseline baseline =
                new Baseline(
                        Baseline.of(first).assets().stream()
                                .map(asset -> asset.withHuman(said(asset.name())))
                                .toList());
        Drift drift = compare(baseline, second);

        Baseline after = accepted(baseline, drift, List.of());

        List<String> gone =
                drift.of(DriftItem.Vanished.class).stream()
                        .filter(item -> item.inModule().isEmpty())
                        .map(DriftItem::asset)
                        .toList();
        for (AcceptedAsset asset : baseline.assets()) {
            if (!gone.contains(asset.name())) {
                assertThat(after.assets())
                        .filteredOn(other -> other.human().equals(asset.human()))
                        .hasSize(1);
            }
        }
    }

    @Property
    void readsBackWhatItWrote(@ForAll("plants") Observations seen) {
        Baseline baseline = Baseline.of(seen);
        String text = BaselineFile.text(baseline);

        assertThat(BaselineFile.parse("baseline.json", text))
                .isEqualTo(new BaselineFile.Reading.Read(baseline));
        assertThat(text).doesNotContain("2026-11-23").doesNotContain("1f0a").endsWith("}\n");
    }

    private static Human said(String name) {
        return new Human("owner of " + name, "high", "hall 3", "", List.of("b", "a"));
    }

    private static Drift compare(Baseline baseline, Observations seen) {
        return DriftDetection.compare(baseline, seen, DriftPolicy.DEFAULT);
    }

    private static Baseline accepted(Baseline baseline, Drift drift, List<String> selectors) {
        return BY_ANN.accept(baseline, drift, selectors)
                        instanceof Acceptance.Result.Accepted accepted
                ? accepted.after()
                : baseline;
    }

    private static Observations shuffled(Observations seen, long seed) {
        return new Observations(
                seen.site(),
                seen.complete(),
                seen.run(),
                shuffled(seen.visits(), seed),
                shuffled(seen.assets(), seed + 1));
    }

    private static <T> List<T> shuffled(List<T> all, long seed) {
        List<T> copy = new ArrayList<>(all);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }
}
