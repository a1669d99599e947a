/// What is made of the commands for the system's own tools: a page for `man` and completions for
/// bash and zsh.
///
/// Both read picocli's model of the commands, so that they say what `--help` says. The build writes
/// them to `cli/target/man` and `cli/target/completion`.
@NullMarked
package io.walkdown.cli.manual;

import org.jspecify.annotations.NullMarked;
