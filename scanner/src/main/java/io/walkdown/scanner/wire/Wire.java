package io.walkdown.scanner.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.ResponseTimes;
import io.walkdown.throttle.Ticker;
import io.walkdown.throttle.Ticket;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Opens the lines of a run's visits. Thread-safe; close it after the last visit.
public final class Wire implements AutoCloseable {
    private static final int EVENT_LOOPS = 1;

    private final Gate gate;
    private final Predicate<InetAddress> scope;
    private final Surroundings around;

    /// What every conversation of a run shares.
    record Surroundings(
            FlightRecorder recorder, EventLoopGroup loops, Ticker ticker, Pulse pulse) {}

    /// A wire whose every frame passes that gate and that recorder.
    ///
    /// @param scope the addresses that may be contacted; asked again at each socket (S11)
    public Wire(Gate gate, FlightRecorder recorder, Ticker ticker, Predicate<InetAddress> scope) {
        this(gate, recorder, ticker, scope, Pulse.STEADY);
    }

    /// As the other, with a pulse that is asked before each connect and frame (S9).
    public Wire(
            Gate gate,
            FlightRecorder recorder,
            Ticker ticker,
            Predicate<InetAddress> scope,
            Pulse pulse) {
        this.gate = gate;
        this.scope = scope;
        this.around =
                new Surroundings(
                        recorder,
                        new NioEventLoopGroup(
                                EVENT_LOOPS, new DefaultThreadFactory("walkdown-wire", true)),
                        ticker,
                        pulse);
    }

    /// The line of an admitted visit. Nothing is sent yet.
    ///
    /// @param ticket the gate's admission of this visit
    /// @param known how long the device took for its answers before (S7)
    /// @param objection asked before each opening and read: why nothing more may be asked, as the
    ///   visit's outcome (S8); empty while it may
    /// @throws IllegalArgumentException where the address is outside the scope (S11), or where a
    ///   simulated profile would reach an address outside 127.0.0.0/8 (S12)
    public VisitLine line(
            Contact contact,
            Ticket ticket,
            ResponseTimes known,
            Supplier<Optional<ProbeOutcome>> objection) {
        InetAddress address = contact.address();
        if (!scope.test(address)) {
            throw new IllegalArgumentException("S11: " + address + " is outside the scope");
        }
        if (contact.simulated() && address.getAddress()[0] != 127) {
            throw new IllegalArgumentException(
                    "S12: a simulated profile holds in 127.0.0.0/8 alone, not for " + address);
        }
        var restraint = new Restraint(known, objection);
        return new VisitLine(
                contact,
                restraint,
                leg -> new GuardedConversation(contact, leg, restraint, gate, ticket, around));
    }

    /// Ends the event loops. Open sockets are closed.
    @Override
    public void close() {
        boolean _ =
                around.loops()
                        .shutdownGracefully(0, 2, TimeUnit.SECONDS)
                        .awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
