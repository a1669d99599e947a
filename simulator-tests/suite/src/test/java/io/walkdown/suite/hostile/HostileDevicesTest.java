package io.walkdown.suite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.hostile.Catalogue;
import io.walkdown.simulator.hostile.Layer;
import io.walkdown.simulator.hostile.Misbehaviour;
import io.walkdown.simulator.hostile.Spoken;
import io.walkdown.simulator.hostile.Timing;
import io.walkdown.simulator.hostile.Variant;
import io.walkdown.suite.hostile.HostileRun.Case;
import io.walkdown.suite.hostile.HostileRun.Played;
import io.walkdown.suite.hostile.HostileRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Hostile devices, scanned: each visit ends as the catalogue says, within its plan, and tells
/// nothing that is not so (S14).
class HostileDevicesTest {
    private static final int WAIT_MILLIS = 800;
    private static final int FULL_WAIT_MILLIS = 5_000;
    private static final int AT_A_TIME = 24;

    @TempDir Path folder = Path.of("");

    /// Three variants of each misbehaviour in each protocol: the first, the last, one between.
    @Test
    void bearsSomeVariantsOfEveryMisbehaviour(TestReporter reporter)
            throws IOException, InterruptedException {
        List<Case> cases = cases(Timing.SHORT, HostileDevicesTest::some);

        judge(new HostileRun(folder, WAIT_MILLIS, AT_A_TIME).play(cases), reporter);
    }

    /// Every one, closed at each byte of each frame, at one byte a second.
    @Test
    @Tag("safety")
    void bearsEveryVariantAtItsFullLength(TestReporter reporter)
            throws IOException, InterruptedException {
        List<Case> cases = cases(Timing.FULL, variants -> variants);

        judge(new HostileRun(folder, FULL_WAIT_MILLIS, 2 * AT_A_TIME).play(cases), reporter);
    }

    @Test
    void noticesAWrongExpectationAndWhatAnHonestDeviceWouldNotTell()
            throws IOException, InterruptedException {
        var silent =
                new Variant(
                        "an honest device that is taken for a silent one",
                        Variant.Door.OPEN,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        _ -> List.of(),
                        List.of("silent"));
        Result result =
                new HostileRun(folder, WAIT_MILLIS, 1)
                        .play(List.of(new Case(Spoken.S7, "made up", Layer.PROTOCOL, silent)));

        assertThat(new HostileJudge(result.all()).problems(result.all().getFirst()))
                .anyMatch(problem -> problem.startsWith("ended as identified"))
                .anyMatch(problem -> problem.contains("the honest device does not tell"));
    }

    @Test
    void theCatalogueHoldsWhatTheContractNames() {
        List<Misbehaviour> all = Catalogue.all(Timing.SHORT);

        assertThat(all).extracting(Misbehaviour::name).doesNotHaveDuplicates();
        assertThat(all).hasSizeGreaterThan(30);
        for (Spoken spoken : Spoken.values()) {
            assertThat(all.stream().filter(one -> one.variants().containsKey(spoken)).count())
                    .as(spoken.title())
                    .isGreaterThan(15);
        }
    }

    private interface Choice {
        List<Variant> of(List<Variant> variants);
    }

    private static List<Variant> some(List<Variant> variants) {
        int last = variants.size() - 1;
        return IntStream.of(0, last / 2, last).distinct().mapToObj(variants::get).toList();
    }

    private static List<Case> cases(Timing timing, Choice choice) {
        List<Case> cases =
                new ArrayList<>(Arrays.stream(Spoken.values()).map(Case::honest).toList());
        for (Misbehaviour one : Catalogue.all(timing)) {
            one.variants()
                    .forEach((spoken, variants) ->
                            choice.of(variants).stream()
                                    .map(form -> new Case(spoken, one.name(), one.layer(), form))
                                    .forEach(cases::add));
        }
        return cases;
    }

    private static void judge(Result result, TestReporter reporter) {
        assertThat(result.said()).as("a scan's own words, or a stack trace").isEmpty();
        assertThat(result.exitCode()).isZero();
        var judge = new HostileJudge(result.all());
        List<String> wrong = new ArrayList<>();
        long frames = 0;
        int borne = 0;
        var misbehaviours = new TreeSet<String>();
        for (Played one : result.all()) {
            List<String> problems = judge.problems(one);
            problems.forEach(problem -> wrong.add(one.played() + ": " + problem));
            borne += problems.isEmpty() ? 1 : 0;
            frames += one.witnessed().frames();
            misbehaviours.add(one.played().misbehaviour());
        }
        assertThat(wrong).as("%d of %d", wrong.size(), result.all().size()).isEmpty();
        int hostile = result.all().size() - Spoken.values().length;
        reporter.publishEntry(
                Map.of(
                        "invariant",
                        "S14",
                        "visits",
                        String.valueOf(result.all().size()),
                        "frames",
                        String.valueOf(frames),
                        "breaches",
                        String.valueOf(wrong.size()),
                        "injected",
                        String.valueOf(hostile),
                        "caught",
                        String.valueOf(borne - Spoken.values().length),
                        "measured",
                        "%d variants of %d misbehaviours"
                                .formatted(hostile, misbehaviours.size() - 1)));
    }
}
