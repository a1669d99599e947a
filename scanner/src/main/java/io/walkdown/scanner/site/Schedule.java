package io.walkdown.scanner.site;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The shape of a schedule: the five fields of cron (POSIX crontab), with steps and with names for
/// months and days.
final class Schedule {
    private static final Pattern ITEM =
            Pattern.compile("(?:\\*|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:/([0-9]{1,4}))?");
    private static final List<Field> FIELDS =
            List.of(
                    new Field("minute", 0, 59, List.of()),
                    new Field("hour", 0, 23, List.of()),
                    new Field("day of the month", 1, 31, List.of()),
                    new Field(
                            "month",
                            1,
                            12,
                            List.of(
                                    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
                                    "sep", "oct", "nov", "dec")),
                    new Field(
                            "day of the week",
                            0,
                            7,
                            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private Schedule() {}

    /// The text itself, with single spaces, where its shape is right.
    static Parsed<String> parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        if (parts.length != FIELDS.size()) {
            return new Parsed.Wrong<>(
                    "\"%s\" has %d fields, and a schedule has 5".formatted(text, parts.length),
                    "write minute, hour, day of the month, month, day of the week,"
                            + " for example \"0 2 * * sun\"");
        }
        for (int i = 0; i < parts.length; i++) {
            Field field = FIELDS.get(i);
            for (String item : parts[i].split(",", -1)) {
                if (!field.allows(item)) {
                    return new Parsed.Wrong<>(
                            "\"%s\" is no %s".formatted(item, field.name()),
                            "write *, a number from %d to %d, a span a-b, or a step */n"
                                    .formatted(field.min(), field.max()));
                }
            }
        }
        return new Parsed.Right<>(String.join(" ", parts));
    }

    private record Field(String name, int min, int max, List<String> names) {
        boolean allows(String item) {
            Matcher matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                return false;
            }
            Optional<Integer> first = number(matcher.group(1), min);
            Optional<Integer> last = number(matcher.group(2), max);
            String step = matcher.group(3);
            boolean stepped = step == null || Integer.parseInt(step) >= 1;
            return stepped && first.isPresent() && last.isPresent() && first.get() <= last.get();
        }

        private Optional<Integer> number(@Nullable String text, int or) {
            if (text == null) {
                return Optional.of(or);
            }
            int named = names.indexOf(text);
            if (named >= 0) {
                return Optional.of(named);
            }
            boolean digits = text.length() <= 2 && text.chars().allMatch(Character::isDigit);
            return Optional.of(text)
                    .filter(number -> digits)
                    .map(Integer::parseInt)
                    .filter(number -> number >= min && number <= max);
        }
    }
}
