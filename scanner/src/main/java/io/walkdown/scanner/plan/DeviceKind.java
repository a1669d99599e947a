package io.walkdown.scanner.plan;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.Profile;
import io.walkdown.scanner.site.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What devices have in common that bear the same reads in the same way (S8): profile, order number
/// and firmware where those are known, else profile and groups.
///
/// @param profile the profile's id
/// @param orderNumber as the device told it, where known
/// @param firmware as the device told it, where known
/// @param groups the declared groups, sorted; they count only where nothing is known
/// @param exempt whether the kind needs no canary: simulated devices, which have nothing to lose,
///   unless the site file names a canary of their profile, so that the rule can be tried out
public record DeviceKind(
        String profile,
        Optional<String> orderNumber,
        Optional<String> firmware,
        List<String> groups,
        boolean exempt) {
    public DeviceKind {
        groups = List.copyOf(groups);
    }

    /// @param rehearsed the profiles of which the site file names a canary
    static DeviceKind of(
            Endpoint endpoint, Profile profile, KnownFacts known, Set<String> rehearsed) {
        return new DeviceKind(
                profile.id(),
                known.orderNumber(),
                known.firmware(),
                endpoint.groups().stream().sorted().toList(),
                profile.kind() == Profile.Kind.SIMULATED && !rehearsed.contains(profile.id()));
    }

    /// The kind that its answer shows; what it did not tell stays as expected.
    ///
    /// @param orderNumber the order number that it told, if it did
    /// @param firmware the firmware that it told, if it did
    public DeviceKind shown(Optional<String> orderNumber, Optional<String> firmware) {
        return new DeviceKind(
                profile,
                orderNumber.or(this::orderNumber),
                firmware.or(this::firmware),
                groups,
                exempt);
    }

    /// Whether nothing of the device itself is known.
    public boolean isVague() {
        return orderNumber.isEmpty() && firmware.isEmpty();
    }

    /// The name in plans and in the ledger.
    public String text() {
        Stream<String> facts =
                isVague()
                        ? groups.stream().map(group -> "group " + group)
                        : Stream.concat(
                                orderNumber.stream(),
                                firmware.stream().map(revision -> "firmware " + revision));
        return Stream.concat(Stream.of(profile), facts)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }
}
