package io.walkdown.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/// A table whose columns fit the screen: aligned by display width, cells wrapped where the row
/// would be too wide, between words where that is enough, else behind `-`, `/`, `:` and `,`, and
/// inside a word at last. Where that is not enough either, each row becomes a block with a line for
/// each cell. Not thread-safe.
public final class Table {
    private static final String SEPARATOR = "  ";
    private static final int NARROWEST = 8;

    /// Where a cell is broken first, and where it is broken then.
    private static final Pattern WORD = Pattern.compile(Paragraph.BEFORE_WORD);

    private static final Pattern WHOLE = Pattern.compile("(?!)");

    private static final Pattern PIECE = Pattern.compile("(?<=[ /:,-])");

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
        if (width > 0 && total(widths) > width) {
            return blocks(width, palette);
        }
        var text = new StringBuilder();
        appendRow(text, headings, widths, palette::faint);
        rows.forEach(row -> appendRow(text, row, widths, UnaryOperator.identity()));
        return text.toString();
    }

    /// Where the columns do not fit beside each other: a block for each row, a line for each cell.
    private String blocks(int width, Palette palette) {
        int label = headings.stream().mapToInt(Columns::of).max().orElse(0);
        String indent = " ".repeat(SEPARATOR.length() + label) + SEPARATOR;
        int room = Math.max(NARROWEST, width - Columns.of(indent));
        var text = new StringBuilder();
        for (List<String> row : rows) {
            wrap(row.getFirst(), width).forEach(line -> text.append(line).append('\n'));
            for (int i = 1; i < row.size(); i++) {
                String name = headings.get(i);
                String first =
                        SEPARATOR + palette.faint(name) + " ".repeat(label - Columns.of(name));
                List<String> lines = wrap(row.get(i), room);
                text.append((first + SEPARATOR + lines.getFirst()).stripTrailing()).append('\n');
                lines.stream()
                        .skip(1)
                        .forEach(line -> text.append(indent).append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private int[] widths(int width) {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            Columns.of(headings.get(i)),
                            rows.stream()
                                    .mapToInt(row -> Columns.of(row.get(column)))
                                    .max()
                                    .orElse(0));
        }
        if (width > 0) {
            shrink(widths, width, floors(WORD));
            shrink(widths, width, nameWhole(floors(PIECE)));
            shrink(widths, width, new int[widths.length]);
        }
        return widths;
    }

    /// The widest part of each column that is not broken, headings included.
    private int[] floors(Pattern part) {
        int[] floors = new int[headings.size()];
        for (int i = 0; i < floors.length; i++) {
            int column = i;
            floors[i] =
                    Stream.concat(
                                    Stream.of(headings.get(i)),
                                    rows.stream().map(row -> row.get(column)))
                            .flatMap(cell -> part.splitAsStream(AttributedString.stripAnsi(cell)))
                            .mapToInt(word -> Columns.of(word.strip()))
                            .max()
                            .orElse(0);
        }
        return floors;
    }

    /// The first column names the row: it is broken last.
    private int[] nameWhole(int[] floors) {
        floors[0] = floors(WORD)[0];
        return floors;
    }

    /// Takes from the widest column that is above its floor, until the row fits or none is.
    private static void shrink(int[] widths, int width, int[] floors) {
        while (total(widths) > width) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean above = widths[i] > Math.max(NARROWEST, floors[i]);
                if (above && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int total(int[] widths) {
        int total = SEPARATOR.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
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
                String pad = " ".repeat(Math.max(0, widths[i] - Columns.of(part)));
                row.append(i == 0 ? "" : SEPARATOR);
                row.append(numeric.get(i) ? pad + style.apply(part) : style.apply(part) + pad);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static List<String> wrap(String cell, int width) {
        if (Columns.of(cell) <= width) {
            return List.of(cell);
        }
        String plain = AttributedString.stripAnsi(cell);
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : WORD.split(plain, -1)) {
            Pattern into = Columns.of(word.strip()) <= width ? WHOLE : PIECE;
            for (String piece : into.split(word, -1)) {
                if (Columns.of(line + piece.stripTrailing()) > width && !line.isEmpty()) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                cut(piece, width, lines, line);
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static void cut(String word, int width, List<String> lines, StringBuilder line) {
        word.codePoints()
                .forEach(codePoint -> {
                    if (codePoint != ' '
                            && Columns.of(line.toString()) + Columns.of(codePoint) > width) {
                        lines.add(line.toString());
                        line.setLength(0);
                    }
                    line.appendCodePoint(codePoint);
                });
    }
}
