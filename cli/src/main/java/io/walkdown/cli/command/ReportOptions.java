package io.walkdown.cli.command;

import io.walkdown.cli.report.Report.Origin;
import io.walkdown.cli.report.ReportFormat;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.store.Near;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Further outputs of one call.
final class ReportOptions {
    private static final String FORMATS = "human, json, sarif, junit, markdown or gitlab";

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            completionCandidates = Choices.Reports.class,
            description =
                    "Write FILE in this format, too: json, sarif, junit, markdown or gitlab. Can be"
                            + " given several times. --format takes the same words.")
    private List<String> reports = List.of();

    /// A file to write.
    record Wanted(ReportFormat format, Path file) {}

    /// The files that were asked for.
    List<Wanted> wanted() {
        return reports.stream().map(ReportOptions::wanted).toList();
    }

    private static Wanted wanted(String typed) {
        int equals = typed.indexOf('=');
        if (equals < 0 || equals == typed.length() - 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--report " + typed + " is wrong",
                    "it needs a format and a file",
                    "write it as --report sarif=walkdown.sarif");
        }
        String format = typed.substring(0, equals);
        return new Wanted(
                format("--report", format)
                        .orElseThrow(() ->
                                new Failure(
                                        ExitCode.USAGE,
                                        "--report human is wrong",
                                        "the words for people go to standard output",
                                        "use --format human --output FILE, or --report markdown=FILE")),
                Path.of(typed.substring(equals + 1)));
    }

    /// The format of `--format` or `--json`; empty for people.
    static Optional<ReportFormat> format(CommonOptions options) {
        return options.json ? Optional.of(ReportFormat.JSON) : format("--format", options.format);
    }

    private static Optional<ReportFormat> format(String option, String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        if (word.equals("human")) {
            return Optional.empty();
        }
        Optional<ReportFormat> format = ReportFormat.byId(word);
        if (format.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    option + " " + typed + " is not known",
                    "this command writes " + FORMATS,
                    Near.nearest(word, ReportFormat.ids())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("use one of them"));
        }
        return format;
    }

    /// A file that an option names, or that is read.
    ///
    /// @param what the option, or what it is
    private record Named(String what, Path file) {}

    /// Refuses to write over what is read, or over another output: all of it is checked before
    /// anything is written.
    ///
    /// @param output where the document itself goes; empty for standard output
    /// @param inputs the files that this command reads, by what they are
    void requireApart(Console console, Optional<Path> output, Map<String, Path> inputs) {
        List<Named> taken = new ArrayList<>();
        inputs.forEach((what, file) -> {
            if (Files.exists(file)) {
                taken.add(new Named("it is " + what + ", which this command reads", file));
            }
        });
        for (Named target : targets(console, output)) {
            taken.stream()
                    .filter(other -> isSame(target.file(), other.file()))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new Failure(
                                ExitCode.USAGE,
                                "%s cannot write to %s".formatted(target.what(), target.file()),
                                other.what(),
                                "name a file of its own; nothing was written");
                    });
            taken.add(new Named(target.what() + " writes to it, too", target.file()));
        }
    }

    private List<Named> targets(Console console, Optional<Path> output) {
        return Stream.concat(
                        output.stream().map(file -> new Named("--output", file)),
                        wanted().stream()
                                .map(it -> new Named("--report " + it.format().id(), it.file())))
                .map(it -> new Named(it.what(), console.folder().resolve(it.file())))
                .toList();
    }

    /// Whether two names are one file, whatever links lead there.
    private static boolean isSame(Path one, Path other) {
        try {
            boolean both = Files.exists(one) && Files.exists(other);
            return both ? Files.isSameFile(one, other) : real(one).equals(real(other));
        } catch (IOException e) {
            throw new StoreException("cannot tell %s from %s".formatted(one, other), e);
        }
    }

    /// Of a file that is not there yet, its folder's real path and its name.
    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.exists(absolute)) {
            return absolute.toRealPath();
        }
        Path folder = absolute.getParent();
        return folder == null || !Files.exists(folder)
                ? absolute
                : folder.toRealPath().resolve(absolute.getFileName());
    }

    /// Writes every file that was asked for.
    void write(Console console, Verdict verdict, Origin origin) {
        wanted().forEach(report ->
                CommonOptions.write(
                        console, report.file(), report.format().text(verdict, origin), "--report"));
    }
}
