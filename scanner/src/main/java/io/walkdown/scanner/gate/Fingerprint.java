package io.walkdown.scanner.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// What tools know a finding by in the next run: SHA-256 over site, kind, asset, module and field.
/// Aspects and severities are not in it, for a policy may change them; nor is any value, so that a
/// field that goes on changing stays one finding.
final class Fingerprint {
    private static final String VERSION = "walkdown-finding-1";

    private Fingerprint() {}

    /// The fingerprint of a subject.
    ///
    /// @param number 0, or the how-manieth of those that have everything else in common
    static String of(String site, Subject subject, int number) {
        MessageDigest digest = sha256();
        add(digest, VERSION);
        add(digest, site);
        add(digest, stable(subject));
        add(digest, subject.asset().toLowerCase(Locale.ROOT));
        add(digest, subject.inModule().map(Object::toString).orElse(""));
        add(digest, subject.ofField().orElse(""));
        add(digest, number == 0 ? "" : String.valueOf(number));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String stable(Subject subject) {
        return subject instanceof Subject.Difference(var item)
                ? item.kind().id()
                : subject.kind().id();
    }

    /// With its length, so that no text can end in another.
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
