package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A signature in a file of its own beside what it signs: `list.yaml.sig` beside `list.yaml`.
///
/// One line of text: `Ed25519`, the key's id, and the signature over exactly the bytes of the file
/// in Base64, with one space between.
///
/// @param keyId the key's short name, as [VerifyingKey#keyId] makes it
/// @param signature 64 bytes in Base64
public record DetachedSignature(String keyId, String signature) {
    private static final Pattern FORM =
            Pattern.compile("Ed25519 ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)");
    private static final long LONGEST_FILE = 1024;

    /// Where the signature of that file is.
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".sig");
    }

    /// Signs those bytes.
    public static DetachedSignature of(byte[] data, SigningKey key) {
        return new DetachedSignature(
                key.keyId(), Base64.getEncoder().encodeToString(key.sign(data)));
    }

    /// Reads a signature's file.
    ///
    /// @return empty where it is not of the form that a signature has
    /// @throws StoreException where it cannot be read
    public static Optional<DetachedSignature> read(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                return Optional.empty();
            }
            Matcher form =
                    FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
            return form.matches()
                    ? Optional.of(new DetachedSignature(form.group(1), form.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /// Writes the signature's file.
    public void write(Path file) {
        AtomicFile.write(file, "Ed25519 " + keyId + " " + signature + "\n");
    }

    /// Whether it is that key's signature over exactly those bytes.
    public boolean holds(byte[] data, VerifyingKey key) {
        return key.keyId().equals(keyId) && key.verify(data, Base64.getDecoder().decode(signature));
    }
}
