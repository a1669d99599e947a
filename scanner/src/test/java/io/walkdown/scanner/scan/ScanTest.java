package io.walkdown.scanner.scan;

import static io.walkdown.scanner.scan.ScanBench.QUICK;
import static io.walkdown.scanner.scan.ScanBench.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations.Unused;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.SampleLedger;
import io.walkdown.scanner.plan.SamplePlans;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.StoreException;
import io.walkdown.throttle.Ledger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a scan does to its devices, and what it keeps of that.
@Timeout(10)
class ScanTest {
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
    void saysWhatWasPlannedAndWhatWasUsed() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        ScanPlan plan = bench.plan(QUICK, device.entry("a"));

        Scan.Outcome outcome = bench.run(plan);

        assertThat(outcome.end()).isEqualTo(RunEnd.COMPLETE);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.stopped()).isEmpty();
        Visit visit = visit(outcome, "a");
        assertThat(visit.outcome()).isEqualTo(new ProbeOutcome.Identified());
        assertThat(visit.worstCase()).isEqualTo(plan.worstCase());
        // two requests of 11 bytes, two answers of 14 + (2+4) + (2+7) + (2+4) bytes
        assertThat(visit.actual().frames()).isEqualTo(2);
        assertThat(visit.actual().bytes()).isEqualTo(2 * 11 + 2 * 35);
        assertThat(visit.actual().connections()).isEqualTo(1);
        assertThat(visit.actual().seconds()).isPositive().isLessThan(visit.worstCase().seconds());
        assertThat(visit.unused())
                .containsExactly(
                        new Unused(
                                "device-id-basic-more",
                                1,
                                "no more objects of the category follow"),
                        new Unused(
                                "device-id-regular-more",
                                1,
                                "no more objects of the category follow"));
        assertThat(outcome.observations().assets())
                .singleElement()
                .satisfies(asset ->
                        assertThat(asset.nameplate().value(NameplateField.MANUFACTURER))
                                .contains("Acme"));
    }

    @Test
    void writesTheLedgerBeforeAnythingLeaves() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));

        Scan.Outcome _ = bench.run(bench.plan(QUICK, device.entry("a")));

        assertThat(bench.notes())
                .containsExactly(
                        "claim 127.20.1.1",
                        "connected 127.20.1.1",
                        "frame 127.20.1.1 000100000005ff2b0e0100",
                        "frame 127.20.1.1 000200000005ff2b0e0200",
                        "end 127.20.1.1",
                        "ended 127.20.1.1 2 identified",
                        "closed 127.20.1.1");
    }

    @Test
    void keepsPlanObservationsJournalAndCaptureInTheRunsFolder() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        ScanPlan plan = bench.plan(QUICK, device.entry("a"));
        RunFolder kept = bench.runFolder();

        Scan.Outcome outcome = bench.run(plan, kept);

        assertThat(Files.readString(kept.plan())).isEqualTo(PlanDocument.text(plan));
        assertThat(ObservationsFile.read(kept.observations()))
                .isEqualTo(new ObservationsFile.Reading.Read(outcome.observations()));
        assertThat(outcome.observations().run().id()).isEqualTo(kept.id());
        assertThat(outcome.observations().run().planHash()).isEqualTo(plan.hash());
        assertThat(Files.readAllLines(kept.journal()).getLast())
                .contains("\"event\":\"end\"", "\"framesSent\":2", "\"framesReceived\":2");
        assertThat(kept.capture()).isNotEmptyFile();
    }

    @Test
    void oneBrokenDeviceDoesNotHarmTheOthers() throws IOException {
        int nobody;
        try (var gone = new ServerSocket()) {
            gone.bind(new InetSocketAddress("127.20.1.6", 0));
            nobody = gone.getLocalPort();
        }
        Scan.Outcome outcome =
                bench.run(
                        bench.plan(
                                QUICK,
                                bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"))
                                        .entry("well"),
                                bench.device("127.20.1.2", talk -> talk.hold())
                                        .hastyEntry("silent"),
                                bench.device("127.20.1.3", talk -> talk.request()).entry("closes"),
                                bench.device(
                                                "127.20.1.4",
                                                talk -> {
                                                    byte[] request = talk.request();
                                                    request[5] = 1;
                                                    talk.answer(request);
                                                    talk.awaitEnd();
                                                })
                                        .entry("babbles"),
                                bench.device(
                                                "127.20.1.5",
                                                talk -> {
                                                    byte[] _ = talk.request();
                                                    talk.reset();
                                                })
                                        .entry("resets"),
                                "name: refuses, address: 127.20.1.6, port: %d, protocol: modbus, profile: quick-m340"
                                        .formatted(nobody)));

        assertThat(outcome.end()).isEqualTo(RunEnd.INCOMPLETE);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.observations().visits())
                .extracting(visit -> visit.device() + " " + visit.outcome().id())
                .containsExactly(
                        "well identified",
                        "silent silent",
                        "closes closed",
                        "babbles malformed",
                        "resets reset",
                        "refuses refused");
        assertThat(outcome.observations().visits())
                .allSatisfy(visit -> {
                    assertThat(visit.actual().connections()).isEqualTo(1);
                    assertThat(visit.actual().frames()).isLessThanOrEqualTo(2);
                    assertThat(visit.actual().seconds()).isLessThan(visit.worstCase().seconds());
                });
        assertThat(outcome.observations().assets())
                .extracting(asset -> asset.name())
                .containsExactly("well");
    }

    @Test
    void aClaimThatIsRefusedIsNoContact() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        var held = new Ledger.Standing.Locked("process 17", SamplePlans.NOW);
        var other = bench.ledger(Map.of("127.20.1.1", held));

        Scan.Outcome outcome =
                bench.scan(bench.plan(QUICK, device.entry("a")), other, History.NONE).run();

        assertThat(visit(outcome, "a").outcome())
                .isEqualTo(
                        new ProbeOutcome.Withheld(
                                "S10", "held by process 17 since 2026-11-23T12:00:00Z"));
        assertThat(visit(outcome, "a").actual()).isEqualTo(Load.NONE);
        assertThat(bench.notes()).containsExactly("claim 127.20.1.1");
        assertThat(outcome.end()).isEqualTo(RunEnd.INCOMPLETE);
    }

    @Test
    void aLedgerThatCannotBeWrittenEndsTheRunBeforeAnythingLeaves() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        Ledger broken =
                new Ledger() {
                    @Override
                    public Standing standing(Key key, Allowance a, Demand demand, Instant now) {
                        return new Standing.Free();
                    }

                    @Override
                    public boolean knows(Key key) {
                        return true;
                    }

                    @Override
                    public boolean cleared(Clearance clearance) {
                        return true;
                    }

                    @Override
                    public void clear(Clearance clearance, Instant now) {}

                    @Override
                    public Holding hold(String address, Instant now) {
                        return new SampleLedger().hold(address, now);
                    }

                    @Override
                    public Claim claim(Key key, Allowance a, Demand demand, Instant now) {
                        throw new IllegalStateException("disk full");
                    }
                };

        Scan.Outcome outcome =
                bench.scan(bench.plan(QUICK, device.entry("a")), broken, History.NONE).run();

        assertThat(outcome.end()).isEqualTo(RunEnd.FAILED);
        assertThat(outcome.failure().orElseThrow()).contains("127.20.1.1", "disk full");
        assertThat(visit(outcome, "a").outcome()).isInstanceOf(ProbeOutcome.Stopped.class);
        assertThat(bench.notes()).isEmpty();
    }

    @Test
    void doesNotStartWhereItCannotRecord() throws IOException {
        var device = bench.device("127.20.1.1", LoopbackDevice.identifies("Acme"));
        ScanPlan plan = bench.plan(QUICK, device.entry("a"));
        RunFolder used = bench.runFolder();
        Files.createFile(used.journal());

        assertThatThrownBy(() -> bench.run(plan, used))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "cannot start the recording in %s: %s is there already; nothing was sent (S13)"
                                .formatted(used.path(), used.journal()));
        assertThat(bench.notes()).isEmpty();
    }
}
