package io.walkdown.scanner.audit;

import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.VerifyingKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges recordings against plans. Sends nothing, writes nothing; thread-safe.
public final class Audit {
    /// By how much a time may fall short before it is a breach, unless told otherwise.
    public static final Duration TOLERANCE = Duration.ofMillis(2);

    private static final long LONGEST_PLAN = 256L << 20;

    private Audit() {}

    /// Reads a plan.
    ///
    /// @throws IOException where the file cannot be read, or is too long to be a plan
    public static AuditPlan.Reading plan(Path file) throws IOException {
        return PlanReader.read(
                String.valueOf(file.getFileName()),
                new String(bytes(file), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > LONGEST_PLAN) {
            throw new IOException(file + " is too long to be a plan");
        }
        return Files.readAllBytes(file);
    }

    /// Judges a run by its own folder: journal, capture and plan.
    ///
    /// @param folder with `plan.json`, `journal.ndjson` and `wire.pcapng`
    /// @param plan what [#plan] read from that folder
    /// @param key checks the journal's signatures; empty: they are not judged
    /// @param noOtherKey whether another key is a breach: the user named this one, or the run lies
    ///   where this machine keeps its own
    /// @throws IOException where a file cannot be read at all
    public static AuditReport run(
            Path folder,
            AuditPlan plan,
            Optional<VerifyingKey> key,
            boolean noOtherKey,
            Duration tolerance)
            throws IOException {
        var run = new RunFolder(folder);
        JournalAudit.Walked walked =
                JournalAudit.walk(
                        run.journal(),
                        run.capture(),
                        plan,
                        bytes(run.plan()),
                        new ChainCheck.Keys(key, noOtherKey));
        Recording recording =
                Recording.read(run.capture(), plan, Optional.empty(), walked.withdrawn());
        var judged = new ArrayList<Judged>();
        judged.addAll(
                CaptureAudit.judge(new Evidence(plan, recording, tolerance, walked.attempts())));
        judged.addAll(walked.judged());
        return AuditReport.of(
                "run",
                walked.run().isEmpty() ? run.id() : walked.run(),
                plan,
                Optional.empty(),
                tolerance,
                recording.packets(),
                walked.unknownKey(),
                judged);
    }

    /// Judges a capture that somebody took: the flows that one address began, and no others.
    ///
    /// @param capture pcap or pcapng
    /// @param from the scanner's address, as the capture shows it: an IP literal
    /// @throws IllegalArgumentException where `from` is no IP literal
    /// @throws IOException where the file cannot be read at all
    public static AuditReport capture(Path capture, AuditPlan plan, String from, Duration tolerance)
            throws IOException {
        InetAddress scanner = InetAddress.ofLiteral(from);
        Recording recording = Recording.read(capture, plan, Optional.of(scanner), Set.of());
        var judged =
                new ArrayList<>(
                        CaptureAudit.judge(new Evidence(plan, recording, tolerance, Map.of())));
        var whole = new Findings("S13", "the capture can be read to its end");
        recording.broken().forEach(whole::breach);
        judged.add(whole.judged(Evidence.count(recording.packets(), "packet")));
        judged.add(
                CaptureAudit.not(
                        "S13",
                        "everything was recorded, first",
                        "a foreign capture has no journal beside it; audit the run's folder"));
        return AuditReport.of(
                "capture",
                recording.file(),
                plan,
                Optional.of(scanner.getHostAddress()),
                tolerance,
                recording.packets(),
                Optional.empty(),
                judged);
    }
}
