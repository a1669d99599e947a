package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GateTest {
    private static final long MS = 1_000_000;
    private static final GroupLimits BUS =
            new GroupLimits("bus", "line", 2, OptionalDouble.empty(), OptionalDouble.of(1));

    private volatile long nowNanos;
    private final Gate gate =
            new Gate(
                    new Throttle(new SiteLimits(2, 10), List.of(BUS)),
                    () -> nowNanos,
                    this::parkUntil);

    /// A wait with a known end jumps there; any other really parks.
    private void parkUntil(long untilNanos) {
        if (untilNanos == Decision.UNTIL_EVENT) {
            LockSupport.park(this);
        } else {
            nowNanos = Math.max(nowNanos, untilNanos);
        }
    }

    @Test
    void parksUntilExactlyTheEndOfTheGap() throws InterruptedException {
        Ticket ticket = admit(Demands.of("a", "h1").gapMillis(250));
        assertThat(gate.awaitConnect(ticket)).isEqualTo(Decision.GO);
        nowNanos = 7 * MS;
        gate.connected(ticket);

        assertThat(gate.restBefore(ticket, FrameKind.READ)).contains(Duration.ofMillis(250));
        assertThat(gate.awaitFrame(ticket, FrameKind.READ, 20)).isEqualTo(Decision.GO);
        assertThat(nowNanos).isEqualTo(257 * MS);
    }

    @Test
    void tellsALongBusRestAndItsRule() throws InterruptedException {
        Ticket ticket = admit(Demands.of("a", "h1").groups("bus").gapMillis(10));
        gate.awaitFrame(ticket, FrameKind.READ, 20);
        gate.wrote(ticket, 20, 0);
        gate.answered(ticket, 60, 200 * MS);
        nowNanos = 200 * MS;

        assertThat(gate.restBefore(ticket, FrameKind.READ)).contains(Duration.ofMillis(19_800));
        assertThat(gate.peek(ticket, FrameKind.READ))
                .isInstanceOfSatisfying(
                        Decision.WaitUntil.class, w -> assertThat(w.rule()).isEqualTo(Rule.S6));
    }

    @Test
    void admitsInStartOrderWhateverOrderTheThreadsArriveIn() throws InterruptedException {
        gate.startOrder(List.of("first", "second", "third"));
        Ticket a = admit(Demands.of("a", "h1"));
        Ticket b = admit(Demands.of("b", "h2"));
        LinkedBlockingQueue<Ticket> admitted = new LinkedBlockingQueue<>();
        for (String visit : List.of("unnamed", "third", "second", "first")) {
            visit(() -> admitted.add(admit(Demands.of(visit, visit))));
            awaitWaiting(visit);
        }

        gate.end(a, Trouble.NONE);
        assertThat(admitted.take().visit()).isEqualTo("first");
        gate.end(b, Trouble.NONE);
        assertThat(admitted.take().visit()).isEqualTo("second");
        gate.end(new Ticket("first"), Trouble.NONE);
        assertThat(admitted.take().visit()).isEqualTo("third");
        assertThat(gate.waiting())
                .singleElement()
                .satisfies(waiting -> {
                    assertThat(waiting.visit()).isEqualTo("unnamed");
                    assertThat(waiting.rule()).isEqualTo(Rule.S6);
                    assertThat(waiting.remaining(nowNanos)).isEmpty();
                });
    }

    @Test
    void admitsPastAVisitWhoseAddressIsBusy() throws InterruptedException {
        admit(Demands.of("a", "h1"));
        visit(() -> admit(Demands.of("b", "h1")));
        awaitWaiting("b");

        admit(Demands.of("c", "h2"));
    }

    @Test
    void handsTheRateToTheNextOneWhenAPermitIsAbandoned() throws Exception {
        Ticket a = admit(Demands.of("a", "h1"));
        Ticket b = admit(Demands.of("b", "h2"));
        gate.awaitFrame(a, FrameKind.READ, 20);
        CompletableFuture<Decision> second = new CompletableFuture<>();
        visit(() -> second.complete(gate.awaitFrame(b, FrameKind.READ, 20)));
        awaitWaiting("b");

        gate.abandon(a);

        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Decision.GO);
    }

    @Test
    void refusesAllThatWaitAndAllThatComesAfterAStop() throws Exception {
        Ticket a = admit(Demands.of("a", "h1").gapMillis(100));
        Ticket b = admit(Demands.of("b", "h2"));
        gate.awaitFrame(a, FrameKind.READ, 20);
        CompletableFuture<Decision> frame = new CompletableFuture<>();
        CompletableFuture<Gate.Admission> admission = new CompletableFuture<>();
        visit(() -> frame.complete(gate.awaitFrame(b, FrameKind.READ, 20)));
        visit(() -> admission.complete(gate.admit(Demands.of("c", "h3").build())));
        awaitWaiting("b");
        awaitWaiting("c");

        gate.stop("Ctrl-C");

        Decision never = new Decision.Never(Rule.S9, "Ctrl-C");
        assertThat(frame.get(10, TimeUnit.SECONDS)).isEqualTo(never);
        assertThat(admission.get(10, TimeUnit.SECONDS))
                .isEqualTo(new Gate.Admission.Refused(Rule.S9, "Ctrl-C"));
        assertThat(gate.awaitFrame(b, FrameKind.CONTINUE, 20)).isEqualTo(never);
        assertThat(gate.awaitConnect(b)).isEqualTo(never);
        assertThat(gate.stopReason()).contains("Ctrl-C");
        gate.wrote(a, 20);
        gate.answered(a, 20);
        long answeredNanos = nowNanos;
        assertThat(gate.awaitFrame(a, FrameKind.CLOSE, 20)).isEqualTo(Decision.GO);
        assertThat(nowNanos).isEqualTo(answeredNanos + 100 * MS);
    }

    @Test
    void anInterruptedVisitLeavesNoTrace() throws InterruptedException {
        Ticket a = admit(Demands.of("a", "h1"));
        admit(Demands.of("b", "h2"));
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread waiter =
                Thread.startVirtualThread(() -> {
                    try {
                        gate.admit(Demands.of("c", "h3").build());
                    } catch (InterruptedException _) {
                        interrupted.countDown();
                    }
                });
        awaitWaiting("c");

        waiter.interrupt();

        interrupted.await();
        assertThat(gate.waiting()).isEmpty();
        gate.end(a, Trouble.NONE);
        admit(Demands.of("c", "h3"));
    }

    @Test
    void refusesATicketThatWasGivenUp() throws InterruptedException {
        Ticket ticket = admit(Demands.of("a", "h1"));
        gate.end(ticket, Trouble.NONE);

        assertThatThrownBy(() -> gate.awaitFrame(ticket, FrameKind.READ, 20))
                .isInstanceOf(OutOfTurnException.class);
    }

    private Ticket admit(Demands demands) throws InterruptedException {
        assertThat(gate.admit(demands.build())).isInstanceOf(Gate.Admission.Admitted.class);
        return new Ticket(demands.build().visit());
    }

    private void awaitWaiting(String visit) {
        while (gate.waiting().stream().noneMatch(waiting -> waiting.visit().equals(visit))) {
            Thread.onSpinWait();
        }
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private static void visit(Interruptible visit) {
        Thread.startVirtualThread(() -> {
            try {
                visit.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
