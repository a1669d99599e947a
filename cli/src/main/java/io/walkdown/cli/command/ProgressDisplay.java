package io.walkdown.cli.command;

import io.walkdown.cli.board.Board;
import io.walkdown.cli.board.BoardScreen;
import io.walkdown.cli.board.FrameRate;
import io.walkdown.cli.board.Moment;
import io.walkdown.cli.board.Size;
import io.walkdown.cli.board.TerminalSize;
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
/// `--no-progress`. It looks at finished snapshots and never holds up what it shows.
///
/// [#show] runs on a thread of its own; [#say] may be called from any thread meanwhile.
final class ProgressDisplay {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration QUIET_LINE = Duration.ofSeconds(10);

    private final Console console;
    private final CommonOptions options;
    private final Site site;
    private final Supplier<Progress> progress;
    private final FrameRate rate = new FrameRate();
    private final boolean live;
    private final BoardScreen screen;
    private volatile Size size;

    ProgressDisplay(
            Console console, CommonOptions options, Site site, Supplier<Progress> progress) {
        this.console = console;
        this.options = options;
        this.site = site;
        this.progress = progress;
        this.live = !options.noProgress && console.movesCursor();
        this.screen = new BoardScreen(console.err());
        this.size = new Size(console.width(), Size.USUAL.rows());
    }

    /// Shows it until the latch opens; then the board is taken from the screen.
    void show(CountDownLatch over) {
        try {
            if (live) {
                board(over);
            } else if (!options.noProgress) {
                lines(over);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Prints a line that stays.
    void say(String text) {
        if (!live || !console.operator().draw(() -> screen.say(text, size))) {
            console.err().println(text);
        }
    }

    private void lines(CountDownLatch over) throws InterruptedException {
        var view = new ProgressView(console.errPalette(options.color), console.width());
        while (!over.await(QUIET_LINE.toMillis(), TimeUnit.MILLISECONDS)) {
            console.err().println(view.line(progress.get(), Ticker.system().nanos()));
        }
    }

    private void board(CountDownLatch over) throws InterruptedException {
        Optional<TerminalSize> terminal =
                console.operator().screen().isPresent()
                        ? Optional.empty()
                        : TerminalSize.ofStandardError();
        try {
            do {
                size = now(terminal);
                var lines = new Board(console.errPalette(options.color), size).lines(moment());
                console.operator().draw(() -> screen.draw(lines, size));
            } while (!over.await(REDRAW.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            size = now(terminal);
            console.operator().draw(() -> screen.close(size));
            terminal.ifPresent(TerminalSize::close);
        }
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
