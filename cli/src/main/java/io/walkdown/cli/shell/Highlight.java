package io.walkdown.cli.shell;

import io.walkdown.cli.shell.Arguments.Role;
import io.walkdown.cli.shell.Words.Word;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import picocli.CommandLine.Model.ArgSpec;

/// Marks what is wrong in a line before it is run: an unknown command, option or name, a word too
/// many, and what other shells would take for an operator. Wrong words are underlined, in red where
/// there are colours.
final class Highlight implements Highlighter {
    private final Commands commands;
    private final AttributedStyle wrong;

    Highlight(Commands commands, boolean colors) {
        this.commands = commands;
        AttributedStyle underlined = AttributedStyle.DEFAULT.underline();
        this.wrong = colors ? underlined.foreground(AttributedStyle.RED) : underlined;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        List<Word> words = Words.of(buffer).words();
        List<Role> roles =
                Arguments.of(commands.spec(), words.stream().map(Word::text).toList()).roles();
        var shown = new AttributedStringBuilder();
        int at = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            shown.append(buffer, at, word.from());
            boolean typing = word.to() == buffer.length();
            List<String> before = words.subList(0, i).stream().map(Word::text).toList();
            shown.style(style(word, roles.get(i), before, typing));
            shown.append(buffer, word.from(), word.to());
            shown.style(AttributedStyle.DEFAULT);
            at = word.to();
        }
        return shown.append(buffer, at, buffer.length()).toAttributedString();
    }

    /// @param typing whether it is the last word and may still grow
    private AttributedStyle style(Word word, Role role, List<String> before, boolean typing) {
        if (word.isOperator()) {
            return wrong;
        }
        return switch (role) {
            case Role.Program() -> AttributedStyle.DEFAULT;
            case Role.Command(var of, boolean known) ->
                    known
                            ? AttributedStyle.BOLD
                            : typing && isPrefix(word.text(), of.subcommands().keySet())
                                    ? AttributedStyle.DEFAULT
                                    : wrong;
            case Role.Option(boolean known, Optional<ArgSpec> joined) when joined.isPresent() -> {
                String value = word.text().substring(word.text().indexOf('=') + 1);
                yield known && isFine(value, joined.get(), before, typing)
                        ? AttributedStyle.DEFAULT
                        : wrong;
            }
            case Role.Option(boolean known, var _) ->
                    known || (typing && word.text().indexOf('=') < 0)
                            ? AttributedStyle.DEFAULT
                            : wrong;
            case Role.Value(ArgSpec of) ->
                    isFine(word.text(), of, before, typing) ? AttributedStyle.DEFAULT : wrong;
            case Role.Excess() -> wrong;
        };
    }

    /// A list is right where each part of it is.
    private boolean isFine(String value, ArgSpec argument, List<String> before, boolean typing) {
        List<String> parts =
                argument.splitRegex().isEmpty()
                        ? List.of(value)
                        : List.of(value.split(argument.splitRegex(), -1));
        for (int i = 0; i < parts.size(); i++) {
            boolean last = typing && i == parts.size() - 1;
            if (!isFinePart(parts.get(i), argument, before, last)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFinePart(String part, ArgSpec argument, List<String> before, boolean typing) {
        Commands.Known known = commands.known(argument, before, part);
        return known.allows(part)
                || (typing
                        && isPrefix(
                                part, known.offers().stream().map(Commands.Offer::value).toList()));
    }

    private static boolean isPrefix(String text, Iterable<String> all) {
        for (String each : all) {
            if (each.regionMatches(true, 0, text, 0, text.length())) {
                return true;
            }
        }
        return false;
    }
}
