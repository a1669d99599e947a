package io.walkdown.scanner.plan;

import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.ResponseTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/// A ledger that says what it is told to say, and notes what it is told. Thread-safe.
public final class SampleLedger implements Ledger {
    private final Map<String, Standing> standings;
    private final List<String> notes;
    private final Set<String> forgotten = new CopyOnWriteArraySet<>();

    /// A ledger to which every address is free.
    public SampleLedger() {
        this(Map.of(), new CopyOnWriteArrayList<>());
    }

    /// A ledger to which every other address is free.
    ///
    /// @param standings by address
    /// @param notes takes `claim ADDRESS`, `ended ADDRESS FRAMES OUTCOME` and `closed ADDRESS`;
    ///   thread-safe
    public SampleLedger(Map<String, Standing> standings, List<String> notes) {
        this.standings = Map.copyOf(standings);
        this.notes = notes;
    }

    @Override
    public Standing standing(Key key, Allowance allowance, Demand demand, Instant now) {
        return standings.getOrDefault(key.address(), new Standing.Free());
    }

    @Override
    public boolean knows(Key key) {
        return !forgotten.contains(key.address());
    }

    /// From now on nothing is known of that address.
    SampleLedger forgetting(String address) {
        forgotten.add(address);
        return this;
    }

    @Override
    public boolean cleared(Clearance clearance) {
        return notes.contains("cleared " + clearance.kind());
    }

    @Override
    public void clear(Clearance clearance, Instant now) {
        notes.add("cleared " + clearance.kind());
    }

    @Override
    public Holding hold(String address, Instant now) {
        return new Holding.Held(
                new Hold() {
                    @Override
                    public Optional<Duration> sinceContact() {
                        return Optional.empty();
                    }

                    @Override
                    public void close() {
                        // nobody else uses this ledger
                    }
                });
    }

    @Override
    public Claim claim(Key key, Allowance allowance, Demand demand, Instant now) {
        notes.add("claim " + key.address());
        Standing standing = standing(key, allowance, demand, now);
        return standing instanceof Standing.Free
                ? new Claim.Granted(new Noted(key.address(), notes))
                : new Claim.Refused(standing);
    }

    private record Noted(String address, List<String> notes) implements Lease {
        @Override
        public ResponseTimes responseTimes() {
            return ResponseTimes.NONE;
        }

        @Override
        public void ended(Used used, Instant now) {
            notes.add("ended %s %d %s".formatted(address, used.frames(), used.outcome()));
        }

        @Override
        public void close() {
            notes.add("closed " + address);
        }
    }
}
