package io.walkdown.scanner.enip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// The names behind CIP numbers: vendors and device types, from two tables in our jar whose first
/// lines tell their origin and licence. Immutable, so threads may share it.
final class CipNames {
    private static final Map<Integer, String> VENDORS = read("cip-vendors.tsv");
    private static final Map<Integer, String> DEVICE_TYPES = read("cip-device-types.tsv");

    private CipNames() {}

    /// The vendor's name, or `CIP vendor 1234` where the table does not know it.
    static String vendor(int id) {
        return VENDORS.getOrDefault(id, "CIP vendor " + id);
    }

    /// The device type's name, or `CIP device type 1234` where the table does not know it.
    static String deviceType(int id) {
        return DEVICE_TYPES.getOrDefault(id, "CIP device type " + id);
    }

    /// Reads lines of number, tab, name; `#` starts a comment line.
    private static Map<Integer, String> read(String resource) {
        Map<Integer, String> names = new HashMap<>();
        try (InputStream in = CipNames.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no table " + resource + " in our jar");
            }
            var lines = new BufferedReader(new InputStreamReader(in, UTF_8)).lines();
            lines.filter(line -> !line.startsWith("#")).forEach(line -> add(names, line, resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(names);
    }

    private static void add(Map<Integer, String> names, String line, String resource) {
        int tab = line.indexOf('\t');
        if (names.put(Integer.valueOf(line.substring(0, tab)), line.substring(tab + 1)) != null) {
            throw new IllegalStateException("two names in %s: %s".formatted(resource, line));
        }
    }
}
