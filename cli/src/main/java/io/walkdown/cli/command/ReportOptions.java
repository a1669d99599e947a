package io.walkdown.cli.command;

import io.walkdown.cli.report.Report.Origin;
import io.walkdown.cli.report.ReportFormat;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.store.Near;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /// Writes every file that was asked for.
    void write(Console console, Verdict verdict, Origin origin) {
        wanted().forEach(report ->
                CommonOptions.write(
                        console, report.file(), report.format().text(verdict, origin), "--report"));
    }
}
