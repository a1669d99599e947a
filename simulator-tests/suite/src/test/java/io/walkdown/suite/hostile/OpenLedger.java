package io.walkdown.suite.hostile;

import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.ResponseTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A ledger to which every address is free and every kind is proven, so that a scan of one device
/// is one visit.
public final class OpenLedger implements Ledger {
    @Override
    public Standing standing(Key key, Allowance allowance, Demand demand, Instant now) {
        return new Standing.Free();
    }

    @Override
    public boolean knows(Key key) {
        return true;
    }

    @Override
    public boolean cleared(Clearance clearance) {
        return true;
    }

    @Override
    public void clear(Clearance clearance, Instant now) {
        // every kind is proven already
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
        return new Claim.Granted(
                new Lease() {
                    @Override
                    public ResponseTimes responseTimes() {
                        return ResponseTimes.NONE;
                    }

                    @Override
                    public void ended(Used used, Instant now) {
                        // nothing is kept
                    }

                    @Override
                    public void close() {
                        // nothing is held
                    }
                });
    }
}
