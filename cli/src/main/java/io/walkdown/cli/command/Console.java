package io.walkdown.cli.command;

import io.walkdown.cli.shell.Operator;
import io.walkdown.cli.shell.Seat;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.Paragraph;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that the program takes from outside, so that a test can run it whole.
///
/// @param out results
/// @param err progress and diagnostics
/// @param in answers to questions
/// @param env environment variables
/// @param folder the folder that relative paths start from
/// @param clock the time of day
/// @param interactive whether a person can be asked: standard input and error are a terminal
/// @param outIsTerminal whether results go to a terminal
/// @param width columns of the terminal; 0 where there is none
/// @param operator who answers questions and can stop what runs
record Console(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> env,
        Path folder,
        InstantSource clock,
        boolean interactive,
        boolean outIsTerminal,
        int width,
        Operator operator) {

    /// One whose questions are asked on standard error and answered on standard input, and whose
    /// commands end on signals.
    Console(
            PrintStream out,
            PrintStream err,
            InputStream in,
            Map<String, String> env,
            Path folder,
            InstantSource clock,
            boolean interactive,
            boolean outIsTerminal,
            int width) {
        this(
                out,
                err,
                in,
                env,
                folder,
                clock,
                interactive,
                outIsTerminal,
                width,
                new StreamOperator(err, in));
    }

    /// One at which nobody is, and which keeps nothing.
    static Console nowhere(Map<String, String> env, Path folder) {
        var nowhere =
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(
                nowhere,
                nowhere,
                InputStream.nullInputStream(),
                env,
                folder,
                InstantSource.system(),
                false,
                false,
                0);
    }

    /// The same with another environment.
    Console withEnv(Map<String, String> other) {
        return new Console(
                out, err, in, other, folder, clock, interactive, outIsTerminal, width, operator);
    }

    /// The same at a seat of the shell; where that has no colours, `NO_COLOR` holds for what runs.
    Console at(Seat seat) {
        var there = new HashMap<>(env);
        if (!seat.colors()) {
            there.put("NO_COLOR", "1");
        }
        return new Console(
                seat.out(),
                seat.err(),
                in,
                Map.copyOf(there),
                folder,
                clock,
                seat.person(),
                seat.terminal(),
                seat.width(),
                seat.operator());
    }

    /// Writes a text for people to standard output, its long lines broken to fit the terminal.
    void show(String text) {
        out.print(outIsTerminal ? Paragraph.fit(text, width) : text);
        out.flush();
    }

    /// Tells what is wrong in a file, on standard error. File names, keys and values stand in it,
    /// so no line can be a command to a pipeline's runner (S14).
    ///
    /// @param diagnostic lines of ours, in which what is not ours breaks no line
    void diagnose(String diagnostic) {
        diagnostic.lines().map(Neutral::lineStart).forEach(this::tell);
    }

    /// Writes a text for people to standard error, with its line end, its long lines broken to fit.
    void tell(String text) {
        err.println(fitted(text));
        err.flush();
    }

    /// Asks the person.
    ///
    /// @return what they typed, as [Operator#answer] gives it
    String answer(String question) {
        return operator.answer(fitted(question));
    }

    private String fitted(String text) {
        return interactive || outIsTerminal ? Paragraph.fit(text, width) : text;
    }

    /// Whether progress may be drawn over itself: a person looks at a terminal that can do it.
    boolean movesCursor() {
        if (operator.screen().isPresent()) {
            return true;
        }
        return interactive
                && !List.of("", "dumb").contains(env.getOrDefault("TERM", ""))
                && List.of("", "false").contains(env.getOrDefault("CI", ""));
    }

    /// The colours of results under `--color`.
    Palette palette(ColorChoice choice) {
        return palette(choice, outIsTerminal);
    }

    /// The colours of progress under `--color`.
    Palette errPalette(ColorChoice choice) {
        return palette(choice, interactive);
    }

    private Palette palette(ColorChoice choice, boolean terminal) {
        boolean wanted = !env.containsKey("NO_COLOR") && !"dumb".equals(env.get("TERM"));
        return switch (choice) {
            case ALWAYS -> new Palette(true);
            case NEVER -> Palette.PLAIN;
            case AUTO -> new Palette(terminal && wanted);
        };
    }

    /// When colours are written.
    enum ColorChoice {
        AUTO,
        ALWAYS,
        NEVER
    }
}
