package io.walkdown.cli.command;

import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.Table;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.baseline.BaselineMerge;
import io.walkdown.scanner.baseline.Favor;
import io.walkdown.scanner.baseline.MergeConflict;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Joins two branches of a baseline; Git's merge driver.
///
/// Its exit code 1 for conflicts is Git's contract with a merge driver: any code from 1 to 128
/// tells Git that the path is not merged, and no other code of ours would say it better.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Join two baselines that came from a common one, asset by asset and field by field.",
            "Exit code 0: joined; 1: conflicts remain (Git's contract with a merge driver). Then"
                    + " ours stands in the result, with all conflicts listed in it, and no command"
                    + " takes it for a baseline until they are settled."
        },
        footer = {
            "",
            "Example: walkdown baseline merge base.json ours.json theirs.json --output baseline.json",
            "As Git's merge driver:",
            "         git config merge.walkdown.driver \"walkdown baseline merge %%O %%A %%B --output"
                    + " %%A --name %%P\"",
            "         printf 'baseline.json merge=walkdown\\nbaseline.log.ndjson merge=union\\n' >>"
                    + " .gitattributes"
        })
final class BaselineMergeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description = "What both came from; an empty file where nothing is common.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "OURS", description = "One side.")
    private Path ours = Path.of("");

    @Parameters(index = "2", paramLabel = "THEIRS", description = "The other side.")
    private Path theirs = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the result to FILE in place of standard output.")
    private @Nullable Path output;

    @Option(
            names = "--favor",
            paramLabel = "SIDE",
            completionCandidates = Choices.Sides.class,
            description = "ours or theirs: settles every conflict for that side.")
    private @Nullable String favor;

    @Option(names = "--name", paramLabel = "NAME", description = "What messages call the result.")
    private @Nullable String name;

    BaselineMergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Favor side = favor();
        BaselineMerge.Result result =
                BaselineMerge.merge(
                        isEmpty(base) ? Baseline.EMPTY : read("base", base),
                        read("ours", ours),
                        read("theirs", theirs),
                        side);
        boolean settled = side != Favor.NEITHER || result.conflicts().isEmpty();
        write(settled ? BaselineFile.text(result.merged()) : BaselineFile.unsettled(result));
        if (!result.conflicts().isEmpty()) {
            tell(result.conflicts(), settled);
        }
        return (settled ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private Favor favor() {
        return switch (Optional.ofNullable(favor).orElse("").toLowerCase(Locale.ROOT)) {
            case "" -> Favor.NEITHER;
            case "ours" -> Favor.OURS;
            case "theirs" -> Favor.THEIRS;
            default ->
                    throw new Failure(
                            ExitCode.USAGE,
                            "--favor " + favor + " is wrong",
                            "there are two sides",
                            "write ours or theirs");
        };
    }

    /// Git gives an empty file where both branches added the baseline.
    private boolean isEmpty(Path file) {
        try {
            Path path = console.folder().resolve(file);
            return Files.isRegularFile(path) && Files.size(path) == 0;
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /// One of the three. Git hands them over in temporary files, whose names tell nobody anything.
    private Baseline read(String side, Path file) {
        String called = "%s of %s".formatted(side, name == null ? file : name);
        return Baselines.read(
                        console.folder().resolve(file),
                        called,
                        name == null
                                ? "correct it, or take the last good one from Git"
                                : "correct that side's file on its branch and merge again; nothing"
                                        + " was merged")
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.CONFIGURATION,
                                "there is no baseline: " + called,
                                "the file does not exist",
                                "name what both sides came from, ours and theirs"));
    }

    private void write(String text) {
        if (output == null) {
            console.out().print(text);
            console.out().flush();
        } else {
            AtomicFile.write(console.folder().resolve(output), text);
        }
    }

    private void tell(List<MergeConflict> conflicts, boolean settled) {
        String file =
                Optional.ofNullable(name)
                        .or(() -> Optional.ofNullable(output).map(Path::toString))
                        .orElse("the result");
        Table table = Table.of("conflict", "base", "ours", "theirs");
        for (MergeConflict conflict : conflicts) {
            table.row(
                    Neutral.text(conflict.id()),
                    words(conflict.base()),
                    words(conflict.ours()),
                    words(conflict.theirs()));
        }
        console.tell(
                "walkdown: %s in %s%s"
                        .formatted(
                                Amount.count(conflicts.size(), "conflict"),
                                Neutral.text(file),
                                settled ? ", settled for " + favor : ""));
        console.err().print(table.render(console.width(), Palette.PLAIN));
        if (!settled) {
            console.tell(
                    "  why: both sides changed the same, and only a person knows what holds\n"
                            + "  do:  set each value in %s, remove \"conflicts\" from its end, then: walkdown baseline check"
                                    .formatted(Neutral.text(file)));
        }
        console.err().flush();
    }

    private static String words(Optional<String> value) {
        return value.map(Neutral::text).orElse("-");
    }
}
