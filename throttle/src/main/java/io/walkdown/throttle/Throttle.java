package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules' state, and their pure decision.
///
/// Ask with [#decide], which changes nothing; act on a [Decision.Go]; tell what happened with
/// [#apply]. It never looks at a clock and never waits. Not thread-safe: it is owned by a [Gate] or
/// by one event queue.
///
/// It enforces one connection per address and group (S2), the gap (S4), the visit's budget (S5),
/// the site's and the groups' rates, places and bus time (S6), the breakers (S7), the stop (S9) and
/// the window's end (S11).
public final class Throttle {
    private final EventClock clock = new EventClock();
    private final Berths siteBerths;
    private final Pace sitePace;
    private final SiteBreaker siteBreaker = new SiteBreaker();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Address> addresses = new HashMap<>();
    private final Map<String, Visit> visits = new HashMap<>();
    private @Nullable String stopReason;
    private long stoppedNanos;

    /// A throttle in which nothing has happened yet.
    ///
    /// @throws IllegalArgumentException when two groups have one name
    public Throttle(SiteLimits site, Collection<GroupLimits> groupLimits) {
        siteBerths = new Berths("the site", site.concurrentVisits(), Rule.S6);
        sitePace = new Pace("the site", site.framesPerSecond());
        for (GroupLimits limits : groupLimits) {
            if (groups.put(limits.name(), new Group(limits, clock)) != null) {
                throw new IllegalArgumentException("two groups are named " + limits.name());
            }
        }
    }

    /// A throttle that goes on where earlier runs ended.
    ///
    /// @param before what they sent; groups that are not declared any more are passed over
    /// @param nowNanos the ticker's time from which `before` counts back
    /// @throws IllegalArgumentException when two groups have one name
    public Throttle(
            SiteLimits site, Collection<GroupLimits> groupLimits, Before before, long nowNanos) {
        this(site, groupLimits);
        before.sinceFrame().ifPresent(since -> sitePace.wrote(nowNanos - since.toNanos()));
        before.groups()
                .forEach((name, sent) -> {
                    Group group = groups.get(name);
                    if (group != null) {
                        group.resume(sent, nowNanos);
                    }
                });
    }

    /// What the next run has to know, as it is at that time; what was sent before this run began is
    /// part of it.
    public Before left(long nowNanos) {
        Map<String, Before.OfGroup> sent = new HashMap<>();
        groups.forEach((name, group) -> sent.put(name, group.left(nowNanos)));
        return new Before(sitePace.since(nowNanos), sent);
    }

    /// Says whether that may happen at that time. Changes nothing.
    ///
    /// @throws OutOfTurnException when the request names a visit that is not admitted, or asks to
    ///   admit one that is
    /// @throws IllegalArgumentException when a demand names a group that was not declared
    public Decision decide(Request request, long nowNanos) {
        return verdict(request, nowNanos).decision();
    }

    Verdict verdict(Request request, long nowNanos) {
        return switch (request) {
            case Request.Admission(VisitDemand demand) -> admission(demand, nowNanos);
            case Request.Connect(String id) -> {
                Visit visit = visit(id);
                Verdict ended = runEnded(visit.address(), visit.groups());
                yield ended == null ? visit.connect(nowNanos) : ended;
            }
            case Request.Frame(String id, FrameKind kind, int bytes) -> {
                Visit visit = visit(id);
                Verdict ended =
                        kind == FrameKind.CLOSE ? null : runEnded(visit.address(), visit.groups());
                yield ended == null ? visit.frame(kind, bytes, nowNanos) : ended;
            }
        };
    }

    private Verdict admission(VisitDemand demand, long nowNanos) {
        if (visits.containsKey(demand.visit())) {
            throw new OutOfTurnException("visit " + demand.visit() + " is admitted already");
        }
        List<Group> shared = groupsOf(demand);
        Address address = addresses.get(demand.address());
        Verdict ended = runEnded(address, shared);
        if (ended != null) {
            return ended;
        }
        long lastStartNanos = demand.notAfterNanos();
        if (lastStartNanos != VisitDemand.NO_WINDOW) {
            lastStartNanos -= demand.worstCaseNanos();
            if (nowNanos > lastStartNanos) {
                return Verdict.never(Rule.S11, "the visit could outlast the window");
            }
            lastStartNanos++;
        }
        return place(address, shared, lastStartNanos);
    }

    /// The site's place is asked for last, so that who waits for it has all the others.
    private Verdict place(@Nullable Address address, List<Group> shared, long askAgainNanos) {
        if (address != null && address.freeAtNanos() != Limit.FREE) {
            return Verdict.waitForOther(address, askAgainNanos);
        }
        for (Group group : shared) {
            if (group.berths().freeAtNanos() != Limit.FREE) {
                return Verdict.waitForOther(group.berths(), askAgainNanos);
            }
        }
        return siteBerths.freeAtNanos() == Limit.FREE
                ? Verdict.GO
                : Verdict.waitForOther(siteBerths, askAgainNanos);
    }

