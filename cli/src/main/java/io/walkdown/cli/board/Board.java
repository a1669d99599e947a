package io.walkdown.cli.board;

import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.Columns;
import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.Paragraph;
import io.walkdown.scanner.scan.Progress;
import io.walkdown.throttle.BreakerState;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A running scan on a screen of a given size: a moment becomes lines, nothing else. No line is
/// wider than the screen less one column, and there are fewer lines than it has rows: what matters
/// least is left out, and counted.
///
/// @param palette colours; they never say what words do not
/// @param size the screen
public record Board(Palette palette, Size size) {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm zzz", Locale.ENGLISH);
    private static final int WIDE = 100;
    private static final int BAR = 20;
    private static final int MOST_BREAKERS = 4;

    /// The lines, from top to bottom; at least one.
    public List<String> lines(Moment moment) {
        int columns = size.columns() - 1;
        List<String> lines = new ArrayList<>();
        Progress progress = moment.progress();
        lines.add(palette.heading(Columns.clip(bar(progress) + headline(moment), columns)));
        progress.stopping()
                .map(why ->
                        "STOPPING: %s; connections are being closed".formatted(Neutral.text(why)))
                .ifPresent(why -> wrapped(why, columns).map(palette::bad).forEach(lines::add));
        lines.addAll(facts(moment, columns));
        if (!progress.breakers().isEmpty()) {
            lines.addAll(breakers(progress.breakers(), columns));
        }
        int most = size.rows() - 1;
        if (lines.size() >= most) {
            return List.copyOf(lines.subList(0, most));
        }
        lines.addAll(
                new GroupTable(palette, columns)
                        .lines(progress, moment.nowNanos(), most - lines.size()));
        return List.copyOf(lines);
    }

    /// The same in one line, for where nothing is drawn: how far, the load beside its limit, and
    /// the expected end.
    public static String line(Moment moment) {
        return "%s; %s; %s".formatted(headline(moment), load(moment), time(moment));
    }

    private static String headline(Moment moment) {
        Progress progress = moment.progress();
        return "%d of %s done, %d %%   %s"
                .formatted(
                        progress.done(),
                        Amount.count(progress.devices(), "device"),
                        percent(progress),
                        Neutral.text(moment.site()));
    }

    private static int percent(Progress progress) {
        return progress.devices() == 0 ? 100 : 100 * progress.done() / progress.devices();
    }

    private String bar(Progress progress) {
        int done = percent(progress) * BAR / 100;
        return size.columns() < WIDE
                ? ""
                : "[%s%s] ".formatted("#".repeat(done), "-".repeat(BAR - done));
    }

    /// Load, time and what was found so far, short enough for 60 columns as a rule.
    private List<String> facts(Moment moment, int columns) {
        String load = load(moment);
        String time = time(moment);
        String outcomes = outcomes(moment.progress().outcomes());
        List<String> lines = new ArrayList<>(List.of(load, time));
        if (!outcomes.isEmpty()) {
            lines.add(outcomes);
        }
        return lines.stream().flatMap(line -> wrapped(line, columns)).toList();
    }

    /// Broken between words; where one of them alone is too wide, nobody's words at that, it is
    /// clipped.
    static Stream<String> wrapped(String text, int columns) {
        List<String> lines = Paragraph.fit(text, columns).lines().toList();
        return lines.stream().allMatch(line -> Columns.of(line) <= columns)
                ? lines.stream()
                : Stream.of(Columns.clip(text, columns));
    }

    private static String load(Moment moment) {
        return "frames/s %s of %s, %d sent; in contact %d of %d, %d to come"
                .formatted(
                        Amount.rate(moment.framesPerSecond()),
                        Amount.rate(moment.limits().framesPerSecond()),
                        moment.progress().frames(),
                        moment.progress().talks().size(),
                        moment.limits().concurrentVisits(),
                        moment.progress().queued());
    }

    private static String time(Moment moment) {
        Progress progress = moment.progress();
        String gone = Amount.of(progress.elapsed().truncatedTo(ChronoUnit.SECONDS));
        if (progress.stopping().isPresent()) {
            return gone + " gone";
        }
        var end = moment.now().plus(progress.left()).atZone(moment.zone());
        boolean today = end.toLocalDate().equals(moment.now().atZone(moment.zone()).toLocalDate());
        return "%s gone, about %s left, until %s"
                .formatted(
                        gone,
                        Amount.of(progress.left().plusMillis(999).truncatedTo(ChronoUnit.SECONDS)),
                        (today ? CLOCK : DAY).format(end));
    }

    /// Most first, so that a clipped line keeps the large numbers.
    private static String outcomes(Map<String, Integer> outcomes) {
        return outcomes.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    /// Open ones first; the others with how close they are.
    private List<String> breakers(List<BreakerState> breakers, int columns) {
        boolean anyOpen = breakers.stream().anyMatch(BreakerState::open);
        String words =
                breakers.stream()
                        .sorted(Comparator.comparing(state -> !state.open()))
                        .limit(MOST_BREAKERS)
                        .map(Board::words)
                        .collect(Collectors.joining("; ", "breakers: ", ""));
        int more = breakers.size() - MOST_BREAKERS;
        return wrapped(words + (more > 0 ? "; and %d more".formatted(more) : ""), columns)
                .map(line -> anyOpen ? palette.bad(line) : palette.warning(line))
                .toList();
    }

    private static String words(BreakerState state) {
        return state.open()
                ? "%s OPEN (%d troubled)".formatted(Neutral.text(state.owner()), state.troubled())
                : "%s closed, %d troubled, opens at %d"
                        .formatted(Neutral.text(state.owner()), state.troubled(), state.opensAt());
    }
}
