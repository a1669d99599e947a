package io.walkdown.scanner.wire;

import java.util.Optional;

/// Whether somebody still stands behind the scan: asked right before every connect and every frame
/// but closing ones, after the gate and before guard, recorder and socket (S9).
///
/// Asked from many threads and very often; it must be quick, and must not throw.
@FunctionalInterface
public interface Pulse {
    /// A pulse that is never lost: for a conversation that its gate alone can stop.
    Pulse STEADY = Optional::empty;

    /// Why nothing more may be asked; empty while it may. Whoever finds it lost stops the gate, so
    /// a pulse that comes back changes nothing.
    Optional<Lost> lost();

    /// A lost pulse.
    ///
    /// @param why the reason in plain words, with the numbers
    /// @param slept whether this process stood still meanwhile: then the peers have timed out, and
    ///   connections are ended by FIN alone
    record Lost(String why, boolean slept) {}
}
