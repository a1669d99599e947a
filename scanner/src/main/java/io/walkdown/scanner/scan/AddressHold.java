package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Standing;
import io.walkdown.throttle.Ticket;
import java.util.Optional;

/// The lock of a visit's address between processes: taken once the visit is admitted, given back
/// after its last part, a canary's after the second look (S10). For one thread.
final class AddressHold implements AutoCloseable {
    private final String address;
    private final Run run;
    private Optional<Ledger.Hold> hold = Optional.empty();

    AddressHold(String address, Run run) {
        this.address = address;
        this.run = run;
    }

    /// Takes it, and lets the gate know when the address was last contacted (S4).
    ///
    /// @return why it cannot be had, as the visit's outcome; empty where it is taken
    Optional<ProbeOutcome> take(Ticket ticket) {
        return switch (run.ledger().hold(address, run.clock().instant())) {
            case Ledger.Holding.Held(Ledger.Hold held) -> {
                hold = Optional.of(held);
                held.sinceContact().ifPresent(ago -> run.gate().contactedBefore(ticket, ago));
                yield Optional.empty();
            }
            case Ledger.Holding.Refused(Standing.Locked by) ->
                    Optional.of(
                            Planner.withholding(by)
                                    .map(why -> new Withheld(why.rule(), why.reason()))
                                    .orElseThrow(() ->
                                            new IllegalStateException("refused a free address")));
        };
    }

    @Override
    public void close() {
        hold.ifPresent(Ledger.Hold::close);
    }
}
