package io.walkdown.simulator;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checks that the parts of a plant file share; each error names key, value and rule.
final class Spec {

    private static final Pattern VERSION = Pattern.compile("V\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private Spec() {}

    static int inRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new PlantException(
                    "%s: %d is not within %d to %d".formatted(key, value, min, max));
        }
        return value;
    }

    static double inRange(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new PlantException(
                    "%s: %s is not within %s to %s".formatted(key, value, min, max));
        }
        return value;
    }

    /// The text, or the empty one; at most `max` characters.
    static String text(String key, @Nullable String value, int max) {
        if (value == null) {
            return "";
        }
        if (value.length() > max) {
            throw new PlantException(
                    "%s: \"%s\" is longer than %d characters".formatted(key, value, max));
        }
        return value;
    }

    static String version(String key, @Nullable String value) {
        if (value == null) {
            return "V1.0.0";
        }
        if (!VERSION.matcher(value).matches()) {
            throw new PlantException("%s: \"%s\" is not like V3.2.6".formatted(key, value));
        }
        return value;
    }

    /// An IPv4 literal in 127.0.0.0/8: no plant file can make a device listen anywhere else.
    static String loopback(String key, String address) {
        if (!LOOPBACK.matcher(address).matches()) {
            throw new PlantException(
                    "%s: \"%s\" is not an IPv4 literal in 127.0.0.0/8".formatted(key, address));
        }
        return InetAddress.ofLiteral(address).getHostAddress();
    }

    static <T> T required(String key, @Nullable T value) {
        if (value == null) {
            throw new PlantException(key + " is missing");
        }
        return value;
    }
}
