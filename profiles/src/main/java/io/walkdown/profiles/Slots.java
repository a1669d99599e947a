package io.walkdown.profiles;

/// How many connections a device can hold, how many of them it keeps for others, and what it does
/// when all are taken (S2).
///
/// @param max connections in all, 1 to 1024; a family whose number nobody documented has 1
/// @param known whether `max` is documented; an unknown number needs the operator's acknowledgement
/// @param reserved connections kept for panels and engineering stations, 0 to `max`
/// @param eviction what the device does with a client too many
public record Slots(int max, boolean known, int reserved, Eviction eviction) {
    /// At or below this number a device's permanent clients must be declared before contact (S2).
    public static final int FEW = 8;

    /// What a full device does with one more client.
    public enum Eviction {
        /// Refuses the newcomer.
        REFUSES,
        /// Closes the client that has been connected longest.
        OLDEST,
        /// Closes the client that has been quiet longest.
        IDLEST
    }

    /// What is assumed of a device whose limits nobody documented.
    public static final Slots UNKNOWN = new Slots(1, false, 0, Eviction.REFUSES);

    public Slots {
        Ranges.require("slots", max, 1, 1024);
        Ranges.require("reserved slots", reserved, 0, max);
    }

    /// Whether an existing client loses its connection when the device is full.
    public boolean evicts() {
        return eviction != Eviction.REFUSES;
    }
}
