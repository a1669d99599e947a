package io.walkdown.cli.command;

import io.walkdown.cli.command.Console.ColorChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
            description = "human, json or json-flat (default: human).",
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
                            "--format " + format + " is not known",
                            "this command writes human, json and json-flat",
                            "use one of them, or --json");
        };
    }

    /// Writes a result: one document, to standard output or to `--output`.
    void write(Console console, String result) {
        Optional<Path> file = Optional.ofNullable(output).map(console.folder()::resolve);
        if (file.isEmpty()) {
            if (format() == Format.HUMAN) {
                console.show(result);
            } else {
                console.out().print(result);
                console.out().flush();
            }
            return;
        }
        try {
            Optional<Path> around = Optional.ofNullable(file.get().getParent());
            if (around.isPresent() && !Files.isDirectory(around.get())) {
                Files.createDirectories(around.get());
            }
            Files.writeString(file.get(), result);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot write " + file.get(),
                    "%s: %s".formatted(e.getClass().getSimpleName(), e.getMessage()),
                    "name another file with --output");
        }
    }
}
