package io.walkdown.suite.lost;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets one call that changes the disk fail; runs inside the program under test, called by it at
/// every such call. Uses the JDK alone. Thread-safe.
public final class Faults {
    /// What is to happen at the call of that number.
    enum Mode {
        /// Nothing; calls are listed.
        COUNT,
        /// The process is killed before the call.
        KILL,
        /// The process is killed when half of the bytes are written; only writes are counted.
        TORN,
        /// The disk is full from that call on: half of the bytes are written, the rest is not. What
        /// only removes works all the same.
        FULL,
        /// That call fails, and no other.
        ONCE
    }

    /// The exit code of a process that was killed, as a shell tells it.
    static final int KILLED = 137;

    /// What a full disk says.
    static final String NO_SPACE = "No space left on device";

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static Mode mode = Mode.COUNT;
    private static int number;
    private static Path report = Path.of("");

    private Faults() {}

    /// Before any other class of the program is loaded.
    ///
    /// @param arguments mode, number, and the file that keeps what was done, with commas between
    static void prepare(String arguments) {
        String[] parts = arguments.split(",", 3);
        mode = Mode.valueOf(parts[0].toUpperCase(Locale.ROOT));
        number = Integer.parseInt(parts[1]);
        report = Path.of(parts[2]);
    }

    /// Before a call that changes the disk.
    public static void before(String call) throws IOException {
        if (mode != Mode.TORN && isDue(call, false)) {
            fail();
        }
    }

    /// Before a call that only removes.
    public static void beforeRemoval(String call) throws IOException {
        if (mode != Mode.TORN && mode != Mode.FULL && isDue(call, false)) {
            fail();
        }
    }

    /// In place of a write.
    public static void write(FileOutputStream file, byte[] bytes, String call) throws IOException {
        if (isDue(call, true)) {
            if (mode != Mode.KILL) {
                file.write(half(bytes));
            }
            fail();
        }
        file.write(bytes);
    }

    /// In place of a write.
    public static void write(RandomAccessFile file, byte[] bytes, String call) throws IOException {
        if (isDue(call, true)) {
            if (mode != Mode.KILL) {
                file.write(half(bytes));
            }
            fail();
        }
        file.write(bytes);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static boolean isDue(String call, boolean writes) {
        int now = CALLS.incrementAndGet();
        boolean due = mode == Mode.FULL ? now >= number : now == number;
        if (mode == Mode.COUNT || now == number) {
            note("%d %s %s%n".formatted(now, writes ? "write" : "other", call));
        }
        return due && mode != Mode.COUNT;
    }

    private static synchronized void note(String line) {
        try {
            Files.writeString(report, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fail() throws IOException {
        switch (mode) {
            case KILL, TORN -> Runtime.getRuntime().halt(KILLED);
            case FULL -> throw new IOException(NO_SPACE);
            case ONCE -> throw new IOException("Input/output error");
            case COUNT -> throw new IllegalStateException("nothing fails while calls are counted");
        }
    }
}
