package io.walkdown.scanner.scan;

import static io.walkdown.scanner.scan.ScanBench.ONE_BY_ONE;
import static io.walkdown.scanner.scan.ScanBench.QUICK;
import static io.walkdown.scanner.scan.ScanBench.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.SamplePlans;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.scan.LoopbackDevice.Script;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signs of trouble (S7), silence, and what one run remembers of the runs before it.
@Timeout(10)
class ScanTroubleTest {
    /// Accepts, never answers, and closes when we do.
    private static final Script SILENT = talk -> talk.awaitEnd();

    /// Accepts, never answers, and never closes (S3).
    private static final Script HANGS = talk -> talk.hold();

    private static final Script RESETS =
            talk -> {
                byte[] _ = talk.request();
                talk.reset();
            };

    private static final Script BUSY =
            talk -> {
                byte[] request = talk.request();
                byte[] answer = Arrays.copyOf(request, 9);
                answer[5] = 3;
                answer[7] |= (byte) 0x80;
                answer[8] = 6;
                talk.answer(answer);
                talk.awaitEnd();
            };

    private static final Script OTHER_TRANSACTION =
            talk -> {
                byte[] request = talk.request();
                request[1]++;
                talk.answer(LoopbackDevice.identity(request, "Acme"));
                talk.awaitEnd();
            };

