package io.walkdown.suite.lost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Faults, two at a time: as many as the machine has cores that tests may count on.
final class Strikes {
    private static final int AT_ONCE = 2;

    private Strikes() {}

    /// One fault and what is looked at afterwards.
    interface Strike {
        /// Does it; an [AssertionError] is something that was lost.
        void go() throws IOException;
    }

    /// Runs them all.
    ///
    /// @return what was lost, in their order
    static List<AssertionError> all(List<Strike> strikes) {
        List<AssertionError> lost = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> going = new ArrayList<>();
            strikes.forEach(strike -> going.add(threads.submit(() -> go(strike))));
            for (Future<?> each : going) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    lost.add(
                            e.getCause() instanceof AssertionError missing
                                    ? missing
                                    : new AssertionError(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return lost;
    }

    private static void go(Strike strike) {
        try {
            strike.go();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
