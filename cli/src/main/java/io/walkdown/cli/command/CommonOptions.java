package io.walkdown.cli.command;

import io.walkdown.cli.command.Console.ColorChoice;
import io.walkdown.cli.report.ReportFormat;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.Leftovers;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that every command understands.
final class CommonOptions {
    @Option(
            names = "--site",
            paramLabel = "FILE",
            description = "The site file (default: ${DEFAULT-VALUE}).",
            defaultValue = "site.yaml")
    Path site = Path.of("site.yaml");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Choices.Formats.class,
            description = "human, json or json-flat (default: human); diff has more.",
            defaultValue = "human")
    String format = "human";

    @Option(names = "--json", description = "The same as --format json.")
    boolean json;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the result to FILE in place of standard output.")
    @Nullable Path output;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            completionCandidates = Choices.When.class,
            description = "auto, always or never (default: auto; NO_COLOR is honoured).",
            defaultValue = "AUTO")
    ColorChoice color = ColorChoice.AUTO;

    @Option(names = "--no-progress", description = "Print no progress on standard error.")
    boolean noProgress;

    @Option(names = "-v", description = "Say more on standard error.")
    boolean verbose;

    /// How the result is written.
    enum Format {
        HUMAN,
        JSON,
        JSON_FLAT
    }

    Format format() {
        if (json) {
            return Format.JSON;
        }
        return switch (format) {
            case "human" -> Format.HUMAN;
            case "json" -> Format.JSON;
            case "json-flat" -> Format.JSON_FLAT;
            default ->
                    throw new Failure(
                            ExitCode.USAGE,
                            "--format %s is not known%s"
                                    .formatted(
                                            Neutral.text(format),
                                            ReportFormat.byId(format).isPresent() ? " here" : ""),
                            ReportFormat.byId(format).isPresent()
                                    ? "only diff writes it; this command writes human, json and"
                                            + " json-flat"
                                    : "this command writes human, json and json-flat",
                            "use one of them, or --json");
        };
    }

    /// Writes a result: one document, to standard output or to `--output`.
    void write(Console console, String result) {
        write(console, result, format() == Format.HUMAN);
    }

    /// The same of a command with formats of its own.
    ///
    /// @param forPeople whether it is no document for programs
    void write(Console console, String result, boolean forPeople) {
        if (output != null) {
            write(console, output, result, "--output");
        } else if (forPeople) {
            console.show(result);
        } else {
            console.out().print(result);
            requireWritten(console);
        }
    }

    /// Writes a document to a file.
    ///
    /// @param option the one that names the file
    static void write(Console console, Path output, String result, String option) {
        Path file = console.folder().resolve(output);
        try {
            writeFile(file, result, console.clock().instant());
        } catch (IOException | StoreException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot write " + file,
                    String.valueOf(e.getMessage()),
                    "name another file with " + option);
        }
    }

    /// A file is replaced in whole (S15); a pipe or a terminal is written to as it is.
    private static void writeFile(Path file, String result, Instant now) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, result);
            return;
        }
        AtomicFile.write(file, result);
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        Leftovers.remove(folder, String.valueOf(file.getFileName())::equals, now);
    }

    /// Standard output keeps to itself what it could not write.
    private static void requireWritten(Console console) {
        if (console.out().checkError()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot write to standard output",
                    "its reader went away, or the disk behind it is full: what it has is not whole",
                    "write to a file with --output");
        }
    }
}
