package io.walkdown.cli.shell;

import java.io.PrintStream;

/// What a running command has of the terminal.
///
/// @param out takes results
/// @param err takes progress and diagnostics
/// @param width columns of the terminal; 0 where there is none
/// @param person whether there is a person who can be asked
/// @param colors whether the terminal can show colours
/// @param operator that person
public record Seat(
        PrintStream out,
        PrintStream err,
        int width,
        boolean person,
        boolean colors,
        Operator operator) {}
