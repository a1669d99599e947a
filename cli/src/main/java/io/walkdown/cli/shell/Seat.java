package io.walkdown.cli.shell;

import io.walkdown.cli.view.Paragraph;
import java.io.PrintStream;

/// What a running command has of the terminal.
///
/// @param out takes results
/// @param err takes progress and diagnostics
/// @param width columns of the terminal; 0 where there is none
/// @param person whether there is a person who can be asked
/// @param terminal whether what is printed goes to a terminal, on which long lines are broken
/// @param colors whether the terminal can show colours
/// @param operator that person
public record Seat(
        PrintStream out,
        PrintStream err,
        int width,
        boolean person,
        boolean terminal,
        boolean colors,
        Operator operator) {
    /// Writes a text for people to [#err()], with its line end, its long lines broken to fit.
    void tell(String text) {
        err.println(terminal ? Paragraph.fit(text, width) : text);
    }
}
