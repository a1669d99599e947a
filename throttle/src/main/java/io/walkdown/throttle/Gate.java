package io.walkdown.throttle;

import io.walkdown.profiles.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one place where a visit's thread waits: for its admission, its connect and each of its
/// frames, first come, first served at each limit.
///
/// One visit is one virtual thread that calls in this order: [#admit]; then for each connection
/// [#awaitConnect] and [#connected]; for each frame [#awaitFrame], then [#wrote] or [#abandon], and
/// after a frame written [#answered], [#timedOut] or [#disconnected]; at last, whatever happened,
/// [#end]. Between a permit and its `wrote` nothing else of the site may be written, so that time
/// has to be short.
///
/// Thread-safe. No method but the three waiting ones blocks.
public final class Gate {
    private final Ticker ticker;
    private final Parker parker;
    private final ReentrantLock lock = new ReentrantLock();

    // both guarded by `lock`
    private final Throttle throttle;
    private final Turns turns;

    /// The answer to a visit that wants to start.
    public sealed interface Admission {
        /// It is in; [Gate#end] gives its places back.
        record Admitted(Ticket ticket) implements Admission {}

        /// It will not start in this run.
        ///
        /// @param why the reason in plain words, with the numbers
        record Refused(Rule rule, String why) implements Admission {}
    }

    /// A gate that owns its throttle from now on.
    public Gate(Throttle throttle, Ticker ticker) {
        this(throttle, ticker, new TickerParker(ticker));
    }

    Gate(Throttle throttle, Ticker ticker, Parker parker) {
        this.throttle = throttle;
        this.ticker = ticker;
        this.parker = parker;
        this.turns = new Turns(throttle, turn -> LockSupport.unpark((Thread) turn.owner()));
    }

    /// From now on these visits are admitted in this order as far as their limits let them, in
    /// whatever order their threads arrive; others come after them.
    ///
    /// @param visits ids, as [StartOrder] sorts them
    public void startOrder(List<String> visits) {
        locked(() -> {
            turns.startOrder(visits);
            return visits;
        });
    }

    /// Waits until the site, the visit's groups and its address have a place for it.
    ///
    /// @throws InterruptedException when the thread is interrupted; the visit then has no place
    public Admission admit(VisitDemand demand) throws InterruptedException {
        return switch (await(new Request.Admission(demand))) {
            case Decision.Never(Rule rule, String why) -> new Admission.Refused(rule, why);
            case Decision.Go(), Decision.WaitUntil _ ->
                    new Admission.Admitted(new Ticket(demand.visit()));
        };
    }

    /// The visit's address was last contacted so long ago, by an earlier run or another process:
    /// its quiet time counts from there (S4). Call it before the first connect or frame.
    public void contactedBefore(Ticket ticket, Duration ago) {
        if (ago.compareTo(Gap.MAX) < 0) {
            report(new Event.ContactedBefore(ticket.visit(), ticker.nanos() - ago.toNanos()));
        }
    }

    /// Waits until the visit may open its connection; `Go` counts as a connect attempt.
    ///
    /// @return `Go` or `Never`
    /// @throws InterruptedException when the thread is interrupted; nothing may be opened then
    public Decision awaitConnect(Ticket ticket) throws InterruptedException {
        return await(new Request.Connect(ticket.visit()));
    }

    /// Waits until the visit may write that frame; after `Go` it has to be written or abandoned.
    ///
    /// @param bytes the frame's length
    /// @return `Go` or `Never`
    /// @throws InterruptedException when the thread is interrupted; nothing may be written then
    public Decision awaitFrame(Ticket ticket, FrameKind kind, int bytes)
            throws InterruptedException {
        return await(new Request.Frame(ticket.visit(), kind, bytes));
    }

    private Decision await(Request request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread self = Thread.currentThread();
        Turn turn = locked(() -> turns.ask(request, self, ticker.nanos()));
        for (Decision decision = turn.decision(); ; decision = turn.decision()) {
            if (decision != null) {
                return decision;
            }
            parker.parkUntil(turn.wakeNanos());
            if (Thread.interrupted()) {
                withdraw(turn);
                throw new InterruptedException();
            }
            retryIfDue(turn);
        }
    }

    private void retryIfDue(Turn turn) {
        if (turn.decision() == null && ticker.nanos() >= turn.wakeNanos()) {
            locked(() -> {
                turns.retry(turn, ticker.nanos());
                return turn;
            });
        }
    }

    private void withdraw(Turn turn) {
        locked(() -> {
            turns.withdraw(turn, ticker.nanos());
            return turn;
        });
    }

    /// What [#awaitFrame] would say now, without waiting: which rule makes it wait, and until when.
    public Decision peek(Ticket ticket, FrameKind kind) {
        Request request = new Request.Frame(ticket.visit(), kind, 0);
        return locked(() -> throttle.decide(request, ticker.nanos()));
    }

