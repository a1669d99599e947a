package io.walkdown.throttle;

import io.walkdown.profiles.Gap;
import java.util.Set;

/// What one visit asks of the throttle, all of it known from the plan.
///
/// @param visit the visit's id, unique in the run
/// @param address the device's address as an IP literal: its implicit shared-fate group
/// @param groups names of the declared groups that the device belongs to
/// @param gap the device's quiet time (S4)
/// @param worstCaseNanos the longest that the visit can take, as a length
/// @param deadlineNanos a length counted from the visit's first connect or datagram; after it only
///   closing frames go (S5)
/// @param allowance the visit's budget (S5)
/// @param notAfterNanos the ticker's time at which the window closes, [#NO_WINDOW] for none: the
///   visit starts only if its worst case ends before it, and from then on only closing frames go
///   (S11)
public record VisitDemand(
        String visit,
        String address,
        Set<String> groups,
        Gap gap,
        long worstCaseNanos,
        long deadlineNanos,
        VisitAllowance allowance,
        long notAfterNanos) {
    /// The end of a window that never closes.
    public static final long NO_WINDOW = Long.MAX_VALUE;

    public VisitDemand {
        groups = Set.copyOf(groups);
        Limits.requireNotNegative("worstCaseNanos", worstCaseNanos);
        Limits.requireNotNegative("deadlineNanos", deadlineNanos);
    }

    /// A visit that no window bounds.
    public VisitDemand(
            String visit,
            String address,
            Set<String> groups,
            Gap gap,
            long worstCaseNanos,
            long deadlineNanos,
            VisitAllowance allowance) {
        this(visit, address, groups, gap, worstCaseNanos, deadlineNanos, allowance, NO_WINDOW);
    }

    /// The same visit, to be over when the window closes.
    ///
    /// @param nanos the ticker's time at which the window closes
    public VisitDemand notAfter(long nanos) {
        return new VisitDemand(
                visit, address, groups, gap, worstCaseNanos, deadlineNanos, allowance, nanos);
    }
}
