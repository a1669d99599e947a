package io.walkdown.suite.hostile;

import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.ResponseTimes;
import java.time.Instant;

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
    public Claim claim(Key key, Allowance allowance, Demand demand, Instant now) {
        return new Claim.Granted(
                new Lease() {
                    @Override
                    public ResponseTimes responseTimes() {
                        return ResponseTimes.NONE;
                    }

                    @Override
                    public void ended(Used used) {
                        // nothing is kept
                    }

                    @Override
                    public void close() {
                        // nothing is held
                    }
                });
    }
}