    private ScanBench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new ScanBench(folder);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void leavesAnAddressAloneThatGaveASignOfTrouble() throws IOException {
        var first = bench.device("127.20.2.1", RESETS);
        var second = bench.device("127.20.2.1", LoopbackDevice.identifies("Acme"));

        Scan.Outcome outcome = bench.run(bench.plan(QUICK, first.entry("a"), second.entry("b")));

        assertThat(visit(outcome, "a").outcome()).isInstanceOf(ProbeOutcome.Reset.class);
        assertThat(visit(outcome, "b").outcome())
                .isEqualTo(
                        new ProbeOutcome.Withheld("S7", "this address was in trouble before it"));
        assertThat(visit(outcome, "b").actual()).isEqualTo(Load.NONE);
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("connected")).hasSize(1);
    }

    @Test
    void asksTheSecondDeviceOfAnAddressAfterTheFirst() throws IOException {
        var first = bench.device("127.20.2.1", LoopbackDevice.identifies("Acme"));
        var second = bench.device("127.20.2.1", LoopbackDevice.identifies("Bolt"));

        Scan.Outcome outcome = bench.run(bench.plan(QUICK, first.entry("a"), second.entry("b")));

        assertThat(outcome.end()).isEqualTo(RunEnd.COMPLETE);
        assertThat(bench.notes())
                .extracting(note -> note.split(" ", 2)[0])
                .containsExactly(
                        "claim",
                        "connected",
                        "frame",
                        "frame",
                        "end",
                        "ended",
                        "closed",
                        "claim",
                        "connected",
                        "frame",
                        "frame",
                        "end",
                        "ended",
                        "closed");
    }

    /// What a dialogue finds in a whole frame trips the breakers as much as what a socket says.
    @Test
    void busyAndMalformedAnswersAreTrouble() throws IOException {
        assertThat(outcomes(bench.run(line(BUSY))))
                .containsExactly("busy", "busy", "withheld", "withheld");
        assertThat(outcomes(bench.run(line(OTHER_TRANSACTION))))
                .containsExactly("malformed", "malformed", "withheld", "withheld");
    }

    @Test
    void asksNoOtherPortOfAnAddressBehindABusyAnswer() throws IOException {
        var first = bench.device("127.20.2.1", BUSY);
        var second = bench.device("127.20.2.1", LoopbackDevice.identifies("Acme"));

        Scan.Outcome outcome = bench.run(bench.plan(QUICK, first.entry("a"), second.entry("b")));

        assertThat(visit(outcome, "b").outcome())
                .isEqualTo(
                        new ProbeOutcome.Withheld("S7", "this address was in trouble before it"));
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("connected")).hasSize(1);
    }

    @Test
    void aSiteWhoseBreakerOpensIsStopped() throws IOException {
        String[] entries = new String[7];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = bench.device("127.20.2." + (i + 1), RESETS).entry("d" + (i + 1));
        }

        Scan.Outcome outcome = bench.run(bench.plan(ONE_BY_ONE, entries));

        assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(outcome.stopped()).hasValueSatisfying(why -> assertThat(why).contains("S7"));
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("connected")).hasSize(5);
    }

    @Test
    void leavesAGroupAloneAfterTwoTroubledVisits(TestReporter reporter) throws IOException {
        Scan.Outcome outcome = bench.run(line(RESETS));

        assertThat(outcomes(outcome)).containsExactly("reset", "reset", "withheld", "withheld");
        assertThat(outcome.observations().visits())
                .filteredOn(visit -> visit.outcome().id().equals("withheld"))
                .extracting(visit -> visit.outcome())
                .allSatisfy(
                        held -> assertThat(((ProbeOutcome.Withheld) held).rule()).isEqualTo("S7"));
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("claim")).hasSize(2);
        List<String> ended = outcomes(outcome);
        reporter.publishEntry(
                Map.of(
                        "invariant",
                        "S7",
                        "visits",
                        Long.toString(
                                bench.notes().stream()
                                        .filter(note -> note.startsWith("claim"))
                                        .count()),
                        "injected",
                        Integer.toString(ended.size()),
                        "caught",
                        Long.toString(
                                ended.stream()
                                        .filter(List.of("reset", "withheld")::contains)
                                        .count())));
    }

    @Test
    void anUnansweredCloseIsTrouble() throws IOException {
        assertThat(outcomes(bench.run(line(HANGS))))
                .containsExactly("silent", "silent", "withheld", "withheld");
    }

    @Test
    void aLineThatIsSwitchedOffIsNoTrouble() throws IOException {
        assertThat(outcomes(bench.run(line(SILENT))))
                .containsExactly("silent", "silent", "silent", "silent");
    }

    @Test
    void devicesThatAnsweredBeforeAndAreSilentNowAreTrouble() throws IOException {
        ScanPlan plan = line(SILENT);
        Map<String, Visit> before =
                IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> "d" + i)
                        .collect(Collectors.toMap(name -> name, name -> answered(plan, name)));

        Scan.Outcome outcome = bench.run(plan, new History(before));

        assertThat(outcomes(outcome)).containsExactly("silent", "silent", "withheld", "withheld");
    }

    private static Visit answered(ScanPlan plan, String name) {
        Visit nothing = visit(Scan.nothingToVisit(plan, History.NONE, SamplePlans.NOW, 0), name);
        return new Visit(
                name,
                nothing.address(),
                nothing.port(),
                nothing.protocol(),
                nothing.profile(),
                new ProbeOutcome.Identified(),
                nothing.worstCase(),
                nothing.actual(),
                nothing.unused(),
                0,
                Optional.of(SamplePlans.NOW));
    }

    @Test
    void countsMissesInARowAcrossRuns() throws IOException {
        var silent = bench.device("127.20.2.1", SILENT);
        ScanPlan plan = bench.plan(QUICK, silent.hastyEntry("a"));

        Scan.Outcome first = bench.run(plan);
        Scan.Outcome second = bench.run(plan, History.of(first.observations()));

        assertThat(visit(first, "a").missesInARow()).isEqualTo(1);
        assertThat(visit(second, "a").missesInARow()).isEqualTo(2);
        assertThat(visit(second, "a").lastAnswered()).isEmpty();
        silent.close();

        var back = bench.device("127.20.2.1", LoopbackDevice.identifies("Acme"));
        Scan.Outcome third =
                bench.run(bench.plan(QUICK, back.entry("a")), History.of(second.observations()));

        assertThat(visit(third, "a").missesInARow()).isZero();
        assertThat(visit(third, "a").lastAnswered()).isPresent();
    }

    @Test
    void aDeviceThatIsNotContactedKeepsItsHistory() throws IOException {
        var silent = bench.device("127.20.2.1", SILENT);
        ScanPlan plan = bench.plan(QUICK, silent.hastyEntry("a"));
        var history = History.of(bench.run(plan).observations());
        var later =
                new Ledger.Standing.NotBefore(Instant.now().plusSeconds(60), Rule.S10, "visited");

        Scan.Outcome outcome =
                bench.scan(plan, bench.ledger(Map.of("127.20.2.1", later)), history).run();

        assertThat(visit(outcome, "a").outcome())
                .isEqualTo(new ProbeOutcome.Withheld("S10", "visited"));
        assertThat(visit(outcome, "a").missesInARow()).isEqualTo(1);
    }

    @Test
    void silenceAtASpareAddressIsNoMiss() throws IOException {
        var silent = bench.device("127.20.2.1", SILENT);
        var babbling =
                bench.device(
                        "127.20.2.2",
                        talk -> talk.answer(LoopbackDevice.identity(talk.request(), "Acme")));

        Scan.Outcome spare = bench.run(bench.plan(QUICK, silent.hastyEntry("a") + ", spare: true"));
        assertThat(spare.end()).isEqualTo(RunEnd.COMPLETE);
        assertThat(visit(spare, "a").due()).isFalse();
        Scan.Outcome expected = bench.run(bench.plan(QUICK, silent.hastyEntry("a")));
        assertThat(expected.end()).isEqualTo(RunEnd.INCOMPLETE);
        assertThat(visit(expected, "a").missed()).isTrue();
        Scan.Outcome there = bench.run(bench.plan(QUICK, babbling.entry("b") + ", spare: true"));
        assertThat(there.end())
                .as("somebody is there, and could not be read in whole")
                .isEqualTo(RunEnd.INCOMPLETE);
        assertThat(visit(there, "b").missed()).isTrue();
    }

    @Test
    void whatIsNotDueIsNotMissed() throws IOException {
        var device = bench.device("127.20.2.1", LoopbackDevice.identifies("Acme"));
        String excluded = "name: x, address: 127.20.2.9, protocol: s7, safety: true";
        String missed = "name: y, address: 127.20.2.8, protocol: s7, profile: s7-300";

        Scan.Outcome complete = bench.run(bench.plan(QUICK, device.entry("a"), excluded));
        assertThat(complete.end()).isEqualTo(RunEnd.COMPLETE);
        assertThat(visit(complete, "x").due()).isFalse();
        assertThat(complete.observations().visits()).noneMatch(Visit::missed);
        Scan.Outcome incomplete = bench.run(bench.plan(QUICK, device.entry("a"), missed));
        assertThat(incomplete.end()).isEqualTo(RunEnd.INCOMPLETE);
        assertThat(visit(incomplete, "y").missed()).isTrue();
        assertThat(visit(incomplete, "y").outcome())
                .isInstanceOfSatisfying(
                        ProbeOutcome.Withheld.class,
                        withheld -> assertThat(withheld.rule()).isEqualTo("S2"));
    }

    /// Four devices of one group, which are visited one after the other.
    private ScanPlan line(Script script) throws IOException {
        String[] entries = new String[4];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry(bench.device("127.20.2." + (i + 1), script), script, "d" + (i + 1));
        }
        return bench.plan(ONE_BY_ONE, entries);
    }

    private static String entry(LoopbackDevice device, Script script, String name) {
        String entry =
                script.equals(SILENT) || script.equals(HANGS)
                        ? device.hastyEntry(name)
                        : device.entry(name);
        return entry + ", groups: [line]";
    }

    /// Sorted, because any of the devices may come first.
    private static List<String> outcomes(Scan.Outcome outcome) {
        return Stream.of("d1", "d2", "d3", "d4")
                .map(name -> visit(outcome, name).outcome().id())
                .sorted()
                .toList();
    }
}
