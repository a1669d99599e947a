package io.walkdown.scanner.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftDetection;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.baseline.DriftPolicy;
import io.walkdown.scanner.baseline.Fact;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.store.AnyObservations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GatePropertiesTest {
    @Provide
    Arbitrary<Observations> plants() {
        return AnyObservations.plants();
    }

    private static Verdict judge(Baseline baseline, Observations run, Drift drift) {
        return new Gate(Policy.DEFAULT, List.of(), Zones.UNKNOWN, Threshold.ANY)
                .judge(baseline, run, drift, LocalDate.EPOCH);
    }

    private static <T> List<T> shuffled(List<T> list, long seed) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }

    @Property(tries = 300)
    void orderAndFingerprintsDoNotDependOnTheInputsOrder(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll long seed) {
        Baseline baseline = Baseline.of(first);
        var turned =
                new Observations(
                        second.site(),
                        second.complete(),
                        second.run(),
                        shuffled(second.visits(), seed),
                        shuffled(second.assets(), seed));
        Drift drift = DriftDetection.compare(baseline, second, DriftPolicy.DEFAULT);
        Drift other =
                DriftDetection.compare(
                        new Baseline(shuffled(baseline.assets(), seed)),
                        turned,
                        DriftPolicy.DEFAULT);
        var mixed =
                new Drift(
                        other.run(),
                        other.policy(),
                        other.accepted(),
                        other.seen(),
                        shuffled(other.items(), seed));

        Verdict expected = judge(baseline, second, drift);

        assertThat(judge(baseline, turned, mixed).findings()).isEqualTo(expected.findings());
        assertThat(expected.findings().stream().map(Finding::fingerprint))
                .as("no two findings have one fingerprint")
                .doesNotHaveDuplicates();
    }

    /// The line of every asset and of every field that a baseline holds.
    @Property(tries = 100)
    void knowsTheLineOfEveryAssetAndField(@ForAll("plants") Observations plant) throws IOException {
        Baseline baseline = Baseline.of(plant);
        Path file = Files.createTempFile("baseline", ".json");
        try {
            BaselineFile.write(file, baseline);
            List<String> text = Files.readAllLines(file);
            Set<String> names =
                    baseline.assets().stream().map(it -> it.name()).collect(Collectors.toSet());
            BaselineLines lines = BaselineLines.of(file, names);
            for (var asset : baseline.assets()) {
                int own = lines.of(new Subject.Missing(asset.name(), "none", "")).orElseThrow();
                assertThat(text.get(own - 1))
                        .isEqualTo("      \"name\": \"" + asset.name() + "\",");
                Set<Integer> seen = new HashSet<>();
                check(text, lines, asset.name(), Optional.empty(), asset.observed(), seen);
                asset.modules()
                        .forEach(module ->
                                check(
                                        text,
                                        lines,
                                        asset.name(),
                                        Optional.of(module.place()),
                                        module.facts(),
                                        seen));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void check(
            List<String> text,
            BaselineLines lines,
            String asset,
            Optional<Module.Place> module,
            Facts facts,
            Set<Integer> seen) {
        facts.all()
                .forEach((name, fact) -> {
                    var item =
                            new DriftItem.Changed(
                                    asset,
                                    module,
                                    DriftItem.Aspect.OTHER,
                                    name,
                                    Optional.of(fact),
                                    Optional.<Fact>empty());
                    int line = lines.of(new Subject.Difference(item)).orElseThrow();
                    assertThat(text.get(line - 1).strip()).startsWith("\"" + name.name() + "\":");
                    assertThat(seen.add(line)).as("a line of its own").isTrue();
                });
    }
}
