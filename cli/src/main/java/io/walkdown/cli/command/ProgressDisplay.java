package io.walkdown.cli.command;

import io.walkdown.cli.board.Board;
import io.walkdown.cli.board.BoardScreen;
import io.walkdown.cli.board.FrameRate;
import io.walkdown.cli.board.Moment;
import io.walkdown.cli.board.ProgressFile;
import io.walkdown.cli.board.Size;
import io.walkdown.cli.board.TerminalSize;
import io.walkdown.cli.view.Paragraph;
import io.walkdown.cli.view.ProgressView;
import io.walkdown.scanner.scan.Progress;
import io.walkdown.scanner.site.Site;
import io.walkdown.throttle.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Shows on standard error how far a scan is: the live board on a terminal; a plain line every ten
/// seconds in a pipe, in CI (`CI` set) and on a terminal that cannot move its cursor; nothing with
/// `--no-progress`. Beside that it keeps the moment for those who watch the run from elsewhere. It
/// looks at finished snapshots and never holds up what it shows.
///
/// [#show] runs on a thread of its own; [#say] may be called from any thread meanwhile.
final class ProgressDisplay {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final int REDRAWS_A_LINE = 50;
    private static final int REDRAWS_A_KEPT_MOMENT = 5;

    private final Console console;
    private final CommonOptions options;
    private final Site site;
    private final Supplier<Progress> progress;
    private final FrameRate rate = new FrameRate();
    private final boolean live;
    private final BoardScreen screen;
    private final ProgressFile kept;
    private volatile Size size;

    ProgressDisplay(
            Console console,
            CommonOptions options,
            Site site,
            Supplier<Progress> progress,
            ProgressFile kept) {
        this.console = console;
        this.options = options;
        this.site = site;
        this.progress = progress;
        this.kept = kept;
        this.live = !options.noProgress && console.movesCursor();
        this.screen = new BoardScreen(console.err());
        this.size = new Size(console.width(), Size.USUAL.rows());
    }

    /// Shows it until the latch opens; then the board is taken from the screen.
    void show(CountDownLatch over) {
        Optional<TerminalSize> terminal =
                live && console.operator().screen().isEmpty()
                        ? TerminalSize.ofStandardError()
                        : Optional.empty();
        try {
            int redraws = 0;
            do {
                step(redraws++, terminal);
            } while (!over.await(REDRAW.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kept.remove();
            if (live) {
                size = now(terminal);
                console.operator().draw(() -> screen.close(size));
            }
            terminal.ifPresent(TerminalSize::close);
        }
    }

    /// A run of less than a second has nothing to watch.
    private void step(int redraws, Optional<TerminalSize> terminal) {
        boolean keeps = redraws > 0 && redraws % REDRAWS_A_KEPT_MOMENT == 0;
        boolean prints =
                !live && !options.noProgress && redraws > 0 && redraws % REDRAWS_A_LINE == 0;
        if (!live && !keeps && !prints) {
            return;
        }
        Moment moment = moment();
        if (live) {
            size = now(terminal);
            var lines = new Board(console.errPalette(options.color), size).lines(moment);
            console.operator().draw(() -> screen.draw(lines, size));
        }
        if (prints) {
            var view = new ProgressView(console.errPalette(options.color), console.width());
            console.err().println(view.line(moment.progress(), moment.nowNanos()));
        }
        if (keeps) {
            kept.keep(moment);
        }
    }

    /// Prints a line that stays.
    void say(String text) {
        if (!live || !console.operator().draw(() -> screen.say(fitted(text), size))) {
            console.tell(text);
        }
    }

    private String fitted(String text) {
        return Paragraph.fit(text, size.columns());
    }

    private Size now(Optional<TerminalSize> terminal) {
        return console.operator().screen().or(() -> terminal.map(TerminalSize::now)).orElse(size);
    }

    private Moment moment() {
        Progress now = progress.get();
        long nanos = Ticker.system().nanos();
        return new Moment(
                site.name(),
                site.timeZone(),
                new Moment.Limits(
                        site.limits().concurrentVisits(), site.limits().framesPerSecond()),
                now,
                rate.at(nanos, now.frames()),
                nanos,
                console.clock().instant());
    }
}
