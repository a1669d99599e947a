package io.walkdown.cli.command;

import io.walkdown.cli.view.BaselineView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.baseline.BaselineCheck;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.site.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Whether a baseline is fit for review.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Check a baseline and the log beside it: canonical form, duplicates, what people say of"
                    + " nothing, and values that nobody accepted. No network; without FILE it is"
                    + " the site's.",
            "Exit code 0: right, perhaps with warnings; 78: wrong, or a warning with --strict."
        },
        footer = {
            "",
            "Example: walkdown baseline check",
            "         walkdown baseline check baseline.json --strict --json"
        })
final class BaselineCheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The baseline.")
    private @Nullable Path file;

    @Option(
            names = "--fix",
            description = "Rewrite a baseline that is right in its canonical form.")
    private boolean fix;

    @Option(names = "--strict", description = "Warnings end with 78, too.")
    private boolean strict;

    BaselineCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path path;
        Optional<Set<String>> devices = Optional.empty();
        if (file == null) {
            Workspace workspace = Workspace.open(console, options);
            path = workspace.site().baseline();
            devices =
                    Optional.of(
                            workspace.site().devices().stream()
                                    .map(Device::name)
                                    .collect(Collectors.toSet()));
        } else {
            path = console.folder().resolve(file);
        }
        requireFile(path);
        BaselineCheck.Result result = BaselineCheck.of(path, devices);
        if (fix && result.baseline().isPresent() && !result.canonical()) {
            BaselineFile.write(path, result.baseline().get());
            console.tell("rewritten in its canonical form: " + Neutral.line(path.toString()));
            result = BaselineCheck.of(path, devices);
        }
        options.write(
                console,
                options.format() == CommonOptions.Format.HUMAN
                        ? new BaselineView(console.palette(options.color), console.width())
                                .check(path.toString(), result)
                        : BaselineView.json(path.toString(), result));
        boolean wrong = result.findings().stream().anyMatch(it -> strict || it.isError());
        return (wrong ? ExitCode.CONFIGURATION : ExitCode.DONE).code();
    }

    static void requireFile(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "there is no baseline " + path,
                    "the file does not exist",
                    "name it, or write one: walkdown accept");
        }
    }
}
