package io.walkdown.cli.command;

import io.walkdown.cli.view.Paragraph;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/// A command's help as wide as the terminal. Its examples stand each on a line of its own, never
/// broken: whoever copies one has all of it.
final class HelpText extends Help {
    private static final int USUAL = 80;

    /// Narrower than that picocli draws nothing.
    private static final int NARROWEST = 55;

    private static final String EXAMPLE = "Example: ";

    private final int width;

    private HelpText(CommandSpec spec, ColorScheme colors, int width) {
        super(spec, colors);
        this.width = width;
    }

    /// The help of that command at that console.
    static Help of(CommandSpec spec, ColorScheme colors, Console console) {
        int width = width(console);
        spec.usageMessage().width(width);
        return new HelpText(spec, colors, width);
    }

    private static int width(Console console) {
        return console.outIsTerminal() && console.width() > 0
                ? Math.max(NARROWEST, console.width())
                : USUAL;
    }

    /// Picocli would break every line of it at the width, wherever that falls.
    @Override
    public String footer(Object... params) {
        return Stream.of(commandSpec().usageMessage().footer())
                .map(line -> line.replace("%%", "%"))
                .map(line -> isExample(line) ? line : Paragraph.fit(line, width))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// The first example stands behind its word, further ones below it.
    private static boolean isExample(String line) {
        return line.startsWith(EXAMPLE) || line.startsWith(" ".repeat(EXAMPLE.length()));
    }
}
