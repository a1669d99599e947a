package io.walkdown.simulator;

import io.walkdown.simulator.PlantFile.Group;
import io.walkdown.simulator.PlantFile.Head;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the site file that matches a running plant: one line a device.
final class SiteText {

    /// Stands for the date in thirty days, because an acknowledgement in a plant file would expire.
    private static final String SOON = "{in 30 days}";

    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9 ./_+-]*[A-Za-z0-9]|(\\d+\\.){3}\\d+(/\\d+)?");
    private static final List<String> NOT_TEXT =
            List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private SiteText() {}

    static String of(Head plant, List<Device> devices) {
        StringBuilder text = new StringBuilder();
        text.append(
                "# The simulated plant %s, as it listens now.\n".formatted(quoted(plant.name())));
        text.append("# Written by Walkdown's simulator; every address is on this machine.\n");
        text.append("version: 1\n");
        text.append("site: " + value(plant.name()) + "\n");
        text.append("scope: " + value(plant.scope()) + "\n");
        if (!plant.exclude().isEmpty()) {
            text.append("exclude: " + value(plant.exclude()) + "\n");
        }
        text.append("limits: " + value(limits(plant)) + "\n");
        text.append("windows: any\n");
        groups(text, plant.groups());
        text.append("devices:\n");
        devices.forEach(device -> text.append("  - " + value(entry(device)) + "\n"));
        return text.toString();
    }

    private static Map<String, Object> limits(Head plant) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("concurrentVisits", plant.limits().concurrentVisits());
        limits.put("framesPerSecond", plant.limits().framesPerSecond());
        return limits;
    }

    private static void groups(StringBuilder text, Map<String, Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        text.append("groups:\n");
        groups.forEach((name, group) -> {
            Map<String, Object> keys = new LinkedHashMap<>();
            @Nullable String kind = group.kind();
            if (kind != null) {
                keys.put("kind", kind);
            }
            keys.put("concurrentVisits", group.concurrentVisits());
            if (group.busTimePercent() > 0) {
                keys.put("busTimePercent", group.busTimePercent());
            }
            text.append("  %s: %s\n".formatted(value(name), value(keys)));
        });
    }

    private static Map<String, Object> entry(Device device) {
        Map<String, Object> keys = new LinkedHashMap<>();
        DeviceSpec spec = device.spec();
        keys.put("name", spec.name());
        keys.put("address", spec.address());
        keys.put("port", device.port());
        keys.put("protocol", spec.protocol().name().toLowerCase(Locale.ROOT));
        keys.putAll(spec.site());
        return keys;
    }

    /// A value in YAML's flow style, text in quotes unless it cannot be taken for anything else.
    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> {
                List<String> entries = new ArrayList<>();
                map.forEach((key, of) -> entries.add(value(key) + ": " + value(of)));
                yield "{" + String.join(", ", entries) + "}";
            }
            case List<?> list ->
                    "[" + String.join(", ", list.stream().map(SiteText::value).toList()) + "]";
            case Double number when number % 1 == 0 -> Long.toString(number.longValue());
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> text(value.toString());
        };
    }

    private static String text(String text) {
        String given = text;
        if (text.equals(SOON)) {
            given = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        }
        boolean plain =
                PLAIN.matcher(given).matches()
                        && !NOT_TEXT.contains(given.toLowerCase(Locale.ROOT));
        return plain ? given : quoted(given);
    }

    /// In double quotes, on one line: what a reader of YAML would not take as it is, and what would
    /// not be seen, is escaped.
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> {
                    if (c == '\\' || c == '"') {
                        quoted.append('\\').appendCodePoint(c);
                    } else if (isSeen(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(
                                c < 0x10000 ? "\\u%04X".formatted(c) : "\\U%08X".formatted(c));
                    }
                });
        return quoted.append('"').toString();
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
