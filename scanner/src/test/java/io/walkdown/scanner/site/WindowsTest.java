package io.walkdown.scanner.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowsTest {
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    private static Windows windows(String zone, String days, String from, String to) {
        Window window =
                new Window(
                        WindowSyntax.days(days).orThrow(),
                        WindowSyntax.from(from).orThrow(),
                        WindowSyntax.to(to).orThrow());
        return new Windows(ZoneId.of(zone), false, List.of(window));
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /// Clock changes: Amsterdam and New York jump 02:00 to 03:00 resp. back 03:00 to 02:00 (02:00
    /// to 01:00), Lord Howe by half an hour at 02:00.
    @ParameterizedTest(name = "{0} {1} {2}-{3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Europe/Amsterdam    | 2026-03-29 | 02:30 | 05:00 | 2026-03-29T03:30+02:00 | 2026-03-29T05:00+02:00
                    Europe/Amsterdam    | 2026-03-29 | 01:00 | 02:30 | 2026-03-29T01:00+01:00 | 2026-03-29T03:00+02:00
                    Europe/Amsterdam    | 2026-03-29 | 01:00 | 05:00 | 2026-03-29T01:00+01:00 | 2026-03-29T05:00+02:00
                    Europe/Amsterdam    | 2026-03-29 | 02:10 | 02:50 | none                   | none
                    Europe/Amsterdam    | 2026-10-25 | 02:30 | 05:00 | 2026-10-25T02:30+01:00 | 2026-10-25T05:00+01:00
                    Europe/Amsterdam    | 2026-10-25 | 01:00 | 02:30 | 2026-10-25T01:00+02:00 | 2026-10-25T02:30+02:00
                    Europe/Amsterdam    | 2026-10-25 | 02:10 | 02:50 | 2026-10-25T02:10+01:00 | 2026-10-25T02:50+01:00
                    Europe/Amsterdam    | 2026-10-24 | 22:00 | 02:30 | 2026-10-24T22:00+02:00 | 2026-10-25T02:30+02:00
                    Europe/Amsterdam    | 2026-10-25 | 01:00 | 05:00 | 2026-10-25T01:00+02:00 | 2026-10-25T05:00+01:00
                    America/New_York    | 2026-03-08 | 02:30 | 05:00 | 2026-03-08T03:30-04:00 | 2026-03-08T05:00-04:00
                    America/New_York    | 2026-11-01 | 01:30 | 05:00 | 2026-11-01T01:30-05:00 | 2026-11-01T05:00-05:00
                    America/New_York    | 2026-10-31 | 22:00 | 01:30 | 2026-10-31T22:00-04:00 | 2026-11-01T01:30-04:00
                    Australia/Lord_Howe | 2026-10-04 | 02:10 | 05:00 | 2026-10-04T02:40+11:00 | 2026-10-04T05:00+11:00
                    Australia/Lord_Howe | 2026-10-04 | 01:00 | 02:10 | 2026-10-04T01:00+10:30 | 2026-10-04T02:30+11:00
                    Australia/Lord_Howe | 2026-04-05 | 01:45 | 05:00 | 2026-04-05T01:45+10:30 | 2026-04-05T05:00+10:30
                    Australia/Lord_Howe | 2026-04-05 | 01:00 | 01:45 | 2026-04-05T01:00+11:00 | 2026-04-05T01:45+11:00
                    """)
    void takesTheShorterReadingAtAClockChange(
            String zone, LocalDate day, LocalTime from, LocalTime to, String open, String close) {
        Window window = new Window(ALL, from, to);

        assertThat(window.on(day, ZoneId.of(zone)).stream())
                .containsExactlyElementsOf(
                        open.equals("none")
                                ? List.of()
                                : List.of(new Window.Span(at(open), at(close))));
    }

    @Test
    void theDayIsTheOneOnWhichAWindowOpens() {
        Windows weekdays = windows("Europe/Amsterdam", "mon-fri", "22:00", "05:00");

        assertThat(weekdays.open(at("2026-11-28T04:59:59+01:00"))).isTrue();
        assertThat(weekdays.open(at("2026-11-28T05:00:00+01:00"))).isFalse();
        assertThat(weekdays.open(at("2026-11-23T04:00:00+01:00"))).isFalse();
        assertThat(weekdays.open(at("2026-11-23T22:00:00+01:00"))).isTrue();
        assertThat(weekdays.open(at("2026-11-28T22:00:00+01:00"))).isFalse();
        assertThat(weekdays.closesAt(at("2026-11-27T23:00:00+01:00")))
                .contains(at("2026-11-28T05:00:00+01:00"));
        assertThat(weekdays.closesAt(at("2026-11-28T06:00:00+01:00"))).isEmpty();
        assertThat(weekdays.nextOpening(at("2026-11-28T06:00:00+01:00")))
                .contains(at("2026-11-30T22:00:00+01:00"));
        assertThat(weekdays.nextOpening(at("2026-11-27T23:00:00+01:00")))
                .contains(at("2026-11-27T23:00:00+01:00"));
    }

    @Test
    void windowsThatTouchCloseTogether() {
        Windows touching =
                new Windows(
                        ZoneId.of("UTC"),
                        false,
                        List.of(
                                new Window(
                                        Set.of(DayOfWeek.SATURDAY),
                                        LocalTime.MIDNIGHT,
                                        LocalTime.MIDNIGHT),
                                new Window(
                                        Set.of(DayOfWeek.FRIDAY),
                                        LocalTime.of(22, 0),
                                        LocalTime.MIDNIGHT)));

        assertThat(touching.closesAt(at("2026-11-27T23:00:00Z")))
                .contains(at("2026-11-29T00:00:00Z"));
    }

    @Test
    void anyTimeNeverCloses() {
        Windows any = Windows.any(ZoneId.of("UTC"));

        assertThat(any.open(Instant.EPOCH)).isTrue();
        assertThat(any.closesAt(Instant.EPOCH)).contains(Instant.MAX);
        assertThat(any.nextOpening(Instant.EPOCH)).contains(Instant.EPOCH);
    }

    @Test
    void findsTheNextOpeningAfterOneThatAClockChangeSwallowed() {
        Windows sunday = windows("Europe/Amsterdam", "sun", "02:10", "02:50");

        assertThat(sunday.nextOpening(at("2026-03-28T12:00:00+01:00")))
                .contains(at("2026-04-05T02:10:00+02:00"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mon-fri | mon,tue,wed,thu,fri
                    sat-mon | mon,sat,sun
                    sun,WED | wed,sun
                    mon-sun | mon,tue,wed,thu,fri,sat,sun
                    tue-tue | tue
                    """)
    void readsDays(String text, String days) {
        Window window =
                new Window(
                        WindowSyntax.days(text).orThrow(), LocalTime.of(1, 0), LocalTime.of(2, 0));

        assertThat(window.text()).isEqualTo(days + " 01:00 02:00");
    }

    /// Whenever contact is allowed, the clock on the wall shows a time within the window as
    /// written, on a day on which it opens: no reading of a clock change ever lengthens a window.
    @Property(tries = 2000)
    void openOnlyWhileTheWallClockSaysSo(
            @ForAll("zones") ZoneId zone,
            @ForAll("changes") LocalDate day,
            @ForAll("written") Window window,
            @ForAll @IntRange(min = -2880, max = 2880) int minutes) {
        Windows windows = new Windows(zone, false, List.of(window));
        Instant instant = day.atTime(2, 0).atZone(zone).toInstant().plusSeconds(minutes * 60L);

        ZonedDateTime wall = instant.atZone(zone);
        if (windows.open(instant)) {
            assertThat(onTheWall(window, wall)).isTrue();
        }
        boolean farFromAChange =
                zone.getRules().nextTransition(instant.minus(Duration.ofDays(2))) == null
                        || zone.getRules()
                                .nextTransition(instant.minus(Duration.ofDays(2)))
                                .getInstant()
                                .isAfter(instant.plus(Duration.ofDays(2)));
        if (farFromAChange) {
            assertThat(windows.open(instant)).isEqualTo(onTheWall(window, wall));
        }
    }

    private static boolean onTheWall(Window window, ZonedDateTime wall) {
        LocalTime time = wall.toLocalTime();
        DayOfWeek today = wall.getDayOfWeek();
        boolean overnight = !window.to().isAfter(window.from());
        boolean sinceToday =
                window.days().contains(today)
                        && !time.isBefore(window.from())
                        && (overnight || time.isBefore(window.to()));
        boolean sinceYesterday =
                overnight && window.days().contains(today.minus(1)) && time.isBefore(window.to());
        return sinceToday || sinceYesterday;
    }

    /// The three questions agree: contact is allowed up to the close and not at it, not before the
    /// next opening, and at it.
    @Property(tries = 1000)
    void theThreeQuestionsAgree(
            @ForAll("zones") ZoneId zone,
            @ForAll("changes") LocalDate day,
            @ForAll("written") Window first,
            @ForAll("written") Window second,
            @ForAll @IntRange(min = -5000, max = 5000) int minutes) {
        Windows windows = new Windows(zone, false, List.of(first, second));
        Instant instant = day.atTime(2, 0).atZone(zone).toInstant().plusSeconds(minutes * 60L);

        assertThat(windows.closesAt(instant).isPresent()).isEqualTo(windows.open(instant));
        windows.closesAt(instant)
                .ifPresent(close -> {
                    assertThat(windows.open(close.minusMillis(1))).isTrue();
                    assertThat(
                                    !windows.open(close)
                                            || close.isAfter(instant.plus(Duration.ofDays(6))))
                            .isTrue();
                });
        Instant next = windows.nextOpening(instant).orElseThrow();
        assertThat(windows.open(next)).isTrue();
        if (next.isAfter(instant)) {
            assertThat(windows.open(next.minusMillis(1))).isFalse();
            assertThat(windows.open(instant)).isFalse();
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<LocalDate> changes() {
        return Arbitraries.of(
                        "2026-03-29",
                        "2026-10-25",
                        "2026-03-08",
                        "2026-11-01",
                        "2026-10-04",
                        "2026-04-05",
                        "2026-07-01")
                .map(LocalDate::parse);
    }

    @Provide
    Arbitrary<Window> written() {
        Arbitrary<LocalTime> times =
                Arbitraries.frequencyOf(
                        Tuple.of(
                                3,
                                Arbitraries.integers()
                                        .between(4, 14)
                                        .map(n -> LocalTime.of(n / 4, n % 4 * 15))),
                        Tuple.of(
                                1,
                                Arbitraries.integers()
                                        .between(0, 1439)
                                        .map(n -> LocalTime.of(n / 60, n % 60))));
        Arbitrary<Set<DayOfWeek>> days =
                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(7);
        return Combinators.combine(days, times, times).as(Window::new);
    }
}
