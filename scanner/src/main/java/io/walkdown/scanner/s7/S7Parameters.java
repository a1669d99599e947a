package io.walkdown.scanner.s7;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Timeout;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What an S7 visit is made from.
///
/// @param port TCP port, 1 to 65535; 102 unless the site says otherwise
/// @param remoteTsap the one TSAP that is tried, 0 to 0xFFFF: connection group, rack and slot
/// @param requestTimeout longest wait for each answer
/// @param componentList whether the profile allows the component identification list (SZL 0x001C)
/// @param componentListOrderNumbers the order numbers, as patterns for a whole match, for which
///   that list may be read; empty: for none
/// @param reads the most read and continue frames of the visit, 1 to 64 (S5)
/// @param safetyController whether an order number or module type is on the safety list (S11)
/// @param knownBad what the known-bad list says of the device's reads (S8)
public record S7Parameters(
        int port,
        int remoteTsap,
        Timeout requestTimeout,
        boolean componentList,
        List<Pattern> componentListOrderNumbers,
        int reads,
        Predicate<String> safetyController,
        KnownBadReads knownBad) {
    private static final int MAX_TSAP = 0xFFFF;
    private static final int MAX_READS = 64;

    public S7Parameters {
        componentListOrderNumbers = List.copyOf(componentListOrderNumbers);
        if (remoteTsap < 0 || remoteTsap > MAX_TSAP) {
            throw new IllegalArgumentException(
                    "TSAP %d is outside 0 to %d".formatted(remoteTsap, MAX_TSAP));
        }
        if (reads < 1 || reads > MAX_READS) {
            throw new IllegalArgumentException(
                    "reads %d is outside 1 to %d".formatted(reads, MAX_READS));
        }
    }

    /// The same device asked for its module identification alone, in one piece.
    public S7Parameters lightest() {
        return new S7Parameters(
                port, remoteTsap, requestTimeout, false, List.of(), 1, safetyController, knownBad);
    }

    /// Whether the visit plans the component identification list at all.
    boolean plansComponentList() {
        return componentList && !componentListOrderNumbers.isEmpty() && reads > 1;
    }

    /// Whether that list may be read of a device with that order number.
    boolean allowsComponentListOf(String orderNumber) {
        return componentListOrderNumbers.stream()
                .anyMatch(pattern -> pattern.matcher(orderNumber).matches());
    }
}
