package io.walkdown.cli.command;

import io.walkdown.cli.view.PlanView;
import io.walkdown.scanner.site.Site;
import java.time.Instant;

/// The maintenance windows of a site, as commands heed them (S11).
final class SiteWindow {
    private SiteWindow() {}

    /// Contact begins only inside a window.
    static void requireOpen(Site site, Instant now) {
        if (!site.windows().open(now)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "no maintenance window is open; nothing was sent",
                    "S11: contact is allowed in the site file's windows alone",
                    "the next window opens: " + next(site, now));
        }
    }

    /// When the next one opens, in words.
    static String next(Site site, Instant now) {
        return site.windows()
                .nextOpening(now)
                .map(opening -> PlanView.time(opening, site.timeZone()))
                .orElse("none within three weeks");
    }
}
