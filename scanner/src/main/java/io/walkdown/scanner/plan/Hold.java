package io.walkdown.scanner.plan;

import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.KillSwitch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rule that holds a device back just now.
///
/// @param rule the invariant, for example `S11`
/// @param why in plain words
/// @param until when it ends by itself; empty where it does not
/// @param wayOut what a person can do; empty text where there is nothing but to wait
public record Hold(String rule, String why, Optional<Instant> until, String wayOut) {

    /// Everything that holds a device back, the switch first; empty where it could be visited now.
    ///
    /// @param site its windows are looked at (S11)
    /// @param device a plan of now
    /// @param stop how the kill switch stands (S9)
    /// @param now the time of the plan
    public static List<Hold> on(Site site, DevicePlan device, KillSwitch.State stop, Instant now) {
        List<Hold> holds = new ArrayList<>();
        if (stop instanceof KillSwitch.State.Stopped(String by, String reason, Instant _)) {
            holds.add(
                    new Hold(
                            "S9",
                            "the site is stopped%s: %s"
                                    .formatted(by.isEmpty() ? "" : " by " + by, reason),
                            Optional.empty(),
                            "resume --by NAME --reason TEXT"));
        }
        if (!site.windows().open(now)) {
            holds.add(
                    new Hold(
                            "S11",
                            "no maintenance window is open",
                            site.windows().nextOpening(now),
                            ""));
        }
        device.withheld().map(Hold::of).ifPresent(holds::add);
        return holds;
    }

    private static Hold of(Withholding why) {
        return new Hold(why.rule(), why.reason(), why.until(), wayOut(why));
    }

    /// What a person can do about that; empty text where it ends by itself.
    public static String wayOut(Withholding why) {
        return why.acknowledge()
                .map(id -> "look at the device, then: ack %s --by NAME --reason TEXT".formatted(id))
                .orElseGet(() -> why.until().isPresent() ? "" : inTheSiteFile(why.rule()));
    }

    private static String inTheSiteFile(String rule) {
        return rule.equals("S11")
                ? "the site file keeps it out, and Walkdown never contacts it; who answers for the"
                        + " plant can change exclude or safety there"
                : "change the site file as it says here, then look again: why";
    }
}
