/// Decides when a contact and a frame may go, and never does anything itself.
///
/// [Throttle] is the rules' state and their pure decision: a [Request] and a time in, a [Decision]
/// out; what then happens is told to it as an [Event]. It has no threads, no clock and no sockets,
/// so that a whole plant can be driven through it in virtual time. [Gate] is the one class that
/// parks a visit's thread until the decision is [Decision.Go], first come, first served at each
/// limit. [Ledger] is what outlives the process: the allowance and the lock of each address.
/// [Headroom] and [StartOrder] are pure functions that planning shares with admission.
///
/// Times are nanoseconds of a [Ticker], named `…Nanos`; they mean nothing outside one process.
/// Start reading at `Throttle`; `docs/throttle.md` has the model on one page.
@NullMarked
package io.walkdown.throttle;

import org.jspecify.annotations.NullMarked;
