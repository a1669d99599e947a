package io.walkdown.profiles;

/// How much one visit may ask (S5). Opening and closing frames are not counted here: the plan
/// counts them.
///
/// @param requests read and continue frames, 0 to 64 (0: the family is never contacted)
/// @param perUnit whether `requests` holds for each listed unit of a gateway, or for the visit
/// @param perSlot further requests for each listed chassis slot, 0 to 4
public record VisitBudget(int requests, boolean perUnit, int perSlot) {
    /// The most read requests that any profile may allow in one visit or unit.
    public static final int MAX_REQUESTS = 64;

    public VisitBudget {
        Ranges.require("requests per visit", requests, 0, MAX_REQUESTS);
        Ranges.require("requests per slot", perSlot, 0, 4);
    }

    /// The read and continue frames that a visit to so many units and slots may send.
    ///
    /// @param units listed units behind a gateway, at least 1
    /// @param slots listed chassis slots, 0 or more
    public int allows(int units, int slots) {
        return (perUnit ? requests * units : requests) + perSlot * slots;
    }
}
