package io.walkdown.scanner.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A moment as this machine dates it, for telling how long ago it was whatever was done to the
/// clock meanwhile (S10).
///
/// @param at the time of day
/// @param boot the time since boot; empty where the system does not tell it
record Stamp(Instant at, Optional<SinceBoot> boot) {
    /// Both clocks agree as long as they are no further apart than what they can be read to.
    static final Duration READING = Duration.ofMillis(20);

    static Stamp of(Instant at, BootClock clock) {
        return new Stamp(at, clock.now());
    }

    /// How long ago it was. A clock that was set back counts as no time passed. Within one boot the
    /// time since boot is asked, too: a clock that was set forward counts as what really passed.
    Duration age(Stamp now) {
        Duration byClock = positive(Duration.between(at, now.at()));
        return sinceBoot(now)
                .filter(passed -> byClock.minus(passed).compareTo(READING) > 0)
                .orElse(byClock);
    }

    /// What passed by the clock that nobody can set; empty in another boot.
    private Optional<Duration> sinceBoot(Stamp now) {
        return boot.flatMap(then ->
                now.boot()
                        .filter(later -> later.boot().equals(then.boot()))
                        .map(later -> positive(later.time().minus(then.time()))));
    }

    private static Duration positive(Duration elapsed) {
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /// Whether it is after that moment by either clock: one of them was set, or is another one.
    boolean isAfter(Stamp now) {
        return at.isAfter(now.at())
                || boot.flatMap(then ->
                                now.boot()
                                        .filter(later -> later.boot().equals(then.boot()))
                                        .map(later -> then.time().compareTo(later.time()) > 0))
                        .orElse(false);
    }

    /// Its members of a JSON object.
    Map<String, @Nullable Object> members() {
        var out = new LinkedHashMap<String, @Nullable Object>();
        out.put("at", at.toString());
        boot.ifPresent(since -> {
            out.put("boot", since.boot());
            out.put("sinceBoot", JsonText.seconds(since.time()));
        });
        return out;
    }

    /// Reads what [#members] wrote.
    static Stamp read(JsonFields fields) {
        Instant at = fields.parsed("at", LedgerEntry.TIME, Instant::parse).orElse(Instant.EPOCH);
        Optional<SinceBoot> boot =
                fields.optionalText("boot")
                        .map(id -> new SinceBoot(id, fields.seconds("sinceBoot")));
        return new Stamp(at, boot);
    }
}
