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
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.scanner.store.VerifyingKey;
import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
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
                hmi: true
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
            int injected = tampered.getOrDefault("injected", 0);
            int caught = tampered.getOrDefault("caught", 0);
            reporter.publishEntry(Witnessed.of(site.witness()).entry("S13", injected, caught));
            assertThat(caught).isEqualTo(injected);
        }
    }

    /// Whoever has a run's folder can write another journal and sign all of it with his own key.
    @Test
    void doesNotPassAJournalThatIsSignedThroughoutByAKeyThatThisMachineDoesNotKnow(
            TestReporter reporter) throws IOException {
        try (SimulatedSite site = SimulatedSite.start(folder, PAIR)) {
            Ended scan = site.run("scan", "--yes", "--no-progress");
            assertThat(scan.exitCode()).as(scan.err()).isZero();
            Path run = site.runs().getFirst();
            SigningKey other = SigningKey.of(new StateFolder(folder.resolve("another-machine")));
            signAgain(run.resolve("journal.ndjson"), other);
            Path away = folder.resolve("elsewhere").resolve("handed-over");
            Path copy = Files.createDirectories(away.resolve(run.getFileName()));
            for (String file : List.of("journal.ndjson", "wire.pcapng", "plan.json")) {
                Files.copy(run.resolve(file), copy.resolve(file));
            }

            Ended here = site.run("audit", run.toString());
            Ended elsewhere = site.run("audit", copy.toString());
            Ended json = site.run("audit", copy.toString(), "--json");
            Path known = folder.resolve("another-machine").resolve(SigningKey.PUBLIC_FILE);
            Ended named = site.run("audit", run.toString(), "--key", known.toString(), "--json");

            String unknown = "NOT PROVEN whose journal this is: its signatures were made by key ";
            assertThat(here.exitCode()).as(here.out()).isEqualTo(1);
            assertThat(here.out())
                    .containsPattern("breach +S13 the journal's signatures")
                    .contains(unknown + other.keyId());
            assertThat(elsewhere.exitCode()).as(elsewhere.out()).isZero();
            assertThat(elsewhere.out())
                    .containsPattern("not judged +S13 the journal's signatures")
                    .contains(unknown + other.keyId());
            assertThat(elsewhere.err()).contains("signed by key " + other.keyId());
            assertThat(json.json().get("unknownKey").asText()).isEqualTo(other.keyId());
            assertThat(Schemas.errors("audit", json.json())).isEmpty();
            assertThat(named.exitCode()).as(named.out()).isZero();
            assertThat(named.json().get("unknownKey").isNull()).isTrue();
            assertThat(verdicts(named.json(), "ok")).contains("S13");
            reporter.publishEntry(
                    Map.of(
                            "invariant",
                            "S13",
                            "injected",
                            "1",
                            "caught",
                            here.exitCode() == 1 ? "1" : "0"));
        }
    }

    /// The chain is made anew, so that nothing but the key tells.
    private static void signAgain(Path journal, SigningKey key) throws IOException {
        var signed = new StringBuilder();
        String previous = "0".repeat(64);
        for (String line : Files.readAllLines(journal)) {
            String chained =
                    line.replaceFirst(
                            "\"previous\":\"[0-9a-f]+\"", "\"previous\":\"" + previous + "\"");
            int at = chained.indexOf(",\"signature\":\"");
            if (at > 0) {
                String statement =
                        chained.substring(0, at)
                                .replaceFirst(
                                        "\"key\":\"[0-9a-f]+\"", "\"key\":\"" + key.keyId() + "\"");
                byte[] whole =
                        ("walkdown journal line, version 1\n" + statement)
                                .getBytes(StandardCharsets.UTF_8);
                chained =
                        "%s,\"signature\":\"%s\"}"
                                .formatted(statement, HexFormat.of().formatHex(key.sign(whole)));
            }
            signed.append(chained).append('\n');
            previous = sha256(chained);
        }
        Files.writeString(journal, signed);
    }

    private static String sha256(String line) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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
