package io.walkdown.scanner.site;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How days and times of a window are written.
final class WindowSyntax {
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final String WAY_OUT =
            "write days as \"mon-fri\", \"sat\" or \"mon,wed\", with the first three letters";

    private WindowSyntax() {}

    /// Days, spans of days, or a list of both; a span may run over Sunday.
    static Parsed<Set<DayOfWeek>> days(String text) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().toLowerCase(Locale.ROOT).split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first < 0 || last < 0) {
                return new Parsed.Wrong<>(
                        "\"%s\" names no day of the week".formatted(part.strip()), WAY_OUT);
            }
            int count = Math.floorMod(last - first, 7) + 1;
            for (int i = 0; i < count; i++) {
                days.add(DayOfWeek.of(first + 1).plus(i));
            }
        }
        return new Parsed.Right<>(days);
    }

    /// A time of the day, `00:00` to `23:59`.
    static Parsed<LocalTime> from(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches()
                ? new Parsed.Right<>(LocalTime.parse(text))
                : new Parsed.Wrong<>(
                        "\"%s\" is not a time of the day".formatted(text),
                        "write 24-hour time with two digits each, in quotes, for example \"22:00\"");
    }

    /// A time of the day, or `24:00` for its end.
    static Parsed<LocalTime> to(String text) {
        return text.equals("24:00") ? new Parsed.Right<>(LocalTime.MIDNIGHT) : from(text);
    }

    static String name(DayOfWeek day) {
        return DAYS.get(day.getValue() - 1);
    }
}
