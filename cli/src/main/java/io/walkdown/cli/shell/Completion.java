package io.walkdown.cli.shell;

import io.walkdown.cli.shell.Arguments.Role;
import io.walkdown.cli.shell.Commands.Known;
import io.walkdown.cli.shell.Commands.Offer;
import io.walkdown.cli.view.Neutral;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Offers what may stand at the cursor: commands, options, and the site's own names. A name that a
/// terminal could take for something else is not offered: it is typed, never inserted.
final class Completion implements Completer {
    private static final int MOST = 500;

    private final Commands commands;
    private final Completer files;

    /// @param folder where names of files start from
    Completion(Commands commands, Path folder) {
        this.commands = commands;
        this.files =
                new FileNameCompleter() {
                    @Override
                    protected Path getUserDir() {
                        return folder;
                    }
                };
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        List<String> upTo = new ArrayList<>(before);
        upTo.add(line.word());
        Arguments arguments = Arguments.of(commands.spec(), upTo);
        CommandSpec spec = arguments.command().orElse(commands.spec());
        switch (arguments.roles().getLast()) {
            case Role.Command(CommandSpec of, boolean _) -> commandsOf(of, candidates);
            case Role.Program() -> commandsOf(commands.spec(), candidates);
            case Role.Option _ -> options(spec, candidates);
            case Role.Value(String label) -> values(reader, line, label, before, candidates);
            case Role.Excess() -> options(spec, candidates);
        }
        if (line.word().isEmpty() && candidates.isEmpty()) {
            options(spec, candidates);
        }
    }

    private void values(
            LineReader reader,
            ParsedLine line,
            String label,
            List<String> before,
            List<Candidate> candidates) {
        Known known = commands.known(label, before);
        if (known.files()) {
            List<Candidate> found = new ArrayList<>();
            files.complete(reader, line, found);
            found.stream()
                    .filter(file -> Neutral.text(file.value()).equals(file.value()))
                    .forEach(candidates::add);
        }
        fitting(known.offers(), line.word().substring(0, line.wordCursor())).stream()
                .filter(offer -> Neutral.text(offer.value()).equals(offer.value()))
                .limit(MOST)
                .forEach(offer ->
                        candidates.add(
                                candidate(
                                        offer.value(),
                                        Neutral.text(offer.meaning()),
                                        !offer.value().endsWith("="))));
    }

    /// What was typed decides first, and only then how many are offered: the names that begin with
    /// it, then those that hold it.
    private static List<Offer> fitting(List<Offer> offers, String typed) {
        String start = typed.toLowerCase(Locale.ROOT);
        List<Offer> fitting = new ArrayList<>();
        List<Offer> holding = new ArrayList<>();
        for (Offer offer : offers) {
            int at = offer.value().toLowerCase(Locale.ROOT).indexOf(start);
            if (at == 0) {
                fitting.add(offer);
            } else if (at > 0) {
                holding.add(offer);
            }
        }
        fitting.addAll(holding);
        return fitting;
    }

    private static void commandsOf(CommandSpec spec, List<Candidate> candidates) {
        spec.subcommands()
                .forEach(
                        (name, command) -> candidates.add(candidate(name, meaning(command), true)));
    }

    private static String meaning(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : firstSentence(description[0]);
    }

    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static void options(CommandSpec spec, List<Candidate> candidates) {
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String[] description = option.description();
                candidates.add(
                        candidate(
                                option.longestName(),
                                description.length == 0 ? "" : firstSentence(description[0]),
                                true));
            }
        }
    }

    /// @param complete whether a space follows
    private static Candidate candidate(String value, String meaning, boolean complete) {
        return new Candidate(
                value, value, null, meaning.isEmpty() ? null : meaning, null, null, complete);
    }
}
