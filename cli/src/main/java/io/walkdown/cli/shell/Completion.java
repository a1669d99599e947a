package io.walkdown.cli.shell;

import io.walkdown.cli.shell.Arguments.Role;
import io.walkdown.cli.shell.Commands.Known;
import io.walkdown.cli.shell.Commands.Offer;
import io.walkdown.cli.view.Neutral;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.completer.ArgumentCompleter.ArgumentLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
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
            case Role.Option(boolean _, Optional<ArgSpec> joined) when joined.isPresent() -> {
                int from = line.word().indexOf('=') + 1;
                values(reader, Typed.at(line, from), joined.get(), before, candidates);
            }
            case Role.Option _ -> options(spec, line.word(), candidates);
            case Role.Value value -> {
                values(reader, Typed.at(line, 0), value.of(), before, candidates);
                if (line.word().isEmpty() && candidates.isEmpty() && value.mayBeLeftOut()) {
                    options(spec, "", candidates);
                }
            }
            case Role.Excess() -> options(spec, line.word(), candidates);
        }
    }

    /// The end of a word that is completed on its own, as the value behind `--only=` or behind the
    /// last comma of a list.
    ///
    /// @param start what stands before it in the word, and stays
    /// @param word up to the cursor
    private record Typed(String start, String word) {
        static Typed at(ParsedLine line, int from) {
            String typed = line.word().substring(0, line.wordCursor());
            int at = Math.min(from, typed.length());
            return new Typed(typed.substring(0, at), typed.substring(at));
        }

        Typed behind(int from) {
            return new Typed(start + word.substring(0, from), word.substring(from));
        }
    }

    private void values(
            LineReader reader,
            Typed whole,
            ArgSpec argument,
            List<String> before,
            List<Candidate> candidates) {
        Typed typed =
                argument.splitRegex().isEmpty()
                        ? whole
                        : whole.behind(whole.word().lastIndexOf(',') + 1);
        Known known = commands.known(argument, before, typed.word());
        known.files()
                .filter(typed.word()::startsWith)
                .ifPresent(start -> files(reader, typed.behind(start.length()), candidates));
        fitting(known.offers(), typed.word()).stream()
                .filter(offer -> Neutral.text(offer.value()).equals(offer.value()))
                .limit(MOST)
                .forEach(offer ->
                        candidates.add(
                                candidate(
                                        typed.start(),
                                        offer.value(),
                                        Neutral.text(offer.meaning()),
                                        !offer.value().endsWith("="))));
    }

    private void files(LineReader reader, Typed typed, List<Candidate> candidates) {
        List<Candidate> found = new ArrayList<>();
        String word = typed.word();
        files.complete(reader, new ArgumentLine(word, word.length()), found);
        found.stream()
                .filter(file -> Neutral.text(file.value()).equals(file.value()))
                .map(file ->
                        new Candidate(
                                typed.start() + file.value(),
                                file.displ(),
                                file.group(),
                                file.descr(),
                                file.suffix(),
                                file.key(),
                                file.complete()))
                .forEach(candidates::add);
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
                .forEach((name, command) ->
                        candidates.add(candidate("", name, meaning(command), true)));
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

    /// Those that every command has are offered to who asks for an option.
    private static void options(CommandSpec spec, String typed, List<Candidate> candidates) {
        for (OptionSpec option : spec.options()) {
            boolean everywhere = option.usageHelp() || option.versionHelp();
            if (!option.hidden() && !(everywhere && typed.isEmpty())) {
                String[] description = option.description();
                candidates.add(
                        candidate(
                                "",
                                option.longestName(),
                                description.length == 0 ? "" : firstSentence(description[0]),
                                true));
            }
        }
    }

    /// @param start what stands before the value in the same word
    /// @param complete whether a space follows
    private static Candidate candidate(
            String start, String value, String meaning, boolean complete) {
        return new Candidate(
                start + value,
                value,
                null,
                meaning.isEmpty() ? null : meaning,
                null,
                null,
                complete);
    }
}
