package io.walkdown.scanner.plan;

import io.walkdown.scanner.asset.ProbeOutcome;
import java.time.Instant;
import java.util.Optional;

/// Why a device is not contacted.
///
/// @param rule the invariant, for example `S2`, or [#NOT_SELECTED]
/// @param reason in plain words, with the way out where there is one
/// @param until when it ends by itself; empty where it does not
/// @param due whether the device should have been visited, so that the scan is incomplete without
///   it; excluded and not-due devices are listed and are not missed
/// @param acknowledge what `walkdown ack` takes to end it; empty where that does not
public record Withholding(
        String rule,
        String reason,
        Optional<Instant> until,
        boolean due,
        Optional<String> acknowledge) {
    /// The rule of a device that `--only` left out.
    public static final String NOT_SELECTED = ProbeOutcome.Withheld.NOT_SELECTED;

    /// One that no acknowledgement of the ledger ends.
    public Withholding(String rule, String reason, Optional<Instant> until, boolean due) {
        this(rule, reason, until, due, Optional.empty());
    }

    /// A device that is missed until a person acknowledges that.
    static Withholding unacknowledged(String rule, String reason, String id) {
        return new Withholding(
                rule,
                "%s (acknowledge %s)".formatted(reason, id),
                Optional.empty(),
                true,
                Optional.of(id));
    }

    /// A device that is missed until a person acts.
    static Withholding missed(String rule, String reason) {
        return new Withholding(rule, reason, Optional.empty(), true);
    }

    /// A device that is not expected to be visited.
    static Withholding notDue(String rule, String reason) {
        return new Withholding(rule, reason, Optional.empty(), false);
    }
}
