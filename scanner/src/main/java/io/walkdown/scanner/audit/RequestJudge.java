package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Leg;
import io.walkdown.scanner.audit.AuditPlan.Source;
import io.walkdown.scanner.audit.AuditPlan.Step;
import io.walkdown.scanner.audit.AuditPlan.Target;
import io.walkdown.scanner.audit.AuditPlan.Variable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds every frame against the plan's templates, with its step, order, count and the one source
/// of each variable byte (S1).
final class RequestJudge {
    private static final int MOST_SHOWN = 48;

    private final Evidence evidence;
    private final Findings findings;
    private final Map<Target, Course> courses = new LinkedHashMap<>();
    private long frames;

    private RequestJudge(Evidence evidence) {
        this.evidence = evidence;
        this.findings = evidence.check("S1", "only planned frames, in order, as often as planned");
    }

    static Judged judge(Evidence evidence) {
        return new RequestJudge(evidence).judge();
    }

    private Judged judge() {
        for (Talk talk : evidence.recording().talks()) {
            if (talk.target().isEmpty()) {
                unplanned(talk);
                continue;
            }
            Target target = talk.target().get();
            Course course = courses.computeIfAbsent(target, any -> new Course(any.leg()));
            for (Moment moment : talk.moments()) {
                switch (moment) {
                    case Moment.Sent sent -> sent(talk, course, sent);
                    case Moment.Heard heard -> course.heard(heard.bytes());
                    case Moment.Connecting _, Moment.Connected _, Moment.Ended _ -> {}
                }
            }
        }
        if (frames == 0) {
            findings.doubt("no frame of the scanner to a planned device is in the capture");
        }
        return findings.judged(
                "%s of %s"
                        .formatted(
                                Evidence.count(frames, "frame"),
                                Evidence.count(courses.size(), "conversation")));
    }

    private void unplanned(Talk talk) {
        talk.moments().stream()
                .filter(Moment.Sent.class::isInstance)
                .findFirst()
                .ifPresent(first ->
                        findings.breach(
                                evidence.finding(
                                        talk,
                                        first,
                                        "a frame to %s, where the plan asks nothing"
                                                .formatted(Talk.text(talk.remote())))));
    }

    private void sent(Talk talk, Course course, Moment.Sent sent) {
        frames++;
        course.objection(sent, talk.begunBefore())
                .ifPresent(why -> findings.breach(evidence.finding(talk, sent, why)));
    }

    private static String hex(byte[] frame) {
        String all = HexFormat.of().formatHex(frame);
        return all.length() > 2 * MOST_SHOWN ? all.substring(0, 2 * MOST_SHOWN) + "…" : all;
    }

    /// How far one conversation has come in its plan.
    private static final class Course {
        private final Leg leg;
        private final Map<String, Integer> used = new HashMap<>();
        private final Map<String, byte[]> answers = new HashMap<>();
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        private String asked = "";
        private byte[] previousAnswer = new byte[0];
        private int position;
        private int counter;

        Course(Leg leg) {
            this.leg = leg;
        }

        void heard(byte[] bytes) {
            if (answer.size() < Talk.MOST_KEPT) {
                answer.writeBytes(bytes);
            }
        }

        Optional<String> objection(Moment.Sent sent, boolean lateStart) {
            settle();
            byte[] frame = sent.frame();
            if (!sent.whole()) {
                return Optional.of(
                        "%d bytes that are not one frame of this protocol: %s"
                                .formatted(frame.length, hex(frame)));
            }
            List<Step> alike =
                    leg.steps().stream().filter(step -> step.template().fits(frame)).toList();
            if (alike.isEmpty()) {
                return Optional.of("no frame of the plan: " + hex(frame));
            }
            Optional<Step> allowed = alike.stream().filter(this::isAllowed).findFirst();
            if (allowed.isEmpty()) {
                return Optional.of(outOfTurn(alike.getLast()));
            }
            Step step = allowed.get();
            Optional<String> wrong = lateStart ? Optional.empty() : wrongVariable(step, frame);
            take(step);
            return wrong;
        }

        private boolean isAllowed(Step step) {
            return leg.steps().indexOf(step) >= position
                    && used.getOrDefault(step.id(), 0) < step.repeatMax();
        }

        private String outOfTurn(Step step) {
            int times = used.getOrDefault(step.id(), 0);
            return times >= step.repeatMax()
                    ? "%s was planned %d times, and this is one more"
                            .formatted(step.id(), step.repeatMax())
                    : "%s comes after %s, and is planned before it"
                            .formatted(step.id(), leg.steps().get(position).id());
        }

        private void take(Step step) {
            position = leg.steps().indexOf(step);
            used.merge(step.id(), 1, Integer::sum);
            asked = step.id();
            if (step.counts()) {
                counter++;
            }
        }

        /// What came since the last frame is the answer to it.
        private void settle() {
            if (answer.size() > 0) {
                previousAnswer = answer.toByteArray();
                answers.put(asked, previousAnswer);
                answer.reset();
            }
        }

        private Optional<String> wrongVariable(Step step, byte[] frame) {
            for (Variable variable : step.variables()) {
                Optional<byte[]> allowed = allowed(variable);
                if (allowed.isEmpty() || !AuditPlan.same(frame, variable.offset(), allowed.get())) {
                    return Optional.of(
                            "%s has bytes at offset %d that are not %s: %s"
                                    .formatted(
                                            step.id(),
                                            variable.offset(),
                                            words(variable.source()),
                                            hex(frame)));
                }
            }
            return Optional.empty();
        }

        private Optional<byte[]> allowed(Variable variable) {
            return switch (variable.source()) {
                case Source.Counter() -> Optional.of(bigEndian(counter + 1, variable.length()));
                case Source.PreviousAnswer(int from) ->
                        slice(previousAnswer, from, variable.length());
                case Source.AnswerTo(String step, int from) ->
                        slice(answers.getOrDefault(step, new byte[0]), from, variable.length());
            };
        }

        private static Optional<byte[]> slice(byte[] bytes, int from, int length) {
            if (from + length > bytes.length) {
                return Optional.empty();
            }
            byte[] slice = new byte[length];
            System.arraycopy(bytes, from, slice, 0, length);
            return Optional.of(slice);
        }

        private static byte[] bigEndian(long value, int length) {
            byte[] eight = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
            byte[] bytes = new byte[length];
            System.arraycopy(eight, Long.BYTES - length, bytes, 0, length);
            return bytes;
        }

        private static String words(Source source) {
            return switch (source) {
                case Source.Counter() -> "the conversation's count of frames";
                case Source.PreviousAnswer _ -> "those of the answer before";
                case Source.AnswerTo(String step, int _) -> "those of the answer to " + step;
            };
        }
    }
}
