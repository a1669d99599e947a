package io.walkdown.scanner.plan;

import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import java.time.Duration;
import java.util.List;

/// The look at a canary some time after its visit, to see whether it took harm: the lightest read
/// that its profile allows, on a connection of its own (S8).
///
/// @param dialogue what is sent; its legs are named `look-…`
/// @param cost the most that it can cost
/// @param pause how long after the visit it follows
public record SecondLook(Dialogue dialogue, Load cost, Duration pause) {
    private static final String PREFIX = "look-";

    /// The same questions on legs of their own, so that a recording tells visit and look apart.
    static Dialogue apart(Dialogue lightest) {
        return new Dialogue() {
            private final List<Leg> legs = lightest.legs().stream().map(SecondLook::apart).toList();

            @Override
            public List<Leg> legs() {
                return legs;
            }

            @Override
            public ProbeOutcome run(Line line, Findings findings) {
                return lightest.run(leg -> line.leg(PREFIX + leg), findings);
            }
        };
    }

    private static Leg apart(Leg leg) {
        return new Leg(
                PREFIX + leg.id(),
                leg.transport(),
                leg.port(),
                leg.framing(),
                leg.operations(),
                leg.steps());
    }
}
