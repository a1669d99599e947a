package io.walkdown.scanner.wire;

import io.walkdown.profiles.Timeout;
import java.net.InetAddress;
import java.util.List;

/// Whom a visit contacts, and by which legs.
///
/// @param device the device's name, for journal and messages
/// @param address where it is
/// @param legs everything that may be sent
/// @param connectTimeout longest wait for a connection
/// @param closeTimeout longest wait for the peer's end (S3)
/// @param simulated whether a `simulated` profile holds, which is refused outside 127.0.0.0/8 (S12)
public record Contact(
        String device,
        InetAddress address,
        List<Leg> legs,
        Timeout connectTimeout,
        Timeout closeTimeout,
        boolean simulated) {
    public Contact {
        legs = List.copyOf(legs);
    }
}
