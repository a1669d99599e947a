package io.walkdown.cli.view;

import io.walkdown.scanner.scan.Progress;
import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Waiting;
import java.util.List;
import java.util.stream.Collectors;

/// A scan's progress on one line: how far, who is in contact, what is waited for by which rule, and
/// when it will end.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record ProgressView(Palette palette, int width) {
    private static final int NAMES = 3;

    /// The line.
    ///
    /// @param nowNanos the ticker's time
    public String line(Progress progress, long nowNanos) {
        String text =
                "%d/%d devices, %s%s%s%s%s"
                        .formatted(
                                progress.done(),
                                progress.devices(),
                                Amount.count(progress.frames(), "frame"),
                                contact(progress.inContact()),
                                waiting(progress, nowNanos),
                                breakers(progress.breakers()),
                                end(progress));
        return Paragraph.fit(text, width);
    }

    private static String contact(List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String more = names.size() > NAMES ? " and %d more".formatted(names.size() - NAMES) : "";
        return names.stream()
                .limit(NAMES)
                .map(Neutral::text)
                .collect(Collectors.joining(", ", "; with ", more));
    }

    /// Of those that are in contact or wait for admission, the one that has waited longest.
    private static String waiting(Progress progress, long nowNanos) {
        return progress.waiting().stream()
                .findFirst()
                .map(first -> "; " + waiting(name(first, progress), first, nowNanos))
                .orElse("");
    }

    /// Of one that is in contact the device's name, as everywhere in the line.
    private static String name(Waiting wait, Progress progress) {
        return progress.talks().stream()
                .filter(talk -> talk.visitHolds(wait.visit()))
                .findFirst()
                .map(talk -> Neutral.text(talk.device()))
                .orElse("the next device");
    }

    private static String waiting(String name, Waiting first, long nowNanos) {
        String left = first.remaining(nowNanos).map(t -> ", " + Amount.of(t) + " more").orElse("");
        return "%s waits (%s, %s%s)".formatted(name, first.rule(), first.rule().title(), left);
    }

    /// Which breakers are open, and how close the site's is.
    private static String breakers(List<BreakerState> breakers) {
        return breakers.stream()
                .map(state ->
                        state.open()
                                ? Neutral.text(state.owner()) + " open"
                                : "%s %d/%d"
                                        .formatted(
                                                Neutral.text(state.owner()),
                                                state.troubled(),
                                                state.opensAt()))
                .limit(NAMES)
                .reduce((a, b) -> a + ", " + b)
                .map(states -> "; breakers: " + states)
                .orElse("");
    }

    private static String end(Progress progress) {
        return progress.stopping()
                .map(reason -> "; stopping: " + Neutral.text(reason))
                .orElseGet(() -> "; about " + Amount.of(progress.left()) + " left");
    }
}
