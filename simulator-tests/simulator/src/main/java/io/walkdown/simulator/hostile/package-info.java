/// Devices that misbehave: what a scanner meets on a plant's network beside honest controllers, and
/// on a bad day (S14).
///
/// A [io.walkdown.simulator.hostile.Misbehaviour] has a name, a layer, and for each protocol
/// [io.walkdown.simulator.hostile.Variant]s: at which answer it strikes, what it does, and how a
/// visit must end. [io.walkdown.simulator.hostile.Catalogue] lists all of them;
/// `docs/hostile-devices.md` is made of it. A [io.walkdown.simulator.hostile.HostileDevice] plays
/// one variant on a loopback address: an honest dialogue of the simulator
/// ([io.walkdown.simulator.HonestTalk]) says what a well-behaved device would answer, and a
/// [io.walkdown.simulator.hostile.Misdeed] turns that into what this one does, as
/// [io.walkdown.simulator.hostile.Act]s. The device counts what it witnessed.
///
/// Like all of the simulator this shares no line of code with the scanner; offsets are those of the
/// standards, byte by byte.
@NullMarked
package io.walkdown.simulator.hostile;

import org.jspecify.annotations.NullMarked;
