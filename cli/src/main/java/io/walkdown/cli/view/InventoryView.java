package io.walkdown.cli.view;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Unused;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a scan saw, for people: the inventory, how each visit went, planned against actual.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record InventoryView(Palette palette, int width) {

    /// Every asset with its nameplate, modules below their device.
    public String inventory(Observations observations) {
        Table table =
                Table.of(
                        "device",
                        "manufacturer",
                        "model",
                        "order number",
                        "firmware",
                        "hardware",
                        "serial number",
                        "tag");
        for (Asset asset : observations.assets()) {
            row(table, Neutral.text(asset.name()), asset.nameplate());
            for (Module module : asset.modules()) {
                row(table, "  " + module.place(), module.nameplate());
            }
        }
        return table.isEmpty()
                ? "  No device told anything.\n"
                : table.render(width, palette) + palette.faint(legend()) + "\n";
    }

    private static String legend() {
        return "· empty   – not supported   ? no answer   blank: not asked";
    }

    private static void row(Table table, String name, Nameplate plate) {
        table.row(
                name,
                cell(plate, NameplateField.MANUFACTURER),
                cell(plate, NameplateField.MODEL),
                cell(plate, NameplateField.ORDER_NUMBER),
                cell(plate, NameplateField.FIRMWARE_REVISION),
                cell(plate, NameplateField.HARDWARE_REVISION),
                cell(plate, NameplateField.SERIAL_NUMBER),
                cell(plate, NameplateField.TAG));
    }

    private static String cell(Nameplate plate, NameplateField name) {
        Field field = plate.field(name);
        return switch (field.state()) {
            case KNOWN -> Neutral.text(field.value().orElseThrow());
            case EMPTY -> "·";
            case NOT_SUPPORTED -> "–";
            case NO_ANSWER -> "?";
            case NOT_ASKED -> "";
            case CONFLICT ->
                    field.values().stream().map(Neutral::text).collect(Collectors.joining(" ≠ "));
        };
    }

    /// How each visit went, and what it cost against what the plan allowed.
    public String visits(Observations observations) {
        Table table =
                Table.of("device", "outcome", ">frames", ">bytes", ">conn.", ">seconds", "why");
        for (Visit visit : observations.visits()) {
            table.row(
                    Neutral.text(visit.device()),
                    colored(visit.outcome()),
                    of(visit.actual().frames(), visit.worstCase().frames()),
                    of(visit.actual().bytes(), visit.worstCase().bytes()),
                    of(visit.actual().connections(), visit.worstCase().connections()),
                    seconds(visit.actual()) + " / " + seconds(visit.worstCase()),
                    why(visit.outcome()));
        }
        return palette.faint("Actual / worst case as planned")
                + "\n"
                + table.render(width, palette);
    }

    /// The planned steps that were not taken, by their reason.
    public String unused(Observations observations) {
        Map<String, List<String>> byReason = new TreeMap<>();
        for (Visit visit : observations.visits()) {
            if (visit.actual().frames() > 0) {
                for (Unused step : visit.unused()) {
                    byReason.computeIfAbsent(Neutral.text(step.reason()), any -> new ArrayList<>())
                            .add(
                                    "%s %s%s"
                                            .formatted(
                                                    Neutral.text(visit.device()),
                                                    step.step(),
                                                    step.count() > 1 ? " ×" + step.count() : ""));
                }
            }
        }
        var text = new StringBuilder();
        byReason.forEach((reason, steps) ->
                text.append("  ")
                        .append(reason)
                        .append(palette.faint("  " + String.join(", ", steps)))
                        .append('\n'));
        return text.isEmpty() ? "" : palette.faint("Planned and not needed") + "\n" + text;
    }

    /// One line: how many devices, what it cost in all, whether it is complete.
    public String summary(Observations observations) {
        long identified =
                observations.visits().stream()
                        .filter(visit -> visit.outcome() instanceof ProbeOutcome.Identified)
                        .count();
        Load actual = sum(observations, true);
        Load worst = sum(observations, false);
        String complete =
                observations.complete()
                        ? palette.good("complete")
                        : palette.warning(
                                "incomplete: a device that was due did not answer in whole"
                                        + " or was withheld");
        return "%d of %s identified; %s of at most %s; %s%n"
                .formatted(
                        identified,
                        Amount.count(observations.visits().size(), "device"),
                        Amount.count(actual.frames(), "frame"),
                        Amount.count(worst.frames(), "frame"),
                        complete);
    }

    private static Load sum(Observations observations, boolean actual) {
        return observations.visits().stream()
                .map(visit -> actual ? visit.actual() : visit.worstCase())
                .reduce(Load.NONE, Load::plus);
    }

    private String colored(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Identified() -> palette.good(outcome.id());
            case ProbeOutcome.Withheld _, ProbeOutcome.Stopped _ -> palette.faint(outcome.id());
            case ProbeOutcome.Partial _,
                    ProbeOutcome.Silent _,
                    ProbeOutcome.Refused _,
                    ProbeOutcome.Reset _,
                    ProbeOutcome.Closed _,
                    ProbeOutcome.Busy _,
                    ProbeOutcome.Malformed _,
                    ProbeOutcome.NotSpoken _ ->
                    palette.warning(outcome.id());
        };
    }

    private static String why(ProbeOutcome outcome) {
        String rule = outcome instanceof ProbeOutcome.Withheld w ? w.rule() + ": " : "";
        return Neutral.text(rule + outcome.evidence());
    }

    private static String of(long actual, long worst) {
        return actual + " / " + worst;
    }

    private static String seconds(Load load) {
        return String.format(Locale.ROOT, "%.1f", load.seconds().toMillis() / 1e3);
    }
}
