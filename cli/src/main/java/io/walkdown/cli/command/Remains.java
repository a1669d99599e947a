package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Times;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineLog;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.BrokenRun;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.Leftovers;
import io.walkdown.scanner.store.RunFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells on standard error, in one line each, what processes that died left behind (S15): a run
/// that broke off, an acceptance that did not reach the baseline, temporary files, which are
/// removed.
final class Remains {
    private static final Set<String> OF_A_RUN =
            Set.of(RunFolder.PLAN, RunFolder.OBSERVATIONS, "approved-plan.json");

    private final Console console;
    private final Workspace workspace;

    Remains(Console console, Workspace workspace) {
        this.console = console;
        this.workspace = workspace;
    }

    /// Of the site's own files.
    void tell() {
        Site site = workspace.site();
        Path baseline = site.baseline();
        BaselineLog.remarks(baseline, workspace.baseline().orElse(Baseline.EMPTY))
                .forEach(this::say);
        tidy(around(baseline), String.valueOf(baseline.getFileName())::equals);
        RunFolder.all(site.runs()).forEach(run -> tidy(run.path(), OF_A_RUN::contains));
    }

    /// Of the last run and of the machine's ledger too; call it when the ledger has been read.
    void tell(FileLedger ledger) {
        tell();
        Site site = workspace.site();
        BrokenRun.newest(site.runs(), site.name())
                .map(broken -> broken.words(at -> Times.of(at, site.timeZone())))
                .ifPresent(this::say);
        ledger.repairs().forEach(this::say);
        Path state = workspace.state().path();
        tidy(state, _ -> true);
        tidy(state.resolve("stops"), _ -> true);
        tidy(state.resolve("rests"), _ -> true);
    }

    private static Path around(Path file) {
        return file.toAbsolutePath().resolveSibling(".").normalize();
    }

    private void tidy(Path folder, Predicate<String> whose) {
        Instant now = console.clock().instant();
        Leftovers.remove(folder, whose, now)
                .forEach(file ->
                        say(
                                "removed %s, which a process left that died while it wrote"
                                        .formatted(file)));
    }

    /// A name in a file may be anybody's; each word is made harmless, and none is cut away.
    private void say(String line) {
        console.tell(
                Stream.of(line.split(" ", -1))
                        .map(Neutral::text)
                        .collect(Collectors.joining(" ", "walkdown: ", "")));
    }
}
