package io.walkdown.cli.board;

/// How large a terminal is.
///
/// @param columns characters in a row, 20 to 1000; a smaller or larger number is taken as that
/// @param rows rows, 2 to 1000; likewise
public record Size(int columns, int rows) {
    /// Where a terminal does not tell.
    public static final Size USUAL = new Size(80, 24);

    public Size {
        columns = Math.clamp(columns, 20, 1000);
        rows = Math.clamp(rows, 2, 1000);
    }
}
