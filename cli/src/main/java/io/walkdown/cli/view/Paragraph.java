package io.walkdown.cli.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/// Long lines on a narrow screen: broken between words, and what follows is indented a little
/// deeper than the line began. Colours run on over a break.
public final class Paragraph {
    private static final Pattern LINE = Pattern.compile("\n", Pattern.LITERAL);
    private static final int DEEPER = 2;

    /// Where a line may be broken: before a word, but not between a number and its unit.
    static final String BEFORE_WORD =
            "(?<= )(?! )(?!(?<=\\d )(?:[kMGT]?B|ms|s|min|h|d|%)(?![\\w%]))";

    private static final Pattern WORD = Pattern.compile(BEFORE_WORD);

    private Paragraph() {}

    /// The text with every line broken that is wider than the screen.
    ///
    /// @param width columns of the screen; 0 for no limit
    public static String fit(String text, int width) {
        if (width <= 0) {
            return text;
        }
        return Arrays.stream(LINE.split(text, -1))
                .map(line -> Columns.of(line) <= width ? line : broken(line, width))
                .collect(Collectors.joining("\n"));
    }

    private static String broken(String line, int width) {
        String indent = " ".repeat(Math.min(indent(line) + DEEPER, width / 2));
        List<String> lines = new ArrayList<>();
        var now = new StringBuilder();
        for (String word : WORD.split(line, -1)) {
            if (!now.toString().isBlank() && Columns.of(now + word.stripTrailing()) > width) {
                lines.add(now.toString().stripTrailing());
                now.setLength(0);
                now.append(indent);
            }
            now.append(word);
        }
        lines.add(now.toString());
        return String.join("\n", lines);
    }

    private static int indent(String line) {
        String plain = AttributedString.stripAnsi(line);
        return plain.length() - plain.stripLeading().length();
    }
}
