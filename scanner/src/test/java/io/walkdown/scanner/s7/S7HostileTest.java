package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.s7.FakeLine.Close;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Whatever a device answers, a visit ends with an outcome, within its plan, and closed once. The
/// fake line checks every frame, its order, its count, and the close.
class S7HostileTest {
    private static final List<String> STEPS =
            List.of("cotp-connect", "setup", "szl-0011", "szl-001c", "szl-001c-more");

    /// A confirm may lack its parameters: cut before one of them, it is whole.
    private static final Set<Integer> BARE_CONFIRMS = Set.of(11, 14, 18);

    private static final String MODULES = Answers.modules(Answers.S7_315);
    private static final String COMPONENTS = Answers.components();

    private final Findings findings =
            new Findings("s7", InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z")));

    /// What the device answers in place of its true answer.
    private interface Liar {
        byte[] answer(String stepId, byte[] truth);
    }

    @Test
    void isIdentifiedByTheTruth() {
        assertThat(visit((step, truth) -> truth).outcome()).isEqualTo(new Identified());
    }

    @Test
    void survivesEveryTruncationOfEveryAnswer() {
        for (String cutStep : STEPS) {
            byte[] whole = truth(cutStep, 5);
            for (int length = 0; length < whole.length; length++) {
                int cut = length;

                Ended asIs = visit((step, truth) -> step.equals(cutStep) ? cut(truth, cut) : truth);
                Ended restated =
                        visit((step, truth) ->
                                step.equals(cutStep) ? restate(cut(truth, cut)) : truth);

                assertThat(asIs.outcome())
                        .as("%s cut to %d", cutStep, cut)
                        .isInstanceOfAny(Malformed.class, Partial.class, Silent.class);
                assertThat(restated.outcome() instanceof Identified)
                        .as("%s cut to %d, length restated", cutStep, cut)
                        .isEqualTo(cutStep.equals("cotp-connect") && BARE_CONFIRMS.contains(cut));
                requireEnd(asIs);
                requireEnd(restated);
            }
        }
    }

    /// Every length of the frame is made to fit the cut, so that the list's own rules must tell.
    @Test
    void keepsOnlyTrueValuesOfATruncatedList() {
        for (int length = 0; length < MODULES.length(); length += 2) {
            String cut = MODULES.substring(0, length);
            var kept = new Findings("s7", InstantSource.fixed(Instant.EPOCH));

            Ended ended =
                    visit(
                            kept,
                            (step, truth) ->
                                    step.equals("szl-0011")
                                            ? HexFormat.of().parseHex(Answers.whole(2, cut))
                                            : truth);

            assertThat(ended.outcome()).as("cut to %d", length / 2).isInstanceOf(Malformed.class);
            assertThat(kept.hasKnown()).isEqualTo(length >= 2 * (8 + 28));
            assertThat(kept.nameplate().identity().values())
                    .extracting(Field::value)
                    .allSatisfy(value ->
                            assertThat(value.orElse("5")).isIn("5", Answers.S7_315, "V3.2.6"));
        }
    }

    @Property(tries = 4000)
    void survivesMutationsOfTrueAnswers(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations) {
        var random = new Random(seed);
        String lie = STEPS.get(random.nextInt(STEPS.size()));

        requireEnd(
                visit((step, truth) -> {
                    for (int i = 0; i < mutations && step.equals(lie); i++) {
                        truth[random.nextInt(truth.length)] = (byte) random.nextInt();
                    }
                    return truth;
                }));
    }

    /// One byte behind the headers, and sometimes a cut with the lengths made to fit.
    @Property(tries = 4000)
    void survivesMutationsBehindTrueHeaders(@ForAll long seed) {
        var random = new Random(seed);

        requireEnd(
                visit((step, truth) -> {
                    if (step.equals("cotp-connect") || step.equals("setup")) {
                        return truth;
                    }
                    int at = 13 + random.nextInt(truth.length - 13);
                    truth[at] = (byte) random.nextInt();
                    return random.nextBoolean() ? truth : restate(cut(truth, Math.max(at + 1, 33)));
                }));
    }

    @Property
    void survivesRandomBytes(
            @ForAll @Size(max = 487) byte[] bytes, @ForAll @IntRange(max = 4) int at) {
        requireEnd(visit((step, truth) -> step.equals(STEPS.get(at)) ? bytes : truth));
    }

    @Property
    void survivesRandomListsInWholeFrames(@ForAll @Size(max = 454) byte[] list) {
        String data = HexFormat.of().formatHex(list);

        requireEnd(
                visit((step, truth) ->
                        step.equals("szl-0011")
                                ? HexFormat.of().parseHex(Answers.whole(2, data))
                                : truth));
        requireEnd(
                visit((step, truth) ->
                        step.equals("szl-001c")
                                ? HexFormat.of().parseHex(Answers.piece(3, 1, true, data))
                                : truth));
    }

    /// A list that never ends: the line would object to one repeat too many.
    @Property
    void neverAsksBeyondThePlanHoweverMuchFollows(
            @ForAll @IntRange(min = 2, max = 64) int reads, @ForAll @Size(max = 40) byte[] more) {
        var dialogue = new S7Dialogue(Visit.parameters(true, reads));
        var line =
                new FakeLine(
                        dialogue.legs().getFirst(),
                        (step, frame) ->
                                switch (step) {
                                    case "cotp-connect", "setup", "szl-0011" ->
                                            reply(truth(step, 0));
                                    default -> reply(endless(frame, more));
                                });

        ProbeOutcome outcome = dialogue.run(line, findings);

        assertThat(outcome).isInstanceOf(Partial.class);
        assertThat(line.sent).hasSize(5 + Math.min(4, reads - 2 - Math.min(1, (reads - 2) / 2)));
        assertThat(line.close).isEqualTo(Close.ORDERLY);
    }

    private static byte[] endless(byte[] frame, byte[] more) {
        int reference = (frame[11] & 0xFF) << 8 | (frame[12] & 0xFF);
        String data = HexFormat.of().formatHex(more);
        return HexFormat.of().parseHex(Answers.piece(reference, 1, true, data));
    }

    /// How a visit ended.
    private record Ended(ProbeOutcome outcome, FakeLine line) {}

    private Ended visit(Liar liar) {
        return visit(findings, liar);
    }

    private static Ended visit(Findings into, Liar liar) {
        var dialogue = new S7Dialogue(Visit.parameters(true, 8));
        var line =
                new FakeLine(
                        dialogue.legs().getFirst(),
                        (step, frame) -> reply(liar.answer(step, truth(step, frame[12] & 0xFF))));

        return new Ended(dialogue.run(line, into), line);
    }

    /// Closed by S7's frame where, and only where, the device had confirmed and not left.
    private static void requireEnd(Ended ended) {
        assertThat(ended.outcome()).isNotNull();
        assertThat(ended.line().sent).hasSizeLessThanOrEqualTo(5 + 4);
        boolean confirmed = ended.line().sent.contains("setup");
        boolean left = ended.line().notTaken.containsKey("cotp-disconnect");
        assertThat(ended.line().close).isEqualTo(confirmed && !left ? Close.ORDERLY : Close.PLAIN);
    }

    /// What an honest device answers.
    private static byte[] truth(String step, int reference) {
        return HexFormat.of()
                .parseHex(
                        switch (step) {
                            case "cotp-connect" -> Answers.CONFIRM;
                            case "setup" -> Answers.agreed();
                            case "szl-0011" -> Answers.whole(2, MODULES);
                            case "szl-001c" ->
                                    Answers.piece(3, 1, true, COMPONENTS.substring(0, 2 * 214));
                            default ->
                                    Answers.piece(
                                            reference, 1, false, COMPONENTS.substring(2 * 214));
                        });
    }

    /// The wire hands whole frames on only; an empty one stands for silence.
    private static Reply reply(byte[] bytes) {
        return bytes.length == 0
                ? new Reply.Ended(new Silent("no answer"))
                : new Reply.Answer(Octets.of(bytes));
    }

    private static byte[] cut(byte[] frame, int length) {
        return Arrays.copyOf(frame, Math.min(length, frame.length));
    }

    /// Makes the lengths of TPKT, COTP header and S7 data fit the frame.
    private static byte[] restate(byte[] frame) {
        int length = frame.length;
        if (length >= 4) {
            put(frame, 2, length);
        }
        if (length >= 5 && length < 23) {
            frame[4] = frame.length > 5 && frame[5] == (byte) 0xF0 ? 2 : (byte) (length - 5);
        }
        if (length >= 33) {
            put(frame, 15, length - 29);
            put(frame, 31, length - 33);
        }
        return frame;
    }

    private static void put(byte[] frame, int offset, int value) {
        frame[offset] = (byte) (value >> 8);
        frame[offset + 1] = (byte) value;
    }
}
