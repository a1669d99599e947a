package io.walkdown.scanner.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When contact is allowed (S11). Pure: the caller brings the time.
///
/// A day is the day on which a window opens; one that ends at or before its start ends on the next
/// day. At a clock change the shorter reading holds: an opening time that does not exist opens
/// later by the missing time and a closing one closes where the clock jumps; of a time that exists
/// twice the second opens and the first closes. (A window that opens and closes within the repeated
/// time takes its second run.)
///
/// @param zone the site's time zone
/// @param any whether contact is allowed at any time; then `list` is empty
/// @param list the windows, at least one unless `any`
public record Windows(ZoneId zone, boolean any, List<Window> list) {
    /// How far ahead an opening is sought, in days: a weekly window that a clock change swallows
    /// opens a week later.
    private static final int HORIZON_DAYS = 22;

    public Windows {
        list = List.copyOf(list);
        if (any != list.isEmpty()) {
            throw new IllegalArgumentException("either any time or at least one window");
        }
    }

    /// Any time.
    public static Windows any(ZoneId zone) {
        return new Windows(zone, true, List.of());
    }

    /// Whether contact is allowed at that instant.
    public boolean open(Instant instant) {
        return any || spans(instant).anyMatch(span -> span.contains(instant));
    }

    /// When the time ends in which that instant lies, windows that touch or overlap taken together:
    /// the first instant without contact, at most eight days ahead. [Instant#MAX] where any time is
    /// allowed; empty where the instant lies in no window.
    public Optional<Instant> closesAt(Instant instant) {
        if (any) {
            return Optional.of(Instant.MAX);
        }
        Instant end = instant;
        for (Window.Span span : spans(instant).sorted(byOpening()).toList()) {
            if (!span.open().isAfter(end) && span.close().isAfter(end)) {
                end = span.close();
            }
        }
        return end.equals(instant) ? Optional.empty() : Optional.of(end);
    }

    /// When contact is allowed next: the instant itself where it lies in a window.
    public Optional<Instant> nextOpening(Instant instant) {
        if (open(instant)) {
            return Optional.of(instant);
        }
        return spans(instant, HORIZON_DAYS)
                .map(Window.Span::open)
                .filter(opening -> opening.isAfter(instant))
                .min(Comparator.naturalOrder());
    }

    private Stream<Window.Span> spans(Instant instant) {
        return spans(instant, 7);
    }

    /// Every span that opens between two days before the instant's day and so many days after it.
    private Stream<Window.Span> spans(Instant instant, int daysAhead) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return list.stream()
                .flatMap(window ->
                        day.minusDays(2)
                                .datesUntil(day.plusDays(daysAhead + 1L))
                                .flatMap(opening -> window.on(opening, zone).stream()));
    }

    private static Comparator<Window.Span> byOpening() {
        return Comparator.comparing(Window.Span::open).thenComparing(Window.Span::close);
    }
}
