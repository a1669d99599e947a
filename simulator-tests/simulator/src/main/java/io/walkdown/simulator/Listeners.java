package io.walkdown.simulator;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The one thread that notices new connections and datagrams for every device of a plant.
///
/// A listening device so costs one socket and one key, not a thread: ten thousand of them start in
/// a second or two.
final class Listeners implements AutoCloseable {

    private final Selector selector;
    private final Thread thread;

    Listeners() {
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new PlantException("no selector: " + e.getMessage(), e);
        }
        this.thread = Thread.ofPlatform().daemon().name("plant-listeners").unstarted(this::run);
    }

    Listeners start() {
        thread.start();
        return this;
    }

    /// What happens when a channel is ready; runs on the listening thread, so it must not wait.
    @FunctionalInterface
    interface Ready {
        void run() throws IOException;
    }

    /// Calls `ready` whenever `channel` is ready for `operation` ([SelectionKey]).
    void listen(SelectableChannel channel, int operation, Ready ready) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, operation, ready);
        selector.wakeup();
    }

    /// Closes a channel and waits until nobody can connect to it any more: the system's socket of a
    /// registered channel lives until the listening thread has let it go.
    void forget(SelectableChannel channel) throws IOException {
        channel.close();
        selector.wakeup();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (channel.isRegistered() && selector.isOpen() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(Listeners::serve);
            }
        } catch (IOException | ClosedSelectorException e) {
            // the plant ended
        }
    }

    private static void serve(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Ready ready) {
            try {
                ready.run();
            } catch (IOException e) {
                // that client is gone, or the device just stopped listening
            }
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            thread.join(1000);
        } catch (IOException e) {
            throw new PlantException("the listeners do not end: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
