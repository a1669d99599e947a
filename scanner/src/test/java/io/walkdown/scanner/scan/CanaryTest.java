package io.walkdown.scanner.scan;

import static io.walkdown.scanner.scan.ScanBench.QUICK;
import static io.walkdown.scanner.scan.ScanBench.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The first of a kind goes alone, is looked at again, and only then do the others go (S8); seen
/// from the devices' end.
@Timeout(20)
class CanaryTest {
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
    void theOthersGoOnlyAfterTheSecondLook(TestReporter reporter) throws IOException {
        var others = List.of(well("127.20.2.2"), well("127.20.2.3"), well("127.20.2.4"));
        var first = bench.device("127.20.2.1", LoopbackDevice.identifiesEvery("Acme"));
        ScanPlan plan = plan(first, others);

        Scan.Outcome outcome = bench.run(plan);

        assertThat(outcome.end()).isEqualTo(RunEnd.COMPLETE);
        List<String> connected =
                bench.notes().stream().filter(note -> note.startsWith("connected")).toList();
        assertThat(connected).hasSize(5).startsWith("connected 127.20.2.1", "connected 127.20.2.1");
        assertThat(bench.notes())
                .containsSubsequence(
                        "connected 127.20.2.1",
                        "ended 127.20.2.1 2 identified",
                        "connected 127.20.2.1",
                        "ended 127.20.2.1 1 identified",
                        "cleared patient-m340",
                        connected.getLast());
        Observations.Visit canary = visit(outcome, "first");
        assertThat(canary.actual().frames()).isEqualTo(3);
        assertThat(canary.actual().connections()).isEqualTo(2);
        assertThat(canary.worstCase().frames() - canary.actual().frames())
                .isEqualTo(canary.unused().stream().mapToInt(Observations.Unused::count).sum());
        publish(reporter, outcome, 0);
    }

