package io.walkdown.cli.view;

import io.walkdown.simulator.Breach;
import io.walkdown.simulator.WitnessReport;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import io.walkdown.simulator.WitnessReport.HmiReport;
import java.util.Locale;
import java.util.OptionalDouble;

/// What simulated devices recorded themselves, for people.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record WitnessView(Palette palette, int width) {

    /// Every device's own count, the panel's experience, and the breaches.
    public String text(WitnessReport report) {
        Table devices =
                Table.of(
                        "device",
                        ">frames",
                        ">connections",
                        ">at once",
                        ">open now",
                        ">shortest gap",
                        ">in flight",
                        ">breaches");
        report.devices().forEach(device -> row(devices, device));
        Table panels = Table.of("panel polls", ">polls", ">lost", ">longest answer");
        report.hmi().forEach(panel -> row(panels, panel));
        return devices.render(width, palette)
                + "\n"
                + (panels.isEmpty() ? "" : panels.render(width, palette) + "\n")
                + breaches(report);
    }

    private static void row(Table table, DeviceReport device) {
        table.row(
                Neutral.text(device.name()),
                Integer.toString(device.frames()),
                Integer.toString(device.connections()),
                Integer.toString(device.maxOpen()),
                Integer.toString(device.openNow()),
                millis(device.minGapMs()),
                Integer.toString(device.maxInFlight()),
                Integer.toString(device.breachCount()));
    }

    private static void row(Table table, HmiReport panel) {
        table.row(
                Neutral.text(panel.device()),
                Long.toString(panel.polls()),
                Long.toString(panel.lost()),
                millis(OptionalDouble.of(panel.longestAnswerMs())));
    }

    private static String millis(OptionalDouble millis) {
        return millis.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f ms", millis.getAsDouble());
    }

    private String breaches(WitnessReport report) {
        if (report.breachCount() == 0) {
            return palette.good("The devices saw no breach of the safety contract.") + "\n";
        }
        var text = new StringBuilder();
        text.append(palette.bad("The devices saw " + report.breachCount() + " breaches:"))
                .append('\n');
        for (Breach breach : report.breaches()) {
            text.append("  ")
                    .append(breach.rule())
                    .append("  ")
                    .append(Neutral.text(breach.device()))
                    .append(": ")
                    .append(Neutral.text(breach.detail()))
                    .append('\n');
        }
        return text.toString();
    }
}
