package io.walkdown.profiles;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What one device family can bear, and what it may be asked (S12).
///
/// @param id the name in site files, for example `s7-300`
/// @param title the family's name in plain words
/// @param kind where the profile comes from
/// @param protocols the protocols that it holds for
/// @param gap shortest time between an answer and the next frame (S4)
/// @param connectTimeout longest wait for a connection
/// @param requestTimeout longest wait for an answer
/// @param closeTimeout longest wait for the peer's end of a connection (S3)
/// @param budget read requests of a visit (S5)
/// @param slots connections that the device can hold (S2)
/// @param revisit how often a visit is allowed (S10)
/// @param transports which transports contact is allowed on; an unknown device is asked by UDP only
/// @param requests the reads that are allowed; empty for a family that is never contacted
/// @param componentListOrderNumbers order numbers, as patterns for a whole match, for which the S7
///   component identification list (SZL 0x001C) may be read after 0x0011; empty: for none
/// @param match what identifies the family when a site file does not name the profile
/// @param evidence where each number comes from, one entry a limit
/// @param notes rules in plain words, shown with the profile
/// @param simulates the shipped profile that a simulated one stands for, or the empty text
public record Profile(
        String id,
        String title,
        Kind kind,
        Set<Protocol> protocols,
        Gap gap,
        Timeout connectTimeout,
        Timeout requestTimeout,
        Timeout closeTimeout,
        VisitBudget budget,
        Slots slots,
        Revisit revisit,
        Set<Transport> transports,
        Set<ReadRequest> requests,
        List<Pattern> componentListOrderNumbers,
        List<MatchRule> match,
        List<Evidence> evidence,
        List<String> notes,
        String simulates) {

    /// The profile for a device that nobody knows: the strictest of all.
    public static final String UNKNOWN_ID = "unknown";

    /// Where a profile comes from.
    public enum Kind {
        /// Ships with Walkdown.
        BUILT_IN,
        /// Belongs to the simulated plant; holds on 127.0.0.0/8 alone (S12).
        SIMULATED
    }

    /// How a device is reached.
    public enum Transport {
        TCP,
        UDP
    }

    public Profile {
        protocols = Set.copyOf(protocols);
        transports = Set.copyOf(transports);
        requests = Set.copyOf(requests);
        componentListOrderNumbers = List.copyOf(componentListOrderNumbers);
        match = List.copyOf(match);
        evidence = List.copyOf(evidence);
        notes = List.copyOf(notes);
    }

    /// Whether that read is allowed.
    public boolean allows(ReadRequest request) {
        return requests.contains(request);
    }

    /// Whether devices of this family are never contacted.
    public boolean forbidsContact() {
        return budget.requests() == 0 || revisit instanceof Revisit.Never;
    }
}
