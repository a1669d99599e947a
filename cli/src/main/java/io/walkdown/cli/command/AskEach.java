package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.baseline.DriftWords;

/// Asks a person about each difference, until they say that all others are meant, or stop. Not
/// thread-safe.
final class AskEach {
    private final Console console;
    private final Palette palette;
    private boolean all;

    /// @param asks whether anybody is asked; otherwise all is meant
    AskEach(Console console, Palette palette, boolean asks) {
        this.console = console;
        this.palette = palette;
        this.all = !asks;
    }

    /// Whether the person wants that difference accepted.
    ///
    /// @throws Failure if they stop, or do not answer
    boolean wants(DriftItem item) {
        if (all) {
            return true;
        }
        show(item);
        while (true) {
            String answer = console.answer("Accept? [y]es, [n]o, [a]ll, [q]uit: ");
            switch (answer) {
                case "y", "yes" -> {
                    return true;
                }
                case "n", "no" -> {
                    return false;
                }
                case "a", "all" -> {
                    all = true;
                    return true;
                }
                case "q", "quit", "" -> throw nothing("you stopped at " + Neutral.text(item.id()));
                default -> console.tell("y, n, a or q is needed");
            }
        }
    }

    private void show(DriftItem item) {
        DriftWords words = DriftWords.of(item);
        console.tell(palette.warning(item.kind().id()) + "  " + Neutral.text(item.id()));
        line("before", words.before());
        line("now   ", words.now());
        line("why   ", words.why());
        console.err().flush();
    }

    private void line(String label, String words) {
        if (!words.isEmpty()) {
            console.tell("  " + palette.faint(label) + "  " + Neutral.text(words));
        }
    }

    /// Asks once more, with what will be written on the screen.
    ///
    /// @throws Failure unless the answer is yes
    void requireYes(String question) {
        String answer = console.answer(question);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw nothing("the answer was not y");
        }
    }

    private static Failure nothing(String why) {
        return new Failure(
                ExitCode.STOPPED,
                "nothing was accepted; the baseline is as it was",
                why,
                "begin again when you are ready: walkdown accept --interactive");
    }
}
