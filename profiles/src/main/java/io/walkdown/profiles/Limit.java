package io.walkdown.profiles;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The numbers of a profile: their names in files, their units, and which way is stricter.
public enum Limit {
    /// Shortest time between an answer and the next frame (S4); longer is stricter.
    GAP("gap", Unit.MILLIS, true, 1, 600_000),
    /// Longest wait for a connection; shorter is stricter.
    CONNECT_TIMEOUT("connectTimeout", Unit.MILLIS, false, 10, 60_000),
    /// Longest wait for an answer; shorter is stricter.
    REQUEST_TIMEOUT("requestTimeout", Unit.MILLIS, false, 10, 60_000),
    /// Longest wait for the peer's end of a connection (S3); shorter is stricter.
    CLOSE_TIMEOUT("closeTimeout", Unit.MILLIS, false, 10, 60_000),
    /// Reads of a visit (S5); fewer is stricter.
    REQUESTS("requests", Unit.READS, false, 0, VisitBudget.MAX_REQUESTS),
    /// Further reads for each chassis slot (S5); fewer is stricter.
    READS_PER_SLOT("readsPerSlot", Unit.READS, false, 0, 4),
    /// Connections that the device can hold (S2); fewer is stricter.
    SLOTS("slots", Unit.CONNECTIONS, false, 1, 1024),
    /// Connections that the device keeps for others (S2); more is stricter.
    RESERVED("reserved", Unit.CONNECTIONS, true, 0, 1024),
    /// Rolling interval of one visit (S10); longer is stricter.
    REVISIT("revisit", Unit.MILLIS, true, 1_000, Duration.ofDays(366).toMillis());

    private final String id;
    private final Unit unit;
    private final boolean moreIsStricter;
    private final long min;
    private final long max;

    /// What a number counts.
    enum Unit {
        MILLIS,
        READS,
        CONNECTIONS
    }

    Limit(String id, Unit unit, boolean moreIsStricter, long min, long max) {
        this.id = id;
        this.unit = unit;
        this.moreIsStricter = moreIsStricter;
        this.min = min;
        this.max = max;
    }

    /// The name in files.
    public String id() {
        return id;
    }

    Unit unit() {
        return unit;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /// Whether the first value is at least as strict as the second.
    public boolean atLeastAsStrict(long value, long other) {
        return moreIsStricter ? value >= other : value <= other;
    }

    /// Which way is stricter, for messages.
    public String stricterWord() {
        return moreIsStricter ? "larger" : "smaller";
    }

    /// The limit of that [#id()], or empty.
    static Optional<Limit> byId(String id) {
        return Arrays.stream(values()).filter(limit -> limit.id.equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Limit::id).toList();
    }

    /// How many of the limit's own unit that unit name stands for; empty where it does not fit.
    Optional<Long> factor(String unitName) {
        return switch (unit) {
            case MILLIS ->
                    switch (unitName) {
                        case "ms" -> Optional.of(1L);
                        case "s" -> Optional.of(1_000L);
                        case "min" -> Optional.of(60_000L);
                        case "h" -> Optional.of(3_600_000L);
                        case "d" -> Optional.of(86_400_000L);
                        default -> Optional.empty();
                    };
            case READS -> unitName.equals("reads") ? Optional.of(1L) : Optional.empty();
            case CONNECTIONS -> unitName.equals("connections") ? Optional.of(1L) : Optional.empty();
        };
    }

    /// The value in the limit's own unit. What is too large for a number stays the largest number,
    /// so that it is out of range instead of wrapped into it.
    static long scaled(long value, long factor) {
        return Math.clamp(value, Long.MIN_VALUE / factor, Long.MAX_VALUE / factor) * factor;
    }

    /// The units in which it may be written.
    String units() {
        return switch (unit) {
            case MILLIS -> "ms, s, min, h or d";
            case READS -> "reads";
            case CONNECTIONS -> "connections";
        };
    }

    /// The value with its unit, as screens show it.
    public String text(long value) {
        return switch (unit) {
            case MILLIS -> duration(Duration.ofMillis(value));
            case READS -> value == 1 ? "1 read" : value + " reads";
            case CONNECTIONS -> value == 1 ? "1 connection" : value + " connections";
        };
    }

    private static String duration(Duration length) {
        if (length.toMillisPart() > 0) {
            return length.toMillis() + " ms";
        }
        if (length.toSeconds() < 120) {
            return length.toSeconds() + " s";
        }
        if (length.toMinutes() < 120) {
            return length.toMinutes() + " min";
        }
        return length.toHours() % 24 == 0 && length.toHours() > 24
                ? length.toDays() + " d"
                : length.toHours() + " h";
    }

    /// The number in force in that profile; empty for a limit that it does not have.
    public Optional<Long> of(Profile profile) {
        return switch (this) {
            case GAP -> Optional.of(profile.gap().value().toMillis());
            case CONNECT_TIMEOUT -> Optional.of(profile.connectTimeout().value().toMillis());
            case REQUEST_TIMEOUT -> Optional.of(profile.requestTimeout().value().toMillis());
            case CLOSE_TIMEOUT -> Optional.of(profile.closeTimeout().value().toMillis());
            case REQUESTS -> Optional.of((long) profile.budget().requests());
            case READS_PER_SLOT ->
                    profile.budget().perSlot() == 0
                            ? Optional.empty()
                            : Optional.of((long) profile.budget().perSlot());
            case SLOTS ->
                    profile.slots().known()
                            ? Optional.of((long) profile.slots().max())
                            : Optional.empty();
            case RESERVED ->
                    profile.slots().known()
                            ? Optional.of((long) profile.slots().reserved())
                            : Optional.empty();
            case REVISIT ->
                    profile.revisit() instanceof Revisit.Every every
                            ? Optional.of(every.interval().toMillis())
                            : Optional.empty();
        };
    }
}
