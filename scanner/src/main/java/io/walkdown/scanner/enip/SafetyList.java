package io.walkdown.scanner.enip;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The safety list, put to an identity (S11).
///
/// @param listed whether a product name, catalogue number or device type is on it
record SafetyList(Predicate<String> listed) {

    /// Withheld where the identity is on the list; the visit then only closes.
    Optional<ProbeOutcome> objection(CipIdentity identity) {
        Stream<String> names =
                Stream.of(identity.name(), CipNames.deviceType(identity.deviceType()));
        Stream<String> number = CatalogueNumber.of(identity).map(CatalogueNumber::number).stream();
        return Stream.concat(names, number)
                .filter(listed)
                .findFirst()
                .map(name -> new Withheld("S11", name + " is on the safety list"));
    }
}
