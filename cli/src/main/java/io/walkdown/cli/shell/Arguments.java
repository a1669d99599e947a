package io.walkdown.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What each word of a line is to the command that it names: for completion and highlighting, which
/// look at lines that are not finished.
///
/// @param command the innermost command that is named; empty where the first word names none
/// @param roles one for each word
record Arguments(Optional<CommandSpec> command, List<Role> roles) {
    Arguments {
        roles = List.copyOf(roles);
    }

    /// What one word is.
    sealed interface Role {
        /// The program's own name before a command, as messages write it.
        record Program() implements Role {}

        /// A command's name.
        record Command(CommandSpec of, boolean known) implements Role {}

        /// An option's name.
        ///
        /// @param joined whose value stands behind `=` in the same word; empty where none does
        record Option(boolean known, Optional<ArgSpec> joined) implements Role {}

        /// The value of an option or a parameter.
        record Value(ArgSpec of) implements Role {
            /// Whether it may be left out, so that an option may stand in its place.
            boolean mayBeLeftOut() {
                return of instanceof PositionalParamSpec && of.arity().min() == 0;
            }
        }

        /// One word more than the command takes.
        record Excess() implements Role {}
    }

    static Arguments of(CommandSpec root, List<String> words) {
        return new Reading(root).read(words);
    }

    private static final class Reading {
        private final List<Role> roles = new ArrayList<>();
        private CommandSpec spec;
        private Optional<OptionSpec> open = Optional.empty();
        private int positionals;

        Reading(CommandSpec root) {
            this.spec = root;
        }

        Arguments read(List<String> words) {
            for (int i = 0; i < words.size(); i++) {
                roles.add(role(words.get(i), i));
            }
            return new Arguments(
                    spec.parent() == null ? Optional.empty() : Optional.of(spec), roles);
        }

        private Role role(String word, int index) {
            if (index == 0 && isProgram(word)) {
                return new Role.Program();
            }
            if (open.isPresent()) {
                OptionSpec of = open.get();
                open = Optional.empty();
                return new Role.Value(of);
            }
            if (positionals == 0 && !spec.subcommands().isEmpty() && !word.startsWith("-")) {
                CommandLine sub = spec.subcommands().get(word);
                CommandSpec before = spec;
                spec = sub == null ? spec : sub.getCommandSpec();
                return new Role.Command(before, sub != null);
            }
            return word.startsWith("-") && word.length() > 1 ? option(word) : positional();
        }

        private Role option(String word) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            OptionSpec found = spec.findOption(name);
            boolean takesValue = found != null && found.arity().max() > 0;
            if (equals < 0) {
                open = takesValue ? Optional.of(found) : Optional.empty();
                return new Role.Option(found != null, Optional.empty());
            }
            return new Role.Option(
                    found != null, takesValue ? Optional.of(found) : Optional.empty());
        }

        private Role positional() {
            int index = positionals;
            positionals++;
            return spec.positionalParameters().stream()
                    .filter(parameter -> parameter.index().contains(index))
                    .findFirst()
                    .<Role>map(Role.Value::new)
                    .orElseGet(Role.Excess::new);
        }
    }

    static boolean isProgram(String word) {
        return word.equals("walkdown") || word.equals("./walkdown");
    }
}