    /// How long it is until the visit's next frame may go, as far as is known now; zero when it may
    /// go at once or as soon as another visit has finished its exchange; empty when it will never
    /// go. A caller that finds a bus rest longer than 10 s closes its connection meanwhile (S6).
    public Optional<Duration> restBefore(Ticket ticket, FrameKind kind) {
        Request request = new Request.Frame(ticket.visit(), kind, 0);
        return locked(() -> {
            long nowNanos = ticker.nanos();
            Verdict verdict = throttle.verdict(request, nowNanos);
            return switch (verdict.decision()) {
                case Decision.Go() -> Optional.of(Duration.ZERO);
                case Decision.Never _ -> Optional.empty();
                case Decision.WaitUntil(long until, _, _) ->
                        Optional.of(
                                verdict.dependsOnOthers()
                                        ? Duration.ZERO
                                        : Duration.ofNanos(until - nowNanos));
            };
        });
    }

    /// The visit's connection stands: its first quiet time begins.
    public void connected(Ticket ticket) {
        connected(ticket, ticker.nanos());
    }

    /// As [#connected(Ticket)], at a time of the ticker.
    public void connected(Ticket ticket, long atNanos) {
        report(new Event.Connected(ticket.visit(), atNanos));
    }

    /// The permitted frame was flushed.
    public void wrote(Ticket ticket, int bytes) {
        wrote(ticket, bytes, ticker.nanos());
    }

    /// As [#wrote(Ticket, int)], at a time of the ticker.
    public void wrote(Ticket ticket, int bytes, long atNanos) {
        report(new Event.Wrote(ticket.visit(), bytes, atNanos));
    }

    /// The answer's last byte was read: the quiet time begins.
    public void answered(Ticket ticket, int bytes) {
        answered(ticket, bytes, ticker.nanos());
    }

    /// As [#answered(Ticket, int)], at a time of the ticker.
    public void answered(Ticket ticket, int bytes, long atNanos) {
        report(new Event.Answered(ticket.visit(), bytes, atNanos));
    }

    /// The deadline of a connect or an answer passed: the quiet time begins.
    public void timedOut(Ticket ticket) {
        timedOut(ticket, ticker.nanos());
    }

    /// As [#timedOut(Ticket)], at a time of the ticker.
    public void timedOut(Ticket ticket, long atNanos) {
        report(new Event.TimedOut(ticket.visit(), atNanos));
    }

    /// The connection is closed, or its attempt failed.
    public void disconnected(Ticket ticket) {
        disconnected(ticket, ticker.nanos());
    }

    /// As [#disconnected(Ticket)], at a time of the ticker.
    public void disconnected(Ticket ticket, long atNanos) {
        report(new Event.Disconnected(ticket.visit(), atNanos));
    }

    /// A permit was given and its frame will not be written: guard or recorder refused it.
    public void abandon(Ticket ticket) {
        report(new Event.Abandoned(ticket.visit(), ticker.nanos()));
    }

    /// The visit is over; it gives back all that it still has, and its ticket is void.
    public void end(Ticket ticket, Trouble trouble) {
        report(new Event.Ended(ticket.visit(), trouble, ticker.nanos()));
    }

    /// Stops everything at once and for good: every waiting and every later admission, connect and
    /// open, read or continue frame is refused with this reason; closing frames still go, at their
    /// pace (S9). The first reason stays.
    public void stop(String reason) {
        report(new Event.Stopped(reason, ticker.nanos()));
    }

    /// Whether [#stop] was called.
    public boolean stopped() {
        return stopReason().isPresent();
    }

    /// Why everything stops, empty while nothing does.
    public Optional<String> stopReason() {
        return locked(throttle::stopReason);
    }

    /// How long everything has been stopped; empty while nothing is.
    public Optional<Duration> stoppedFor() {
        return locked(() -> {
            OptionalLong since = throttle.stoppedNanos();
            return since.isPresent()
                    ? Optional.of(Duration.ofNanos(ticker.nanos() - since.getAsLong()))
                    : Optional.empty();
        });
    }

    /// The quiet time of that visit's device (S4).
    public Duration gap(Ticket ticket) {
        return locked(() -> throttle.visit(ticket.visit()).demand().gap().value());
    }

    /// The breakers that have counted trouble, the site's first (S7).
    public List<BreakerState> breakers() {
        return locked(throttle::breakers);
    }

    /// What the next run has to know of this one, as it is now (S6).
    public Before left() {
        return locked(() -> throttle.left(ticker.nanos()));
    }

    /// Who waits for what just now, longest first.
    public List<Waiting> waiting() {
        return locked(() -> {
            List<Waiting> list = new ArrayList<>();
            for (Turn turn : turns.waiting()) {
                addIfPresent(list, turn.waiting());
            }
            return List.copyOf(list);
        });
    }

    private static void addIfPresent(List<Waiting> list, @Nullable Waiting waiting) {
        if (waiting != null) {
            list.add(waiting);
        }
    }

    private void report(Event event) {
        locked(() -> {
            turns.report(event);
            return event;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
