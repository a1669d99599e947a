/// The interactive shell: what a person types, line by line, next to the machine.
///
/// Data flows in one circle. [io.walkdown.cli.shell.Shell] reads a line with JLine,
/// [io.walkdown.cli.shell.Words] takes it apart, and [io.walkdown.cli.shell.Commands] runs the
/// words on a thread of their own; what that command prints and asks goes through its
/// [io.walkdown.cli.shell.Seat] back to the terminal. `Job` is that running command: Ctrl-C tells
/// it to stop and gives the prompt back at once, while it ends behind the prompt. `Completion` and
/// `Highlight` ask the same `Commands` what there is. [io.walkdown.cli.shell.Steps] runs the same
/// lines from a file or a pipe, without a terminal.
///
/// The package knows JLine and no command; commands live in `cli.command` and implement
/// [io.walkdown.cli.shell.Commands]. JLine's own shell, with its job control, redirection, pipes
/// and scripts, is not used: a line is a command with its words and nothing else.
@NullMarked
package io.walkdown.cli.shell;

import org.jspecify.annotations.NullMarked;
