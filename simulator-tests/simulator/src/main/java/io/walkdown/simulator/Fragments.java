package io.walkdown.simulator;

/// An answer that is longer than the PDU, handed out part by part. Records are cut wherever the PDU
/// ends, as CPUs do it.
final class Fragments {

    private final Bytes whole;
    private final int sequence;
    private final int room;
    private int at;
    private int sent;

    Fragments(Bytes whole, int sequence, int room) {
        this.whole = whole;
        this.sequence = sequence;
        this.room = room;
    }

    int sequence() {
        return sequence;
    }

    /// How many parts were handed out.
    int sent() {
        return sent;
    }

    boolean finished() {
        return at >= whole.length();
    }

    Bytes next() {
        Bytes part = whole.from(at).first(room);
        at += part.length();
        sent++;
        return part;
    }
}