    /// What holds for everything but closing frames: the stop and the breakers.
    private @Nullable Verdict runEnded(@Nullable Address address, List<Group> shared) {
        if (stopReason != null) {
            return Verdict.never(Rule.S9, stopReason);
        }
        String opened = siteBreaker.opened();
        if (opened == null && address != null) {
            opened = address.openedBreaker();
        }
        for (int i = 0; i < shared.size() && opened == null; i++) {
            opened = shared.get(i).breaker().opened();
        }
        return opened == null ? null : Verdict.never(Rule.S7, opened);
    }

    /// Takes note of what happened.
    ///
    /// @throws OutOfTurnException when it cannot have happened: the caller has a defect
    public void apply(Event event) {
        clock.advanceTo(event.atNanos());
        switch (event) {
            case Event.Stopped(String reason, long at) -> stop(reason, at);
            case Event.Admitted(VisitDemand demand, _) -> admitted(demand);
            case Event.Ended(String id, Trouble trouble, long at) -> ended(id, trouble, at);
            case Event.ContactedBefore(String id, long at) -> visit(id).address().busy(at);
            case Event.Connecting(String id, long at) -> visit(id).connecting(at);
            case Event.Connected(String id, long at) -> visit(id).connected(at);
            case Event.Permitted(String id, long at) -> visit(id).permit(at);
            case Event.Wrote(String id, int bytes, long at) -> visit(id).wrote(bytes, at);
            case Event.Abandoned(String id, _) -> visit(id).abandon();
            case Event.Answered(String id, int bytes, long at) -> visit(id).answered(bytes, at);
            case Event.TimedOut(String id, long at) -> visit(id).timedOut(at);
            case Event.Disconnected(String id, long at) -> visit(id).disconnected(at);
        }
    }

    private void stop(String reason, long atNanos) {
        if (stopReason == null) {
            stopReason = reason;
            stoppedNanos = atNanos;
        }
    }

    private void admitted(VisitDemand demand) {
        List<Group> shared = groupsOf(demand);
        Address address =
                addresses.computeIfAbsent(demand.address(), name -> new Address(name, clock));
        if (!place(address, shared, Decision.UNTIL_EVENT).goes()
                || visits.containsKey(demand.visit())) {
            throw new OutOfTurnException("no place for visit " + demand.visit());
        }
        visits.put(demand.visit(), new Visit(demand, address, shared, sitePace));
        address.take();
        shared.forEach(group -> group.berths().take());
        siteBerths.take();
    }

    private void ended(String id, Trouble trouble, long atNanos) {
        visit(id).ended(trouble, atNanos);
        visits.remove(id);
        siteBerths.leave();
        siteBreaker.ended(trouble);
    }

    /// The limits that the visit holds a place in, the site last.
    List<Limit> placesOf(Visit visit) {
        List<Limit> places = new ArrayList<>();
        places.add(visit.address());
        visit.groups().forEach(group -> places.add(group.berths()));
        places.add(siteBerths);
        return places;
    }

    /// Why everything stops, empty while nothing does (S9).
    public Optional<String> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    /// When the stop came; empty while there is none.
    OptionalLong stoppedNanos() {
        return stopReason == null ? OptionalLong.empty() : OptionalLong.of(stoppedNanos);
    }

    /// The breakers that have counted trouble, the site's first; of addresses the open ones alone,
    /// because a single address in trouble is told by its visit (S7).
    public List<BreakerState> breakers() {
        Stream<BreakerState> shared =
                Stream.concat(
                        groups.values().stream().map(group -> group.breaker().state()),
                        addresses.values().stream()
                                .flatMap(address -> address.breakerState().stream())
                                .filter(BreakerState::open));
        return Stream.concat(
                        Stream.of(siteBreaker.state()),
                        shared.sorted(Comparator.comparing(BreakerState::owner)))
                .filter(state -> state.troubled() > 0)
                .toList();
    }

    Visit visit(String id) {
        Visit visit = visits.get(id);
        if (visit == null) {
            throw new OutOfTurnException("visit " + id + " is not admitted");
        }
        return visit;
    }

    private List<Group> groupsOf(VisitDemand demand) {
        List<Group> shared = new ArrayList<>(demand.groups().size());
        for (String name : demand.groups()) {
            Group group = groups.get(name);
            if (group == null) {
                throw new IllegalArgumentException(
                        "visit %s names group %s, which is not declared"
                                .formatted(demand.visit(), name));
            }
            shared.add(group);
        }
        return shared;
    }
}
