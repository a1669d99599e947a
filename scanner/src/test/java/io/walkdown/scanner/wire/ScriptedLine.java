package io.walkdown.scanner.wire;

import io.walkdown.profiles.Profile.Transport;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line to one pretended device: no socket, no clock, and everything else as on the wire.
///
/// Each frame passes the real guard before the device sees it (S1), and what the device gives back
/// passes the real assembly, bounded by the step's `answerMax`, before the dialogue sees it (S14).
/// A dialogue that asks after an end, or closes a conversation never or twice, is told so by an
/// [IllegalStateException]. Quick enough to be driven millions of times. Not thread-safe.
public final class ScriptedLine implements Line {
    /// What the device sends back.
    @FunctionalInterface
    public interface Device {
        /// The bytes that follow that frame, in one piece; none for silence.
        byte[] answer(String legId, String stepId, byte[] frame);
    }

    private final List<Leg> legs;
    private final Device device;
    private final Map<String, Talk> talks = new LinkedHashMap<>();
    private final List<Answered> answered = new ArrayList<>();

    /// A line for one visit along those legs.
    public ScriptedLine(List<Leg> legs, Device device) {
        this.legs = legs;
        this.device = device;
    }

    /// A whole frame that reached the dialogue.
    public record Answered(String stepId, Octets frame) {}

    @Override
    public Conversation leg(String legId) {
        for (Leg leg : legs) {
            if (leg.id().equals(legId)) {
                return talks.computeIfAbsent(legId, any -> new Talk(leg));
            }
        }
        throw new IllegalArgumentException("no leg " + legId);
    }

    /// The frames that reached the dialogue, in order.
    public List<Answered> answered() {
        return List.copyOf(answered);
    }

    /// Objects where a conversation was not closed exactly once.
    public void requireClosed() {
        talks.values().forEach(Talk::requireClosed);
    }

    /// What became of `bytes` as the answer to that step: the frame, whole, or why there is none.
    public static String assembled(Leg leg, String stepId, byte[] bytes, int chunk) {
        var assembly = new Assembly(leg.framing(), leg.step(stepId));
        Assembly.State state = new Assembly.State.More();
        for (int at = 0; at < bytes.length && state instanceof Assembly.State.More; at += chunk) {
            state = assembly.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk)));
        }
        return switch (state) {
            case Assembly.State.Whole(Octets frame) -> "whole " + frame;
            case Assembly.State.Wrong(String why) -> "wrong: " + why;
            case Assembly.State.More() -> "more";
        };
    }

    private final class Talk implements Conversation {
        private final Leg leg;
        private final FrameGuard guard;
        private boolean ended;
        private int closes;

        private Talk(Leg leg) {
            this.leg = leg;
            this.guard = new FrameGuard(leg);
        }

        @Override
        public Reply ask(String stepId, byte[] frame) {
            if (ended || closes > 0) {
                throw new IllegalStateException("asked after the end: " + stepId);
            }
            Step step = leg.step(stepId);
            if (step.kind() == Step.Kind.CLOSE) {
                throw new IllegalStateException("a closing step was asked: " + stepId);
            }
            guard.pass(step, frame);
            Reply reply = reply(step, device.answer(leg.id(), stepId, frame.clone()));
            ended = reply instanceof Reply.Ended;
            return reply;
        }

        private Reply reply(Step step, byte[] sent) {
            if (sent.length == 0) {
                return new Reply.Ended(new Silent("no answer to " + step.id()));
            }
            var assembly = new Assembly(leg.framing(), step);
            return switch (assembly.add(readable(step, sent))) {
                case Assembly.State.Whole(Octets frame) -> {
                    guard.answered(step, frame);
                    answered.add(new Answered(step.id(), frame));
                    yield new Reply.Answer(frame);
                }
                case Assembly.State.Wrong(String why) -> new Reply.Ended(new Malformed(why));
                case Assembly.State.More() ->
                        new Reply.Ended(
                                new Malformed("only %d bytes of an answer".formatted(sent.length)));
            };
        }

        /// The wire reads no more than the step allows, and of a datagram one byte to spare.
        private byte[] readable(Step step, byte[] sent) {
            int room = step.answerMax() + (leg.transport() == Transport.UDP ? 1 : 0);
            return sent.length > room ? Arrays.copyOf(sent, room) : sent;
        }

        @Override
        public void notTaken(String stepId, String reason) {
            leg.step(stepId);
            if (reason.isBlank()) {
                throw new IllegalStateException("no reason for step " + stepId);
            }
        }

        @Override
        public void close(String stepId, byte[] frame) {
            guard.pass(leg.step(stepId), frame);
            closes++;
        }

        @Override
        public void close() {
            closes++;
        }

        private void requireClosed() {
            if (closes != 1) {
                throw new IllegalStateException(
                        "leg %s was closed %d times".formatted(leg.id(), closes));
            }
        }
    }
}
