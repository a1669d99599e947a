package io.walkdown.cli.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// What can be typed into the shell, and what is known of the site that it works on.
public interface Commands {
    /// Every command with its options, for completion and highlighting. Not run.
    CommandSpec spec();

    /// Runs one command to its end, on the caller's thread.
    ///
    /// @param words the line's words, at least one
    /// @param seat where it prints and asks
    /// @return its exit code
    int run(List<String> words, Seat seat);

    /// What stands before each line.
    Prompt prompt();

    /// What may stand for an option's or a parameter's value.
    ///
    /// @param argument that option or parameter
    /// @param words the line's words before it
    /// @param typed what is typed of it
    /// @return what is known
    Known known(ArgSpec argument, List<String> words, String typed);

    /// Whether that command ends the shell.
    boolean ends(List<String> words);

    /// Values that are known.
    ///
    /// @param offers what is offered
    /// @param other which other values may be right, too
    /// @param files what stands before a file's name, empty text where it stands alone; empty where
    ///   it is none
    record Known(List<Offer> offers, Predicate<String> other, Optional<String> files) {
        /// Anything may stand there, and nothing is offered.
        public static final Known ANYTHING = anyOf(List.of());

        /// A file's name.
        public static final Known FILES = filesAfter("");

        public Known {
            offers = List.copyOf(offers);
        }

        /// Those values and no others.
        public static Known only(List<Offer> offers) {
            return new Known(offers, _ -> false, Optional.empty());
        }

        /// Those values, and others.
        public static Known anyOf(List<Offer> offers) {
            return new Known(offers, _ -> true, Optional.empty());
        }

        /// A file's name behind that text.
        public static Known filesAfter(String start) {
            return new Known(List.of(), _ -> true, Optional.of(start));
        }

        /// Whether a value may be right.
        public boolean allows(String value) {
            return other.test(value)
                    || offers.stream().anyMatch(offer -> offer.value().equalsIgnoreCase(value));
        }
    }

    /// One value and what it stands for.
    record Offer(String value, String meaning) {}
}
