package io.walkdown.scanner.site;

/// A place in a text file.
///
/// @param line from 1
/// @param column from 1, in characters
public record Position(int line, int column) {
    static final Position START = new Position(1, 1);
}
