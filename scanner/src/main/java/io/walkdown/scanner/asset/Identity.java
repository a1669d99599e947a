package io.walkdown.scanner.asset;

import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Who a device is, apart from where it answers.
///
/// A serial number counts only together with what the device is, because makers number their
/// products independently: two facts of that kind that are both known must agree, one that is
/// missing on a side does not speak against. Texts are compared without regard to case and to
/// surrounding blanks. A serial number that a maker leaves in place of one (`0000`, `FFFF`,
/// `unknown`) is none.
///
/// @param manufacturer in lower case
/// @param orderNumber in lower case
/// @param model in lower case
/// @param serialNumber in lower case; empty where it identifies nothing
/// @param mac twelve lower-case hex digits
public record Identity(
        Optional<String> manufacturer,
        Optional<String> orderNumber,
        Optional<String> model,
        Optional<String> serialNumber,
        Optional<String> mac) {
    /// The attribute in which a protocol package keeps a hardware address.
    public static final String MAC_ATTRIBUTE = "macAddress";

    /// Texts that makers and integrators leave in place of a serial number.
    private static final Set<String> PLACEHOLDERS =
            Set.of(
                    "unknown",
                    "none",
                    "null",
                    "nil",
                    "na",
                    "default",
                    "invalid",
                    "notset",
                    "notavailable",
                    "serialnumber",
                    "serial",
                    "sn",
                    "xxxxx",
                    "12345",
                    "123456",
                    "1234567",
                    "12345678",
                    "123456789",
                    "1234567890",
                    "0123456789");

    /// The identity of what was seen.
    public static Identity of(Asset asset) {
        Nameplate plate = asset.nameplate();
        return of(
                plate::value,
                Optional.ofNullable(plate.attributes().get(MAC_ATTRIBUTE)).flatMap(Field::value));
    }

    /// The identity that those values make.
    ///
    /// @param value the known value of a core field
    /// @param mac a hardware address in any usual spelling
    public static Identity of(
            Function<NameplateField, Optional<String>> value, Optional<String> mac) {
        return new Identity(
                value.apply(MANUFACTURER).flatMap(Identity::shared),
                value.apply(ORDER_NUMBER).flatMap(Identity::shared),
                value.apply(MODEL).flatMap(Identity::shared),
                value.apply(SERIAL_NUMBER).filter(Identity::identifies).flatMap(Identity::folded),
                mac.flatMap(Identity::macDigits));
    }

    /// By what this device can be known again.
    public IdentityStrength strength() {
        if (serialNumber.isPresent()) {
            return IdentityStrength.SERIAL_NUMBER;
        }
        return mac.isPresent() ? IdentityStrength.MAC : IdentityStrength.PLACE;
    }

    /// By what the other is proven to be this device: by serial number or by MAC; empty if nothing
    /// proves it. A hardware address proves nothing where two serial numbers differ.
    public Optional<IdentityStrength> sameAs(Identity other) {
        if (serialNumber.isPresent() && other.serialNumber.isPresent()) {
            return serialNumber.equals(other.serialNumber) && sameProduct(other)
                    ? Optional.of(IdentityStrength.SERIAL_NUMBER)
                    : Optional.empty();
        }
        return mac.isPresent() && mac.equals(other.mac)
                ? Optional.of(IdentityStrength.MAC)
                : Optional.empty();
    }

    /// Whether the other is proven to be a different device: two serial numbers that differ or
    /// belong to different products, or, where a serial number is missing, two MACs that differ.
    public boolean differsFrom(Identity other) {
        if (serialNumber.isPresent() && other.serialNumber.isPresent()) {
            return sameAs(other).isEmpty();
        }
        return mac.isPresent() && other.mac.isPresent() && !mac.equals(other.mac);
    }

    /// Whether that text, as a device told it, identifies anything: at least two letters or digits,
    /// not all the same, and no known placeholder.
    public static boolean identifies(String serialNumber) {
        String folded = serialNumber.strip().toLowerCase(Locale.ROOT);
        var core = new StringBuilder(folded.length());
        boolean differs = false;
        int last = -1;
        for (int at = folded.startsWith("0x") ? 2 : 0; at < folded.length(); ) {
            int point = folded.codePointAt(at);
            at += Character.charCount(point);
            if (isLetterOrNumber(point)) {
                differs |= last >= 0 && last != point;
                last = point;
                core.appendCodePoint(point);
            }
        }
        return differs && !PLACEHOLDERS.contains(core.toString());
    }

    private static boolean isLetterOrNumber(int point) {
        return Character.isLetter(point)
                || switch (Character.getType(point)) {
                    case Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER ->
                            true;
                    default -> false;
                };
    }

    private boolean sameProduct(Identity other) {
        boolean byOrder = orderNumber.isPresent() && other.orderNumber.isPresent();
        boolean product =
                byOrder ? orderNumber.equals(other.orderNumber) : agree(model, other.model);
        return product && agree(manufacturer, other.manufacturer);
    }

    private static boolean agree(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private static Optional<String> folded(String text) {
        return Optional.of(text.strip().toLowerCase(Locale.ROOT)).filter(t -> !t.isEmpty());
    }

    /// A text that many devices have.
    private static Optional<String> shared(String text) {
        return folded(text).map(String::intern);
    }

    private static Optional<String> macDigits(String text) {
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
        boolean real = digits.length() == 12 && digits.chars().distinct().count() > 1;
        return real ? Optional.of(digits) : Optional.empty();
    }
}
