package io.walkdown.scanner.wire;

import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import java.util.List;

/// What a protocol package offers: the frames that a visit may send, and the straight sequence of
/// questions that sends them. Made from parameters alone; immutable.
public interface Dialogue {
    /// Everything that a visit may send, known before anything is sent (S1, S5).
    List<Leg> legs();

    /// Asks, decodes, and closes every conversation that it opened.
    ///
    /// Whatever a device answers becomes findings and an outcome; an exception here is our bug and
    /// ends the visit as malformed (S14).
    ///
    /// @param line the visit's access to its device
    /// @param findings takes what is learned, as it is learned
    ProbeOutcome run(Line line, Findings findings);
}
