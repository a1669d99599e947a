package io.walkdown.scanner.enip;

import io.walkdown.profiles.Timeout;

/// How long the device may wait for one of its slots on our behalf: two bytes of Unconnected_Send
/// (CIP Networks Library, volume 1, 3-5.5.4), 2^exponent ms times ticks.
///
/// It has to end before our own wait does. Otherwise we would give up first, and the device would
/// still hold the transaction when the next frame comes. The margin is 1 s, or half of the wait
/// where that is less than 2 s:
///
/// | our wait | at most | exponent | ticks | routing timeout |
/// |---|---|---|---|---|
/// | 3 s | 2000 ms | 3 (8 ms) | 250 | 2000 ms |
/// | 5 s | 4000 ms | 4 (16 ms) | 250 | 4000 ms |
/// | 60 s | 59000 ms | 8 (256 ms) | 230 | 58880 ms |
/// | 100 ms (simulated) | 50 ms | 0 (1 ms) | 50 | 50 ms |
///
/// The exponent is the smallest whose ticks fit a byte, so the least is lost by rounding down.
///
/// @param exponent 0 to 15; the priority bit above it stays 0
/// @param ticks 1 to 255
record RoutingTimeout(int exponent, int ticks) {
    private static final int MAX_TICKS = 255;
    private static final long MARGIN_MILLIS = 1_000;

    RoutingTimeout {
        if (exponent < 0 || exponent > 15 || ticks < 1 || ticks > MAX_TICKS) {
            throw new IllegalArgumentException(
                    "exponent %d, ticks %d are outside 0 to 15, 1 to 255"
                            .formatted(exponent, ticks));
        }
    }

    /// The longest routing timeout that ends before that wait, with its margin.
    static RoutingTimeout within(Timeout wait) {
        long millis = wait.value().toMillis();
        long atMost = millis - Math.min(MARGIN_MILLIS, millis / 2);
        int exponent = 0;
        while (atMost >> exponent > MAX_TICKS) {
            exponent++;
        }
        return new RoutingTimeout(exponent, (int) (atMost >> exponent));
    }

    /// In milliseconds.
    long millis() {
        return (long) ticks << exponent;
    }

    /// The two bytes as hexadecimal digits.
    String hex() {
        return "%02x%02x".formatted(exponent, ticks);
    }
}
