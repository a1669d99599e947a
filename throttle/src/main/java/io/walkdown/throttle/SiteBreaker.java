package io.walkdown.throttle;

import org.jspecify.annotations.Nullable;

/// The site's breaker: opens at 5 troubled visits or a tenth of those that answered, whichever is
/// larger, and stays open until the run ends (S7).
///
/// Plain counts, because the number that trips it grows with the scan: a circuit breaker's window
/// and its rate are fixed when it is made.
final class SiteBreaker {
    static final int LEAST_TROUBLED_VISITS = 5;
    static final double TROUBLED_SHARE = 0.1;

    private int answeringVisits;
    private int troubledVisits;
    private @Nullable String opened;

    /// Counts one visit. Visits that never got an answer count neither way, so that a line that is
    /// switched off can neither open the breaker nor dilute the share.
    void ended(Trouble trouble) {
        switch (trouble) {
            case NONE -> answeringVisits++;
            case SILENT_NEVER_ANSWERED -> {}
            case TROUBLED -> troubled();
        }
    }

    private void troubled() {
        answeringVisits++;
        troubledVisits++;
        if (opened == null
                && troubledVisits >= LEAST_TROUBLED_VISITS
                && troubledVisits >= answeringVisits * TROUBLED_SHARE) {
            opened =
                    "the site's breaker opened: %d of %d visits were troubled"
                            .formatted(troubledVisits, answeringVisits);
        }
    }

    BreakerState state() {
        int opensAt =
                Math.max(LEAST_TROUBLED_VISITS, (int) Math.ceil(answeringVisits * TROUBLED_SHARE));
        return new BreakerState(
                BreakerState.SITE, troubledVisits, answeringVisits, opensAt, opened != null);
    }

    /// Why it is open, or null while it is closed.
    @Nullable String opened() {
        return opened;
    }
}
