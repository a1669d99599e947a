package io.walkdown.simulator.hostile;

import java.util.List;
import java.util.stream.Stream;

/// Every misbehaviour that can be played.
public final class Catalogue {
    private Catalogue() {}

    /// All of them, from the outermost layer inwards.
    public static List<Misbehaviour> all(Timing timing) {
        return Stream.of(
                        TcpMisbehaviours.all(timing),
                        FramingMisbehaviours.all(),
                        OtherProtocols.all(),
                        ProtocolMisbehaviours.all(timing),
                        MeaningMisbehaviours.all(),
                        TextMisbehaviours.all())
                .flatMap(List::stream)
                .toList();
    }

    /// A device that does nothing wrong: what every other one is compared with.
    public static Variant honest() {
        return Variant.behind(Variant.Door.OPEN, "identified");
    }

    /// The page about them, in Markdown.
    public static String page() {
        return Page.of(all(Timing.FULL));
    }
}
