package io.walkdown.scanner.scan;

import static io.walkdown.scanner.scan.ScanBench.QUICK;
import static io.walkdown.scanner.scan.ScanBench.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.SamplePlans;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.FlightRecorder;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Wire;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.Throttle;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a visit does where we ourselves fail: the recorder (S13), or a dialogue that is wrong (S1,
/// S3, S14).
@Timeout(10)
class VisitRunTest {
    private static final byte[] BASIC = HexFormat.of().parseHex("000100000005ff2b0e0100");

    @TempDir private Path folder;

    private ScanBench bench;

    @BeforeEach
    void open() {
        bench = new ScanBench(folder);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void nothingLeavesThatCannotBeRecorded() throws IOException {
        var a = bench.device("127.20.3.1", LoopbackDevice.identifies("Acme"));
        var b = bench.device("127.20.3.2", LoopbackDevice.identifies("Acme"));
        ScanPlan plan = bench.plan(QUICK, a.entry("a"), b.entry("b"));
        FlightRecorder recorder = recorder();
        recorder.close();

        Run run = visits(plan, recorder);

        assertThat(run.failure().orElseThrow()).startsWith("S13: cannot write the recording");
        assertThat(bench.notes()).noneMatch(note -> note.startsWith("connected"));
        assertThat(bench.notes()).filteredOn(note -> note.startsWith("claim")).hasSize(1);
        assertThat(outcome(plan, run, "b")).isInstanceOf(ProbeOutcome.Stopped.class);
    }

    @Test
    void aRecorderThatFailsInMidVisitHoldsTheNextFrameBack() throws IOException {
        var recorder = new CompletableFuture<FlightRecorder>();
        var a =
                bench.device(
                        "127.20.3.1",
                        talk -> {
                            byte[] request = talk.request();
                            recorder.join().close();
                            talk.answer(LoopbackDevice.identity(request, "Acme", "BMX P34"));
                            talk.awaitEnd();
                        });
        var b = bench.device("127.20.3.2", LoopbackDevice.identifies("Acme"));
        ScanPlan plan = bench.plan(QUICK, a.entry("a"), b.entry("b"));
        recorder.complete(recorder());

        Run run = visits(plan, recorder.join());

        assertThat(run.failure().orElseThrow()).startsWith("S13: cannot write the recording");
        assertThat(run.results().end(run.failure().isPresent(), false)).isEqualTo(RunEnd.FAILED);
        assertThat(bench.notes())
                .filteredOn(note -> note.startsWith("frame"))
                .containsExactly("frame 127.20.3.1 000100000005ff2b0e0100");
        assertThat(bench.notes())
                .as("what was sent is told and counted all the same")
                .anyMatch(note -> note.startsWith("ended 127.20.3.1 1 "));
        assertThat(bench.notes()).doesNotContain("claim 127.20.3.2");
        assertThat(outcome(plan, run, "b")).isInstanceOf(ProbeOutcome.Stopped.class);
    }

    @Test
    void anUnplannedFrameNeverLeavesAndEndsTheRun() throws IOException {
        var device = bench.device("127.20.3.1", talk -> talk.awaitEnd());
        byte[] write = HexFormat.of().parseHex("000100000006ff050001ff00");

        Scan.Outcome outcome =
                bench.run(
                        rogue(
                                device,
                                (line, findings) -> {
                                    var _ = line.leg("tcp").ask("device-id-basic", write);
                                    return new ProbeOutcome.Identified();
                                }));

        assertThat(outcome.end()).isEqualTo(RunEnd.FAILED);
        String failure = outcome.failure().orElseThrow();
        assertThat(failure).startsWith("S1: frame of step device-id-basic ");
        assertThat(visit(outcome, "a").outcome()).isEqualTo(new ProbeOutcome.Stopped(failure));
        assertThat(bench.notes()).noneMatch(note -> note.startsWith("frame"));
    }

    @Test
    void aDialogueThatThrowsIsAMalformedAnswerOfThatDeviceAlone() throws IOException {
        var device = bench.device("127.20.3.1", talk -> talk.awaitEnd());

        Scan.Outcome outcome =
                bench.run(
                        rogue(
                                device,
                                (line, findings) -> {
                                    throw new IndexOutOfBoundsException("offset 9 of 4");
                                }));

        assertThat(visit(outcome, "a").outcome())
                .isInstanceOfSatisfying(
                        ProbeOutcome.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("offset 9 of 4"));
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.end()).isEqualTo(RunEnd.INCOMPLETE);
    }

    @Test
    void aSocketThatIsLeftOpenEndsTheRun() throws IOException {
        var device =
                bench.device(
                        "127.20.3.1",
                        talk -> {
                            talk.answer(LoopbackDevice.identity(talk.request(), "Acme"));
                            talk.awaitEnd();
                        });

        Scan.Outcome outcome =
                bench.run(
                        rogue(
                                device,
                                (line, findings) -> {
                                    var _ = line.leg("tcp").ask("device-id-basic", BASIC);
                                    return new ProbeOutcome.Identified();
                                }));

        assertThat(outcome.end()).isEqualTo(RunEnd.FAILED);
        assertThat(outcome.failure())
                .contains("S3: a socket to a was still open when its visit ended");
    }

    private interface Conduct {
        ProbeOutcome run(Line line, Findings findings);
    }

    /// A plan for that device whose dialogue goes its own way with the planned steps.
    private ScanPlan rogue(LoopbackDevice device, Conduct conduct) {
        ScanPlan plan = bench.plan(QUICK, device.entry("a"));
        DevicePlan honest = plan.devices().getFirst();
        var dialogue =
                new Dialogue() {
                    @Override
                    public List<Leg> legs() {
                        return honest.legs();
                    }

                    @Override
                    public ProbeOutcome run(Line line, Findings findings) {
                        return conduct.run(line, findings);
                    }
                };
        var rogue =
                new DevicePlan(
                        honest.endpoint(),
                        honest.profile(),
                        honest.chosenBy(),
                        Optional.of(dialogue),
                        honest.worstCase(),
                        honest.expected(),
                        Optional.empty(),
                        List.of(),
                        honest.kind(),
                        Optional.empty());
        return new ScanPlan(
                plan.site(),
                plan.only(),
                List.of(rogue),
                List.of(new VisitPlan(device.address(), List.of(rogue))),
                plan.hash(),
                plan.made(),
                plan.expected(),
                List.of(),
                plan.version());
    }

    private FlightRecorder recorder() {
        return FlightRecorder.start(bench.runFolder().path(), "plan-hash", InstantSource.system());
    }

    /// Runs the plan's visits one after the other, as a scan's threads would.
    private Run visits(ScanPlan plan, FlightRecorder recorder) {
        var gate = new Gate(new Throttle(plan.siteLimits(), plan.groupLimits()), Ticker.system());
        try (var wire = new Wire(gate, recorder, Ticker.system(), InetAddress::isLoopbackAddress)) {
            var run =
                    new Run(
                            plan,
                            gate,
                            wire,
                            recorder,
                            bench.ledger(),
                            new Results(plan, History.NONE),
                            InstantSource.system(),
                            Ticker.system());
            for (VisitPlan visit : plan.visits()) {
                try {
                    new VisitRun(visit, UnaryOperator.identity(), run).go();
                } catch (RuntimeException e) {
                    run.fail(String.valueOf(e.getMessage()));
                }
            }
            return run;
        }
    }

    private static ProbeOutcome outcome(ScanPlan plan, Run run, String device) {
        Observations seen =
                run.results().observations("run", SamplePlans.NOW, SamplePlans.NOW, RunEnd.FAILED);
        assertThat(seen.visits()).hasSameSizeAs(plan.devices());
        return visit(seen, device).outcome();
    }
}
