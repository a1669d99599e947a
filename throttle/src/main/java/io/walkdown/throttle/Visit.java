package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One admitted visit: what it has used, and what it is in the middle of.
final class Visit {
    private static final long NOT_YET = Long.MIN_VALUE;

    private final VisitDemand demand;
    private final Address address;
    private final List<Group> groups;
    private final List<Pace> paces = new ArrayList<>();
    private final List<Bus> buses = new ArrayList<>();
    private final List<Limit> frameLimits = new ArrayList<>();

    private int frames;
    private long bytes;
    private int connections;
    private long firstContactNanos = NOT_YET;
    private boolean connecting;
    private boolean connected;
    private boolean permitted;
    private boolean inFlight;
    private long permittedAtNanos;

    Visit(VisitDemand demand, Address address, List<Group> groups, Pace sitePace) {
        this.demand = demand;
        this.address = address;
        this.groups = groups;
        for (Group group : groups) {
            addIfPresent(buses, group.bus());
            addIfPresent(paces, group.pace());
        }
        paces.add(sitePace);
        frameLimits.addAll(buses);
        frameLimits.addAll(paces);
    }

    private static <T> void addIfPresent(List<T> list, @Nullable T limit) {
        if (limit != null) {
            list.add(limit);
        }
    }

    String id() {
        return demand.visit();
    }

    VisitDemand demand() {
        return demand;
    }

    Address address() {
        return address;
    }

    List<Group> groups() {
        return groups;
    }

    /// The slow lines that its frames use.
    List<Bus> buses() {
        return buses;
    }

    /// The rates that its frames count against, the site's last.
    List<Pace> paces() {
        return paces;
    }

    /// All that its frames share with other visits: lines first, then rates.
    List<Limit> frameLimits() {
        return frameLimits;
    }

    Verdict connect(long nowNanos) {
        long endNanos = contactEndNanos();
        if (nowNanos >= endNanos) {
            return over();
        }
        if (connected || connecting || permitted || inFlight) {
            return Verdict.never(Rule.S2, "the visit holds its one connection already");
        }
        if (connections >= demand.allowance().connections()) {
            return spent("connections", connections, demand.allowance().connections());
        }
        return wait(buses, nowNanos, endNanos);
    }

    Verdict frame(FrameKind kind, int length, long nowNanos) {
        long endNanos = kind == FrameKind.CLOSE ? Decision.UNTIL_EVENT : contactEndNanos();
        if (nowNanos >= endNanos) {
            return over();
        }
        if (connecting || permitted || inFlight) {
            return Verdict.never(Rule.S4, "one request at a time: the last is not over");
        }
        if (frames >= demand.allowance().frames()) {
            return spent("frames", frames, demand.allowance().frames());
        }
        if (bytes + length > demand.allowance().bytes()) {
            return spent("bytes", bytes, demand.allowance().bytes());
        }
        return wait(frameLimits, nowNanos, endNanos);
    }

    /// The latest of all known times decides; where none is in the future, whoever has a limit
    /// does. What would go only after the visit's end never goes.
    private Verdict wait(List<? extends Limit> limits, long nowNanos, long endNanos) {
        long latestNanos = address.quietUntilNanos(demand.gap().nanos());
        Limit latest = null;
        Limit taken = null;
        for (Limit limit : limits) {
            long freeAtNanos = limit.freeAtNanos();
            if (freeAtNanos == Decision.UNTIL_EVENT) {
                taken = taken == null ? limit : taken;
            } else if (freeAtNanos > latestNanos) {
                latestNanos = freeAtNanos;
                latest = limit;
            }
        }
        if (latestNanos > nowNanos) {
            return until(latestNanos, latest, endNanos);
        }
        return taken == null ? Verdict.GO : Verdict.waitForOther(taken, endNanos);
    }

    private Verdict until(long untilNanos, @Nullable Limit limit, long endNanos) {
        if (untilNanos >= endNanos) {
            return over();
        }
        return limit == null
                ? Verdict.waitAlone(
                        untilNanos,
                        Rule.S4,
                        "%s rests %d ms after each answer"
                                .formatted(demand.address(), demand.gap().value().toMillis()))
                : Verdict.wait(untilNanos, limit, endNanos);
    }

    private Verdict spent(String what, long used, long allowed) {
        return Verdict.never(
                Rule.S5,
                "the visit's budget is %d %s and %d are used".formatted(allowed, what, used));
    }

    /// From when on only closing frames go: the visit's deadline (S5) or the window's end (S11).
    private long contactEndNanos() {
        return Math.min(deadlineNanos(), demand.notAfterNanos());
    }

    private long deadlineNanos() {
        if (firstContactNanos == NOT_YET) {
            return Decision.UNTIL_EVENT;
        }
        long length = Math.min(demand.deadlineNanos(), demand.allowance().seconds().toNanos());
        long end = firstContactNanos + length;
        return end < firstContactNanos ? Decision.UNTIL_EVENT : end;
    }

    private Verdict over() {
        return demand.notAfterNanos() <= deadlineNanos()
                ? Verdict.never(Rule.S11, "the window closes before the next frame could go")
                : Verdict.never(Rule.S5, "the visit's time is used up before the next frame");
    }

    void connecting(long atNanos) {
        connections++;
        connecting = true;
        contact(atNanos);
    }

    void connected(long atNanos) {
        connecting = false;
        connected = true;
        address.busy(atNanos);
    }

    void permit(long atNanos) {
        if (connecting || permitted || inFlight) {
            throw new OutOfTurnException("second permit for visit " + id());
        }
        permitted = true;
        permittedAtNanos = atNanos;
        paces.forEach(pace -> pace.permit(id()));
        buses.forEach(bus -> bus.take(id()));
    }

    void wrote(int length, long atNanos) {
        if (!permitted) {
            throw new OutOfTurnException("visit " + id() + " wrote a frame without a permit");
        }
        permitted = false;
        inFlight = true;
        frames++;
        bytes += length;
        contact(atNanos);
        address.busy(atNanos);
        paces.forEach(pace -> pace.wrote(atNanos));
    }

    void abandon() {
        permitted = false;
        paces.forEach(pace -> pace.release(id()));
        if (!inFlight) {
            buses.forEach(bus -> bus.release(id()));
        }
    }

    void answered(int length, long atNanos) {
        bytes += length;
        exchangeEnded(atNanos);
    }

    void timedOut(long atNanos) {
        connecting = false;
        exchangeEnded(atNanos);
    }

    void disconnected(long atNanos) {
        connecting = false;
        connected = false;
        exchangeEnded(atNanos);
    }

    /// An exchange is counted from its permit: the frame may have reached the device before we were
    /// told that it was flushed.
    private void exchangeEnded(long atNanos) {
        address.busy(atNanos);
        if (inFlight) {
            inFlight = false;
            buses.forEach(bus -> bus.exchanged(atNanos - permittedAtNanos, atNanos));
        }
    }

    /// Gives back whatever it still has.
    void ended(Trouble trouble, long atNanos) {
        abandon();
        if (connected || connecting || inFlight) {
            disconnected(atNanos);
        }
        address.leave();
        address.ended(trouble);
        for (Group group : groups) {
            group.berths().leave();
            group.breaker().ended(trouble);
        }
    }

    private void contact(long atNanos) {
        if (firstContactNanos == NOT_YET) {
            firstContactNanos = atNanos;
        }
    }
}
