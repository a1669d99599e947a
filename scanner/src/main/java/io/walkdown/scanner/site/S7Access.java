package io.walkdown.scanner.site;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which kind of connection an S7 visit asks for, and by which TSAP (RFC 1006).
///
/// @param group the kind; [ConnectionGroup#OTHER] unless stated
/// @param remoteTsap the device's TSAP, 0 to 0xffff, group and place in one; empty: made of group,
///   rack and slot
public record S7Access(ConnectionGroup group, OptionalInt remoteTsap) {
    private static final Pattern TSAP = Pattern.compile("([0-9a-fA-F]{2})\\.([0-9a-fA-F]{2})");

    /// What a site file means that says nothing.
    public static final S7Access DEFAULT = new S7Access(ConnectionGroup.OTHER, OptionalInt.empty());

    /// The connection kinds of an S7 controller, the upper byte of a TSAP. OP and PG are reserved
    /// for panels and engineering stations and need an acknowledgement (S2).
    public enum ConnectionGroup {
        /// Programming device, 0x01.
        PG(1),
        /// Operator panel, 0x02.
        OP(2),
        /// Anything else, 0x03.
        OTHER(3);

        private final int code;

        ConnectionGroup(int code) {
            this.code = code;
        }

        /// The upper byte of the TSAP, 1 to 3.
        public int code() {
            return code;
        }

        /// The name in site files.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether it needs an acknowledgement (S2).
        public boolean isReserved() {
            return this != OTHER;
        }

        static Optional<ConnectionGroup> byId(String id) {
            return Arrays.stream(values()).filter(group -> group.id().equals(id)).findFirst();
        }

        static List<String> ids() {
            return Arrays.stream(values()).map(ConnectionGroup::id).toList();
        }

        /// The group that a TSAP asks for: PG and OP by their codes, else other.
        static ConnectionGroup of(int tsap) {
            return Arrays.stream(values())
                    .filter(group -> group.code == tsap >>> 8)
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    public S7Access {
        int tsap = remoteTsap.orElse(group.code << 8);
        if (tsap < 0 || tsap > 0xffff) {
            throw new IllegalArgumentException("TSAP " + tsap + " is outside 0 to 65535");
        }
        if (ConnectionGroup.of(tsap) != group) {
            throw new IllegalArgumentException(
                    "TSAP 0x%04x does not belong to the group %s".formatted(tsap, group.id()));
        }
    }

    static Parsed<Integer> parseTsap(String text) {
        Matcher matcher = TSAP.matcher(text);
        return matcher.matches()
                ? new Parsed.Right<>(Integer.parseInt(matcher.group(1) + matcher.group(2), 16))
                : new Parsed.Wrong<>(
                        "\"" + text + "\" is not a TSAP",
                        "write two hexadecimal bytes in quotes, for example \"03.02\"");
    }

    /// The TSAP as a site file has it, for example `03.02`; the empty text where none is stated.
    public String tsapText() {
        return remoteTsap.isEmpty()
                ? ""
                : "%02x.%02x".formatted(remoteTsap.getAsInt() >>> 8, remoteTsap.getAsInt() & 0xff);
    }
}
