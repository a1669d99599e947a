package io.walkdown.scanner.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Binary objects as text between two lines of dashes (RFC 7468).
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    /// @param label what it is, for example `PUBLIC KEY`
    static String text(String label, byte[] bytes) {
        String base64 =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64);
    }

    /// The first object of that label, empty where there is none or where it is no base64.
    static Optional<byte[]> first(String label, String text) {
        String begin = "-----BEGIN %s-----".formatted(label);
        int from = text.indexOf(begin);
        int to = from < 0 ? -1 : text.indexOf("-----END %s-----".formatted(label), from);
        if (to < 0) {
            return Optional.empty();
        }
        try {
            String base64 = text.substring(from + begin.length(), to).replaceAll("\\s", "");
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
