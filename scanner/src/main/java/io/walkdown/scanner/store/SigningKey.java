package io.walkdown.scanner.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// This machine's own key, with which it signs what it recorded (S13).
///
/// Ed25519 (RFC 8032). `signing-key.pem` in the state folder holds both halves, for its owner alone
/// (0600): the private one as PKCS#8, the public one behind it. `signing-key.pub.pem` is the copy
/// of the public half that is given to whoever checks. Whoever can read the private file can sign
/// in this machine's name, so a signature shows what this account wrote down and not that the
/// account is honest. Immutable and thread-safe.
public final class SigningKey {
    /// The file of the private half.
    public static final String PRIVATE_FILE = "signing-key.pem";

    /// The file of the public half.
    public static final String PUBLIC_FILE = "signing-key.pub.pem";

    private static final String LABEL = "PRIVATE KEY";
    private static final byte[] PROBE = "walkdown".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final VerifyingKey verifying;

    private SigningKey(PrivateKey key, VerifyingKey verifying) {
        this.key = key;
        this.verifying = verifying;
    }

    /// The key of that folder; it is made at its first use, for its owner alone, or for reading by
    /// the group that shares the folder. Of two processes that make it at the same time one wins,
    /// and both get its key.
    ///
    /// @throws StoreException where it cannot be made, or where its file is not what it must be
    public static SigningKey of(StateFolder folder) {
        Path file = folder.made().resolve(PRIVATE_FILE);
        if (!Files.exists(file)) {
            create(folder, file);
        }
        SigningKey key = read(file);
        key.publish(folder.resolve(PUBLIC_FILE));
        return key;
    }

    /// Signs those bytes.
    ///
    /// @return 64 bytes
    public byte[] sign(byte[] data) {
        try {
            Signature signer = Signature.getInstance(VerifyingKey.ALGORITHM);
            signer.initSign(key);
            signer.update(data);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /// The key's short name, as [VerifyingKey#keyId] makes it.
    public String keyId() {
        return verifying.keyId();
    }

    /// What checks this key's signatures.
    public VerifyingKey verifyingKey() {
        return verifying;
    }

    private static SigningKey read(Path file) {
        String text = VerifyingKey.textOf(file);
        byte[] encoded =
                Pem.first(LABEL, text)
                        .orElseThrow(() -> new StoreException(file + " holds no private key"));
        VerifyingKey verifying = VerifyingKey.of(file.toString(), text);
        SigningKey key;
        try {
            PrivateKey half =
                    KeyFactory.getInstance(VerifyingKey.ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            key = new SigningKey(half, verifying);
        } catch (GeneralSecurityException e) {
            throw new StoreException(file + " holds a private key that is not Ed25519");
        }
        if (!verifying.verify(PROBE, key.sign(PROBE))) {
            throw new StoreException(file + " holds two halves of different keys");
        }
        return key;
    }

    private void publish(Path file) {
        String pem = verifying.pem();
        if (!Files.exists(file) || !VerifyingKey.textOf(file).equals(pem)) {
            AtomicFile.write(file, pem);
        }
    }

    /// Made under another name and linked to its own, which fails where another process was faster;
    /// so the key's file is whole from the moment it is there.
    private static void create(StateFolder folder, Path file) {
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path fresh = file.resolveSibling("." + PRIVATE_FILE + "." + suffix + ".tmp");
        try {
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (var out = new FileOutputStream(fresh.toFile())) {
                out.write(pem(generated()).getBytes(StandardCharsets.US_ASCII));
                out.getFD().sync();
            }
            if (folder.isShared()) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
            }
            Files.createLink(file, fresh);
            AtomicFile.forceFolder(file.resolveSibling(".").normalize());
        } catch (FileAlreadyExistsException e) {
            // another process made it: that one is read
        } catch (IOException e) {
            throw new StoreException("cannot make " + file, e);
        } finally {
            forget(fresh);
        }
    }

    private static void forget(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            throw new StoreException("cannot remove " + fresh, e);
        }
    }

    private static KeyPair generated() {
        try {
            return KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    private static String pem(KeyPair pair) {
        return Pem.text(LABEL, pair.getPrivate().getEncoded())
                + Pem.text(VerifyingKey.LABEL, pair.getPublic().getEncoded());
    }
}
