package io.walkdown.cli.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A page of section 1 of the manual, in the man macros of roff, made of one command.
///
/// @param command the command as picocli knows it
public record ManPage(CommandSpec command) {
    private static final String SECTION = "1";
    private static final Pattern MARKUP = Pattern.compile("@\\|[^ ]+ |\\|@");
    private static final Pattern LINE = Pattern.compile("\\R");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?]) +");

    /// The page's file name, for example `walkdown-scan.1`.
    public String fileName() {
        return name() + "." + SECTION;
    }

    /// The page.
    public String text() {
        var page = new StringBuilder();
        page.append(
                ".TH \"%s\" \"%s\" \"\" \"Walkdown\" \"Walkdown manual\"\n"
                        .formatted(escaped(name().toUpperCase(Locale.ROOT)), SECTION));
        page.append(".SH NAME\n%s \\- %s\n".formatted(escaped(name()), escaped(summary())));
        page.append(".SH SYNOPSIS\n").append(synopsis());
        page.append(".SH DESCRIPTION\n").append(paragraphs());
        page.append(arguments());
        page.append(commands());
        page.append(footer());
        page.append(".SH SEE ALSO\n").append(others());
        return page.toString();
    }

    private String name() {
        return command.qualifiedName("-");
    }

    /// The shell's own commands are typed into it, without its name.
    private String typed() {
        CommandSpec parent = command.parent();
        return parent != null && isShell(parent) ? command.name() : command.qualifiedName();
    }

    private static boolean isShell(CommandSpec command) {
        return command.name().equals("shell");
    }

    private List<String> description() {
        return Arrays.stream(command.usageMessage().description()).map(ManPage::plain).toList();
    }

    /// The first sentence, without its full stop.
    private String summary() {
        String first = description().isEmpty() ? "a command of Walkdown" : description().getFirst();
        String sentence = SENTENCE.split(first, 2)[0];
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private String synopsis() {
        var line = new StringBuilder(".B %s\n".formatted(escaped(typed())));
        if (!command.options().isEmpty()) {
            line.append("[\\fIOPTION\\fR]...\n");
        }
        for (PositionalParamSpec positional : shown(command.positionalParameters())) {
            line.append(
                    "%s%s%s\n"
                            .formatted(
                                    positional.required() ? "" : "[",
                                    "\\fI" + escaped(positional.paramLabel()) + "\\fR",
                                    positional.required() ? "" : "]"));
        }
        if (!command.subcommands().isEmpty() && !isShell(command)) {
            line.append("\\fICOMMAND\\fR\n");
        }
        return line.toString();
    }

    private String paragraphs() {
        return description().stream()
                .map(text -> escaped(text) + "\n")
                .collect(Collectors.joining(".PP\n"));
    }

    private String arguments() {
        var text = new StringBuilder();
        for (PositionalParamSpec positional : shown(command.positionalParameters())) {
            text.append(entry("\\fI" + escaped(positional.paramLabel()) + "\\fR", positional));
        }
        for (OptionSpec option : shown(command.options())) {
            String names =
                    Arrays.stream(option.names())
                            .map(name -> "\\fB" + escaped(name) + "\\fR")
                            .collect(Collectors.joining(", "));
            String value =
                    option.arity().max() == 0
                            ? ""
                            : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
            text.append(entry(names + value, option));
        }
        return text.isEmpty() ? "" : ".SH OPTIONS\n" + text;
    }

    private static <T extends ArgSpec> List<T> shown(List<T> all) {
        return all.stream().filter(each -> !each.hidden()).toList();
    }

    private static String entry(String label, ArgSpec spec) {
        String description =
                Arrays.stream(spec.description())
                        .map(ManPage::plain)
                        .map(text -> text.replace("${DEFAULT-VALUE}", spec.defaultValueString()))
                        .collect(Collectors.joining(" "));
        return ".TP\n%s\n%s\n".formatted(label, escaped(description));
    }

    private String commands() {
        if (command.subcommands().isEmpty()) {
            return "";
        }
        return ".SH COMMANDS\n"
                + command.subcommands().values().stream()
                        .distinct()
                        .map(sub -> new ManPage(sub.getCommandSpec()))
                        .map(sub ->
                                ".TP\n\\fB%s\\fR(%s)\n%s\n"
                                        .formatted(
                                                escaped(sub.name()),
                                                SECTION,
                                                escaped(sub.summary())))
                        .collect(Collectors.joining());
    }

    /// Examples and exit codes, line by line as `--help` prints them.
    private String footer() {
        List<String> lines =
                Arrays.stream(command.usageMessage().footer())
                        .flatMap(text -> LINE.splitAsStream(plain(text)))
                        .dropWhile(String::isBlank)
                        .toList();
        return lines.isEmpty()
                ? ""
                : ".SH EXAMPLES\n.nf\n"
                        + lines.stream()
                                .map(line -> escaped(line) + "\n")
                                .collect(Collectors.joining())
                        + ".fi\n";
    }

    private String others() {
        CommandSpec parent = command.parent();
        CommandSpec other = parent == null ? command : parent;
        return parent == null
                ? "Each command has a page of its own, for example\n\\fB%s\\-plan\\fR(1).\n"
                        .formatted(escaped(command.name()))
                : "\\fB%s\\fR(1)\n".formatted(escaped(new ManPage(other).name()));
    }

    /// Picocli's own markup and escapes taken away.
    private static String plain(String text) {
        return MARKUP.matcher(text).replaceAll("").replace("%%", "%").replace("%n", "\n");
    }

    /// Safe as roff text: no character of it is a request, an escape or a hyphen of typography.
    static String escaped(String text) {
        var roff = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (start && (c == '.' || c == '\'')) {
                roff.append("\\&");
            }
            switch (c) {
                case '\\' -> roff.append("\\e");
                case '-' -> roff.append("\\-");
                case '"' -> roff.append("\\(dq");
                case '\'' -> roff.append("\\(aq");
                case '`' -> roff.append("\\(ga");
                case '^' -> roff.append("\\(ha");
                case '~' -> roff.append("\\(ti");
                case '…' -> roff.append("...");
                default -> {
                    if (c < 128) {
                        roff.append(c);
                    } else {
                        roff.append("\\[u%04X]".formatted((int) c));
                    }
                }
            }
            start = c == '\n';
        }
        return roff.toString();
    }
}
