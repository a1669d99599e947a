package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a device answers ends in an outcome, with every conversation closed (S14).
class EnipHostileTest {
    private static final List<String> ANSWERS =
            List.of(Captured.OPENER_IDENTITY, Captured.REGISTERED, Captured.CPPPO_IDENTITY);

    @Test
    void callsEveryTruncatedAnswerMalformed() {
        for (int which = 0; which < ANSWERS.size(); which++) {
            byte[] whole = HexFormat.of().parseHex(ANSWERS.get(which));
            for (int length = 0; length < whole.length; length++) {
                assertThat(run(which, java.util.Arrays.copyOf(whole, length)))
                        .as("answer %d cut to %d", which, length)
                        .isInstanceOf(Malformed.class);
            }
        }
    }

    /// Here the header's length is right, so that the cut reaches the decoder.
    @Test
    void bearsEveryTruncationThatTheHeaderOwnsUpTo() {
        for (int which = 0; which < ANSWERS.size(); which++) {
            byte[] whole = HexFormat.of().parseHex(ANSWERS.get(which));
            for (int length = 24; length < whole.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(whole, length);
                cut[2] = (byte) (length - 24);
                ProbeOutcome outcome = run(which, cut);
                if (which != 1) {
                    assertThat(outcome)
                            .as("answer %d cut to %d", which, length)
                            .isInstanceOf(Malformed.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0100", "ffff"})
    void bearsAnyItemCountAndLength(String number) {
        String identity = Captured.identity(1, 14, "X", "03").substring(8);

        assertThat(run(0, Captured.listing(1, "0c00" + number + identity)))
                .isInstanceOf(Malformed.class);
        assertThat(run(0, Captured.listing(0xFFFF, "8600" + number))).isInstanceOf(Malformed.class);
        assertThat(run(0, Captured.listing(0xFFFF, "86000000".repeat(100))))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81000001", "810000ff", "81", "d2000000", "cc000000", "d20001ff"})
    void callsAHalfCipAnswerMalformed(String message) {
        assertThat(run(2, Captured.cip(message))).isInstanceOf(Malformed.class);
    }

    @Property(tries = 3000)
    void neverThrowsWhateverByteIsChanged(
            @ForAll @IntRange(max = 2) int which,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 0xFFFFFF) Integer> changes) {
        byte[] answer = HexFormat.of().parseHex(ANSWERS.get(which));
        for (int change : changes) {
            answer[(change >> 8) % answer.length] = (byte) change;
        }

        assertThat(run(which, answer)).isNotNull();
    }

    @Property(tries = 2000)
    void neverThrowsWhateverComes(
            @ForAll @IntRange(max = 2) int which, @ForAll @Size(max = 600) byte[] answer) {
        assertThat(run(which, answer)).isInstanceOf(Malformed.class);
    }

    @Property(tries = 2000)
    void neverThrowsWhateverFollowsASoundHeader(
            @ForAll @IntRange(max = 2) int which, @ForAll @Size(max = 200) byte[] data) {
        byte[] header = HexFormat.of().parseHex(ANSWERS.get(which).substring(0, 48));
        byte[] answer = java.util.Arrays.copyOf(header, 24 + data.length);
        System.arraycopy(data, 0, answer, 24, data.length);
        answer[2] = (byte) data.length;
        answer[3] = 0;

        assertThat(run(which, answer)).isNotNull();
    }

    @Test
    void identifiesWhenNothingIsChanged() {
        assertThat(run(2, Captured.CPPPO_IDENTITY)).isEqualTo(new Identified());
    }

    private static ProbeOutcome run(int which, String answer) {
        return run(which, HexFormat.of().parseHex(answer));
    }

    /// Runs a visit whose answer of that number is replaced.
    private static ProbeOutcome run(int which, byte[] answer) {
        var dialogue = new EnipDialogue(Visit.parameters(any -> false, 0));
        List<String> steps = List.of("list-identity", "register-session", "slot-0");
        var line =
                new FakeLine(
                        dialogue.legs(),
                        (step, frame) -> {
                            int at = steps.indexOf(step);
                            return new Reply.Answer(
                                    at == which
                                            ? Octets.of(answer)
                                            : Octets.ofHex(ANSWERS.get(at)));
                        });
        ProbeOutcome outcome =
                dialogue.run(line, new Findings("enip", InstantSource.fixed(Instant.EPOCH)));
        line.requireAllClosedOnce();
        return outcome;
    }
}
