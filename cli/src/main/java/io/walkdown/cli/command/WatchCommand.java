package io.walkdown.cli.command;

import io.walkdown.cli.board.Board;
import io.walkdown.cli.board.BoardScreen;
import io.walkdown.cli.board.Moment;
import io.walkdown.cli.board.ProgressFile;
import io.walkdown.cli.board.Size;
import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.Columns;
import io.walkdown.cli.view.Times;
import io.walkdown.scanner.store.BrokenRun;
import io.walkdown.scanner.store.RunFolder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/// Watches a scan that runs elsewhere.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Watch a scan of this site that runs just now, in another window or on a schedule,"
                    + " until it ends. Ctrl-C ends the watching; stop ends the scan."
        },
        footer = {"", "Example: watch"})
final class WatchCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration QUIET_LINE = Duration.ofSeconds(10);

    private final Console console;
    private final ShellSession session;

    WatchCommand(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = Workspaces.open(console, session);
        Optional<RunFolder> live =
                LookCommand.newestFirst(workspace).limit(1).filter(RunFolder::isLive).findFirst();
        if (live.isEmpty()) {
            console.show("No scan of this site runs now.\n");
            return ExitCode.DONE.code();
        }
        var over = new CountDownLatch(1);
        Runnable deaf = console.operator().onStop(_ -> over.countDown());
        try {
            watch(live.get(), workspace.site().timeZone(), over);
        } finally {
            deaf.run();
        }
        return ExitCode.DONE.code();
    }

    private void watch(RunFolder run, ZoneId zone, CountDownLatch over)
            throws InterruptedException {
        boolean redraws = console.operator().screen().isPresent();
        Duration every = redraws ? LOOK : QUIET_LINE;
        console.show("watching %s%n".formatted(run.path()));
        var screen = new BoardScreen(console.out());
        boolean stopped = false;
        while (!stopped && run.isLive()) {
            if (redraws) {
                Size size = console.operator().screen().orElse(Size.USUAL);
                List<String> lines = board(run, zone, size);
                console.operator().draw(() -> screen.draw(lines, size));
            } else {
                console.show(moment(run).map(Board::line).orElseGet(() -> told(run, zone)) + "\n");
            }
            stopped = over.await(every.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (redraws) {
            console.operator()
                    .draw(() -> screen.close(console.operator().screen().orElse(Size.USUAL)));
        }
        console.show(
                (stopped ? "the scan goes on; stop ends it" : "ended: " + told(run, zone)) + "\n");
    }

    /// The scan's own board; where it has kept no moment yet, what its journal says.
    private List<String> board(RunFolder run, ZoneId zone, Size size) {
        var board = new Board(console.palette(Console.ColorChoice.AUTO), size);
        return moment(run)
                .map(board::lines)
                .orElseGet(() -> List.of(Columns.clip(told(run, zone), size.columns() - 1)));
    }

    private Optional<Moment> moment(RunFolder run) {
        return ProgressFile.of(run.path()).read(console.clock().instant());
    }

    private static String told(RunFolder run, ZoneId zone) {
        return BrokenRun.told(run)
                .map(told ->
                        "%s contacted, %s sent; last heard of at %s"
                                .formatted(
                                        Amount.count(told.devices().size(), "device"),
                                        Amount.count(told.sent(), "frame"),
                                        told.until(at -> Times.of(at, zone))))
                .orElse("its recording has not begun");
    }
}
