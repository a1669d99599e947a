package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Device;
import io.walkdown.scanner.audit.AuditPlan.Group;
import io.walkdown.scanner.audit.AuditPlan.Step;
import io.walkdown.scanner.audit.Evidence.Seen;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds the whole site and each of its groups against their rates, places and bus time (S6).
final class SharedFateJudge {
    private final Evidence evidence;
    private final List<Seen> all;
    private final Findings rate;
    private final Findings places;
    private final Findings bus;
    private long frames;

    private SharedFateJudge(Evidence evidence) {
        this.evidence = evidence;
        this.all = evidence.byTime();
        this.rate = evidence.check("S6", "frames a second, of the site and its groups");
        this.places = evidence.check("S6", "visits at the same time, of the site and its groups");
        this.bus = evidence.check("S6", "bus time of the groups");
    }

    static List<Judged> judge(Evidence evidence) {
        return new SharedFateJudge(evidence).judge();
    }

    private List<Judged> judge() {
        AuditPlan plan = evidence.plan();
        frames = all.stream().filter(seen -> seen.moment() instanceof Moment.Sent).count();
        List<Visit> visits = visits();
        rate("the site", OptionalDouble.of(plan.framesPerSecond()), all);
        places("the site", plan.concurrentVisits(), visits);
        boolean anyBus = false;
        for (Group group : plan.groups()) {
            Set<InetAddress> members = members(group.name());
            List<Seen> theirs = of(members);
            rate("group " + group.name(), group.framesPerSecond(), theirs);
            places(
                    "group " + group.name(),
                    group.concurrentVisits(),
                    visits.stream().filter(visit -> members.contains(visit.address())).toList());
            if (group.busTimePercent().isPresent()) {
                anyBus = true;
                new Line(group.name(), group.busTimePercent().getAsDouble()).judge(theirs);
            }
        }
        if (frames == 0) {
            List.of(rate, places, bus)
                    .forEach(check -> check.doubt("no frame to a planned device is captured"));
        }
        if (!anyBus) {
            bus.doubt("the plan limits the bus time of no group");
        }
        String basis =
                "%s, %s"
                        .formatted(
                                Evidence.count(frames, "frame"),
                                Evidence.count(visits.size(), "visit"));
        return List.of(rate.judged(basis), places.judged(basis), bus.judged(basis));
    }

    private Set<InetAddress> members(String group) {
        return evidence.plan().devices().stream()
                .filter(device -> device.groups().contains(group))
                .map(Device::address)
                .collect(Collectors.toSet());
    }

    private List<Seen> of(Set<InetAddress> members) {
        return all.stream()
                .filter(seen -> members.contains(seen.talk().remote().getAddress()))
                .toList();
    }

    private void rate(String who, OptionalDouble perSecond, List<Seen> seen) {
        if (perSecond.isEmpty() || perSecond.getAsDouble() <= 0) {
            return;
        }
        long apart = (long) (1e9 / perSecond.getAsDouble());
        Moment before = null;
        for (Seen one : seen) {
            if (!(one.moment() instanceof Moment.Sent sent)) {
                continue;
            }
            if (before != null
                    && sent.nanos() - before.nanos() + evidence.toleranceNanos() < apart) {
                rate.breach(
                        evidence.finding(
                                one,
                                "%s after packet %d; frames of %s are at least %s apart"
                                        .formatted(
                                                Evidence.ms(sent.nanos() - before.nanos()),
                                                before.packet(),
                                                who,
                                                Evidence.ms(apart))));
            }
            before = sent;
        }
    }

    /// From the first to the last packet at one address.
    private record Visit(InetAddress address, Seen first, long begin, long end) {}

    private List<Visit> visits() {
        Map<InetAddress, Visit> visits = new HashMap<>();
        for (Seen seen : all) {
            InetAddress address = seen.talk().remote().getAddress();
            long nanos = seen.moment().nanos();
            visits.merge(
                    address,
                    new Visit(address, seen, nanos, nanos),
                    (old, one) -> new Visit(address, old.first(), old.begin(), one.end()));
        }
        return visits.values().stream().sorted(Comparator.comparingLong(Visit::begin)).toList();
    }

    private void places(String who, int most, List<Visit> visits) {
        var ends = new PriorityQueue<Long>();
        for (Visit visit : visits) {
            while (!ends.isEmpty() && ends.element() <= visit.begin() + evidence.toleranceNanos()) {
                ends.remove();
            }
            ends.add(visit.end());
            if (ends.size() > most) {
                places.breach(
                        evidence.finding(
                                visit.first(),
                                "visit number %d at the same time; %s allows %d"
                                        .formatted(ends.size(), who, most)));
            }
        }
    }

    /// The slow line behind a group: after an exchange of length t it rests t·(100/p − 1). A time
    /// that is measured t too long by the tolerance asks for a rest that is too long by 100/p times
    /// as much, so the tolerance grows with it.
    private final class Line {
        private final String group;
        private final double restPerExchange;
        private final long tolerance;
        private final List<Open> under = new ArrayList<>();
        private long restsUntil = Long.MIN_VALUE;

        Line(String group, double percent) {
            this.group = group;
            this.restPerExchange = 100 / percent - 1;
            this.tolerance = (long) (evidence.toleranceNanos() * 100 / percent);
        }

        /// An exchange that is under way.
        private record Open(Talk talk, long begin, long gaveUp, List<Long> heard) {}

        void judge(List<Seen> seen) {
            for (Seen one : seen) {
                switch (one.moment()) {
                    case Moment.Sent sent -> sent(one, sent);
                    case Moment.Heard heard -> answered(one.talk(), heard.nanos());
                    case Moment.Ended ended -> {
                        if (!ended.ours()) {
                            answered(one.talk(), ended.nanos());
                        }
                    }
                    case Moment.Connecting connecting -> busy(one, connecting.nanos());
                    case Moment.Connected _ -> {}
                }
            }
        }

        private void answered(Talk talk, long nanos) {
            under.stream()
                    .filter(open -> open.talk() == talk)
                    .forEach(open -> open.heard().add(nanos));
        }

        private void sent(Seen seen, Moment.Sent sent) {
            busy(seen, sent.nanos());
            seen.talk()
                    .target()
                    .flatMap(target ->
                            target.leg().steps().stream()
                                    .filter(step -> step.template().fits(sent.frame()))
                                    .filter(Step::isAnswered)
                                    .findFirst())
                    .ifPresent(step ->
                            under.add(
                                    new Open(
                                            seen.talk(),
                                            sent.nanos(),
                                            sent.nanos() + step.timeout().toNanos(),
                                            new ArrayList<>())));
        }

        /// Whether the line is free at that time for what comes now.
        private void busy(Seen seen, long nanos) {
            for (Open open : under) {
                boolean answered = !open.heard().isEmpty();
                long end = answered ? open.heard().getLast() : open.gaveUp();
                restsUntil =
                        Math.max(restsUntil, end + (long) ((end - open.begin()) * restPerExchange));
                if (!answered && nanos + evidence.toleranceNanos() < end) {
                    bus.breach(
                            evidence.finding(seen, "a second exchange at once on group " + group));
                }
            }
            under.clear();
            if (nanos + tolerance < restsUntil) {
                bus.breach(
                        evidence.finding(
                                seen,
                                "%s before group %s has rested"
                                        .formatted(Evidence.ms(restsUntil - nanos), group)));
            }
        }
    }
}
