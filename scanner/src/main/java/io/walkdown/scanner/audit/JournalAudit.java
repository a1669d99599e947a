package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Target;
import io.walkdown.scanner.audit.PacketFile.Packet;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Walks a run's journal once, and its capture beside it: chain, signatures, counts, plan and
/// packets (S13), the step of each frame (S1) and the target of each connect attempt (S11).
final class JournalAudit {
    private final AuditPlan plan;
    private final String planSha256;
    private final String journal;
    private final Findings counts = new Findings("S13", "the journal's own counts");
    private final Findings planAsRun = new Findings("S13", "the plan that was run");
    private final Findings steps =
            new Findings("S1", "each frame is that of the step it is filed under");
    private final Findings attempts = new Findings("S11", "connect attempts, answered or not");
    private final Map<String, Integer> connecting = new HashMap<>();
    private final Map<String, Packet> lastSent = new HashMap<>();
    private final Set<Recording.Withdrawn> withdrawn = new HashSet<>();
    private long sent;
    private long received;
    private long connections;
    private String run = "";

    private JournalAudit(AuditPlan plan, String planSha256, String journal) {
        this.plan = plan;
        this.planSha256 = planSha256;
        this.journal = journal;
    }

    /// What the walk gave.
    ///
    /// @param run the run's id as the first line has it
    /// @param attempts connect attempts by device
    /// @param withdrawn packets of the capture that never left, because a stop overtook them (S9)
    /// @param unknownKey the key of signatures that could not be checked
    record Walked(
            String run,
            Map<String, Integer> attempts,
            Set<Recording.Withdrawn> withdrawn,
            Optional<String> unknownKey,
            List<Judged> judged) {}

    /// @param planFile the bytes of the run's `plan.json`
    static Walked walk(
            Path journal, Path capture, AuditPlan plan, byte[] planFile, ChainCheck.Keys keys)
            throws IOException {
        String name = String.valueOf(journal.getFileName());
        String hash = CaptureCheck.hex(CaptureCheck.sha256().digest(planFile));
        var audit = new JournalAudit(plan, hash, name);
        try (JournalFile lines = JournalFile.open(journal);
                CaptureCheck packets = CaptureCheck.open(capture, name)) {
            return audit.walk(lines, packets, new ChainCheck(name, keys));
        }
    }

    private Walked walk(JournalFile lines, CaptureCheck packets, ChainCheck chain)
            throws IOException {
        Optional<JournalLine> next = lines.next();
        while (next.isPresent()) {
            JournalLine line = next.get();
            chain.take(line);
            if (line.fields().isEmpty()) {
                packets.lost();
            } else {
                line(line, packets.take(line), chain);
            }
            next = lines.next();
        }
        chain.over();
        Judged capture = packets.judged();
        if (!chain.clean()) {
            String reason = "the journal is not as it was written";
            List.of(counts, planAsRun, steps, attempts).forEach(check -> check.doubt(reason));
        }
        return new Walked(
                run,
                connecting,
                withdrawn,
                chain.unknownKey(),
                List.of(
                        chain.chain(),
                        chain.signatures(),
                        capture,
                        counts.judged(
                                "%s sent, %d received, %s"
                                        .formatted(
                                                Evidence.count(sent, "frame"),
                                                received,
                                                Evidence.count(connections, "connect attempt"))),
                        planAsRun.judged("plan " + shortened(plan.hash())),
                        steps.judged(Evidence.count(sent, "frame")),
                        attempts.judged(Evidence.count(connections, "attempt"))));
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(16, hash.length()));
    }

    private void line(JournalLine line, Optional<Packet> packet, ChainCheck chain) {
        switch (line.event()) {
            case "start" -> start(line);
            case "connecting" -> connecting(line);
            case "sent" -> {
                sent++;
                packet.ifPresent(frame -> lastSent.put(conversation(line), frame));
                packet.flatMap(CaptureCheck::segment).ifPresent(frame -> step(line, frame));
            }
            case "withdrawn" -> withdrawn(line);
            case "received" -> received++;
            case "checkpoint", "end" -> {
                if (chain.clean()) {
                    count(line, "framesSent", sent);
                    count(line, "framesReceived", received);
                    count(line, "connections", connections);
                }
            }
            default -> {}
        }
    }

    private void start(JournalLine line) {
        run = line.text("run");
        if (!line.text("plan").equals(plan.hash())) {
            breach(
                    planAsRun,
                    line,
                    "the run followed plan %s, and plan.json is plan %s"
                            .formatted(shortened(line.text("plan")), shortened(plan.hash())));
        }
        if (line.text("planSha256").isEmpty()) {
            planAsRun.doubt("the journal does not hold the hash of plan.json");
        } else if (!line.text("planSha256").equals(planSha256)) {
            breach(planAsRun, line, "plan.json is not the file that this run was recorded with");
        }
    }

    private void connecting(JournalLine line) {
        connections++;
        connecting.merge(line.text("device"), 1, Integer::sum);
        if (target(line).isEmpty()) {
            breach(
                    attempts,
                    line,
                    "%s port %d is no target of the plan"
                            .formatted(line.text("address"), line.whole("port").orElse(0L)));
        }
    }

    /// The frame that was recorded last in that conversation did not leave.
    private void withdrawn(JournalLine line) {
        Packet last = lastSent.remove(conversation(line));
        if (last != null && last.nanos().isPresent()) {
            withdrawn.add(
                    new Recording.Withdrawn(last.nanos().get(), ByteBuffer.wrap(last.bytes())));
        }
    }

    private static String conversation(JournalLine line) {
        return line.text("device") + '/' + line.text("leg");
    }

    private Optional<Target> target(JournalLine line) {
        try {
            InetAddress address = InetAddress.ofLiteral(line.text("address"));
            int port = line.whole("port").orElse(0L).intValue();
            return plan.inScope(address) ? plan.target(address, port, true) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void step(JournalLine line, Segment frame) {
        boolean fits =
                plan.target(frame.to().getAddress(), frame.to().getPort(), frame.tcp())
                        .filter(target -> target.device().name().equals(line.text("device")))
                        .flatMap(target -> target.leg().step(line.text("step")))
                        .filter(step -> step.template().fits(frame.payload()))
                        .isPresent();
        if (!fits) {
            breach(
                    steps,
                    line,
                    "the frame is not the one that the plan holds for step " + line.text("step"));
        }
    }

    private void count(JournalLine line, String name, long counted) {
        long said = line.whole(name).orElse(-1L);
        if (said != counted) {
            breach(
                    counts,
                    line,
                    "%s is %d here, and the lines before are %d".formatted(name, said, counted));
        }
    }

    private void breach(Findings check, JournalLine line, String what) {
        check.breach(
                new Finding(
                        new Place.Line(journal, line.number()),
                        line.at(),
                        line.text("device"),
                        what));
    }
}
