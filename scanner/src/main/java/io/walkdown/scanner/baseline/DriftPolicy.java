package io.walkdown.scanner.baseline;

/// When an asset that does not answer counts as vanished.
///
/// @param missesInARow attempts without an answer, one after the other, 1 to 100
public record DriftPolicy(int missesInARow) {
    /// The fewest misses that may count.
    public static final int MIN = 1;

    /// The most misses that may be waited for.
    public static final int MAX = 100;

    /// Three misses: a device that is being serviced is not gone.
    public static final DriftPolicy DEFAULT = new DriftPolicy(3);

    public DriftPolicy {
        if (missesInARow < MIN || missesInARow > MAX) {
            throw new IllegalArgumentException(
                    "misses in a row %d is outside %d to %d".formatted(missesInARow, MIN, MAX));
        }
    }
}