    @Test
    void nobodySlipsInBeforeTheSecondLook(@TempDir Path state) throws IOException {
        var first = bench.device("127.20.2.1", LoopbackDevice.identifiesEvery("Acme"));
        ScanPlan plan = plan(first, List.of(well("127.20.2.2")));
        Ledger.Key elsewhere = new Ledger.Key("127.20.2.1", 19);
        try (FileLedger ours = FileLedger.open(new StateFolder(state));
                FileLedger other = FileLedger.open(new StateFolder(state))) {
            Scan scan = bench.scan(plan, ours, History.NONE);
            var outcome = new FutureTask<>(scan::run);
            Thread.startVirtualThread(outcome);
            while (scan.progress().waiting().stream().noneMatch(each -> each.rule() == Rule.S8)) {
                Thread.onSpinWait();
            }

            assertThat(bench.notes()).filteredOn(note -> note.startsWith("connected")).hasSize(1);
            assertThat(claim(other, elsewhere)).isInstanceOf(Ledger.Claim.Refused.class);
            assertThat(outcome.get().end()).isEqualTo(RunEnd.COMPLETE);
            assertThat(claim(other, elsewhere)).isInstanceOf(Ledger.Claim.Granted.class);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Ledger.Claim claim(Ledger ledger, Ledger.Key key) {
        var daily = new Ledger.Allowance(Duration.ofDays(1), 1, 20, Duration.ofMinutes(1));
        return ledger.claim(key, daily, Ledger.Purpose.ASK, Instant.now());
    }

    @Test
    void theOthersStayAwayWhenTheFirstIsNotWell(TestReporter reporter) throws IOException {
        var other = well("127.20.2.2");
        var first =
                bench.device(
                        "127.20.2.1",
                        talk -> {
                            byte[] _ = talk.request();
                            talk.reset();
                        });

        Scan.Outcome outcome = bench.run(plan(first, List.of(other)));

        assertThat(outcome.end()).isEqualTo(RunEnd.INCOMPLETE);
        assertThat(bench.notes()).doesNotContain("connected 127.20.2.2");
        assertThat(visit(outcome, "other0").outcome())
                .isInstanceOfSatisfying(
                        ProbeOutcome.Withheld.class,
                        held -> {
                            assertThat(held.rule()).isEqualTo("S8");
                            assertThat(held.reason()).startsWith("first, the first of its kind");
                        });
        assertThat(visit(outcome, "first").unused())
                .extracting(Observations.Unused::step)
                .contains("look-device-id-basic");
        publish(reporter, outcome, 1);
    }

    @Test
    void theOthersStayAwayWhenTheFirstTookHarm(TestReporter reporter) throws IOException {
        var other = well("127.20.2.2");
        var visits = new CompletableFuture<Boolean>();
        var first =
                bench.device(
                        "127.20.2.1",
                        talk -> {
                            if (visits.complete(true)) {
                                LoopbackDevice.identifies("Acme").run(talk);
                            } else {
                                talk.reset();
                            }
                        });

        Scan.Outcome outcome = bench.run(plan(first, List.of(other)));

        assertThat(visit(outcome, "first").outcome()).isEqualTo(new ProbeOutcome.Identified());
        assertThat(visit(outcome, "other0").outcome())
                .isInstanceOf(ProbeOutcome.Withheld.class)
                .extracting(ProbeOutcome::evidence)
                .asString()
                .contains("second look");
        assertThat(bench.notes()).doesNotContain("connected 127.20.2.2", "cleared patient-m340");
        publish(reporter, outcome, 1);
    }

    @Test
    void aStopBeforeTheSecondLookLetsNobodyElseGo() throws Exception {
        var other = well("127.20.2.2");
        var first = well("127.20.2.1");
        Scan scan = bench.scan(plan(first, List.of(other)), bench.ledger(), History.NONE);
        CompletableFuture<Scan.Outcome> over = CompletableFuture.supplyAsync(scan::run);
        while (scan.progress().waiting().stream().noneMatch(each -> each.rule() == Rule.S8)) {
            assertThat(over).isNotDone();
            Thread.onSpinWait();
        }

        scan.stop("Ctrl-C");

        Scan.Outcome outcome = over.join();
        assertThat(outcome.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(visit(outcome, "first").outcome()).isEqualTo(new ProbeOutcome.Identified());
        assertThat(visit(outcome, "other0").outcome())
                .isEqualTo(new ProbeOutcome.Stopped("Ctrl-C"));
        assertThat(bench.notes().stream().filter(note -> note.startsWith("connected"))).hasSize(1);
    }

    @Test
    void aDeviceThatIsNotTheExpectedOneIsAskedNoFurther(TestReporter reporter) throws IOException {
        var first = well("127.20.2.1");
        var other = well("127.20.2.2");
        var expected =
                new KnownFacts(
                        Optional.empty(),
                        Optional.of("BMX P34"),
                        Optional.empty(),
                        Optional.of("v2.6"));
        ScanPlan plan =
                bench.plan(
                        QUICK,
                        _ -> Optional.of(expected),
                        first.entry("first") + ", canary: true",
                        other.entry("other0"));

        Scan.Outcome outcome = bench.run(plan);

        assertThat(visit(outcome, "first").outcome())
                .isInstanceOf(ProbeOutcome.Partial.class)
                .extracting(ProbeOutcome::evidence)
                .asString()
                .startsWith("S8: it answers as patient-m340, BMX P34, firmware v2.7");
        assertThat(bench.notes().stream().filter(note -> note.startsWith("frame"))).hasSize(1);
        assertThat(visit(outcome, "other0").outcome()).isInstanceOf(ProbeOutcome.Withheld.class);
        assertThat(bench.notes()).noneMatch(note -> note.startsWith("cleared"));
        publish(reporter, outcome, 1);
    }

    private LoopbackDevice well(String address) throws IOException {
        return bench.device(address, LoopbackDevice.identifies("Acme"));
    }

    private ScanPlan plan(LoopbackDevice first, List<LoopbackDevice> others) {
        Stream<String> entries =
                Stream.concat(
                        Stream.of(first.entry("first") + ", canary: true"),
                        Stream.iterate(0, i -> i < others.size(), i -> i + 1)
                                .map(i -> others.get(i).entry("other" + i)));
        return bench.plan(QUICK, entries.toArray(String[]::new));
    }

    /// @param injected how many devices must stay uncontacted because the first of them is unwell
    private static void publish(TestReporter reporter, Scan.Outcome outcome, int injected) {
        List<Observations.Visit> visits = outcome.observations().visits();
        long caught =
                visits.stream()
                        .filter(visit ->
                                visit.outcome() instanceof ProbeOutcome.Withheld(String rule, var _)
                                        && rule.equals("S8")
                                        && visit.actual().connections() == 0)
                        .count();
        reporter.publishEntry(
                Map.of(
                        "invariant",
                        "S8",
                        "visits",
                        Integer.toString(visits.size()),
                        "frames",
                        Integer.toString(visits.stream().mapToInt(v -> v.actual().frames()).sum()),
                        "breaches",
                        "0",
                        "injected",
                        Integer.toString(injected),
                        "caught",
                        Long.toString(caught)));
    }
}
