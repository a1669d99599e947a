package io.walkdown.cli.view;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.plan.Canary;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.Withholding;
import io.walkdown.scanner.wire.FrameTemplate.Part;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A plan for people: what each device will bear at worst, who is withheld and why, the totals.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
/// @param realValues the profile that a simulated one stands for, by its id
public record PlanView(Palette palette, int width, Function<String, Optional<Profile>> realValues) {
    /// The plan in whole.
    ///
    /// @param ledger where the ledger is
    /// @param hex whether each frame is printed byte by byte
    public String text(ScanPlan plan, Path ledger, boolean hex) {
        var text = new StringBuilder();
        text.append(heading(plan));
        text.append(contacted(plan));
        if (hex) {
            plan.devices().stream()
                    .filter(DevicePlan::contacted)
                    .forEach(device -> text.append(frames(device)));
        }
        text.append(canaries(plan));
        text.append(withheld(plan));
        text.append(warnings(plan));
        text.append(totals(plan));
        text.append(palette.faint("  ledger: " + ledger)).append('\n');
        text.append(palette.faint("  plan hash: " + plan.hash())).append('\n');
        return text.toString();
    }

    /// The totals alone, as `scan` prints them before it asks.
    public String totals(ScanPlan plan) {
        Load worst = plan.worstCase();
        var text = new StringBuilder();
        text.append(palette.heading("At worst, all devices together")).append('\n');
        text.append("  ")
                .append(terms(worst))
                .append(" of contact; ")
                .append(
                        "at most %s at once, %s frames/s for the whole site"
                                .formatted(
                                        Amount.count(
                                                plan.site().limits().concurrentVisits(), "device"),
                                        plain(plan.site().limits().framesPerSecond())))
                .append('\n');
        text.append("  expected end: ")
                .append(time(plan.expectedEnd(), plan.site().timeZone()))
                .append(" (")
                .append(Amount.of(plan.expected()))
                .append(" from now) where every device answers at once\n");
        text.append(
                palette.faint(
                        "  not ours to bound: TCP itself may repeat a connection request (three"
                                + " times in 3 s on Linux) and segments that nobody"
                                + " acknowledged.\n"));
        return text.toString();
    }

    private String heading(ScanPlan plan) {
        int visited = (int) plan.devices().stream().filter(DevicePlan::contacted).count();
        return palette.heading(
                        "Plan for %s: %s of %d contacted. Nothing has been sent."
                                .formatted(
                                        Neutral.text(plan.site().name()),
                                        Amount.count(visited, "device"),
                                        plan.devices().size()))
                + "\n";
    }

    private String contacted(ScanPlan plan) {
        Table table =
                Table.of(
                        "device",
                        "address",
                        "profile",
                        "asks",
                        ">frames",
                        ">bytes",
                        ">conn.",
                        ">seconds",
                        ">gap");
        plan.devices().stream().filter(DevicePlan::contacted).forEach(d -> addRow(table, d));
        if (table.isEmpty()) {
            return "\n  No device would be contacted.\n\n";
        }
        return "\n"
                + palette.faint("Worst case of each device")
                + "\n"
                + table.render(width, palette)
                + simulated(plan)
                + "\n";
    }

    private void addRow(Table table, DevicePlan device) {
        Load worst = device.worstCase();
        table.row(
                Neutral.text(device.name()),
                device.endpoint().devices().getFirst().endpointText(),
                device.profile().id(),
                asks(device),
                Integer.toString(worst.frames()),
                Long.toString(worst.bytes()),
                Integer.toString(worst.connections()),
                String.format(Locale.ROOT, "%.1f", worst.seconds().toMillis() / 1e3),
                Amount.of(device.profile().gap().value()));
    }

