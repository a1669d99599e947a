/// The only place that talks to devices.
///
/// A protocol package describes what it may send as [io.walkdown.scanner.wire.Leg]s of
/// [io.walkdown.scanner.wire.Step]s, each with a [io.walkdown.scanner.wire.FrameTemplate], and
/// holds its [io.walkdown.scanner.wire.Dialogue] over a blocking
/// [io.walkdown.scanner.wire.Conversation]. Every frame goes gate, guard, recorder, socket, in this
/// order; the guard compares bytes and knows no codec (S1).
@NullMarked
package io.walkdown.scanner.wire;

import org.jspecify.annotations.NullMarked;
