package io.walkdown.scanner.audit;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at how connections begin and end: one at a time to an address (S2), and each ended in
/// order (S3).
final class ConnectionJudge {
    private final Evidence evidence;
    private final Findings alone;
    private final Findings ended;
    private long connections;

    private ConnectionJudge(Evidence evidence) {
        this.evidence = evidence;
        this.alone = evidence.check("S2", "one connection at a time to an address");
        this.ended = evidence.check("S3", "every connection closed in order");
    }

    static List<Judged> judge(Evidence evidence) {
        return new ConnectionJudge(evidence).judge();
    }

    private List<Judged> judge() {
        Map<InetAddress, Life> open = new HashMap<>();
        for (Talk talk : evidence.recording().talks()) {
            if (!talk.tcp() || talk.moments().isEmpty()) {
                continue;
            }
            connections++;
            Life life = Life.of(talk);
            overlap(open, life);
            end(life);
        }
        if (connections == 0) {
            alone.doubt("no connection of the scanner is in the capture");
            ended.doubt("no connection of the scanner is in the capture");
        }
        String basis = Evidence.count(connections, "connection");
        return List.of(alone.judged(basis), ended.judged(basis));
    }

    /// From when to when a connection takes a place at the device, by packet number: the order of a
    /// capture is surer than its times.
    ///
    /// @param end the packet that gave the place back; the largest number where none did
    private record Life(Talk talk, long begin, long end, Optional<Moment.Ended> by) {
        static Life of(Talk talk) {
            boolean ours = false;
            boolean theirs = false;
            for (Moment moment : talk.moments()) {
                if (moment instanceof Moment.Ended ended) {
                    ours |= ended.ours();
                    theirs |= !ended.ours();
                    if (ended.reset() || (ours && theirs)) {
                        return of(talk, ended.packet(), Optional.of(ended));
                    }
                }
            }
            return of(talk, Long.MAX_VALUE, Optional.empty());
        }

        private static Life of(Talk talk, long end, Optional<Moment.Ended> by) {
            return new Life(talk, talk.moments().getFirst().packet(), end, by);
        }

        boolean weEnded() {
            return talk.moments().stream()
                    .anyMatch(moment -> moment instanceof Moment.Ended end && end.ours());
        }

        Optional<Moment.Ended> ourFirstEnd() {
            return talk.moments().stream()
                    .filter(Moment.Ended.class::isInstance)
                    .map(Moment.Ended.class::cast)
                    .filter(Moment.Ended::ours)
                    .findFirst();
        }

        boolean theyEndedBefore(Moment.Ended end) {
            return talk.moments().stream()
                    .takeWhile(moment -> !moment.equals(end))
                    .anyMatch(moment -> moment instanceof Moment.Ended other && !other.ours());
        }
    }

    /// A connection that the device leaves half open after ours is closed is not ours to hold.
    private void overlap(Map<InetAddress, Life> open, Life life) {
        Life before = open.put(life.talk().remote().getAddress(), life);
        if (before == null) {
            return;
        }
        long released =
                before.end() < Long.MAX_VALUE
                        ? before.end()
                        : before.ourFirstEnd().map(Moment.Ended::packet).orElse(Long.MAX_VALUE);
        if (life.begin() < released) {
            alone.breach(
                    evidence.finding(
                            life.talk(),
                            life.talk().moments().getFirst(),
                            "a second connection while that of port %d was open"
                                    .formatted(before.talk().local().getPort())));
        }
    }

    private void end(Life life) {
        Talk talk = life.talk();
        Optional<Moment.Ended> ours = life.ourFirstEnd();
        if (ours.isPresent() && ours.get().reset() && !life.theyEndedBefore(ours.get())) {
            ended.breach(
                    evidence.finding(
                            talk, ours.get(), "the scanner reset the connection without a close"));
        } else if (!life.weEnded() && life.by().isEmpty() && isConnected(talk)) {
            ended.breach(
                    evidence.finding(
                            talk,
                            talk.moments().getLast(),
                            "the scanner never closed the connection of port %d"
                                    .formatted(talk.local().getPort())));
        }
    }

    /// An attempt that nobody accepted has nothing to close.
    private static boolean isConnected(Talk talk) {
        return talk.moments().stream().anyMatch(moment -> !(moment instanceof Moment.Connecting));
    }
}
