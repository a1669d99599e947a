package io.walkdown.scanner.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.FrameTemplate.Source;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import io.walkdown.scanner.wire.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line to one pretended device, as strict as the guard: every frame must be its step's template
/// byte for byte, in order, no more often than planned, and nothing follows an end or a close.
final class FakeLine implements Line, Conversation {
    /// What the device does with a request.
    interface Device {
        Reply reply(String stepId, byte[] frame);
    }

    final List<String> asked = new ArrayList<>();
    final List<String> frames = new ArrayList<>();
    final Map<String, String> notTaken = new LinkedHashMap<>();
    int closes;

    private final Leg leg;
    private final Device device;
    private final Map<String, Integer> counts = new HashMap<>();
    private int position;
    private boolean ended;
    private Octets lastAnswer = Octets.ofHex("");

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
        assertThat(ended).as("asked after the end").isFalse();
        assertThat(closes).as("asked after the close").isZero();
        Step step = leg.step(stepId);
        int at = leg.steps().indexOf(step);
        assertThat(at).as("order of " + stepId).isGreaterThanOrEqualTo(position);
        position = at;
        assertThat(counts.merge(stepId, 1, Integer::sum))
                .as("repeats of " + stepId)
                .isLessThanOrEqualTo(step.repeatMax());
        asked.add(stepId);
        frames.add(HexFormat.of().formatHex(frame));
        requireTemplate(step.template(), frame);
        assertThat(leg.operations().objection(frame)).isEmpty();
        assertThat(leg.framing().frameLength(frame)).isEqualTo(frame.length);

        Reply reply = device.reply(stepId, frame);
        switch (reply) {
            case Reply.Answer(var bytes) -> lastAnswer = bytes;
            case Reply.Ended any -> ended = true;
        }
        return reply;
    }

    private void requireTemplate(FrameTemplate template, byte[] frame) {
        byte[] expected = template.bytes();
        for (FrameTemplate.Variable variable : template.variables()) {
            byte[] value =
                    switch (variable.source()) {
                        case Source.Counter() ->
                                new byte[] {(byte) (asked.size() >> 8), (byte) asked.size()};
                        case Source.PreviousAnswer(int offset) ->
                                lastAnswer.slice(offset, variable.length()).toArray();
                        case Source.AnswerTo any -> throw new AssertionError("unused by Modbus");
                    };
            System.arraycopy(value, 0, expected, variable.offset(), variable.length());
        }
        assertThat(Arrays.equals(expected, frame))
                .as("template %s, frame %s", template.hex(), HexFormat.of().formatHex(frame))
                .isTrue();
    }

    @Override
    public void notTaken(String stepId, String reason) {
        leg.step(stepId);
        assertThat(reason).isNotBlank();
        assertThat(notTaken.put(stepId, reason)).as("told twice: " + stepId).isNull();
    }

    @Override
    public void close(String stepId, byte[] frame) {
        throw new AssertionError("Modbus has no close of its own");
    }

    @Override
    public void close() {
        closes++;
    }
}
