package io.walkdown.cli.shell;

import io.walkdown.cli.board.Size;
import io.walkdown.cli.view.Paragraph;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jline.terminal.Terminal;

/// What a terminal shows, as long as it is there. Its window may be closed at any moment: then it
/// has no size and takes nothing more, and nobody who prints hears of that. What runs has
/// connections to close, whether or not somebody looks (S9).
///
/// @param terminal the terminal; closed by the caller
/// @param usualWidth columns where the terminal does not tell; 0 for no limit
public record Surface(Terminal terminal, int usualWidth) {
    /// Something that is done to the terminal.
    private interface Act<T> {
        T done() throws IOException;
    }

    /// Whether it cannot move its cursor.
    boolean isDumb() {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    Charset encoding() {
        return terminal.encoding();
    }

    /// Columns of a line; 0 for no limit.
    int width() {
        int told = tried(terminal::getColumns).orElse(0);
        return told > 0 ? told : usualWidth;
    }

    /// How large it is, where the cursor can be moved.
    Optional<Size> size() {
        return isDumb() ? Optional.empty() : tried(this::told);
    }

    private Size told() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        return columns <= 0 || rows <= 0 ? Size.USUAL : new Size(columns, rows);
    }

    void write(byte[] bytes, int from, int length) {
        tried(() -> {
            terminal.output().write(bytes, from, length);
            return true;
        });
    }

    void flush() {
        tried(() -> {
            terminal.output().flush();
            return true;
        });
    }

    /// Prints a text with its line end, its long lines broken to fit.
    void say(String text) {
        tried(() -> {
            String fitted = Paragraph.fit(text, width());
            fitted.lines().forEach(terminal.writer()::println);
            terminal.writer().flush();
            return true;
        });
    }

    /// Ends the line.
    void endLine() {
        tried(() -> {
            terminal.writer().println();
            terminal.writer().flush();
            return true;
        });
    }

    /// What was typed and not read yet is forgotten.
    void discardTyped() {
        tried(() -> {
            while (terminal.reader().peek(1) >= 0) {
                terminal.reader().read();
            }
            return true;
        });
    }

    /// JLine says in each of these ways that a terminal is closed or gone.
    private static <T> Optional<T> tried(Act<T> act) {
        try {
            return Optional.of(act.done());
        } catch (IOException | UncheckedIOException | IllegalStateException | IOError e) {
            return Optional.empty();
        }
    }
}
