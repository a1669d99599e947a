package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.FrameTemplate.Source;
import io.walkdown.scanner.wire.FrameTemplate.Variable;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import io.walkdown.scanner.wire.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line to one pretended device, as strict as the guard: every frame, the closing one included,
/// is its step's template under values that the line knows itself, in order, no more often than
/// planned, and nothing follows an end or a close.
final class FakeLine implements Line, Conversation {
    /// What the device does with a request.
    interface Device {
        Reply reply(String stepId, byte[] frame);
    }

    /// How the conversation was closed.
    enum Close {
        /// Not yet.
        OPEN,
        /// By TCP alone.
        PLAIN,
        /// By S7's own frame, then TCP.
        ORDERLY
    }

    /// The steps whose frames left, the closing one included.
    final List<String> sent = new ArrayList<>();

    final Map<String, String> notTaken = new LinkedHashMap<>();
    Close close = Close.OPEN;

    private final Leg leg;
    private final Device device;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Octets> answers = new HashMap<>();
    private Octets lastAnswer = Octets.ofHex("");
    private int position;
    private int counter;
    private boolean ended;
    private boolean peerGone;

    FakeLine(Leg leg, Device device) {
        this.leg = leg;
        this.device = device;
    }

    @Override
    public Conversation leg(String legId) {
        assertThat(legId).isEqualTo(leg.id());
        return this;
    }

    @Override
    public Reply ask(String stepId, byte[] frame) {
        assertThat(ended).as("asked after the end: " + stepId).isFalse();
        assertThat(leg.step(stepId).kind()).isNotEqualTo(Step.Kind.CLOSE);
        send(leg.step(stepId), frame);
        Reply reply = device.reply(stepId, frame.clone());
        switch (reply) {
            case Reply.Answer(var bytes) -> {
                lastAnswer = bytes;
                answers.put(stepId, bytes);
            }
            case Reply.Ended(var outcome) -> {
                ended = true;
                peerGone =
                        outcome instanceof ProbeOutcome.Closed
                                || outcome instanceof ProbeOutcome.Reset;
            }
        }
        return reply;
    }

    private void send(Step step, byte[] frame) {
        assertThat(close).as("sent after the close").isEqualTo(Close.OPEN);
        int at = leg.steps().indexOf(step);
        assertThat(at).as("order of " + step.id()).isGreaterThanOrEqualTo(position);
        assertThat(counts.merge(step.id(), 1, Integer::sum))
                .as("repeats of " + step.id())
                .isLessThanOrEqualTo(step.repeatMax());
        assertThat(HexFormat.of().formatHex(frame)).as(step.id()).isEqualTo(expected(step));
        assertThat(leg.operations().objection(frame)).isEmpty();
        assertThat(leg.framing().frameLength(frame)).isEqualTo(frame.length);
        position = at;
        if (step.template().variables().stream().anyMatch(FakeLine::counts)) {
            counter++;
        }
        sent.add(step.id());
    }

    private static boolean counts(Variable variable) {
        return variable.source() instanceof Source.Counter;
    }

    private String expected(Step step) {
        byte[] expected = step.template().bytes();
        for (Variable variable : step.template().variables()) {
            byte[] value =
                    switch (variable.source()) {
                        case Source.Counter() ->
                                new byte[] {(byte) ((counter + 1) >> 8), (byte) (counter + 1)};
                        case Source.PreviousAnswer(int offset) ->
                                lastAnswer.slice(offset, variable.length()).toArray();
                        case Source.AnswerTo(String id, int offset) ->
                                answers.getOrDefault(id, Octets.ofHex(""))
                                        .slice(offset, variable.length())
                                        .toArray();
                    };
            System.arraycopy(value, 0, expected, variable.offset(), variable.length());
        }
        return HexFormat.of().formatHex(expected);
    }

    @Override
    public void notTaken(String stepId, String reason) {
        leg.step(stepId);
        assertThat(reason).isNotBlank();
        assertThat(notTaken.put(stepId, reason)).as("told twice: " + stepId).isNull();
    }

    /// Like the wire, it sends nothing to a peer that is gone.
    @Override
    public void close(String stepId, byte[] frame) {
        assertThat(leg.step(stepId).kind()).isEqualTo(Step.Kind.CLOSE);
        assertThat(close).as("closed twice").isEqualTo(Close.OPEN);
        if (!peerGone) {
            send(leg.step(stepId), frame);
        }
        close = Close.ORDERLY;
    }

    @Override
    public void close() {
        assertThat(close).as("closed twice").isEqualTo(Close.OPEN);
        close = Close.PLAIN;
    }
}
