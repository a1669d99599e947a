package io.walkdown.scanner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.plan.ForbiddenOperation;
import io.walkdown.scanner.plan.PlannableLegs;
import io.walkdown.scanner.plan.PlannableLegs.Planned;
import io.walkdown.scanner.wire.Walk.Gatekeeper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Nothing but the planned frame passes the guard, in any conversation that can be planned (S1).
class GuardProofTest {
    private static final List<Planned> PLANNED = PlannableLegs.of(ProfileLibrary.builtIn().all());
    private static final List<ForbiddenOperation> FORBIDDEN = ForbiddenOperation.all();
    private static final OperationAllowList EVERYTHING = _ -> Optional.empty();

    @Test
    void theTableNamesManyOperationsOfEachProtocolOnce() {
        assertThat(FORBIDDEN).extracting(ForbiddenOperation::id).doesNotHaveDuplicates();
        for (Protocol protocol : List.of(Protocol.S7, Protocol.MODBUS, Protocol.ENIP)) {
            assertThat(frames(protocol)).hasSizeGreaterThan(70);
        }
    }

    /// The longest of each kind; the profile `safety` tries them all.
    @Test
    void nothingButThePlannedFramePasses(TestReporter reporter) {
        report(
                reporter,
                sample().stream().map(p -> trial(p, GuardProofTest::guard, false)).toList());
    }

    @Test
    @Tag("safety")
    void nothingButThePlannedFramePassesInAnyConversation(TestReporter reporter) {
        Map<List<Object>, Planned> all = new LinkedHashMap<>();
        PLANNED.forEach(p -> all.putIfAbsent(List.of(p.leg().id(), p.leg().steps()), p));
        report(
                reporter,
                all.values().stream().map(p -> trial(p, GuardProofTest::guard, false)).toList());
    }

    @Test
    @Tag("safety")
    void noOtherValueOfAnyByteAndNoSplicePasses(TestReporter reporter) {
        report(
                reporter,
                sample().stream().map(p -> trial(p, GuardProofTest::guard, true)).toList());
    }

    private static void report(TestReporter reporter, List<GuardTrial> trials) {
        assertThat(trials).allSatisfy(trial -> assertThat(trial.passed()).isEmpty());
        long fed = trials.stream().mapToLong(GuardTrial::fed).sum();
        long refused = trials.stream().mapToLong(GuardTrial::refused).sum();
        assertThat(refused).isEqualTo(fed).isPositive();
        evidence(reporter, fed, refused);
    }

    private static void evidence(TestReporter reporter, long injected, long caught) {
        reporter.publishEntry(
                Map.of(
                        "invariant",
                        "S1",
                        "breaches",
                        "0",
                        "injected",
                        Long.toString(injected),
                        "caught",
                        Long.toString(caught)));
    }

    /// The first net alone: templates, with a list that allows everything.
    @Test
    void theTemplatesAloneLetNothingElsePass() {
        assertThat(sample())
                .allSatisfy(p ->
                        assertThat(trial(p, leg -> guard(allowing(leg)), false).passed())
                                .isEmpty());
    }

    /// The second net alone: the allow-lists, of every conversation.
    @Test
    void theAllowListsAloneObjectToEveryForbiddenOperation(TestReporter reporter) {
        long tried = 0;
        Map<Object, Planned> lists = new LinkedHashMap<>();
        PLANNED.forEach(p -> lists.putIfAbsent(p.leg().operations(), p));
        for (Planned planned : lists.values()) {
            for (ForbiddenOperation operation : FORBIDDEN) {
                byte[] frame = operation.frame().toArray();
                if (operation.protocol() == planned.protocol() && !isPlanned(planned, frame)) {
                    tried++;
                    assertThat(planned.leg().operations().objection(frame))
                            .as("%s in %s", operation.id(), planned.leg())
                            .isPresent();
                }
            }
        }
        evidence(reporter, tried, tried);
    }

    /// A TSAP, unit or slot of the table may be the very one that a conversation declares.
    private static boolean isPlanned(Planned planned, byte[] frame) {
        return planned.leg().steps().stream()
                .anyMatch(step -> Masks.covers(step.template(), frame));
    }

