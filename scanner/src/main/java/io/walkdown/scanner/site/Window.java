package io.walkdown.scanner.site;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A time of the week in which contact is allowed, by the site's clock on the wall.
///
/// @param days the days on which it opens
/// @param from when it opens
/// @param to when it closes; not after `from`: on the next day, so equal times are 24 hours
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    public Window {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window needs a day on which it opens");
        }
        days = Set.copyOf(days);
    }

    /// The window as a canonical text, for example `mon,tue 22:00 05:00`.
    String text() {
        List<String> names = EnumSet.copyOf(days).stream().map(WindowSyntax::name).toList();
        return String.join(",", names) + " " + from + " " + to;
    }

    /// The time that the window has on a day, or empty where it does not open, be it because a
    /// clock change left nothing of it.
    Optional<Span> on(LocalDate day, ZoneId zone) {
        if (!days.contains(day.getDayOfWeek())) {
            return Optional.empty();
        }
        LocalDateTime opening = day.atTime(from);
        LocalDateTime closing = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to);
        Instant open = opens(opening, zone);
        Instant first = closes(closing, zone, true);
        Instant close = first.isAfter(open) ? first : closes(closing, zone, false);
        return close.isAfter(open) ? Optional.of(new Span(open, close)) : Optional.empty();
    }

    /// The later reading: a time in a gap moves on by the gap, of two equal times the second
    /// counts.
    private static Instant opens(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? local.atZone(zone).toInstant()
                : local.toInstant(offsets.getLast());
    }

    /// The earlier reading: a time in a gap is the gap's start, of two equal times the first
    /// counts. The second is for a window that lies within the repeated hour altogether.
    private static Instant closes(LocalDateTime local, ZoneId zone, boolean first) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(first ? offsets.getFirst() : offsets.getLast());
    }

    /// A stretch of time.
    ///
    /// @param open its first instant
    /// @param close the first instant after it
    record Span(Instant open, Instant close) {
        boolean contains(Instant instant) {
            return !instant.isBefore(open) && instant.isBefore(close);
        }
    }
}
