package io.walkdown.cli.board;

import io.walkdown.cli.view.Columns;
import io.walkdown.cli.view.Palette;
import io.walkdown.scanner.scan.GroupProgress;
import io.walkdown.scanner.scan.Progress;
import io.walkdown.throttle.BreakerState;
import io.walkdown.throttle.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The board's table of groups. Where not all have a row, those that matter have one: an open
/// breaker first, then who is in contact, then who waits; the rest is counted in one line.
///
/// @param palette colours
/// @param columns columns of a line
record GroupTable(Palette palette, int columns) {
    /// From here on there is room for what is asked beside what is waited for.
    private static final int WIDE = 100;

    private static final int GAP = 2;

    private enum State {
        OPEN,
        TALKING,
        WAITING,
        OVER
    }

    /// The table in at most that many lines; none where there is no room for a group.
    List<String> lines(Progress progress, long nowNanos, int most) {
        if (most < 2 || progress.groups().isEmpty()) {
            return List.of();
        }
        Set<String> open = openGroups(progress);
        int room = most - 1;
        List<GroupProgress> all = progress.groups();
        if (all.size() <= room) {
            return drawn(rows(all, open, room, nowNanos), room, List.of(), open);
        }
        List<GroupProgress> ranked =
                all.stream().sorted(Comparator.comparing(group -> state(group, open))).toList();
        List<GroupProgress> shown = ranked.subList(0, room - 1);
        List<GroupProgress> rest = ranked.subList(room - 1, ranked.size());
        return drawn(rows(shown, open, room - 1, nowNanos), room, rest, open);
    }

    private static Set<String> openGroups(Progress progress) {
        return progress.breakers().stream()
                .filter(BreakerState::open)
                .map(BreakerState::owner)
                .filter(owner -> owner.startsWith("group "))
                .map(owner -> owner.substring("group ".length()))
                .collect(Collectors.toSet());
    }

    private static State state(GroupProgress group, Set<String> open) {
        if (open.contains(group.name())) {
            return State.OPEN;
        }
        if (!group.talks().isEmpty()) {
            return State.TALKING;
        }
        return group.over() ? State.OVER : State.WAITING;
    }

    /// Each group has a row; what is left of the room is for groups with several visits in contact.
    private static List<GroupRow> rows(
            List<GroupProgress> groups, Set<String> open, int room, long nowNanos) {
        int spare = room - groups.size();
        List<GroupRow> rows = new ArrayList<>();
        for (GroupProgress group : groups) {
            List<GroupRow> own =
                    GroupRow.of(group, open.contains(group.name()), 1 + spare, nowNanos);
            spare -= own.size() - 1;
            rows.addAll(own);
        }
        return rows;
    }

    private List<String> drawn(
            List<GroupRow> rows, int room, List<GroupProgress> rest, Set<String> open) {
        List<String> lines = new ArrayList<>();
        int group = width(rows, row -> Columns.of(row.group()), "group", columns / 5);
        int done = width(rows, row -> row.done().length(), "done", 11);
        int device = width(rows, row -> Columns.of(row.device()), "device", columns / 4);
        int left = columns - group - done - device - (3 * GAP);
        boolean wide = columns >= WIDE;
        int wait = wide ? left / 2 : left;
        String gap = " ".repeat(GAP);
        String head =
                Columns.fill("group", group)
                        + gap
                        + " ".repeat(Math.max(0, done - 4))
                        + "done"
                        + gap
                        + Columns.fill("device", device)
                        + gap
                        + (wide ? Columns.fill("waits for", wait) + gap + "asked" : "waits, asked");
        lines.add(palette.faint(Columns.clip(head, columns)));
        for (GroupRow row : rows) {
            String text =
                    Columns.fill(row.group(), group)
                            + gap
                            + " ".repeat(Math.max(0, done - row.done().length()))
                            + row.done()
                            + gap
                            + Columns.fill(row.device(), device)
                            + gap
                            + (wide ? two(row, wait, gap) : one(row));
            String clipped = Columns.clip(text.stripTrailing(), columns);
            lines.add(row.open() ? palette.bad(clipped) : clipped);
        }
        if (!rest.isEmpty()) {
            lines.add(palette.faint(Columns.clip(counted(rest, open), columns)));
        }
        if (!wide) {
            legend(rows)
                    .flatMap(text -> Board.wrapped(text, columns))
                    .limit(Math.max(0, room + 1 - lines.size()))
                    .forEach(text -> lines.add(palette.faint(text)));
        }
        return lines;
    }

    private static int width(
            List<GroupRow> rows, ToIntFunction<GroupRow> columns, String heading, int most) {
        int widest = rows.stream().mapToInt(columns).max().orElse(0);
        return Math.clamp(widest, heading.length(), Math.max(heading.length(), most));
    }

    private static String two(GroupRow row, int wait, String gap) {
        String rule =
                row.rule()
                        .map(each -> "%s %s: %s".formatted(each, row.rest(), each.title()))
                        .orElse("");
        return Columns.fill(rule, wait) + gap + row.asked();
    }

    private static String one(GroupRow row) {
        String rule = row.rule().map(each -> each + " " + row.rest()).orElse("");
        return rule + (rule.isEmpty() || row.asked().isEmpty() ? "" : ", ") + row.asked();
    }

    private static String counted(List<GroupProgress> rest, Set<String> open) {
        var words = new ArrayList<String>();
        for (State state : State.values()) {
            long number = rest.stream().filter(group -> state(group, open) == state).count();
            if (number > 0) {
                words.add(number + " " + words(state));
            }
        }
        return "… and %d more groups: %s".formatted(rest.size(), String.join(", ", words));
    }

    private static String words(State state) {
        return switch (state) {
            case OPEN -> "with an open breaker";
            case TALKING -> "in contact";
            case WAITING -> "waiting";
            case OVER -> "done";
        };
    }

    /// The rules that narrow rows name by their number alone.
    private static Stream<String> legend(List<GroupRow> rows) {
        Set<Rule> used = new TreeSet<>();
        rows.forEach(row -> row.rule().ifPresent(used::add));
        return used.stream().map(rule -> rule + " " + rule.title());
    }
}
