package io.walkdown.cli.board;

import io.walkdown.cli.view.Amount;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.scan.GroupProgress;
import io.walkdown.scanner.scan.Talk;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One row of the board's table: a group, or one more device of it that is in contact.
///
/// @param group its name; empty on a further row of the same group
/// @param done how many of its devices are over; empty likewise
/// @param device the device in contact, else how many wait
/// @param asked what the device was asked last
/// @param rule the rule that it waits for; empty while it waits for none
/// @param rest how long it will still wait; `its turn` where that depends on another visit
/// @param open whether the group's breaker is open (S7)
record GroupRow(
        String group,
        String done,
        String device,
        String asked,
        Optional<Rule> rule,
        String rest,
        boolean open) {
    private static final String OPEN = "breaker OPEN";

    /// The rows of a group: one for each visit in contact, and at least one.
    ///
    /// @param most how many rows at most; those that are left out are counted in the last
    static List<GroupRow> of(GroupProgress group, boolean open, int most, long nowNanos) {
        String name = group.name().isEmpty() ? "(no group)" : Neutral.text(group.name());
        String done = "%d/%d".formatted(group.done(), group.devices());
        if (group.talks().isEmpty()) {
            return List.of(idle(group, name, done, open, nowNanos));
        }
        List<GroupRow> rows = new ArrayList<>();
        for (Talk talk : group.talks()) {
            if (rows.size() == most) {
                break;
            }
            boolean first = rows.isEmpty();
            boolean last = rows.size() == most - 1;
            int more = last ? group.talks().size() - most : 0;
            rows.add(
                    talking(
                            group,
                            talk,
                            first ? name : "",
                            first ? done : "",
                            more,
                            first && open,
                            nowNanos));
        }
        return rows;
    }

    private static GroupRow talking(
            GroupProgress group,
            Talk talk,
            String name,
            String done,
            int more,
            boolean open,
            long nowNanos) {
        Optional<Waiting> wait =
                group.waiting().stream().filter(each -> talk.visitHolds(each.visit())).findFirst();
        return new GroupRow(
                name,
                done,
                Neutral.text(talk.device()),
                (open ? OPEN + "; " : "")
                        + (more > 0 ? "(and %d more) ".formatted(more) : "")
                        + talk.asked().orElse("not asked yet"),
                wait.map(Waiting::rule),
                wait.map(each -> rest(each, nowNanos)).orElse(""),
                open);
    }

    private static GroupRow idle(
            GroupProgress group, String name, String done, boolean open, long nowNanos) {
        Optional<Waiting> wait = group.waiting().stream().findFirst();
        int left = group.devices() - group.done();
        String state = group.over() ? "done" : "%d to come".formatted(left);
        return new GroupRow(
                name,
                done,
                state,
                open ? OPEN : "",
                wait.map(Waiting::rule),
                wait.map(each -> rest(each, nowNanos)).orElse(""),
                open);
    }

    private static String rest(Waiting wait, long nowNanos) {
        return wait.remaining(nowNanos).map(Amount::of).orElse("its turn");
    }
}
