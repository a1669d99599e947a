package io.walkdown.scanner.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.modbus.Visit.Head;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Whatever a device answers, a visit ends with an outcome, within its plan, and closed. The fake
/// line checks every frame, its order and its count.
class ModbusHostileTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z"));

    @Test
    void survivesEveryTruncationOfEveryAnswer() {
        byte[] list = whole(1, 0x2B);
        for (int length = 0; length < list.length; length++) {
            byte[] cut = Arrays.copyOf(list, length);
            assertThat(visit(frame -> cut)).as("cut to %d", length).isNotEqualTo(identified());

            byte[] restated = restate(cut);
            assertThat(visit(frame -> restated)).as("length restated").isNotEqualTo(identified());
        }
    }

    @Test
    void keepsOnlyTrueValuesOfATruncatedList() {
        byte[] list = whole(1, 0x2B);
        for (int length = 15; length < list.length; length++) {
            byte[] cut = restate(Arrays.copyOf(list, length));
            var findings = new Findings("modbus", CLOCK);

            ProbeOutcome outcome = run(findings, frame -> cut);

            boolean known = findings.hasKnown();
            assertThat(outcome instanceof Partial).isEqualTo(known);
            findings.nameplate()
                    .identity()
                    .values()
                    .forEach(field ->
                            assertThat(field.value().orElse("Acme"))
                                    .isIn("Acme", "AC-100", "V1.2", "Pump"));
        }
    }

    @Property(tries = 3000)
    void survivesMutationsOfTrueAnswers(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations) {
        var random = new Random(seed);

        ProbeOutcome outcome =
                visit(frame -> {
                    byte[] answer = trueAnswer(frame, random.nextInt(4));
                    for (int i = 0; i < mutations; i++) {
                        answer[random.nextInt(answer.length)] = (byte) random.nextInt();
                    }
                    return answer;
                });

        assertThat(outcome).isNotNull();
    }

    @Property(tries = 3000)
    void survivesMutationsBehindATrueHeader(@ForAll long seed) {
        var random = new Random(seed);

        ProbeOutcome outcome =
                visit(frame -> {
                    byte[] answer = trueAnswer(frame, random.nextInt(4));
                    int at = 8 + random.nextInt(answer.length - 8);
                    answer[at] = (byte) random.nextInt();
                    return random.nextBoolean() ? answer : restate(Arrays.copyOf(answer, at + 1));
                });

        assertThat(outcome).isNotNull();
    }

    @Property
    void survivesRandomBytes(@ForAll @Size(max = 260) byte[] answer) {
        assertThat(visit(frame -> answer)).isNotNull();
    }

    /// A device that always has more: the line would object to one repeat too many.
    @Property
    void neverAsksBeyondThePlanHoweverMuchFollows(
            @ForAll @IntRange(min = 4, max = 64) int reads,
            @ForAll @IntRange(min = 1, max = 60) int stride) {
        var parameters =
                Visit.parameters(
                        List.of(1, 2),
                        true,
                        reads,
                        Visit.BASIC,
                        Visit.REGULAR,
                        Visit.EXTENDED,
                        Visit.SERVER_ID);
        var dialogue = new ModbusDialogue(parameters);
        var line =
                new FakeLine(
                        dialogue.legs().getFirst(),
                        (step, frame) -> answer(HexFormat.of().parseHex(endless(frame, stride))));

        ProbeOutcome outcome = dialogue.run(line, new Findings("modbus", CLOCK));

        assertThat(outcome).isInstanceOf(Partial.class);
        assertThat(line.asked).hasSizeLessThanOrEqualTo(2 * reads);
        assertThat(line.closes).isEqualTo(1);
    }

    private static String endless(byte[] frame, int stride) {
        int from = frame[10] & 0xFF;
        int next = Math.min(255, from + stride);
        var head = new Head(frame[1], frame[6] & 0xFF, frame[9], 0x83, 0xFF, next);
        return Visit.objects(head, from, "x");
    }

    private interface Bytes {
        byte[] answer(byte[] frame);
    }

    private static ProbeOutcome visit(Bytes device) {
        return run(new Findings("modbus", CLOCK), device);
    }

    private static ProbeOutcome run(Findings findings, Bytes device) {
        var parameters =
                Visit.parameters(
                        List.of(255),
                        false,
                        9,
                        Visit.BASIC,
                        Visit.REGULAR,
                        Visit.EXTENDED,
                        Visit.SERVER_ID);
        var dialogue = new ModbusDialogue(parameters);
        var line =
                new FakeLine(
                        dialogue.legs().getFirst(), (step, frame) -> answer(device.answer(frame)));

        ProbeOutcome outcome = dialogue.run(line, findings);

        assertThat(line.closes).isEqualTo(1);
        return outcome;
    }

    /// The wire hands whole frames on only; an empty one stands for silence.
    private static Reply answer(byte[] bytes) {
        return bytes.length == 0
                ? new Reply.Ended(new Silent("no answer"))
                : new Reply.Answer(Octets.of(bytes));
    }

    private static ProbeOutcome identified() {
        return new ProbeOutcome.Identified();
    }

    private static byte[] trueAnswer(byte[] frame, int kind) {
        return kind == 0
                ? HexFormat.of()
                        .parseHex(
                                "00%02x00000003ff%02x01"
                                        .formatted(frame[1], (frame[7] | 0x80) & 0xFF))
                : whole(frame[1], frame[7]);
    }

    private static byte[] whole(int transaction, int function) {
        String answer =
                function == 0x11
                        ? "00%02x0000000dff110ab4ff4c4d42332e312e36".formatted(transaction)
                        : Visit.objects(
                                Head.last(transaction, 1, 0x83),
                                0,
                                "Acme",
                                1,
                                "AC-100",
                                2,
                                "V1.2",
                                4,
                                "Pump");
        return HexFormat.of().parseHex(answer);
    }

    private static byte[] restate(byte[] frame) {
        if (frame.length > 5) {
            frame[5] = (byte) (frame.length - 6);
        }
        return frame;
    }
}
