package io.walkdown.scanner.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One direction of a TCP connection, put in order: repeats are dropped, what came too early waits
/// for what is missing. What waits is bounded. Not thread-safe.
final class Stream {
    private static final int MOST_WAITING = 64;

    /// Farther ahead than this is no data of this connection.
    private static final int WINDOW = 1 << 20;

    private final List<Piece> waiting = new ArrayList<>();
    private boolean started;
    private int next;
    private boolean lost;

    /// Bytes in order, and with which packet they came first.
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Piece(int sequence, long nanos, long packet, byte[] bytes) {}

    void startAt(int sequence) {
        started = true;
        next = sequence;
    }

    boolean started() {
        return started;
    }

    /// Takes a segment's bytes and gives what is in order now.
    List<Piece> add(Piece piece) {
        if (!started) {
            startAt(piece.sequence());
        }
        var ready = new ArrayList<Piece>();
        if (piece.sequence() - next > 0) {
            hold(piece);
        } else {
            take(piece, ready);
        }
        boolean more = true;
        while (more) {
            more = takeOneWaiting(ready);
        }
        return ready;
    }

    private void hold(Piece piece) {
        if (piece.sequence() - next > WINDOW || waiting.size() >= MOST_WAITING) {
            lost = true;
        } else {
            waiting.add(piece);
        }
    }

    private boolean takeOneWaiting(List<Piece> ready) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).sequence() - next <= 0) {
                take(waiting.remove(i), ready);
                return true;
            }
        }
        return false;
    }

    private void take(Piece piece, List<Piece> ready) {
        int known = next - piece.sequence();
        int fresh = piece.bytes().length - known;
        if (known >= 0 && fresh > 0) {
            byte[] bytes = Arrays.copyOfRange(piece.bytes(), known, piece.bytes().length);
            ready.add(new Piece(next, piece.nanos(), piece.packet(), bytes));
            next += fresh;
        }
    }

    /// Whether everything before that sequence number was seen.
    boolean reached(int sequence) {
        return started && sequence - next <= 0;
    }

    /// Whether bytes of this direction are missing in the capture.
    boolean incomplete() {
        return lost || !waiting.isEmpty();
    }
}
