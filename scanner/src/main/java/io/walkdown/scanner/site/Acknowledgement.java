package io.walkdown.scanner.site;

import java.time.Instant;
import java.util.Set;

/// A person's word that a device may be contacted although a rule of the contract would withhold
/// it. It lifts that one rule for that one device until it expires.
///
/// @param rule the contract's number, one of [#RULES]
/// @param by who says so
/// @param reason why
/// @param until when it ends; the end itself is not covered
public record Acknowledgement(String rule, String by, String reason, Instant until) {
    /// The rules that the contract lets a person lift: S2 slots and connection kinds, S3 unanswered
    /// close, S7 trouble, S8 canary, S10 missing ledger, S11 safety finding.
    public static final Set<String> RULES = Set.of("S2", "S3", "S7", "S8", "S10", "S11");

    public Acknowledgement {
        if (!RULES.contains(rule)) {
            throw new IllegalArgumentException("no acknowledgement lifts " + rule);
        }
    }

    /// Whether it still holds.
    public boolean isEffective(Instant now) {
        return now.isBefore(until);
    }
}
