package io.walkdown.scanner.enip;

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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line to one pretended device, as strict as the guard: every frame, the closing one included,
/// is its step's template under values that the line knows itself, each step once and in order, and
/// nothing follows an end or a close.
final class FakeLine implements Line {
    /// What the device does with a request.
    interface Device {
        Reply reply(String stepId, byte[] frame);
    }

    /// Every frame that left, as `leg step hex`.
    final List<String> sent = new ArrayList<>();

    final Map<String, String> notTaken = new LinkedHashMap<>();

    private final Map<String, Talk> talks = new LinkedHashMap<>();
    private final List<Leg> legs;
    private final Device device;

    FakeLine(List<Leg> legs, Device device) {
        this.legs = legs;
        this.device = device;
    }

    @Override
    public Conversation leg(String legId) {
        Leg planned = legs.stream().filter(leg -> leg.id().equals(legId)).findFirst().orElseThrow();
        return talks.computeIfAbsent(legId, any -> new Talk(planned));
    }

    /// The conversations in which something was asked.
    List<String> talked() {
        return talks.values().stream().filter(talk -> talk.asked).map(t -> t.leg.id()).toList();
    }

    void requireAllClosedOnce() {
        assertThat(talks.values()).allSatisfy(talk -> assertThat(talk.closes).isEqualTo(1));
    }

    private final class Talk implements Conversation {
        private final Leg leg;
        private final Map<String, Octets> answers = new HashMap<>();
        private int next;
        private boolean asked;
        private boolean ended;
        private int closes;

        private Talk(Leg leg) {
            this.leg = leg;
        }

        @Override
        public Reply ask(String stepId, byte[] frame) {
            asked = true;
            assertThat(ended).as("asked after the end").isFalse();
            assertThat(leg.step(stepId).kind()).isNotEqualTo(Step.Kind.CLOSE);
            send(stepId, frame);
            Reply reply = device.reply(stepId, frame.clone());
            switch (reply) {
                case Reply.Answer(var bytes) -> answers.put(stepId, bytes);
                case Reply.Ended any -> ended = true;
            }
            return reply;
        }

        private void send(String stepId, byte[] frame) {
            assertThat(closes).as("sent after the close").isZero();
            Step step = leg.step(stepId);
            int at = leg.steps().indexOf(step);
            assertThat(at).as("order of " + stepId).isGreaterThanOrEqualTo(next);
            next = at + 1;
            String hex = HexFormat.of().formatHex(frame);
            assertThat(hex).as(stepId).isEqualTo(expected(step.template()));
            assertThat(leg.operations().objection(frame)).isEmpty();
            assertThat(leg.framing().frameLength(frame)).isEqualTo(frame.length);
            sent.add(leg.id() + " " + stepId + " " + hex);
        }

        private String expected(FrameTemplate template) {
            byte[] expected = template.bytes();
            for (FrameTemplate.Variable variable : template.variables()) {
                byte[] value =
                        switch (variable.source()) {
                            case Source.AnswerTo(String step, int offset) ->
                                    answers.getOrDefault(step, Octets.ofHex(""))
                                            .slice(offset, variable.length())
                                            .toArray();
                            case Source.Counter any -> throw new AssertionError("unused");
                            case Source.PreviousAnswer any -> throw new AssertionError("unused");
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

        @Override
        public void close(String stepId, byte[] frame) {
            assertThat(leg.step(stepId).kind()).isEqualTo(Step.Kind.CLOSE);
            assertThat(asked).as("a protocol close without a conversation").isTrue();
            send(stepId, frame);
            closes++;
        }

        @Override
        public void close() {
            closes++;
        }
    }
}
