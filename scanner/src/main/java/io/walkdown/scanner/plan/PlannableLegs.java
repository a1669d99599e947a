package io.walkdown.scanner.plan;

import io.walkdown.profiles.Gap;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Protocol;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.Revisit;
import io.walkdown.profiles.Slots;
import io.walkdown.profiles.Timeout;
import io.walkdown.profiles.VisitBudget;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.site.IpLiteral;
import io.walkdown.scanner.site.Position;
import io.walkdown.scanner.site.S7Access;
import io.walkdown.scanner.wire.Leg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Every conversation that a planner can make, by the planner's own way of making them.
///
/// What may be sent depends on a profile and on four values of a site file: TSAP, units, slots and
/// nothing else. So each profile is crossed with the ends of their ranges; and beside the shipped
/// profiles stand made-up ones, with every set of reads that an overlay could allow and with the
/// ends of the range of the answer's timeout, because an overlay may change both (S12).
public final class PlannableLegs {
    private static final int MANY = VisitBudget.MAX_REQUESTS;

    private PlannableLegs() {}

    /// One conversation and where it comes from.
    ///
    /// @param protocol what is spoken
    /// @param profile the id of a shipped profile; empty for a made-up one, which an overlay could
    ///   bring about
    /// @param leg the conversation
    public record Planned(Protocol protocol, String profile, Leg leg) {}

    /// Every conversation under shipped profiles and under what overlays can make of them.
    ///
    /// @param shipped the profiles that are named
    public static List<Planned> of(Iterable<Profile> shipped) {
        List<Planned> planned = new ArrayList<>();
        for (Profile profile : shipped) {
            for (Protocol protocol : profile.protocols()) {
                planned.addAll(planned(protocol, profile, profile.id()));
            }
        }
        for (Protocol protocol : Protocol.values()) {
            widest(protocol).forEach(profile -> planned.addAll(planned(protocol, profile, "")));
        }
        return planned;
    }

    private static List<Planned> planned(Protocol protocol, Profile profile, String id) {
        if (!protocol.spoken() || profile.forbidsContact()) {
            return List.of();
        }
        return endpoints(protocol).stream()
                .flatMap(endpoint -> legs(endpoint, profile).stream())
                .map(leg -> new Planned(protocol, id, leg))
                .toList();
    }

    /// The conversations, or none where the planner would withhold the device.
    private static List<Leg> legs(Endpoint endpoint, Profile profile) {
        try {
            return Dialogues.of(endpoint, profile).legs();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static List<Endpoint> endpoints(Protocol protocol) {
        return switch (protocol) {
            case S7 ->
                    IntStream.of(0x0302, 0x0000, 0xFFFF)
                            .mapToObj(tsap -> endpoint(protocol, tsap, List.of(), List.of()))
                            .toList();
            case MODBUS ->
                    List.of(List.<Integer>of(), List.of(0), List.of(255), List.of(1, 247, 255))
                            .stream()
                            .map(units -> endpoint(protocol, 0, units, List.of()))
                            .toList();
            case ENIP ->
                    List.of(List.<Integer>of(), List.of(0), List.of(255), List.of(0, 1, 255))
                            .stream()
                            .map(slots -> endpoint(protocol, 0, List.of(), slots))
                            .toList();
            default -> List.of();
        };
    }

    /// A device that states those values and nothing else.
    static Endpoint endpoint(
            Protocol protocol, int tsap, List<Integer> units, List<Integer> slots) {
        return new Endpoint(
                List.of(
                        new Device(
                                "any",
                                IpLiteral.of("127.0.0.1"),
                                protocol.defaultPort(),
                                protocol,
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                new S7Access(S7Access.ConnectionGroup.OTHER, OptionalInt.of(tsap)),
                                OptionalInt.empty(),
                                units,
                                slots,
                                OptionalInt.empty(),
                                Set.of(),
                                "",
                                "",
                                false,
                                false,
                                false,
                                Optional.empty(),
                                List.of(),
                                new Position(1, 1),
                                "devices[0]")));
    }

    private static List<Profile> widest(Protocol protocol) {
        List<ReadRequest> reads =
                Arrays.stream(ReadRequest.all())
                        .filter(request -> request.protocol() == protocol)
                        .toList();
        return IntStream.range(1, 1 << reads.size())
                .mapToObj(bits ->
                        IntStream.range(0, reads.size())
                                .filter(i -> (bits >> i & 1) == 1)
                                .mapToObj(reads::get)
                                .toList())
                .flatMap(allowed ->
                        List.of(Timeout.MIN, Timeout.MAX).stream()
                                .flatMap(wait ->
                                        List.of(false, true).stream()
                                                .map(perUnit ->
                                                        profile(
                                                                protocol,
                                                                Set.copyOf(allowed),
                                                                new Timeout(wait),
                                                                perUnit))))
                .toList();
    }

    /// A profile that allows those reads, as often as any profile may.
    static Profile profile(
            Protocol protocol, Set<ReadRequest> reads, Timeout wait, boolean perUnit) {
        return new Profile(
                "any",
                "whatever an overlay can make of a profile",
                Profile.Kind.BUILT_IN,
                Set.of(protocol),
                new Gap(Gap.MIN),
                wait,
                wait,
                wait,
                new VisitBudget(MANY, perUnit, 4),
                new Slots(64, true, 0, Slots.Eviction.REFUSES),
                new Revisit.Manual(),
                EnumSet.allOf(Profile.Transport.class),
                reads,
                List.of(Pattern.compile(".*")),
                List.of(),
                List.of(),
                List.of(),
                "");
    }
}
