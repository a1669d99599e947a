package io.walkdown.profiles;

import java.time.LocalDate;
import java.util.Optional;

/// What an overlay does to one limit of one profile (S12).
///
/// @param profile the profile's id
/// @param limit the limit's name, or `requests` for an allowed or forbidden read
/// @param from what held before, with its unit
/// @param to what the overlay wants, with its unit
/// @param loosens whether that is less strict
/// @param reason why; a loosening has one
/// @param by who says so; a loosening names them
/// @param until the last day on which a loosening holds
/// @param inForce whether it holds on the day of reading
/// @param file the overlay's file
/// @param line where it stands there
public record Adjustment(
        String profile,
        String limit,
        String from,
        String to,
        boolean loosens,
        String reason,
        String by,
        Optional<LocalDate> until,
        boolean inForce,
        String file,
        int line) {

    /// One line for plan and report.
    public String text() {
        String change =
                "%s of %s: %s instead of %s (%s:%d)"
                        .formatted(limit, profile, to, from, file, line);
        if (!loosens) {
            return change + ", stricter";
        }
        String who =
                ", looser, by %s until %s: %s"
                        .formatted(by, until.map(LocalDate::toString).orElse("?"), reason);
        return change + who + (inForce ? "" : "; EXPIRED, the shipped value holds");
    }
}
