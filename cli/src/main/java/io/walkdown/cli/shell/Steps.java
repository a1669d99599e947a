package io.walkdown.cli.shell;

import io.walkdown.cli.view.Neutral;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// The shell without a terminal: the lines of a file or a pipe, one after the other. The first that
/// does not end with 0 ends it, and its exit code decides; or every line is run, and the worst code
/// decides.
///
/// @param commands what can be said
/// @param seat where it prints; nobody can be asked
/// @param keepGoing whether lines after one that failed are run
/// @param worst the one of two exit codes that decides
public record Steps(
        Commands commands, Seat seat, boolean keepGoing, BinaryOperator<Integer> worst) {
    private static final int USAGE = 64;

    /// Runs every line as it comes.
    ///
    /// @param from where it comes from, for messages
    /// @return the exit code
    /// @throws IOException where the lines cannot be read
    public int run(BufferedReader lines, String from) throws IOException {
        int code = 0;
        int number = 0;
        Optional<String> step = next(lines);
        while (step.isPresent()) {
            number++;
            List<String> words = List.of();
            int ended;
            try {
                words = Words.plain(step.get());
                ended = words.isEmpty() || commands.ends(words) ? 0 : commands.run(words, seat);
            } catch (IllegalArgumentException e) {
                seat.tell(refusal(e));
                ended = USAGE;
            }
            if (ended != 0) {
                seat.tell(
                        "walkdown: step %d of %s ended with %d: %s"
                                .formatted(
                                        number,
                                        Neutral.text(from),
                                        ended,
                                        Neutral.text(step.get())));
                code = worst.apply(code, ended);
            }
            boolean over = (ended != 0 && !keepGoing) || commands.ends(words);
            step = over ? Optional.empty() : next(lines);
        }
        return code;
    }

    /// The next step: a line, with those that it joins on by a backslash or an open quote.
    private static Optional<String> next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return Optional.empty();
        }
        var step = new StringBuilder(line);
        while (Words.of(step.toString()).open().isPresent()) {
            line = lines.readLine();
            if (line == null) {
                break;
            }
            step.append('\n').append(line);
        }
        return Optional.of(step.toString());
    }

    /// The steps of a pasted text.
    static List<String> lines(String text) {
        List<String> steps = new ArrayList<>();
        var step = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            step.append(step.isEmpty() ? "" : "\n").append(line);
            if (Words.of(step.toString()).open().isEmpty()) {
                steps.add(step.toString());
                step.setLength(0);
            }
        }
        if (!step.isEmpty()) {
            steps.add(step.toString());
        }
        return steps;
    }

    /// What is said of a line that means nothing.
    static String refusal(IllegalArgumentException why) {
        return """
        walkdown: this line was not run
          why: %s
          do:  write one command with its words; put a text with such characters in quotes\
        """
                .formatted(Neutral.text(String.valueOf(why.getMessage())));
    }
}
