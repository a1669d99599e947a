package io.walkdown.scanner.scan;

import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.wire.Signer;

/// Lets this machine's key sign what the wire records (S13).
record RecordSigner(SigningKey key) implements Signer {
    @Override
    public String keyId() {
        return key.keyId();
    }

    @Override
    public byte[] sign(byte[] data) {
        return key.sign(data);
    }
}
