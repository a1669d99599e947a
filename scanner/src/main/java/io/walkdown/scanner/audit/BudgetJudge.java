package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Device;
import io.walkdown.scanner.audit.AuditPlan.Worst;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts what each device was charged, and holds it against its worst case (S5).
final class BudgetJudge {
    private final Evidence evidence;
    private final Findings frames;
    private final Findings bytes;
    private final Findings connections;
    private final Findings seconds;

    private BudgetJudge(Evidence evidence) {
        this.evidence = evidence;
        this.frames = evidence.check("S5", "frames");
        this.bytes = evidence.check("S5", "bytes");
        this.connections = evidence.check("S5", "connections");
        this.seconds = evidence.check("S5", "seconds");
    }

    static List<Judged> judge(Evidence evidence) {
        return new BudgetJudge(evidence).judge();
    }

    private List<Judged> judge() {
        Map<Device, List<Talk>> byDevice = new LinkedHashMap<>();
        for (Talk talk : evidence.recording().talks()) {
            talk.target()
                    .ifPresent(target ->
                            byDevice.computeIfAbsent(target.device(), _ -> new ArrayList<>())
                                    .add(talk));
        }
        byDevice.forEach(this::device);
        List<Findings> all = List.of(frames, bytes, connections, seconds);
        if (byDevice.isEmpty()) {
            all.forEach(check -> check.doubt("no planned device is met in the capture"));
        }
        String basis = Evidence.count(byDevice.size(), "device");
        return all.stream().map(check -> check.judged(basis)).toList();
    }

    private void device(Device device, List<Talk> talks) {
        Worst worst = device.worst();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long sent = 0;
        long carried = 0;
        int attempts = 0;
        for (Talk talk : talks) {
            attempts += talk.tcp() ? 1 : 0;
            if (attempts == worst.connections() + 1 && talk.tcp()) {
                over(connections, talk, talk.moments().getFirst(), attempts, worst.connections());
            }
            for (Moment moment : talk.moments()) {
                first = Math.min(first, moment.nanos());
                last = Math.max(last, moment.nanos());
                long before = carried;
                switch (moment) {
                    case Moment.Sent frame -> {
                        sent++;
                        carried += frame.frame().length;
                        if (sent == worst.frames() + 1L) {
                            over(frames, talk, moment, sent, worst.frames());
                        }
                    }
                    case Moment.Heard heard -> carried += heard.length();
                    case Moment.Connecting _, Moment.Connected _, Moment.Ended _ -> {}
                }
                if (before <= worst.bytes() && carried > worst.bytes()) {
                    over(bytes, talk, moment, carried, worst.bytes());
                }
            }
        }
        attemptsOfJournal(device, attempts);
        long most = worst.seconds().toNanos() + evidence.toleranceNanos();
        if (last > first && last - first > most) {
            Talk talk = talks.getLast();
            seconds.breach(
                    evidence.finding(
                            talk,
                            talk.moments().getLast(),
                            "%.3f s from the first packet to the last; the plan allows %.3f s"
                                    .formatted(
                                            (last - first) / 1e9,
                                            worst.seconds().toNanos() / 1e9)));
        }
    }

    /// Attempts that came to nothing are in the journal alone.
    private void attemptsOfJournal(Device device, int captured) {
        int attempts = evidence.attempts().getOrDefault(device.name(), captured);
        if (attempts > device.worst().connections() && captured <= device.worst().connections()) {
            connections.breach(
                    new Finding(
                            new Place.Whole("journal.ndjson"),
                            Optional.empty(),
                            device.name(),
                            "%d connect attempts; the plan allows %d"
                                    .formatted(attempts, device.worst().connections())));
        }
    }

    private void over(Findings check, Talk talk, Moment moment, long number, long most) {
        check.breach(
                evidence.finding(
                        talk, moment, "number %d; the plan allows %d".formatted(number, most)));
    }
}
