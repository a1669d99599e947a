package io.walkdown.cli.board;

import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/// How large the terminal behind standard error is, asked anew each time. Close it.
public final class TerminalSize implements AutoCloseable {
    /// Held, because the logger is forgotten with its level otherwise.
    private static final Logger JLINE = Logger.getLogger("org.jline");

    private final Terminal terminal;

    private TerminalSize(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The terminal behind standard error; empty where there is none, or where the process uses it
    /// already.
    public static Optional<TerminalSize> ofStandardError() {
        silenceJline();
        try {
            return Optional.of(
                    new TerminalSize(
                            TerminalBuilder.builder()
                                    .system(true)
                                    .systemOutput(SystemOutput.ForcedSysErr)
                                    .dumb(false)
                                    .graphemeCluster(false)
                                    .build()));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /// JLine tells of a terminal that it does not know with a stack trace on the screen; it works
    /// all the same.
    public static void silenceJline() {
        JLINE.setLevel(Level.OFF);
    }

    /// Its size now; the usual one where it does not tell, or its window was closed.
    public Size now() {
        try {
            int columns = terminal.getColumns();
            int rows = terminal.getRows();
            return columns <= 0 || rows <= 0 ? Size.USUAL : new Size(columns, rows);
        } catch (IllegalStateException | UncheckedIOException | IOError e) {
            return Size.USUAL;
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException | IOError _) {
            // it is gone already
        }
    }
}
