package io.walkdown.scanner.asset;

import java.time.Duration;

/// What a visit may put, or did put, on a device: the four terms in which the safety contract
/// counts.
///
/// @param frames frames that we send, opening and closing ones included
/// @param bytes application payload, both ways
/// @param connections connect attempts; 0 for a visit by datagrams
/// @param seconds from the first connect or datagram until the socket is closed
public record Load(int frames, long bytes, int connections, Duration seconds) {
    /// Nothing at all.
    public static final Load NONE = new Load(0, 0, 0, Duration.ZERO);

    public Load {
        if (frames < 0 || bytes < 0 || connections < 0 || seconds.isNegative()) {
            throw new IllegalArgumentException(
                    "a load has no negative term: %d frames, %d bytes, %d connections, %s"
                            .formatted(frames, bytes, connections, seconds));
        }
    }

    /// Both, one after the other.
    public Load plus(Load other) {
        return new Load(
                Math.addExact(frames, other.frames),
                Math.addExact(bytes, other.bytes),
                Math.addExact(connections, other.connections),
                seconds.plus(other.seconds));
    }
}
