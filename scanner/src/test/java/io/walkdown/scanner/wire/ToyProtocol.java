package io.walkdown.scanner.wire;

import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.wire.FrameTemplate.Source;
import java.util.List;
import java.util.Optional;

/// A protocol small enough for a test: `T`, a length byte for the whole frame, an operation byte,
/// then data.
final class ToyProtocol {
    static final Framing FRAMING =
            new Framing() {
                @Override
                public int headerLength() {
                    return 2;
                }

                @Override
                public int frameLength(byte[] header) {
                    return header[0] == 'T' && header[1] >= 2 ? header[1] : -1;
                }
            };

    static final OperationAllowList READS_ONLY =
            frame ->
                    frame[2] == 'r' || frame[2] == 'o' || frame[2] == 'c'
                            ? Optional.empty()
                            : Optional.of("operation %02x is no read".formatted(frame[2]));

    static final Step HELLO =
            step("hello", Step.Kind.OPEN, FrameTemplate.builder().fixed("54 03 6f", "hello"), 1, 8);

    static final Step READ =
            step(
                    "read",
                    Step.Kind.READ,
                    FrameTemplate.builder()
                            .fixed("54 06 72", "read")
                            .variable(2, new Source.Counter(), "transaction")
                            .variable(1, new Source.AnswerTo("hello", 3), "session"),
                    1,
                    16);

    static final Step MORE =
            step(
                    "more",
                    Step.Kind.CONTINUE,
                    FrameTemplate.builder()
                            .fixed("54 05 72", "read on")
                            .variable(2, new Source.PreviousAnswer(3), "where"),
                    2,
                    16);

    static final Step BYE =
            step("bye", Step.Kind.CLOSE, FrameTemplate.builder().fixed("54 03 63", "bye"), 1, 0);

    private ToyProtocol() {}

    static Leg tcp(int port) {
        return new Leg(
                "tcp", Transport.TCP, port, FRAMING, READS_ONLY, List.of(HELLO, READ, MORE, BYE));
    }

    /// The same where answers are waited for as long as thirty seconds.
    static Leg patient(int port) {
        List<Step> steps =
                tcp(port).steps().stream()
                        .map(step ->
                                new Step(
                                        step.id(),
                                        step.kind(),
                                        step.request(),
                                        step.template(),
                                        step.when(),
                                        step.repeatMax(),
                                        step.answerMax(),
                                        Timeout.ofMillis(30_000),
                                        step.mayReconnect(),
                                        step.meaning()))
                        .toList();
        return new Leg("tcp", Transport.TCP, port, FRAMING, READS_ONLY, steps);
    }

    static Step step(
            String id, Step.Kind kind, FrameTemplate.Builder template, int repeat, int answerMax) {
        return new Step(
                id,
                kind,
                kind == Step.Kind.READ ? "toy" : "",
                template.build(),
                Step.ALWAYS,
                repeat,
                answerMax,
                Timeout.ofMillis(300),
                false,
                id);
    }
}
