/// What a user can type. [io.walkdown.cli.command.Main] is the program; each command is one class
/// that parses its options, calls the library and hands the result to a view. Exit codes are in
/// [io.walkdown.cli.command.ExitCode] and nowhere else.
@NullMarked
package io.walkdown.cli.command;

import org.jspecify.annotations.NullMarked;
