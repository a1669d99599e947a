package io.walkdown.scanner.scan;

import static io.walkdown.scanner.scan.ScanBench.ONE_BY_ONE;
import static io.walkdown.scanner.scan.ScanBench.QUICK;
import static io.walkdown.scanner.scan.ScanBench.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.audit.Audit;
import io.walkdown.scanner.audit.AuditPlan;
import io.walkdown.scanner.audit.AuditReport;
import io.walkdown.scanner.audit.Verdict;
import io.walkdown.scanner.plan.SamplePlans;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.wire.Pulse;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What ends a scan before its time: a stop (S9), an abort, a window (S11).
@Timeout(10)
class ScanEndTest {
    private final long beganNanos = Ticker.system().nanos();
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
    void startsNoVisitThatCouldOutlastItsWindow() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        String windows = QUICK + "\nwindows: [{days: mon, from: '10:00', to: '12:00:00'}]";
        ScanPlan plan = bench.plan(windows.replace(":00:00", ":00"), device.entry("a"));
        Duration worst = plan.worstCase().seconds();
        Instant closes = Instant.parse("2026-11-23T12:00:00Z");

        Scan.Outcome late = bench.run(plan, closes.minus(worst).plusMillis(1));
        Scan.Outcome shut = bench.run(plan, closes);

