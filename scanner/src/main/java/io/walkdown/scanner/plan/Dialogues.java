package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.ListIdentity;
import io.walkdown.profiles.ReadRequest.ReadSlotIdentity;
import io.walkdown.profiles.ReadRequest.ReadSzl;
import io.walkdown.profiles.ReadRequest.SzlList;
import io.walkdown.profiles.SafetyControllers;
import io.walkdown.scanner.enip.EnipDialogue;
import io.walkdown.scanner.enip.EnipParameters;
import io.walkdown.scanner.modbus.ModbusDialogue;
import io.walkdown.scanner.modbus.ModbusParameters;
import io.walkdown.scanner.s7.S7Dialogue;
import io.walkdown.scanner.s7.S7Parameters;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.wire.Dialogue;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Turns a site file's endpoint and a profile into a dialogue: the one class that knows every
/// protocol package.
final class Dialogues {
    /// The unit id by which a native Modbus/TCP device is addressed (Modbus Messaging on TCP/IP
    /// V1.0b, 4.4.2.1).
    private static final int NATIVE_UNIT = 255;

    /// The families whose CPU sits behind the power supply in slot 2; the others have it in slot 1.
    private static final Set<String> CPU_IN_SLOT_2 = Set.of("s7-300", "s7-400");

    private Dialogues() {}

    /// The dialogue of that endpoint under that profile.
    ///
    /// @throws IllegalArgumentException where profile and site file leave nothing to ask; the
    ///   message says why in plain words
    static Dialogue of(Endpoint endpoint, Profile profile) {
        return switch (endpoint.protocol()) {
            case S7 -> new S7Dialogue(s7(endpoint, profile));
            case MODBUS -> new ModbusDialogue(modbus(endpoint, profile));
            case ENIP -> new EnipDialogue(enip(endpoint, profile));
            default ->
                    throw new IllegalArgumentException(
                            endpoint.protocol().id() + " is not spoken by this version");
        };
    }

    /// The lightest questions that the profile allows for that endpoint: what a second look asks.
    static Dialogue lightest(Endpoint endpoint, Profile profile) {
        return switch (endpoint.protocol()) {
            case S7 -> new S7Dialogue(s7(endpoint, profile).lightest());
            case MODBUS -> new ModbusDialogue(modbus(endpoint, profile).lightest());
            case ENIP -> new EnipDialogue(enip(endpoint, profile).lightest());
            default ->
                    throw new IllegalArgumentException(
                            endpoint.protocol().id() + " is not spoken by this version");
        };
    }

    /// Every conversation begins with one read, and without it nothing is asked (S12).
    private static void requireAllowed(ReadRequest first, Profile profile) {
        if (!profile.allows(first)) {
            throw new IllegalArgumentException(
                    "profile %s does not allow %s, with which every %s device is asked first"
                            .formatted(profile.id(), first.id(), first.protocol().id()));
        }
    }

    private static S7Parameters s7(Endpoint endpoint, Profile profile) {
        requireAllowed(new ReadSzl(SzlList.MODULE_IDENTIFICATION), profile);
        return new S7Parameters(
                endpoint.port(),
                remoteTsap(endpoint, profile),
                profile.requestTimeout(),
                profile.allows(new ReadSzl(SzlList.COMPONENT_IDENTIFICATION)),
                profile.componentListOrderNumbers(),
                profile.budget().requests(),
                SafetyControllers::lists);
    }

    /// Exactly one TSAP, from the site file (RFC 1006; S2 for the group).
    private static int remoteTsap(Endpoint endpoint, Profile profile) {
        int slot = endpoint.slot().orElse(CPU_IN_SLOT_2.contains(family(profile)) ? 2 : 1);
        int place = endpoint.rack().orElse(0) << 5 | slot;
        return endpoint.s7().remoteTsap().orElse(endpoint.s7().group().code() << 8 | place);
    }

    private static String family(Profile profile) {
        return profile.simulates().isEmpty() ? profile.id() : profile.simulates();
    }

    private static ModbusParameters modbus(Endpoint endpoint, Profile profile) {
        boolean gateway = profile.budget().perUnit();
        return new ModbusParameters(
                endpoint.port(),
                units(endpoint, gateway),
                gateway,
                profile.requests(),
                profile.budget().requests(),
                profile.slots().known()
                        ? OptionalInt.of(profile.slots().max())
                        : OptionalInt.empty(),
                profile.requestTimeout(),
                SafetyControllers::lists);
    }

    private static List<Integer> units(Endpoint endpoint, boolean gateway) {
        List<Integer> units = endpoint.units();
        if (gateway && units.isEmpty()) {
            throw new IllegalArgumentException(
                    "a gateway is asked for listed units alone, and the site file lists none"
                            + " (units: [1, 2])");
        }
        return units.isEmpty() ? List.of(NATIVE_UNIT) : units;
    }

    private static EnipParameters enip(Endpoint endpoint, Profile profile) {
        requireAllowed(new ListIdentity(), profile);
        return new EnipParameters(
                endpoint.port(),
                endpoint.port(),
                endpoint.slots(),
                profile.transports().contains(Transport.TCP)
                        && profile.allows(new ReadSlotIdentity()),
                profile.requestTimeout(),
                SafetyControllers::lists);
    }
}
