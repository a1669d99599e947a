package io.walkdown.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Two threads that compute until they are closed: as many as the cores that tests may count on.
final class BusyCores implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    BusyCores() {
        for (int i = 0; i < 2; i++) {
            threads.add(Thread.ofPlatform().daemon().start(this::compute));
        }
    }

    private void compute() {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        over.set(true);
    }
}
