package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.store.Near;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is told of a line that fits no command: which word is wrong, and what was probably meant.
///
/// @param command the innermost command that the line names
/// @param inShell whether the line was typed into the shell, where nobody types the program's name
record WrongUsage(CommandSpec command, boolean inShell) {
    static Failure of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        boolean inShell = command.root().userObject() instanceof ShellRoot;
        return new WrongUsage(command, inShell).failure(e);
    }

    private Failure failure(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched());
        }
        String what = String.valueOf(e.getMessage());
        return new Failure(
                ExitCode.USAGE,
                exports() ? withoutValue(what, e.getValue()) : Neutral.text(what),
                e instanceof MissingParameterException
                        ? "%s cannot do without it".formatted(name())
                        : "the command line does not fit %s".formatted(name()),
                help());
    }

    private static String withoutValue(String what, @Nullable String value) {
        return value == null || value.isBlank() ? what : what.replace(value, "(not shown)");
    }

    private Failure unmatched(List<String> words) {
        Optional<String> option =
                words.stream()
                        .filter(word -> word.startsWith("-") && word.length() > 1)
                        .findFirst();
        if (option.isPresent()) {
            return noOption(option.get());
        }
        String word = words.isEmpty() ? "" : words.getFirst();
        return command.subcommands().isEmpty() ? tooMany(word) : noCommand(word);
    }

    /// What stands behind the option's name may be a secret, and is not repeated.
    private Failure noOption(String word) {
        String name = word.startsWith("--") ? word.split("=", 2)[0] : word.substring(0, 2);
        List<String> known =
                command.options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Arrays.stream(option.names()))
                        .filter(other -> other.startsWith("--") == name.startsWith("--"))
                        .toList();
        return new Failure(
                ExitCode.USAGE,
                "there is no option " + Neutral.text(name),
                known.isEmpty()
                        ? "%s takes no options".formatted(name())
                        : "%s knows: %s".formatted(name(), String.join(", ", known)),
                name.startsWith("--") ? meant(name, known) : help());
    }

    private Failure noCommand(String word) {
        List<String> known = List.copyOf(command.subcommands().keySet());
        return new Failure(
                ExitCode.USAGE,
                "there is no command " + Neutral.text(word),
                elsewhere(word)
                        .orElseGet(
                                () -> "%s knows: %s".formatted(name(), String.join(", ", known))),
                meant(word, known));
    }

    private Optional<String> elsewhere(String word) {
        if (command.parent() != null) {
            return Optional.empty();
        }
        if (inShell) {
            return WalkdownCommand.has(word)
                    ? Optional.of("it is one of the program, and not of its shell")
                    : Optional.empty();
        }
        return ShellRoot.has(word)
                ? Optional.of("it is one of the shell: walkdown shell")
                : Optional.empty();
    }

    /// A word that an export does not know may be a token.
    private Failure tooMany(String word) {
        String takes =
                command.positionalParameters().stream()
                        .map(PositionalParamSpec::paramLabel)
                        .collect(Collectors.joining(" "));
        return new Failure(
                ExitCode.USAGE,
                "there is a word too many" + (exports() ? "" : ": " + Neutral.text(word)),
                takes.isEmpty()
                        ? "%s takes options alone".formatted(name())
                        : "%s takes %s, beside its options".formatted(name(), takes),
                help());
    }

    private boolean exports() {
        return command.parent() != null && command.parent().userObject() instanceof ExportCommand;
    }

    private String meant(String word, List<String> known) {
        return Near.nearest(word, known)
                .map(near -> "did you mean %s?".formatted(near))
                .orElseGet(this::help);
    }

    /// The command in a sentence.
    private String name() {
        return inShell && command.parent() == null ? "the shell" : "`" + typed() + "`";
    }

    private String typed() {
        String name = command.qualifiedName();
        return inShell ? name.substring(name.indexOf(' ') + 1) : name;
    }

    private String help() {
        if (inShell) {
            return command.parent() == null ? "see: help" : "see: help " + typed();
        }
        return "see `%s --help`".formatted(typed());
    }
}
