package io.walkdown.scanner.enip;

import io.walkdown.scanner.wire.OperationAllowList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// The four commands that may leave, told by their bytes alone (S1): ListIdentity, RegisterSession,
/// UnRegisterSession, and SendRRData where it holds one read of one Identity object, one hop away
/// on the backplane, and nothing else.
///
/// Everything else objects: connected data, Forward Open, every setting service, reset, vendor
/// services, longer routes, slots that the visit does not declare, a session where none exists yet,
/// tails, and lengths that do not fit.
///
/// @param slots the declared slots
record EnipOperations(Set<Integer> slots) implements OperationAllowList {
    private static final int HEADER = 24;
    private static final int LIST_IDENTITY = 0x0063;
    private static final int REGISTER_SESSION = 0x0065;
    private static final int UNREGISTER_SESSION = 0x0066;
    private static final int SEND_RR_DATA = 0x006F;

    /// Protocol version 1, no options.
    private static final byte[] VERSION = HexFormat.of().parseHex("01000000");

    /// From the interface handle to the route's port: `..` for the routing timeout's two bytes. The
    /// link address, a declared slot, comes after it.
    private static final String READ_IDENTITY =
            "00000000 0000 0200 0000 0000 b200 1400" // interface, timeout, 2 items, lengths
                    + "52 02 20062401" // Unconnected_Send to the Connection Manager
                    + ".. .." // routing timeout
                    + "0600 01 02 20012401" // 6 bytes: Get_Attributes_All, Identity, instance 1
                    + "01 00 01"; // route of one word: port 1

    private static final String PATTERN = READ_IDENTITY.replace(" ", "");

    public EnipOperations {
        slots = Set.copyOf(slots);
    }

    @Override
    public Optional<String> objection(byte[] frame) {
        if (frame.length < HEADER) {
            return Optional.of(frame.length + " bytes are no encapsulation header");
        }
        int length = u16(frame, 2);
        if (length != frame.length - HEADER) {
            return Optional.of(
                    "length %d where %d bytes follow".formatted(length, frame.length - HEADER));
        }
        if (!zero(frame, 8, 12) || !zero(frame, 20, 24)) {
            return Optional.of("status and options of a request are 0");
        }
        int command = u16(frame, 0);
        if ((command == LIST_IDENTITY || command == REGISTER_SESSION) && !zero(frame, 4, 8)) {
            return Optional.of("command 0x%04X has no session yet".formatted(command));
        }
        return bodyObjection(command, Arrays.copyOfRange(frame, HEADER, frame.length));
    }

    private Optional<String> bodyObjection(int command, byte[] body) {
        return switch (command) {
            case LIST_IDENTITY, UNREGISTER_SESSION ->
                    unless(body.length == 0, command, "holds data");
            case REGISTER_SESSION ->
                    unless(Arrays.equals(body, VERSION), command, "is not version 1 and options 0");
            case SEND_RR_DATA ->
                    unless(
                            readsIdentity(body),
                            command,
                            "is not one read of a declared slot's Identity");
            default -> Optional.of("command 0x%04X identifies nothing".formatted(command));
        };
    }

    private boolean readsIdentity(byte[] body) {
        int fixed = PATTERN.length() / 2;
        if (body.length != fixed + 1) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            String wanted = PATTERN.substring(2 * i, 2 * i + 2);
            if (!wanted.equals("..") && Integer.parseInt(wanted, 16) != (body[i] & 0xFF)) {
                return false;
            }
        }
        int timing = PATTERN.indexOf("..") / 2;
        return (body[timing] & 0xF0) == 0
                && body[timing + 1] != 0
                && slots.contains(body[fixed] & 0xFF);
    }

    private static Optional<String> unless(boolean allowed, int command, String objection) {
        return allowed
                ? Optional.empty()
                : Optional.of("command 0x%04X %s".formatted(command, objection));
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int u16(byte[] bytes, int offset) {
        return (bytes[offset + 1] & 0xFF) << 8 | (bytes[offset] & 0xFF);
    }
}
