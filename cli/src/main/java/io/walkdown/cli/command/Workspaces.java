package io.walkdown.cli.command;

import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.FileLedger;
import java.util.List;

/// What commands of the shell open again and again: the site as it is now, and one device of it.
final class Workspaces {
    private Workspaces() {}

    /// The shell's site.
    static Workspace open(Console console, ShellSession session) {
        var options = new CommonOptions();
        options.site = session.siteFile();
        return Workspace.open(console, options);
    }

    /// The site, without its profiles and its baseline; all of it is read where it is wrong, so
    /// that every finding is told.
    static Site site(Console console, ShellSession session) {
        return session.site().orElseGet(() -> open(console, session).site());
    }

    /// What a visit to that device would be now, or why there is none.
    static DevicePlan planned(Workspace workspace, FileLedger ledger, Device device) {
        return part(workspace.plan(ledger, List.of(device.name())), device);
    }

    /// What a visit to that device would be on a day on which it is due.
    static DevicePlan permitted(Workspace workspace, FileLedger ledger, Device device) {
        return part(
                workspace.permitted(ledger, List.of(device.name()), java.util.Set.of()), device);
    }

    private static DevicePlan part(ScanPlan plan, Device device) {
        return plan.devices().stream()
                .filter(each -> each.endpoint().devices().contains(device))
                .findFirst()
                .orElseThrow();
    }
}