        assertThat(visit(late, "a").outcome())
                .isEqualTo(new ProbeOutcome.Withheld("S11", "the visit could outlast the window"));
        for (Scan.Outcome outcome : List.of(late, shut)) {
            assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
            assertThat(outcome.stopped().orElse("")).startsWith("S11: ");
        }
        assertThat(bench.notes()).isEmpty();
        Scan.Outcome early = bench.run(plan, closes.minus(worst).minusSeconds(60));
        assertThat(early.end()).isEqualTo(RunEnd.COMPLETE);
    }

    @Test
    void afterAStopNoFurtherFrameLeaves() throws IOException {
        LoopbackDevice.Script stops =
                talk -> {
                    byte[] request = talk.request();
                    bench.running().stop("Ctrl-C");
                    talk.answer(LoopbackDevice.identity(request, "Acme", "BMX P34"));
                    talk.awaitEnd();
                };
        var one = bench.device("127.20.1.1", stops);
        var other = bench.device("127.20.1.2", stops);
        Scan scan =
                bench.scan(
                        bench.plan(ONE_BY_ONE, one.entry("a"), other.entry("b")),
                        bench.ledger(),
                        History.NONE);

        Scan.Outcome outcome = scan.run();

        boolean oneFirst = bench.notes().getFirst().endsWith(one.address());
        String first = oneFirst ? one.address() : other.address();
        assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(outcome.end().exitCode()).isEqualTo(5);
        assertThat(outcome.stopped()).contains("Ctrl-C");
        assertThat(visit(outcome, "a").outcome()).isEqualTo(new ProbeOutcome.Stopped("Ctrl-C"));
        assertThat(visit(outcome, "b").outcome()).isEqualTo(new ProbeOutcome.Stopped("Ctrl-C"));
        assertThat(visit(outcome, oneFirst ? "b" : "a").actual()).isEqualTo(Load.NONE);
        assertThat(bench.notes())
                .as("the connection is closed in order, and nobody else is contacted")
                .containsExactly(
                        "claim " + first,
                        "connected " + first,
                        "frame " + first + " 000100000005ff2b0e0100",
                        "end " + first,
                        "ended " + first + " 1 stopped",
                        "closed " + first);
    }

    /// Written down, and then held back: the device sees nothing of it, and the audit knows (S13).
    @Test
    void aFrameThatAStopOvertookIsNoFrameOfTheRun() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        RunFolder kept = bench.runFolder();
        Scan scan = bench.scan(bench.plan(QUICK, device.entry("a")), kept);
        scan.heed(() ->
                count(kept.journal(), "\"sent\"") < 2
                        ? Optional.empty()
                        : Optional.of(new Pulse.Lost("stale", false)));

        Scan.Outcome outcome = scan.run();

        assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(count(kept.journal(), "\"sent\"")).isEqualTo(2);
        assertThat(count(kept.journal(), "\"withdrawn\"")).isEqualTo(1);
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("frame")).hasSize(1);
        assertThat(visit(outcome, "a").actual().frames()).isEqualTo(1);
        var plan = (AuditPlan.Reading.Read) Audit.plan(kept.plan());
        AuditReport audit =
                Audit.run(kept.path(), plan.plan(), Optional.empty(), false, Audit.TOLERANCE);
        assertThat(audit.checks())
                .filteredOn(check -> check.verdict() instanceof Verdict.Breach)
                .isEmpty();
    }

    private static long count(Path journal, String text) {
        try (Stream<String> lines = Files.lines(journal)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAbortDoesNotWaitForTheAnswer() throws IOException {
        var device =
                bench.device(
                        "127.20.1.1",
                        talk -> {
                            byte[] _ = talk.request();
                            bench.running().abort("Ctrl-C twice");
                            talk.awaitEnd();
                        });
        Scan scan = bench.scan(bench.plan(QUICK, device.entry("a")), bench.ledger(), History.NONE);

        Scan.Outcome outcome = scan.run();

        assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(outcome.stopped()).contains("Ctrl-C twice");
        assertThat(visit(outcome, "a").outcome())
                .isEqualTo(new ProbeOutcome.Stopped("interrupted"));
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("frame")).hasSize(1);
    }

    @Test
    void aScanThatIsStoppedBeforeItStartsContactsNobody() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        Scan scan = bench.scan(bench.plan(QUICK, device.entry("a")), bench.ledger(), History.NONE);

        scan.stop("stop file");
        scan.stop("something else");
        Scan.Outcome outcome = scan.run();

        assertThat(outcome.stopped()).contains("stop file");
        assertThat(visit(outcome, "a").unused())
                .hasSize(4)
                .allSatisfy(step -> assertThat(step.reason()).isEqualTo("stopped: stop file"));
        assertThat(bench.notes()).isEmpty();
    }

    @Test
    void aHeartbeatThatIsLostInMidVisitLetsOnlyTheCloseLeave(TestReporter reporter)
            throws IOException {
        endsWhenLost(new Pulse.Lost("heartbeat beat is 31.0 s old", false), reporter, "S9");
    }

    @Test
    void aClockThatJumpsInMidVisitLetsOnlyTheCloseLeave() throws IOException {
        var ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource clock = () -> SamplePlans.NOW.plus(elapsed()).plus(ahead.get());
        var device = askedOnce("127.20.1.1", () -> ahead.set(Duration.ofSeconds(6)));
        Scan scan = bench.scan(bench.plan(ONE_BY_ONE, device.entry("a")), clock);

        Scan.Outcome outcome = scan.run();

        assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(outcome.stopped().orElse("")).contains("suspended");
        assertThat(frames()).hasSize(1);
    }

    /// Either may be the first: with a free place, who arrives first is admitted.
    private void endsWhenLost(Pulse.Lost lost, TestReporter reporter, String invariant)
            throws IOException {
        var pulse = new AtomicReference<Optional<Pulse.Lost>>(Optional.empty());
        var one = askedOnce("127.20.1.1", () -> pulse.set(Optional.of(lost)));
        var other = askedOnce("127.20.1.2", () -> pulse.set(Optional.of(lost)));
        Scan scan =
                bench.scan(
                        bench.plan(ONE_BY_ONE, one.entry("a"), other.entry("b")),
                        bench.ledger(),
                        History.NONE);
        scan.heed(pulse::get);

        Scan.Outcome outcome = scan.run();

        assertThat(outcome.end().exitCode()).isEqualTo(5);
        assertThat(outcome.stopped()).contains(lost.why());
        boolean aWasFirst = bench.notes().contains("end 127.20.1.1");
        assertThat(visit(outcome, aWasFirst ? "b" : "a").outcome())
                .isEqualTo(new ProbeOutcome.Stopped(lost.why()));
        assertThat(frames()).hasSize(1);
        assertThat(bench.notes())
                .contains(aWasFirst ? "end 127.20.1.1" : "end 127.20.1.2")
                .noneMatch(note -> note.contains(aWasFirst ? "127.20.1.2" : "127.20.1.1"));
        boolean caught = outcome.stopped().equals(Optional.of(lost.why())) && frames().size() == 1;
        reporter.publishEntry(
                Map.of(
                        "invariant",
                        invariant,
                        "visits",
                        Long.toString(
                                bench.notes().stream()
                                        .filter(note -> note.startsWith("connected"))
                                        .count()),
                        "frames",
                        Integer.toString(frames().size()),
                        "injected",
                        "1",
                        "caught",
                        caught ? "1" : "0"));
    }

    private LoopbackDevice askedOnce(String address, Runnable meanwhile) throws IOException {
        return bench.device(
                address,
                talk -> {
                    byte[] request = talk.request();
                    meanwhile.run();
                    talk.answer(LoopbackDevice.identity(request, "Acme", "BMX P34"));
                    talk.awaitEnd();
                });
    }

    private List<String> frames() {
        return bench.notes().stream().filter(note -> note.startsWith("frame")).toList();
    }

    private Duration elapsed() {
        return Duration.ofNanos(Ticker.system().nanos() - beganNanos);
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        var seen = new CompletableFuture<Progress>();
        LoopbackDevice.Script looks =
                talk -> {
                    byte[] _ = talk.request();
                    seen.complete(bench.running().progress());
                };
        var one = bench.device("127.20.1.1", looks);
        var other = bench.device("127.20.1.2", looks);
        Scan scan =
                bench.scan(
                        bench.plan(ONE_BY_ONE, one.entry("a"), other.entry("b")),
                        bench.ledger(),
                        History.NONE);

        Scan.Outcome _ = scan.run();

        Progress during = seen.join();
        assertThat(during.devices()).isEqualTo(2);
        assertThat(during.done()).isZero();
        assertThat(during.inContact()).hasSize(1).isSubsetOf("a", "b");
        assertThat(during.queued()).isEqualTo(1);
        assertThat(during.talks().getFirst().asked())
                .hasValueSatisfying(w -> assertThat(w).isNotBlank());
        assertThat(during.groups()).hasSize(1);
        assertThat(during.groups().getFirst().devices()).isEqualTo(2);
        assertThat(during.groups().getFirst().talks()).isEqualTo(during.talks());
        assertThat(during.groups().getFirst().waiting()).isEqualTo(during.waiting()).isNotEmpty();
        assertThat(during.stopping()).isEqualTo(Optional.empty());
        Progress after = scan.progress();
        assertThat(after.done()).isEqualTo(2);
        assertThat(after.frames()).isEqualTo(2);
        assertThat(after.inContact()).isEmpty();
        assertThat(after.groups()).allMatch(GroupProgress::over);
        assertThat(after.outcomes().values()).containsExactly(2);
        assertThat(after.left()).isEqualTo(Duration.ZERO);
    }
}
