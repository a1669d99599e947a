package io.walkdown.profiles;

import java.util.List;

/// Which profile holds for a device, and why.
///
/// @param profile the profile
/// @param how by what it was chosen
/// @param reason the same in plain words
/// @param warnings what a person should look at
/// @param candidates for an unknown device: the profiles that a person could name, else empty
public record Match(
        Profile profile, How how, String reason, List<String> warnings, List<Profile> candidates) {
    /// By what a profile was chosen.
    public enum How {
        /// The site file names it.
        DECLARED,
        /// The baseline knows the device.
        KNOWN,
        /// Nothing fits: the strictest profile of all.
        UNKNOWN
    }

    public Match {
        warnings = List.copyOf(warnings);
        candidates = List.copyOf(candidates);
    }
}
