package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Device;
import io.walkdown.scanner.audit.AuditPlan.Step;
import io.walkdown.scanner.audit.Evidence.Seen;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Measures the quiet time before each frame, and looks for a request that goes before the last one
/// was answered (S4).
final class PaceJudge {
    private final Evidence evidence;
    private final Findings gap;
    private final Findings inFlight;
    private long frames;
    private long closest = Long.MAX_VALUE;

    private PaceJudge(Evidence evidence) {
        this.evidence = evidence;
        this.gap = evidence.check("S4", "the gap before every frame");
        this.inFlight = evidence.check("S4", "one request in flight");
    }

    static List<Judged> judge(Evidence evidence) {
        return new PaceJudge(evidence).judge();
    }

    private List<Judged> judge() {
        evidence.byAddress().forEach(this::address);
        if (frames == 0) {
            gap.doubt("no frame of the scanner to a planned device is in the capture");
            inFlight.doubt("no frame of the scanner to a planned device is in the capture");
        }
        String basis = Evidence.count(frames, "frame");
        String margin =
                closest == Long.MAX_VALUE
                        ? ""
                        : "; the closest %s %s its gap"
                                .formatted(
                                        Evidence.ms(Math.abs(closest)),
                                        closest < 0 ? "below" : "above");
        return List.of(gap.judged(basis + margin), inFlight.judged(basis));
    }

    private void address(InetAddress address, List<Seen> seen) {
        long needed =
                evidence.devicesAt(address).stream()
                        .map(Device::gap)
                        .mapToLong(Duration::toNanos)
                        .max()
                        .orElse(0);
        var line = new Line(needed);
        for (Seen one : seen) {
            switch (one.moment()) {
                case Moment.Connecting _ -> {}
                case Moment.Connected connected -> line.quietSince(connected.nanos());
                case Moment.Heard heard -> line.quietSince(heard.nanos());
                case Moment.Ended ended -> {
                    if (!ended.ours()) {
                        line.quietSince(ended.nanos());
                    }
                }
                case Moment.Sent sent -> line.sent(one, sent);
            }
        }
    }

    /// What goes on at one address.
    private final class Line {
        private final long gapNanos;
        private long quietSince = Long.MIN_VALUE;
        private boolean waiting;
        private long waitsUntil;
        private long lastPacket;

        Line(long gapNanos) {
            this.gapNanos = gapNanos;
        }

        /// The device spoke, or ended what it had to say.
        void quietSince(long nanos) {
            quietSince = nanos;
            waiting = false;
        }

        void sent(Seen seen, Moment.Sent sent) {
            frames++;
            if (waiting && sent.nanos() + evidence.toleranceNanos() < waitsUntil) {
                inFlight.breach(
                        evidence.finding(
                                seen,
                                "the frame of packet %d was neither answered nor given up yet"
                                        .formatted(lastPacket)));
            } else {
                quiet(seen, sent);
            }
            Optional<Step> asks = step(seen.talk(), sent).filter(Step::isAnswered);
            waiting = asks.isPresent();
            waitsUntil = sent.nanos() + asks.map(step -> step.timeout().toNanos()).orElse(0L);
            quietSince = Math.max(quietSince, waiting ? Long.MIN_VALUE : sent.nanos());
            lastPacket = sent.packet();
        }

        private void quiet(Seen seen, Moment.Sent sent) {
            long since = waiting ? Math.max(quietSince, waitsUntil) : quietSince;
            if (since == Long.MIN_VALUE) {
                return;
            }
            long quiet = sent.nanos() - since;
            closest = Math.min(closest, quiet - gapNanos);
            if (quiet + evidence.toleranceNanos() < gapNanos) {
                gap.breach(
                        evidence.finding(
                                seen,
                                "%s after what came before; the gap is %s"
                                        .formatted(Evidence.ms(quiet), Evidence.ms(gapNanos))));
            }
        }

        private Optional<Step> step(Talk talk, Moment.Sent sent) {
            return talk.target()
                    .flatMap(target ->
                            target.leg().steps().stream()
                                    .filter(step -> step.template().fits(sent.frame()))
                                    .findFirst());
        }
    }
}
