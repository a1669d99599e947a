package io.walkdown.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A terminal of its own, with a plain `sh` in it, driven and read through tmux.
final class Tmux implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final long LONGEST_CALL_SECONDS = 20;
    private static final long LOOK_MILLIS = 30;

    private final String socket;
    private boolean closed;

    private Tmux(String socket) {
        this.socket = socket;
    }

    /// Opens one.
    ///
    /// @throws AssertionError where there is no tmux: its absence is a failure
    static Tmux open(Path folder, int columns, int rows) {
        var tmux =
                new Tmux("walkdown-%d-%d".formatted(ProcessHandle.current().pid(), NUMBER.get()));
        NUMBER.incrementAndGet();
        tmux.call(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-s",
                "t",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                "-c",
                folder.toString(),
                "env PS1='$ ' WALKDOWN_STATE=" + folder.resolve("state") + " sh");
        tmux.sees("^\\$ *$");
        return tmux;
    }

    private String call(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_CALL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("tmux hangs: " + command);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("%s: %s".formatted(command, said));
            }
            return said;
        } catch (IOException e) {
            throw new AssertionError("-Pterminal needs tmux: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Types a text as it is.
    Tmux types(String text) {
        call("send-keys", "-t", "t", "-l", text);
        return this;
    }

    /// Presses keys by their names, for example `Enter`, `Tab`, `C-c`.
    Tmux presses(String... keys) {
        for (String key : keys) {
            call("send-keys", "-t", "t", key);
        }
        return this;
    }

    /// Types a line and Enter.
    Tmux enters(String line) {
        return types(line).presses("Enter");
    }

    /// Pastes a text, as a terminal does that tells pasting from typing.
    Tmux pastes(String text) {
        call("set-buffer", text);
        call("paste-buffer", "-p", "-t", "t");
        return this;
    }

    Tmux resizes(int columns, int rows) {
        call(
                "resize-window",
                "-t",
                "t",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows));
        return this;
    }

    /// The screen as a person sees it, without empty lines at its end.
    String screen() {
        return call("capture-pane", "-p", "-t", "t").stripTrailing();
    }

    /// The screen and what has scrolled out of it, with the sequences for colours.
    String colored() {
        return call("capture-pane", "-p", "-e", "-S", "-", "-t", "t");
    }

    /// The process that runs in front.
    long pid(String command) {
        String shell = call("display-message", "-p", "-t", "t", "#{pane_pid}").strip();
        return ProcessHandle.of(Long.parseLong(shell)).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith(command))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    /// Waits until the screen shows that, a pattern.
    String sees(String pattern) {
        return seesWithin(pattern, LONGEST);
    }

    String seesWithin(String pattern, Duration longest) {
        Pattern wanted = Pattern.compile(pattern, Pattern.MULTILINE);
        long end = System.nanoTime() + longest.toNanos();
        String screen = screen();
        while (!wanted.matcher(screen).find()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "waited in vain for '%s'; the screen shows%n%s".formatted(pattern, screen));
            }
            pause();
            screen = screen();
        }
        return screen;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// The window is closed, whatever runs in it.
    void closesTheWindow() {
        if (!closed) {
            closed = true;
            call("kill-server");
        }
    }

    @Override
    public void close() {
        closesTheWindow();
    }
}
