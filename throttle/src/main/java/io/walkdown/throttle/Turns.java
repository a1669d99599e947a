package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who goes next: one queue per shared limit, first come, first served, without threads or clocks.
///
/// A request that has to wait stands in the queue of one limit, or alone for its own quiet time.
/// Only the first of a queue is asked again when its limit is freed; it then goes, or moves to the
/// queue of the next limit in its way. So one event wakes one waiter and not all of them, and
/// nobody stands in a queue's way who waits for something else. Not thread-safe.
final class Turns {
    private static final Comparator<Turn> FIRST_COME =
            Comparator.comparingLong(Turn::rank).thenComparingLong(Turn::number);

    private final Throttle throttle;
    private final Consumer<Turn> changed;
    private final Map<Limit, NavigableSet<Turn>> queues = new LinkedHashMap<>();
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private final Map<String, Long> startRanks = new HashMap<>();
    private long asked;

    /// @param changed told of a waiting turn that is now decided, or has to be asked for earlier
    Turns(Throttle throttle, Consumer<Turn> changed) {
        this.throttle = throttle;
        this.changed = changed;
    }

    /// From now on these visits are admitted in this order, before all others, as far as their
    /// limits let them.
    void startOrder(List<String> visits) {
        for (String visit : visits) {
            startRanks.putIfAbsent(visit, Long.valueOf(startRanks.size()));
        }
    }

    /// Asks for a decision; it may be there at once.
    Turn ask(Request request, Object owner, long nowNanos) {
        for (Limit limit : frameLimits(request)) {
            settleIfDue(limit, nowNanos);
        }
        Turn turn = new Turn(request, owner, nowNanos, rank(request), asked++);
        place(turn, throttle.verdict(request, nowNanos), nowNanos);
        return turn;
    }

    private long rank(Request request) {
        return request instanceof Request.Admission(VisitDemand demand)
                ? startRanks.getOrDefault(demand.visit(), Long.MAX_VALUE)
                : 0;
    }

    private List<? extends Limit> frameLimits(Request request) {
        return switch (request) {
            case Request.Admission _ -> List.of();
            case Request.Connect(String visit) -> throttle.visit(visit).buses();
            case Request.Frame(String visit, _, _) -> throttle.visit(visit).frameLimits();
        };
    }

    /// Asks again for a turn whose wake time has come. Too early or too often does no harm. An
    /// owner whose turn is still undecided then waits for its new wake time.
    void retry(Turn turn, long nowNanos) {
        if (turn.decision() != null) {
            return;
        }
        Limit limit = turn.queuedAt();
        if (limit != null && queue(limit).first() == turn) {
            settle(limit, nowNanos);
            return;
        }
        Verdict verdict = throttle.verdict(turn.request(), nowNanos);
        if (limit == null || verdict.decision() instanceof Decision.Never) {
            leaveQueue(turn);
            place(turn, verdict, nowNanos);
        } else if (verdict.decision() instanceof Decision.WaitUntil wait) {
            turn.waits(wait, verdict.boundNanos()); // an older one came before it meanwhile
        }
    }

    /// Takes a turn back, decided or not.
    void withdraw(Turn turn, long nowNanos) {
        waiting.remove(turn);
        Limit limit = leaveQueue(turn);
        if (limit != null) {
            settle(limit, nowNanos);
        }
        if (turn.decision() instanceof Decision.Go) {
            report(undoing(turn.request(), nowNanos));
        }
    }

    private static Event undoing(Request request, long nowNanos) {
        return switch (request) {
            case Request.Admission(VisitDemand demand) ->
                    new Event.Ended(demand.visit(), Trouble.SILENT_NEVER_ANSWERED, nowNanos);
            case Request.Connect(String visit) -> new Event.Disconnected(visit, nowNanos);
            case Request.Frame(String visit, _, _) -> new Event.Abandoned(visit, nowNanos);
        };
    }

    /// Takes note of what happened, and serves whoever waited for it.
    void report(Event event) {
        List<? extends Limit> freed = freedBy(event);
        throttle.apply(event);
        if (endsOthers(event)) {
            refuseEnded(event.atNanos());
        }
        for (Limit limit : freed) {
            settle(limit, event.atNanos());
        }
    }

