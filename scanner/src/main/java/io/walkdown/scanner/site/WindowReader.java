package io.walkdown.scanner.site;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `windows`.
final class WindowReader {
    private static final Set<String> KEYS = Set.of("days", "from", "to");
    private static final String WAY_OUT =
            "write windows: any, or a list of {days: mon-fri, from: \"22:00\", to: \"05:00\"}";

    private final Complaints complaints;
    private final ZoneId zone;

    WindowReader(Complaints complaints, ZoneId zone) {
        this.complaints = complaints;
        this.zone = zone;
    }

    Windows read(Fields fields) {
        Optional<Value> value = fields.optional("windows");
        if (value.isEmpty()) {
            complaints.warning(
                    fields.spot(),
                    Rule.WINDOWS_MISSING,
                    "",
                    "no windows are named, so contact is allowed at any time",
                    WAY_OUT);
            return Windows.any(zone);
        }
        List<Window> windows =
                value.filter(given -> !isAny(given)).map(this::list).orElse(List.of());
        return windows.isEmpty() ? Windows.any(zone) : new Windows(zone, false, windows);
    }

    private static boolean isAny(Value value) {
        return value.node() instanceof YamlNode.Scalar scalar && scalar.text().equals("any");
    }

    private List<Window> list(Value value) {
        if (!(value.node() instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
            String given =
                    value.node() instanceof YamlNode.Scalar scalar ? ": " + scalar.text() : "";
            value.error(
                    Rule.WINDOW_SYNTAX,
                    "windows is neither any nor a list of windows" + given,
                    WAY_OUT);
            return List.of();
        }
        return value.items().stream().flatMap(item -> window(item).stream()).toList();
    }

    private Optional<Window> window(Value item) {
        return Fields.of(item, KEYS).flatMap(this::window);
    }

    private Optional<Window> window(Fields fields) {
        Optional<Set<DayOfWeek>> days =
                fields.required("days", "write the days on which it opens, days: mon-fri")
                        .flatMap(value -> value.parsed(Rule.WINDOW_SYNTAX, WindowSyntax::days));
        Optional<LocalTime> from =
                fields.required("from", "write when it opens, from: \"22:00\"")
                        .flatMap(value -> value.parsed(Rule.WINDOW_SYNTAX, WindowSyntax::from));
        Optional<Value> end = fields.required("to", "write when it closes, to: \"05:00\"");
        Optional<LocalTime> to =
                end.flatMap(value -> value.parsed(Rule.WINDOW_SYNTAX, WindowSyntax::to));
        if (days.isEmpty() || from.isEmpty() || to.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        boolean wholeDay = end.get().written().equals("24:00");
        if (from.equals(to) && !wholeDay) {
            end.get()
                    .error(
                            Rule.WINDOW_SYNTAX,
                            "the window opens and closes at " + from.get(),
                            "for a whole day write from: \"00:00\", to: \"24:00\"");
            return Optional.empty();
        }
        return Optional.of(new Window(days.get(), from.get(), to.get()));
    }
}
