package io.walkdown.scanner.wire;

import io.walkdown.scanner.wire.FrameTemplate.Source;
import io.walkdown.scanner.wire.FrameTemplate.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets a frame pass only where it is, byte for byte, the one that the plan allows now (S1).
///
/// It knows each variable byte's value itself, from its own count and from the answers, so it
/// predicts the whole frame and compares; nothing is parsed with the codec that wrote it. Beside
/// that, the frame must be exactly one frame by the protocol's length rule, its step must be due,
/// and its operation must be on the protocol's allow-list.
///
/// A step is due where it does not lie before the last one taken, is not used up, every opening
/// step before it was answered, and no answer is outstanding; a continuation only right after an
/// answer to its own read or to itself. A closing step may come at any time, so that a conversation
/// that went wrong still ends in order (S3). After the first refusal nothing passes but that.
///
/// Not thread-safe: it belongs to one conversation.
final class FrameGuard {
    private final Leg leg;
    private final Map<String, Integer> used = new HashMap<>();
    private final Map<String, Octets> answers = new HashMap<>();
    private @Nullable Octets previousAnswer;
    private @Nullable Step answered;
    private @Nullable Step unanswered;
    private @Nullable Step refused;
    private int counter;
    private int position;

    FrameGuard(Leg leg) {
        this.leg = leg;
    }

    /// Checks the frame and counts it as used.
    ///
    /// @throws GuardBreach where the frame is not the planned one; nothing may be sent then
    void pass(Step step, byte[] frame) {
        try {
            check(step, frame);
        } catch (GuardBreach e) {
            refused = step;
            throw e;
        }
        count(step);
    }

    private void check(Step step, byte[] frame) {
        requireOrder(step);
        if (step.kind() != Step.Kind.CLOSE) {
            requireDue(step);
        }
        requireOneWholeFrame(step, frame);
        byte[] expected = expected(step);
        if (!Arrays.equals(expected, frame)) {
            throw breach(
                    step,
                    "is %s, planned is %s"
                            .formatted(hex(frame), HexFormat.of().formatHex(expected)));
        }
        leg.operations()
                .objection(frame)
                .ifPresent(why -> {
                    throw breach(step, "%s: %s".formatted(hex(frame), why));
                });
    }

    /// Remembers an answer, from which later variable bytes may come.
    void answered(Step step, Octets answer) {
        answers.put(step.id(), answer);
        previousAnswer = answer;
        answered = step;
        unanswered = null;
    }

    /// How often the step was used.
    int used(Step step) {
        return used.getOrDefault(step.id(), 0);
    }

    private void requireOrder(Step step) {
        int index = leg.steps().indexOf(step);
        if (index < 0) {
            throw breach(step, "is no step of leg " + leg.id());
        }
        if (index < position) {
            throw breach(step, "comes after " + leg.steps().get(position).id());
        }
        if (used(step) >= step.repeatMax()) {
            throw breach(step, "was planned %d times".formatted(step.repeatMax()));
        }
    }

    /// Nothing is asked before the conversation is open, while an answer is outstanding, or after a
    /// refusal.
    private void requireDue(Step step) {
        if (refused != null) {
            throw breach(step, "comes after the refusal of %s".formatted(refused.id()));
        }
        if (unanswered != null) {
            throw breach(step, "comes before the answer to %s".formatted(unanswered.id()));
        }
        int index = leg.steps().indexOf(step);
        for (Step before : leg.steps().subList(0, index)) {
            if (before.kind() == Step.Kind.OPEN && !answers.containsKey(before.id())) {
                throw breach(step, "comes without %s".formatted(before.id()));
            }
        }
        if (step.kind() == Step.Kind.CONTINUE) {
            requireContinues(step, index);
        }
    }

    private void requireContinues(Step step, int index) {
        if (answered == null) {
            throw breach(step, "needs an answer that did not come");
        }
        boolean own = answered.equals(step);
        boolean first = index > 0 && answered.equals(leg.steps().get(index - 1));
        if (!own && !first) {
            throw breach(step, "does not continue %s".formatted(answered.id()));
        }
    }

    private void requireOneWholeFrame(Step step, byte[] frame) {
        int length =
                frame.length < leg.framing().headerLength() ? -1 : leg.framing().frameLength(frame);
        if (length != frame.length) {
            throw breach(
                    step,
                    "%s is %d bytes, its own length says %d"
                            .formatted(hex(frame), frame.length, length));
        }
    }

    private byte[] expected(Step step) {
        byte[] expected = step.template().bytes();
        for (Variable variable : step.template().variables()) {
            byte[] value = value(step, variable);
            System.arraycopy(value, 0, expected, variable.offset(), variable.length());
        }
        return expected;
    }

    private byte[] value(Step step, Variable variable) {
        return switch (variable.source()) {
            case Source.Counter() -> bigEndian(counter + 1, variable.length());
            case Source.PreviousAnswer(int offset) ->
                    bytesOf(step, previousAnswer, offset, variable.length());
            case Source.AnswerTo(String id, int offset) ->
                    bytesOf(step, answers.get(id), offset, variable.length());
        };
    }

    private byte[] bytesOf(Step step, @Nullable Octets answer, int offset, int length) {
        if (answer == null || answer.length() < offset + length) {
            throw breach(step, "needs an answer that did not come");
        }
        return answer.slice(offset, length).toArray();
    }

    private void count(Step step) {
        position = leg.steps().indexOf(step);
        unanswered = step.answerMax() > 0 ? step : null;
        used.merge(step.id(), 1, Integer::sum);
        boolean counts =
                step.template().variables().stream()
                        .anyMatch(variable -> variable.source() instanceof Source.Counter);
        if (counts) {
            counter++;
        }
    }

    private GuardBreach breach(Step step, String what) {
        return new GuardBreach("S1: frame of step %s %s".formatted(step.id(), what));
    }

    private static byte[] bigEndian(int value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length && i < Integer.BYTES; i++) {
            bytes[length - 1 - i] = (byte) (value >>> (8 * i));
        }
        return bytes;
    }

    private static String hex(byte[] frame) {
        byte[] shown = frame.length > 64 ? Arrays.copyOf(frame, 64) : frame;
        return HexFormat.of().formatHex(shown) + (frame.length > 64 ? "…" : "");
    }
}
