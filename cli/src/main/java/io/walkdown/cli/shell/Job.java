package io.walkdown.cli.shell;

import io.walkdown.cli.board.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A command that runs. While the person watches it, it prints to the terminal; once they have
/// turned to the prompt again, what it prints is kept until it has ended. Thread-safe.
final class Job implements Operator {
    private final String line;
    private final Surface surface;
    private final UnaryOperator<String> asker;
    private final List<Consumer<String>> stops = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final Screen screen = new Screen();

    /// @param line what was typed
    /// @param asker puts a question and gives the typed line
    Job(String line, Surface surface, UnaryOperator<String> asker) {
        this.line = line;
        this.surface = surface;
        this.asker = asker;
    }

    /// To the terminal, or into what is kept.
    private final class Screen extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean watched = true;
        private boolean lineEnded;

        @Override
        public synchronized void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (watched && length > 0) {
                surface.write(bytes, from, length);
                lineEnded = bytes[from + length - 1] == '\n';
            } else {
                kept.write(bytes, from, length);
            }
        }

        @Override
        public synchronized void flush() {
            if (watched) {
                surface.flush();
            }
        }

        /// The terminal has echoed the key that stops; what is printed from now on may end its
        /// line.
        synchronized void interrupted() {
            lineEnded = false;
        }

        /// The prompt begins a line of its own.
        synchronized void leave() {
            if (watched && !lineEnded) {
                surface.endLine();
            }
            watched = false;
        }

        synchronized boolean draw(Runnable drawing) {
            if (watched) {
                drawing.run();
            }
            return watched;
        }

        synchronized boolean isWatched() {
            return watched;
        }

        synchronized String kept() {
            return kept.toString(surface.encoding());
        }
    }

    /// What it has of the terminal.
    Seat seat(boolean colors) {
        var stream = new PrintStream(screen, true, surface.encoding());
        return new Seat(stream, stream, surface.width(), true, true, colors, this);
    }

    String line() {
        return line;
    }

    /// Notes that it is over.
    void over(int code) {
        ended.complete(code);
        released.complete(null);
    }

    /// Waits until it is over, or the person has turned away from it.
    void await() throws InterruptedException {
        try {
            released.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /// Whether it is over.
    boolean isOver() {
        return ended.isDone();
    }

    /// Its exit code, once it is over.
    CompletableFuture<Integer> ended() {
        return ended;
    }

    /// What it has printed since the person turned away.
    String kept() {
        return screen.kept();
    }

    /// Tells it to stop, and gives the prompt back at once.
    void stop(String name) {
        screen.interrupted();
        stops.forEach(each -> each.accept(name));
        screen.leave();
        released.complete(null);
    }

    @Override
    public String answer(String question) {
        return watches() ? asker.apply(question).strip().toLowerCase(Locale.ROOT) : "";
    }

    @Override
    public Runnable onStop(Consumer<String> stop) {
        stops.add(stop);
        return () -> stops.remove(stop);
    }

    @Override
    public boolean watches() {
        return screen.isWatched();
    }

    @Override
    public boolean draw(Runnable drawing) {
        return screen.draw(drawing);
    }

    @Override
    public Optional<Size> screen() {
        return surface.size();
    }
}
