package io.walkdown.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jline.utils.AttributedString;
import org.jline.utils.WCWidth;

/// A table whose columns fit the screen: aligned by display width, cells wrapped where the row
/// would be too wide. Not thread-safe.
public final class Table {
    private static final String SEPARATOR = "  ";
    private static final int NARROWEST = 8;

    private final List<String> headings;
    private final List<Boolean> numeric;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings.stream().map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
        this.numeric = headings.stream().map(h -> h.startsWith(">")).toList();
    }

    /// A table with those columns. A heading that begins with `>` makes its column right-aligned.
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /// Adds a row. Text from a device must have passed [Neutral]; colours are allowed.
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.length, headings.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /// Whether there are no rows.
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The table as text with a trailing newline.
    ///
    /// @param width columns of the screen; 0 for no limit
    /// @param palette colours of the headings
    public String render(int width, Palette palette) {
        int[] widths = widths(width);
        var text = new StringBuilder();
        appendRow(text, headings, widths, palette::faint);
        rows.forEach(row -> appendRow(text, row, widths, UnaryOperator.identity()));
        return text.toString();
    }

    private int[] widths(int width) {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            columns(headings.get(i)),
                            rows.stream()
                                    .mapToInt(row -> columns(row.get(column)))
                                    .max()
                                    .orElse(0));
        }
        while (width > 0 && total(widths) > width) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        int total = SEPARATOR.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        return widest;
    }

    private void appendRow(
            StringBuilder text, List<String> cells, int[] widths, UnaryOperator<String> style) {
        List<List<String>> wrapped = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            wrapped.add(wrap(cells.get(i), widths[i]));
        }
        int lines = wrapped.stream().mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < lines; line++) {
            var row = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                String part = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
                String pad = " ".repeat(Math.max(0, widths[i] - columns(part)));
                row.append(i == 0 ? "" : SEPARATOR);
                row.append(numeric.get(i) ? pad + style.apply(part) : style.apply(part) + pad);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static List<String> wrap(String cell, int width) {
        if (columns(cell) <= width) {
            return List.of(cell);
        }
        String plain = AttributedString.stripAnsi(cell);
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : plain.split(" ", -1)) {
            if (columns(line.toString()) + 1 + columns(word) > width && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ");
            cut(word, width, lines, line);
        }
        lines.add(line.toString());
        return lines;
    }

    private static void cut(String word, int width, List<String> lines, StringBuilder line) {
        word.codePoints()
                .forEach(codePoint -> {
                    if (columns(line.toString()) + columnsOf(codePoint) > width) {
                        lines.add(line.toString());
                        line.setLength(0);
                    }
                    line.appendCodePoint(codePoint);
                });
    }

    private static int columns(String text) {
        return AttributedString.stripAnsi(text).codePoints().map(Table::columnsOf).sum();
    }

    private static int columnsOf(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }
}
