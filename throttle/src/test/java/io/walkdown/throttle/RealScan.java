package io.walkdown.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// A scan on the real clock: one virtual thread per device.
final class RealScan {
    private final Gate gate;
    private final Ticker ticker = Ticker.system();
    private final Witness witness;
    private final IntConsumer onFrame;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger permitsAfterStop = new AtomicInteger();
    private final AtomicInteger closesAfterStop = new AtomicInteger();

    /// @param onFrame told the number of each frame that was written
    RealScan(Gate gate, Witness witness, IntConsumer onFrame) {
        this.gate = gate;
        this.witness = witness;
        this.onFrame = onFrame;
    }

    void run(List<Device> devices) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Device device : devices) {
            threads.add(Thread.startVirtualThread(() -> visitUnlessInterrupted(device)));
        }
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofSeconds(30))) {
                throw new AssertionError("a visit never ended: " + gate.waiting());
            }
        }
    }

    int permitsAfterStop() {
        return permitsAfterStop.get();
    }

    int closesAfterStop() {
        return closesAfterStop.get();
    }

    private void visitUnlessInterrupted(Device device) {
        try {
            visit(device);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit(Device device) throws InterruptedException {
        if (gate.admit(device.demand()) instanceof Gate.Admission.Admitted(Ticket ticket)) {
            long admittedNanos = ticker.nanos();
            if (gate.awaitConnect(ticket) instanceof Decision.Go) {
                long startNanos = ticker.nanos();
                pause(device.connectNanos());
                long endNanos = ticker.nanos();
                gate.connected(ticket, endNanos);
                witness.connected(device.demand(), startNanos, endNanos);
                converse(device, ticket);
            }
            witness.stayed(device.demand(), admittedNanos, ticker.nanos());
            gate.disconnected(ticket);
            gate.end(ticket, device.trouble());
        }
    }

    /// Goes on to the closing frame when a read is refused.
    private void converse(Device device, Ticket ticket) throws InterruptedException {
        for (int frame = 0; frame < device.answerNanos().size(); frame++) {
            FrameKind kind = device.kind(frame);
            boolean stopped = gate.stopped();
            if (gate.awaitFrame(ticket, kind, 20) instanceof Decision.Go) {
                count(kind, stopped);
                exchange(device, ticket, frame);
            }
        }
    }

    private void count(FrameKind kind, boolean stopped) {
        if (stopped) {
            (kind == FrameKind.CLOSE ? closesAfterStop : permitsAfterStop).incrementAndGet();
        }
    }

    private void exchange(Device device, Ticket ticket, int frame) {
        long wroteNanos = ticker.nanos();
        gate.wrote(ticket, 20, wroteNanos);
        onFrame.accept(written.incrementAndGet());
        pause(device.answerNanos().get(frame));
        long answeredNanos = ticker.nanos();
        witness.exchanged(device.demand(), wroteNanos, answeredNanos);
        gate.answered(ticket, 60, answeredNanos);
    }

    private static void pause(long nanos) {
        LockSupport.parkNanos(nanos);
    }
}
