package io.walkdown.throttle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many frames a second pass the gate when no limit holds them back: 64 virtual threads, a rate
/// beyond reach, the least gap. Run by hand; the frames spread over many addresses, so that the gap
/// of 1 ms is over when each thread comes back.
final class GateBenchmark {
    private static final int THREADS = 64;
    private static final int FRAMES_PER_VISIT = 5;
    private static final int ROUNDS = 5;
    private static final int FRAMES_PER_ROUND = 100_000;

    private final Gate gate =
            new Gate(
                    new Throttle(
                            new SiteLimits(THREADS, SiteLimits.MAX_FRAMES_PER_SECOND), List.of()),
                    Ticker.system());

    private GateBenchmark() {}

    /// Prints one line for each round; the first ones warm up.
    public static void main(String[] arguments) throws InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            long startNanos = System.nanoTime();
            new GateBenchmark().round();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %.0f frames/s through the gate, %d threads%n",
                    round,
                    FRAMES_PER_ROUND / seconds,
                    THREADS);
        }
    }

    private void round() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = t;
            threads.add(Thread.startVirtualThread(() -> visits(first)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void visits(int first) {
        int visits = FRAMES_PER_ROUND / FRAMES_PER_VISIT;
        try {
            for (int v = first; v < visits; v += THREADS) {
                visit(Demands.of("v" + v, "h" + v).gapMillis(1).build());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit(VisitDemand demand) throws InterruptedException {
        gate.admit(demand);
        Ticket ticket = new Ticket(demand.visit());
        for (int f = 0; f < FRAMES_PER_VISIT; f++) {
            gate.awaitFrame(ticket, FrameKind.READ, 20);
            gate.wrote(ticket, 20);
            gate.answered(ticket, 60);
        }
        gate.end(ticket, Trouble.NONE);
    }
}
