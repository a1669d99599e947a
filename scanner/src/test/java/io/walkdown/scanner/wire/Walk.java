package io.walkdown.scanner.wire;

import io.walkdown.scanner.wire.FrameTemplate.Source;
import io.walkdown.scanner.wire.FrameTemplate.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// A conversation that took the first `taken` of a leg's frames, each answered with random bytes.
/// Writes the frames by its own reckoning, not the guard's.
final class Walk {
    /// What is tried: the guard, or one with a defect.
    interface Gatekeeper {
        void pass(Step step, byte[] frame);

        void answered(Step step, Octets answer);
    }

    private static final int ANSWER_LENGTH = 64;

    private final List<Step> taken = new ArrayList<>();
    private final Map<String, byte[]> answers = new HashMap<>();
    private final Function<Leg, Gatekeeper> keeper;
    private final Leg leg;
    private byte[] last = new byte[0];

    Walk(Leg leg, Function<Leg, Gatekeeper> keeper) {
        this.leg = leg;
        this.keeper = keeper;
    }

    /// Every frame of the leg in its order, repeats included.
    static List<Step> frames(Leg leg) {
        List<Step> frames = new ArrayList<>();
        for (Step step : leg.steps()) {
            for (int i = 0; i < step.repeatMax(); i++) {
                frames.add(step);
            }
        }
        return frames;
    }

    /// Takes that step and answers it.
    void take(Step step) {
        taken.add(step);
        last = answer(taken.size());
        answers.put(step.id(), last);
    }

    private static byte[] answer(int number) {
        byte[] answer = new byte[ANSWER_LENGTH];
        new Random(number).nextBytes(answer);
        // a Modbus object id from which the basic objects go on
        answer[12] = (byte) (1 + number % 2);
        return answer;
    }

    /// The frame that is right for the step now.
    byte[] right(Step step) {
        byte[] frame = step.template().bytes();
        for (Variable variable : step.template().variables()) {
            for (int i = 0; i < variable.length(); i++) {
                frame[variable.offset() + i] = value(variable, i);
            }
        }
        return frame;
    }

    private byte value(Variable variable, int i) {
        return switch (variable.source()) {
            case Source.Counter() -> (byte) ((counted() + 1) >> (8 * (variable.length() - 1 - i)));
            case Source.PreviousAnswer(int offset) -> at(last, offset + i);
            case Source.AnswerTo(String id, int offset) ->
                    at(answers.getOrDefault(id, new byte[0]), offset + i);
        };
    }

    private static byte at(byte[] answer, int offset) {
        return offset < answer.length ? answer[offset] : 0;
    }

    private int counted() {
        return (int)
                taken.stream()
                        .filter(step ->
                                step.template().variables().stream()
                                        .anyMatch(v -> v.source() instanceof Source.Counter))
                        .count();
    }

    /// A gatekeeper that saw this walk, every frame of which has to pass.
    Gatekeeper replayed() {
        Gatekeeper gatekeeper = keeper.apply(leg);
        Walk again = new Walk(leg, keeper);
        for (Step step : taken) {
            gatekeeper.pass(step, again.right(step));
            again.take(step);
            if (step.answerMax() > 0) {
                gatekeeper.answered(step, Octets.of(again.last));
            }
        }
        return gatekeeper;
    }

    /// Whether the step may come now, by the contract's words and not by the guard's code.
    boolean isDue(Step step) {
        int index = leg.steps().indexOf(step);
        boolean behind = taken.stream().anyMatch(earlier -> leg.steps().indexOf(earlier) > index);
        long used = taken.stream().filter(step::equals).count();
        if (behind || used >= step.repeatMax()) {
            return false;
        }
        boolean opened =
                leg.steps().subList(0, index).stream()
                        .allMatch(s -> s.kind() != Step.Kind.OPEN || taken.contains(s));
        return switch (step.kind()) {
            case OPEN, READ -> opened;
            case CONTINUE ->
                    opened
                            && !taken.isEmpty()
                            && (taken.getLast().equals(step)
                                    || taken.getLast().equals(leg.steps().get(index - 1)));
            case CLOSE -> leg.steps().subList(0, 1).stream().allMatch(taken::contains);
        };
    }
}
