package io.walkdown.cli.board;

import io.walkdown.cli.view.Columns;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Keeps lines on a terminal, each picture over the one before. It works with cursor movements
/// alone, below what was on the screen already, and changes no setting of the terminal: whatever
/// ends the process, there is nothing to restore but the lines themselves.
///
/// Where the terminal became narrower since the last picture, it has broken the old lines, so that
/// they take more rows; that is reckoned with. Thread-safe.
public final class BoardScreen {
    private static final String ERASE_LINE_REST = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream out;
    private final List<String> drawn = new ArrayList<>();
    private boolean closed;

    /// A screen on that stream, which has to be a terminal that moves its cursor.
    public BoardScreen(PrintStream out) {
        this.out = out;
    }

    /// Draws the lines in the place of those drawn before. Does nothing once it is closed.
    ///
    /// @param lines each at most one column narrower than the terminal
    /// @param size the terminal now
    public synchronized void draw(List<String> lines, Size size) {
        if (closed) {
            return;
        }
        var text = new StringBuilder(back(size.columns()));
        lines.forEach(line -> text.append(line).append(ERASE_LINE_REST).append("\r\n"));
        write(text.append(ERASE_BELOW));
        drawn.clear();
        drawn.addAll(lines);
    }

    /// Prints a text that stays, above where the next picture is drawn.
    public synchronized void say(String text, Size size) {
        write(new StringBuilder(back(size.columns())).append(ERASE_BELOW));
        drawn.clear();
        out.println(text);
    }

    /// Takes the lines from the screen and draws no more.
    public synchronized void close(Size size) {
        if (!closed) {
            write(new StringBuilder(back(size.columns())).append(ERASE_BELOW));
            drawn.clear();
            closed = true;
        }
    }

    /// To the first column of the first line drawn.
    private String back(int columns) {
        int rows = drawn.stream().mapToInt(line -> rows(line, columns)).sum();
        return "\r" + (rows == 0 ? "" : "\u001b[%dA".formatted(rows));
    }

    private static int rows(String line, int columns) {
        return Math.max(1, (Columns.of(line) + columns - 1) / columns);
    }

    private void write(StringBuilder text) {
        out.print(text);
        out.flush();
    }
}