    private List<? extends Limit> freedBy(Event event) {
        return switch (event) {
            case Event.Wrote wrote -> throttle.visit(wrote.visit()).paces();
            case Event.Abandoned abandoned -> throttle.visit(abandoned.visit()).frameLimits();
            case Event.Answered answered -> throttle.visit(answered.visit()).buses();
            case Event.TimedOut timedOut -> throttle.visit(timedOut.visit()).buses();
            case Event.Disconnected gone -> throttle.visit(gone.visit()).buses();
            case Event.Ended ended -> allOf(throttle.visit(ended.visit()));
            case Event.Admitted _, Event.ContactedBefore _, Event.Connecting _ -> List.of();
            case Event.Connected _, Event.Permitted _, Event.Stopped _ -> List.of();
        };
    }

    private List<Limit> allOf(Visit visit) {
        List<Limit> limits = new ArrayList<>(visit.frameLimits());
        limits.addAll(throttle.placesOf(visit));
        return limits;
    }

    private static boolean endsOthers(Event event) {
        return event instanceof Event.Stopped
                || (event instanceof Event.Ended ended && ended.trouble() == Trouble.TROUBLED);
    }

    /// After a stop, or when a breaker may have opened: everybody hears at once what is now
    /// refused, and new first ones are asked.
    private void refuseEnded(long nowNanos) {
        for (Turn turn : List.copyOf(waiting)) {
            Verdict verdict = throttle.verdict(turn.request(), nowNanos);
            if (verdict.decision() instanceof Decision.Never never) {
                leaveQueue(turn);
                finish(turn, never);
            }
        }
        for (Limit limit : List.copyOf(queues.keySet())) {
            settle(limit, nowNanos);
        }
    }

    /// All that wait, longest first.
    List<Turn> waiting() {
        return List.copyOf(waiting);
    }

    private void settleIfDue(Limit limit, long nowNanos) {
        NavigableSet<Turn> queue = queues.get(limit);
        if (queue != null && !queue.isEmpty() && queue.first().wakeNanos() <= nowNanos) {
            settle(limit, nowNanos);
        }
    }

    /// Serves a queue until its first one has to wait for this limit again.
    private void settle(Limit limit, long nowNanos) {
        NavigableSet<Turn> queue = queues.get(limit);
        while (queue != null && !queue.isEmpty()) {
            Turn first = queue.first();
            Verdict verdict = throttle.verdict(first.request(), nowNanos);
            if (verdict.limit() == limit) {
                waitAsFirst(first, verdict);
                return;
            }
            leaveQueue(first);
            place(first, verdict, nowNanos);
        }
    }

    private void place(Turn turn, Verdict verdict, long nowNanos) {
        switch (verdict.decision()) {
            case Decision.Go go -> {
                throttle.apply(granting(turn.request(), nowNanos));
                finish(turn, go);
            }
            case Decision.Never never -> finish(turn, never);
            case Decision.WaitUntil wait -> await(turn, verdict, wait);
        }
    }

    private static Event granting(Request request, long nowNanos) {
        return switch (request) {
            case Request.Admission(VisitDemand demand) -> new Event.Admitted(demand, nowNanos);
            case Request.Connect(String visit) -> new Event.Connecting(visit, nowNanos);
            case Request.Frame(String visit, _, _) -> new Event.Permitted(visit, nowNanos);
        };
    }

    private void finish(Turn turn, Decision decision) {
        waiting.remove(turn);
        turn.decide(decision);
        changed.accept(turn);
    }

    private void await(Turn turn, Verdict verdict, Decision.WaitUntil wait) {
        waiting.add(turn);
        Limit limit = verdict.limit();
        boolean first = true;
        if (limit != null) {
            turn.queueAt(limit);
            queue(limit).add(turn);
            first = queue(limit).first() == turn;
        }
        turn.waits(wait, first ? wait.nanos() : verdict.boundNanos());
        changed.accept(turn);
    }

    /// Tells it only if it would wake too late.
    private void waitAsFirst(Turn first, Verdict verdict) {
        if (verdict.decision() instanceof Decision.WaitUntil wait) {
            boolean earlier = wait.nanos() < first.wakeNanos();
            first.waits(wait, wait.nanos());
            if (earlier) {
                changed.accept(first);
            }
        }
    }

    private @Nullable Limit leaveQueue(Turn turn) {
        Limit limit = turn.queuedAt();
        if (limit != null) {
            NavigableSet<Turn> queue = queue(limit);
            queue.remove(turn);
            if (queue.isEmpty()) {
                queues.remove(limit);
            }
            turn.queueAt(null);
        }
        return limit;
    }

    private NavigableSet<Turn> queue(Limit limit) {
        return queues.computeIfAbsent(limit, _ -> new TreeSet<>(FIRST_COME));
    }
}
