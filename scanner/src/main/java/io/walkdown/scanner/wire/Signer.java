package io.walkdown.scanner.wire;

/// What signs the checkpoints of a journal (S13). Thread-safe.
public interface Signer {
    /// The short name of the key, by which a reader finds what checks it.
    String keyId();

    /// The signature over those bytes.
    byte[] sign(byte[] data);
}
