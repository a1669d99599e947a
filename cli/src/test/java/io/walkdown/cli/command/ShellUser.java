package io.walkdown.cli.command;

import io.walkdown.cli.shell.Shell;
import io.walkdown.cli.shell.Surface;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.ScreenTerminal;

/// A person at JLine's virtual terminal, in a folder of their own with a state folder of its own.
final class ShellUser implements AutoCloseable {
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String TAB = "\t";

    /// A prompt at the end, in a line of its own.
    private static final String PROMPT = "\\n[^\\n>]*> \\z";

    private static final int COLUMNS = 100;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PipedOutputStream keys = new PipedOutputStream();
    private final Screen screen = new Screen();
    private final Terminal terminal;
    private final FutureTask<Integer> shell;

    /// @param type what the terminal is, for example `xterm` or `dumb`
    ShellUser(Path folder, String type) throws IOException {
        this.terminal =
                new ExternalTerminal(
                        "test",
                        type,
                        new PipedInputStream(keys, 1 << 16),
                        screen,
                        StandardCharsets.UTF_8);
        terminal.setSize(Size.of(COLUMNS, 40));
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var console =
                new Console(
                        nowhere,
                        nowhere,
                        new ByteArrayInputStream(new byte[0]),
                        Map.of("WALKDOWN_STATE", folder.resolve("state").toString()),
                        folder,
                        InstantSource.system(),
                        true,
                        true,
                        COLUMNS);
        var session = new ShellSession(folder.resolve("site.yaml"), console.clock());
        var history = Workspace.state(console).made().path().resolve("shell-history");
        var running =
                new Shell(
                        new ShellCommands(console, session),
                        new Surface(terminal, COLUMNS),
                        folder,
                        history,
                        true);
        this.shell = new FutureTask<>(running::run);
        new Thread(shell, "shell").start();
        sees("> ");
    }

    /// A terminal's screen with all that has scrolled out of it, as a person sees it.
    private static final class Screen extends OutputStream {
        private static final int ROWS = 200;

        private final ScreenTerminal emulator = new ScreenTerminal(COLUMNS, ROWS);
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private final StringBuilder sent = new StringBuilder();
        private ByteBuffer undecoded = ByteBuffer.allocate(0);
        private int mark;
        private int sentMark;

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] more, int from, int length) {
            ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length);
            in.put(undecoded).put(more, from, length).flip();
            CharBuffer text = CharBuffer.allocate(in.remaining());
            decoder.decode(in, text, false);
            undecoded = in.slice();
            text.flip();
            sent.append(text);
            emulator.write(text.toString());
            notifyAll();
        }

        /// What was sent since the last keys, with its control characters.
        synchronized String raw() {
            return sent.substring(sentMark);
        }

        /// What is seen from the line on at which the last keys were typed.
        synchronized String seen() {
            List<long[]> rows = new ArrayList<>(emulator.getHistory());
            int[] cursor = new int[2];
            rows.addAll(shown(cursor));
            int last = rows.size() - 1;
            while (last > emulator.getHistorySize() + cursor[1] && line(rows.get(last)).isEmpty()) {
                last--;
            }
            return rows.subList(Math.min(mark, last), last + 1).stream()
                    .map(Screen::line)
                    .collect(Collectors.joining("\n", "", " "));
        }

        private List<long[]> shown(int[] cursor) {
            long[] cells = new long[COLUMNS * ROWS];
            emulator.dump(cells, cursor);
            return IntStream.range(0, ROWS)
                    .mapToObj(row -> Arrays.copyOfRange(cells, row * COLUMNS, (row + 1) * COLUMNS))
                    .toList();
        }

        private static String line(long[] cells) {
            var line = new StringBuilder();
            for (long cell : cells) {
                int codePoint = ScreenTerminal.cellCodePoint(cell);
                line.appendCodePoint(codePoint == 0 ? ' ' : codePoint);
            }
            return line.toString().stripTrailing();
        }

        synchronized void mark() {
            int[] cursor = new int[2];
            emulator.dump(new long[COLUMNS * ROWS], cursor);
            mark = emulator.getHistorySize() + cursor[1];
            sentMark = sent.length();
        }

        synchronized boolean awaits(BooleanSupplier holds, Duration longest)
                throws InterruptedException {
            long end = System.nanoTime() + longest.toNanos();
            while (!holds.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        }
    }

    /// Types these keys; what is seen from now on is what they bring about.
    ShellUser types(String text) throws IOException {
        screen.mark();
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
        return this;
    }

    /// Types a line, and waits for the next prompt.
    String enters(String line) throws IOException {
        types(line + "\r");
        return sees(PROMPT);
    }

    /// Waits until the screen shows that, a pattern, since the last keys.
    ///
    /// @return everything that is seen since then
    String sees(String pattern) {
        return seesWithin(pattern, LONGEST);
    }

    String seesWithin(String pattern, Duration longest) {
        var wanted = Pattern.compile(pattern);
        try {
            if (!screen.awaits(() -> wanted.matcher(screen.seen()).find(), longest)) {
                throw new AssertionError(
                        "waited in vain for '%s'; the screen shows%n%s"
                                .formatted(pattern, screen.seen()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return screen.seen();
    }

    /// What the terminal was sent since the last keys, with its control characters.
    String raw() {
        return screen.raw();
    }

    /// Leaves, and gives the exit code.
    int leaves() throws Exception {
        types(CTRL_D);
        return shell.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    /// Whether the system tells this process when a window is closed: not one that `nohup` started.
    static boolean hearsOfClosedWindows() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .noneMatch(ignored -> (Long.parseUnsignedLong(ignored, 16) & 1) != 0);
    }

    /// Closes the terminal's window, of which the system tells this process, and gives the exit
    /// code.
    int closesTheWindow() throws Exception {
        terminal.close();
        new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid())).start();
        return shell.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        keys.close();
        terminal.close();
        shell.cancel(true);
    }
}