    private static String asks(DevicePlan device) {
        return device.legs().stream()
                .flatMap(leg -> leg.steps().stream())
                .filter(step -> step.kind() == Step.Kind.READ)
                .map(Step::request)
                .collect(Collectors.groupingBy(r -> r, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() > 1 ? e.getKey() + " ×" + e.getValue() : e.getKey())
                .collect(Collectors.joining(", "));
    }

    /// Simulated profiles are quick; beside them stands what a real device would be given (S12).
    private String simulated(ScanPlan plan) {
        List<DevicePlan> quick =
                plan.devices().stream()
                        .filter(DevicePlan::contacted)
                        .filter(d -> d.profile().kind() == Profile.Kind.SIMULATED)
                        .toList();
        if (quick.isEmpty()) {
            return "";
        }
        Table table = Table.of("simulated profile", ">gap", "stands for", ">gap", "visited");
        quick.stream()
                .map(DevicePlan::profile)
                .distinct()
                .forEach(profile -> addReal(table, profile));
        return palette.warning(
                        "Simulated devices, simulated pace: on real devices the gaps and intervals"
                                + " on the right hold.")
                + "\n"
                + table.render(width, palette);
    }

    private void addReal(Table table, Profile profile) {
        realValues
                .apply(profile.simulates())
                .ifPresent(real ->
                        table.row(
                                profile.id(),
                                Amount.of(profile.gap().value()),
                                real.id(),
                                Amount.of(real.gap().value()),
                                ProfilesView.revisit(real)));
    }

    /// Every frame that may be sent to that device, byte by byte.
    public String frames(DevicePlan device) {
        var text = new StringBuilder();
        text.append(palette.heading(Neutral.text(device.name())))
                .append(palette.faint("  " + device.endpoint().devices().getFirst().endpointText()))
                .append('\n');
        for (Leg leg : device.allLegs()) {
            for (Step step : leg.steps()) {
                text.append(frame(leg, step));
            }
        }
        return text.append('\n').toString();
    }

    private String frame(Leg leg, Step step) {
        var text = new StringBuilder();
        text.append(
                "  %s %s, %s: %s%n"
                        .formatted(
                                leg.transport().name().toLowerCase(Locale.ROOT),
                                step.id(),
                                step.kind().id(),
                                step.meaning()));
        text.append(
                palette.faint(
                        "    %s; at most %s; answer at most %s, waited for %s%n"
                                .formatted(
                                        step.when().equals(Step.ALWAYS)
                                                ? "always"
                                                : "only when " + step.when(),
                                        step.repeatMax() == 1
                                                ? "once"
                                                : step.repeatMax() + " times",
                                        Amount.bytes(step.answerMax()),
                                        Amount.of(step.timeout().value()))));
        String hex = step.template().hex();
        for (Part part : step.template().layout()) {
            text.append(
                    "    %-24s  %s%n"
                            .formatted(
                                    spaced(
                                            hex.substring(
                                                    2 * part.offset(),
                                                    2 * (part.offset() + part.length()))),
                                    part.meaning()));
        }
        return text.toString();
    }

    private static String spaced(String hex) {
        var text = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            text.append(i == 0 ? "" : " ").append(hex, i, i + 2);
        }
        return text.toString();
    }

    private String canaries(ScanPlan plan) {
        if (plan.canaries().isEmpty()) {
            return "";
        }
        Table table =
                Table.of(
                        "first of its kind (S8)",
                        "kind",
                        "why this one",
                        ">looked at again",
                        "waiting for it");
        for (Canary canary : plan.canaries()) {
            table.row(
                    Neutral.text(canary.device()),
                    Neutral.text(canary.kind()),
                    canary.chosenBy(),
                    "after " + Amount.of(canary.pause()),
                    canary.waiting().isEmpty()
                            ? "-"
                            : Neutral.text(String.join(", ", canary.waiting())));
        }
        return table.render(width, palette) + "\n";
    }

    private String withheld(ScanPlan plan) {
        if (plan.withheld().isEmpty()) {
            return "";
        }
        Table table = Table.of("withheld", "address", "rule", "why", "until");
        for (DevicePlan device : plan.withheld()) {
            Withholding why = device.withheld().orElseThrow();
            table.row(
                    Neutral.text(device.name()),
                    device.endpoint().devices().getFirst().endpointText(),
                    why.due() ? palette.warning(why.rule()) : why.rule(),
                    Neutral.text(why.reason()),
                    why.until().map(t -> time(t, plan.site().timeZone())).orElse("-"));
        }
        return table.render(width, palette) + "\n";
    }

    private String warnings(ScanPlan plan) {
        var text = new StringBuilder();
        for (DevicePlan device : plan.devices()) {
            device.warnings()
                    .forEach(warning ->
                            text.append(palette.warning("warning: "))
                                    .append(Neutral.text(device.name() + ": " + warning))
                                    .append('\n'));
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    /// The four terms on one line.
    public static String terms(Load load) {
        return "%s, %s, %s, %s"
                .formatted(
                        Amount.count(load.frames(), "frame"),
                        Amount.bytes(load.bytes()),
                        Amount.count(load.connections(), "connection"),
                        Amount.of(load.seconds()));
    }

    /// A time of day in the site's zone.
    public static String time(Instant instant, ZoneId zone) {
        return Times.of(instant, zone);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