    /// Guards with a defect: the trial has to notice each of them, else it proves nothing.
    @Test
    void theTrialNoticesEveryDefectOfAGuard(TestReporter reporter) {
        Map<String, Function<Leg, Gatekeeper>> defects = new LinkedHashMap<>();
        defects.put("lets all pass", _ -> new Lenient((_, _) -> true));
        defects.put(
                "looks at the beginning",
                _ ->
                        new Lenient((right, frame) ->
                                frame.length >= right.length
                                        && Arrays.equals(
                                                right, Arrays.copyOf(frame, right.length))));
        defects.put(
                "takes a cut frame",
                _ ->
                        new Lenient((right, frame) ->
                                frame.length <= right.length
                                        && Arrays.equals(
                                                frame, Arrays.copyOf(right, frame.length))));
        defects.put("asks the list alone", ListOnly::new);
        defects.put("forgets its refusal", Forgetful::new);
        for (var defect : defects.entrySet()) {
            boolean noticed =
                    sample().stream()
                            .anyMatch(p -> !trial(p, defect.getValue(), false).passed().isEmpty());
            assertThat(noticed).as(defect.getKey()).isTrue();
        }
        evidence(reporter, defects.size(), defects.size());
    }

    /// Holds a frame against its step's fixed bytes by some wrong rule, and knows no order.
    private record Lenient(BiPredicate<byte[], byte[]> rule) implements Gatekeeper {
        @Override
        public void pass(Step step, byte[] frame) {
            byte[] right = step.template().bytes();
            boolean whole = frame.length == right.length && Masks.covers(step.template(), frame);
            if (!whole && !rule.test(right, frame)) {
                throw new GuardBreach("S1: refused");
            }
        }

        @Override
        public void answered(Step step, Octets answer) {}
    }

    private record ListOnly(Leg leg) implements Gatekeeper {
        @Override
        public void pass(Step step, byte[] frame) {
            leg.operations()
                    .objection(frame)
                    .ifPresent(why -> {
                        throw new GuardBreach("S1: " + why);
                    });
        }

        @Override
        public void answered(Step step, Octets answer) {}
    }

    /// Goes on after a refusal as if nothing had happened.
    private static final class Forgetful implements Gatekeeper {
        private final Leg leg;
        private final List<Runnable> past = new ArrayList<>();
        private FrameGuard guard;

        Forgetful(Leg leg) {
            this.leg = leg;
            this.guard = new FrameGuard(leg);
        }

        @Override
        public void pass(Step step, byte[] frame) {
            try {
                guard.pass(step, frame);
                past.add(() -> guard.pass(step, frame));
            } catch (GuardBreach e) {
                guard = new FrameGuard(leg);
                past.forEach(Runnable::run);
                throw e;
            }
        }

        @Override
        public void answered(Step step, Octets answer) {
            guard.answered(step, answer);
            past.add(() -> guard.answered(step, answer));
        }
    }

    /// The longest conversation of each protocol and transport.
    private static Collection<Planned> sample() {
        Map<List<Object>, Planned> sample = new LinkedHashMap<>();
        for (Planned planned : PLANNED) {
            sample.merge(
                    List.of(planned.protocol(), planned.leg().transport()),
                    planned,
                    (one, other) -> steps(one) < steps(other) && steps(other) <= 12 ? other : one);
        }
        return sample.values();
    }

    private static int steps(Planned planned) {
        return planned.leg().steps().size();
    }

    private static GuardTrial trial(
            Planned planned, Function<Leg, Gatekeeper> keeper, boolean everyByte) {
        return new GuardTrial(planned.leg(), frames(planned.protocol()), keeper, everyByte).run();
    }

    private static Gatekeeper guard(Leg leg) {
        return adapted(new FrameGuard(leg));
    }

    private static Gatekeeper adapted(FrameGuard guard) {
        return new Gatekeeper() {
            @Override
            public void pass(Step step, byte[] frame) {
                guard.pass(step, frame);
            }

            @Override
            public void answered(Step step, Octets answer) {
                guard.answered(step, answer);
            }
        };
    }

    private static List<byte[]> frames(Protocol protocol) {
        return FORBIDDEN.stream()
                .filter(operation -> operation.protocol() == protocol)
                .map(operation -> operation.frame().toArray())
                .toList();
    }

    private static Leg allowing(Leg leg) {
        return new Leg(
                leg.id(), leg.transport(), leg.port(), leg.framing(), EVERYTHING, leg.steps());
    }
}
