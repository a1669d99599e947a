package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.scanner.audit.Audit;
import io.walkdown.scanner.audit.AuditPlan;
import io.walkdown.scanner.audit.AuditReport;
import io.walkdown.scanner.audit.Finding;
import io.walkdown.scanner.audit.Place;
import io.walkdown.scanner.audit.Verdict;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.VerifyingKey;
import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// A scan of a simulated plant, audited as its users audit it.
class AuditTest {
    private static final String PAIR =
            """
            version: 1
            name: pair
            scope: [127.20.12.0/24]
            limits: {concurrentVisits: 2, framesPerSecond: 40}
            devices:
              - name: filler
                address: 127.20.12.11
                minGapMs: 30
                slots: 4
                reservedSlots: 2
                budget: {frames: 10, connections: 1}
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
              - name: boiler
                address: 127.20.12.12
                minGapMs: 20
                budget: {frames: 2, connections: 1}
                modbus:
                  units:
                    255: {objects: {0: Schneider Electric, 1: TM241CE24T, 2: 05.01.23}}
                site: {profile: sim-m580, unit: 255, clients: 0}
            """;

    @TempDir Path folder = Path.of("");

    @Test
    void findsNothingInAnHonestRunAndNamesWhatWasChanged(TestReporter reporter) throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            Ended scan = site.run("scan", "--yes", "--no-progress");
            assertThat(scan.exitCode()).as(scan.err()).isZero();
            Path run = site.runs().getFirst();

            Ended honest = site.run("audit", run.toString(), "--json");
            Ended foreign =
                    site.run(
                            "audit",
                            run.resolve("wire.pcapng").toString(),
                            "--plan",
                            run.resolve("plan.json").toString(),
                            "--from",
                            "127.0.0.1",
                            "--json");
            Map<String, Integer> tampered = tamper(run);
            byte[] journal = Files.readAllBytes(run.resolve("journal.ndjson"));
            journal[journal.length / 2] ^= 1;
            Files.write(run.resolve("journal.ndjson"), journal);
            Ended changed = site.run("audit", run.toString());

            assertThat(honest.exitCode()).as(honest.out() + honest.err()).isZero();
            assertThat(verdicts(honest.json(), "breach")).isEmpty();
            assertThat(verdicts(honest.json(), "ok"))
                    .contains("S1", "S2", "S3", "S4", "S5", "S6", "S11", "S13");
            assertThat(verdicts(honest.json(), "not judged")).contains("S7", "S9", "S10", "S14");
            assertThat(foreign.exitCode()).as(foreign.out() + foreign.err()).isZero();
            assertThat(verdicts(foreign.json(), "ok"))
                    .contains("S1", "S2", "S3", "S4", "S5", "S6", "S11");
            assertThat(changed.exitCode()).isEqualTo(1);
            assertThat(changed.out()).contains("breach", "journal.ndjson line ");
            assertThat(site.run("audit", "nothing.pcap").exitCode()).isEqualTo(64);
            assertThat(Schemas.errors("audit", honest.json())).isEmpty();
            String injected = String.valueOf(tampered.get("injected"));
            String caught = String.valueOf(tampered.get("caught"));
            reporter.publishEntry(
                    Map.of(
                            "invariant",
                            "S13",
                            "visits",
                            "2",
                            "breaches",
                            "0",
                            "injected",
                            injected,
                            "caught",
                            caught));
            assertThat(caught).isEqualTo(injected);
        }
    }

    /// Every seventh byte of both files changed, one at a time, and the journal cut at every line.
    private Map<String, Integer> tamper(Path run) throws IOException {
        AuditPlan plan =
                switch (Audit.plan(run.resolve("plan.json"))) {
                    case AuditPlan.Reading.Read(AuditPlan read) -> read;
                    case AuditPlan.Reading.Wrong wrong -> throw new AssertionError(wrong);
                };
        VerifyingKey key =
                VerifyingKey.read(folder.resolve("state").resolve(SigningKey.PUBLIC_FILE));
        Map<String, Integer> counts = new HashMap<>(Map.of("injected", 0, "caught", 0));
        for (String name : List.of("journal.ndjson", "wire.pcapng")) {
            Path file = run.resolve(name);
            byte[] honest = Files.readAllBytes(file);
            for (int at = 0; at < honest.length; at += 7) {
                byte[] changed = honest.clone();
                changed[at] ^= (byte) (1 << (at % 8));
                Files.write(file, changed);
                count(
                        counts,
                        names(
                                Audit.run(run, plan, Optional.of(key), true, Audit.TOLERANCE),
                                name,
                                honest,
                                at));
            }
            for (int at = 0; at < honest.length; at++) {
                boolean cut = name.startsWith("journal") && (at == 0 || honest[at - 1] == '\n');
                if (cut) {
                    Files.write(file, Arrays.copyOf(honest, at));
                    AuditReport report =
                            Audit.run(run, plan, Optional.of(key), true, Audit.TOLERANCE);
                    count(counts, breaches(report).anyMatch(f -> f.place().file().equals(name)));
                }
            }
            Files.write(file, honest);
        }
        return counts;
    }

    private static void count(Map<String, Integer> counts, boolean caught) {
        counts.merge("injected", 1, Integer::sum);
        counts.merge("caught", caught ? 1 : 0, Integer::sum);
    }

    /// Whether a finding names the very line, or a range that holds the very byte.
    private static boolean names(AuditReport report, String name, byte[] honest, int at) {
        long line = 1;
        for (int i = 0; i < at; i++) {
            line += honest[i] == '\n' ? 1 : 0;
        }
        long wanted = line;
        return breaches(report)
                .anyMatch(finding ->
                        switch (finding.place()) {
                            case Place.Line(String file, long number) ->
                                    file.equals(name) && number == wanted;
                            case Place.Bytes(String file, long from, long to) ->
                                    file.equals(name) && from <= at && at < to;
                            case Place.Packet _, Place.Whole _ -> false;
                        });
    }

    private static Stream<Finding> breaches(AuditReport report) {
        return report.checks().stream()
                .flatMap(judged ->
                        switch (judged.verdict()) {
                            case Verdict.Breach(List<Finding> findings, long _) ->
                                    findings.stream();
                            case Verdict.Ok _, Verdict.NotJudged _ -> Stream.of();
                        });
    }

    private static List<String> verdicts(JsonNode report, String verdict) {
        List<String> all = new ArrayList<>();
        for (JsonNode check : report.get("checks")) {
            if (check.get("verdict").asText().equals(verdict)) {
                all.add(check.get("invariant").asText());
            }
        }
        return all;
    }
}
