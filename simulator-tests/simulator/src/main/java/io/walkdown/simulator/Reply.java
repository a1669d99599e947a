package io.walkdown.simulator;

/// What the device does after a request.
///
/// @param bytes the answer, empty when it gives none
/// @param opens whether the protocol now counts as opened, so that it must be closed in its own way
///   before the connection ends (S3)
/// @param hangsUp whether the device closes the connection afterwards
record Reply(Bytes bytes, boolean opens, boolean hangsUp) {

    static final Reply NOTHING = new Reply(Bytes.NONE, false, false);
    static final Reply HANG_UP = new Reply(Bytes.NONE, false, true);

    static Reply of(Bytes bytes) {
        return new Reply(bytes, false, false);
    }

    static Reply opening(Bytes bytes) {
        return new Reply(bytes, true, false);
    }

    static Reply last(Bytes bytes) {
        return new Reply(bytes, false, true);
    }
}
