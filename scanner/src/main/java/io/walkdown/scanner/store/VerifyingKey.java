package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// The public half of a [SigningKey]: what checks its signatures, on any machine.
///
/// Ed25519 (RFC 8032), in files as `PUBLIC KEY` in PEM (RFC 8410). Immutable and thread-safe.
public final class VerifyingKey {
    static final String LABEL = "PUBLIC KEY";
    static final String ALGORITHM = "Ed25519";
    private static final int KEY_ID_BYTES = 8;
    private static final long LONGEST_FILE = 65_536;

    private final PublicKey key;

    VerifyingKey(PublicKey key) {
        this.key = key;
    }

    /// Reads a key from a PEM file.
    ///
    /// @throws StoreException where the file cannot be read or holds no Ed25519 public key
    public static VerifyingKey read(Path file) {
        return of(file.toString(), textOf(file));
    }

    /// Reads a key from PEM text.
    ///
    /// @param name whose text it is, for the message
    /// @throws StoreException where it holds no Ed25519 public key
    public static VerifyingKey of(String name, String pem) {
        byte[] encoded =
                Pem.first(LABEL, pem)
                        .orElseThrow(() -> new StoreException(name + " holds no public key (PEM)"));
        try {
            return new VerifyingKey(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new StoreException(name + " holds a public key that is not Ed25519");
        }
    }

    static String textOf(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new StoreException(file + " is too long to be a key");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /// Whether the signature is that of this key's owner over exactly those bytes.
    public boolean verify(byte[] data, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(data);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /// The key's short name: the first 16 hexadecimal digits of the SHA-256 of the encoded key
    /// (X.509 SubjectPublicKeyInfo).
    public String keyId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(hash, 0, KEY_ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The key as a PEM file holds it.
    public String pem() {
        return Pem.text(LABEL, key.getEncoded());
    }
}
