package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A scan in virtual time: one event queue, no threads.
final class VirtualScan {
    private record Due(long atNanos, long number, Runnable action) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::number));
    private final Witness witness;
    private final Turns turns;
    private final List<Decision.Never> refused = new ArrayList<>();
    private long nowNanos;
    private long lastEndNanos;
    private long number;

    VirtualScan(SiteLimits site, Collection<GroupLimits> groups, Witness witness) {
        this.witness = witness;
        this.turns = new Turns(new Throttle(site, groups), this::changed);
    }

    /// Visits them all, each asking for its admission at the start and in this order.
    ///
    /// @return when the last visit ended
    long run(List<Device> devices) {
        devices.forEach(device -> at(0, () -> new Run(device).start()));
        while (!queue.isEmpty()) {
            Due due = queue.remove();
            nowNanos = due.atNanos();
            due.action().run();
        }
        return lastEndNanos;
    }

    /// The visits' refusals, in the order in which they were told.
    List<Decision.Never> refused() {
        return refused;
    }

    int stillWaiting() {
        return turns.waiting().size();
    }

    private void at(long atNanos, Runnable action) {
        queue.add(new Due(atNanos, number++, action));
    }

    private void changed(Turn turn) {
        Decision decision = turn.decision();
        if (decision != null) {
            at(nowNanos, () -> ((Run) turn.owner()).decided(decision));
        } else if (turn.wakeNanos() != Decision.UNTIL_EVENT) {
            at(turn.wakeNanos(), () -> wake(turn));
        }
    }

    /// What still waits after its alarm gets another, as a parked thread would.
    private void wake(Turn turn) {
        if (turn.decision() == null && turn.wakeNanos() <= nowNanos) {
            turns.retry(turn, nowNanos);
        }
        if (turn.decision() == null && turn.wakeNanos() != Decision.UNTIL_EVENT) {
            at(turn.wakeNanos(), () -> wake(turn));
        }
    }

    /// One visit on its way from step to step.
    private final class Run {
        private final Device device;
        private final String id;
        private Runnable onGo = () -> {};
        private long admittedAtNanos = -1;
        private int frame;

        Run(Device device) {
            this.device = device;
            this.id = device.demand().visit();
        }

        void start() {
            ask(new Request.Admission(device.demand()), this::admitted);
        }

        private void ask(Request request, Runnable whenGo) {
            onGo = whenGo;
            turns.ask(request, this, nowNanos);
        }

        void decided(Decision decision) {
            if (decision instanceof Decision.Never never) {
                refused.add(never);
                if (admittedAtNanos >= 0) {
                    end();
                }
            } else {
                onGo.run();
            }
        }

        private void admitted() {
            admittedAtNanos = nowNanos;
            if (device.connectNanos() == 0) {
                nextFrame();
            } else {
                ask(new Request.Connect(id), this::connecting);
            }
        }

        private void connecting() {
            long startNanos = nowNanos;
            at(
                    nowNanos + device.connectNanos(),
                    () -> {
                        turns.report(new Event.Connected(id, nowNanos));
                        witness.connected(device.demand(), startNanos, nowNanos);
                        nextFrame();
                    });
        }

        private void nextFrame() {
            if (frame == device.answerNanos().size()) {
                end();
            } else {
                ask(new Request.Frame(id, device.kind(frame), 20), this::permitted);
            }
        }

        private void permitted() {
            at(nowNanos + device.writeNanos(), this::wrote);
        }

        private void wrote() {
            long wroteNanos = nowNanos;
            turns.report(new Event.Wrote(id, 20, nowNanos));
            at(
                    nowNanos + device.answerNanos().get(frame++),
                    () -> {
                        turns.report(new Event.Answered(id, 60, nowNanos));
                        witness.exchanged(device.demand(), wroteNanos, nowNanos);
                        nextFrame();
                    });
        }

        private void end() {
            lastEndNanos = nowNanos;
            witness.stayed(device.demand(), admittedAtNanos, nowNanos);
            turns.report(new Event.Disconnected(id, nowNanos));
            turns.report(new Event.Ended(id, device.trouble(), nowNanos));
        }
    }
}
