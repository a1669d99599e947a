package io.walkdown.scanner.audit;

/// Where something stands in a recording.
public sealed interface Place {
    /// The file's name, without its folder.
    String file();

    /// A line of a journal.
    ///
    /// @param line from 1, as editors count
    record Line(String file, long line) implements Place {}

    /// A packet of a capture.
    ///
    /// @param packet from 1, as dissectors count
    record Packet(String file, long packet) implements Place {}

    /// Bytes of a file.
    ///
    /// @param from the first one, from 0
    /// @param to the one after the last
    record Bytes(String file, long from, long to) implements Place {}

    /// The whole file.
    record Whole(String file) implements Place {}

    /// The place in words.
    default String text() {
        return switch (this) {
            case Line(String file, long line) -> "%s line %d".formatted(file, line);
            case Packet(String file, long packet) -> "%s packet %d".formatted(file, packet);
            case Bytes(String file, long from, long to) ->
                    "%s bytes %d to %d".formatted(file, from, to);
            case Whole(String file) -> file;
        };
    }
}
