package io.walkdown.scanner.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameGuardTest {
    private static final Octets WELCOME = Octets.ofHex("54 04 6f 2a");

    private final FrameGuard guard = new FrameGuard(ToyProtocol.tcp(1));

    @Test
    void passesThePlannedFramesInOrder() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, WELCOME);
        guard.pass(ToyProtocol.READ, bytes("5406720001 2a"));
        guard.answered(ToyProtocol.READ, Octets.ofHex("54 06 72 0102 00"));
        guard.pass(ToyProtocol.MORE, bytes("540572 0102"));
        guard.answered(ToyProtocol.MORE, Octets.ofHex("54 06 72 0304 00"));

        assertThatCode(() -> guard.pass(ToyProtocol.MORE, bytes("540572 0304")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAVariableThatDoesNotComeFromItsSource() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, WELCOME);

        assertBreach(ToyProtocol.READ, "540672 0001 2b", "planned is 54067200012a");
    }

    @Test
    void refusesACountThatIsNotDue() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, WELCOME);

        assertBreach(ToyProtocol.READ, "540672 0002 2a", "planned is 54067200012a");
    }

    @Test
    void letsNothingButTheClosePassAfterARefusal() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, WELCOME);
        assertBreach(ToyProtocol.READ, "540672 0002 2a", "planned is 54067200012a");

        assertBreach(ToyProtocol.READ, "540672 0001 2a", "comes after the refusal of read");
        assertThatCode(() -> guard.pass(ToyProtocol.BYE, bytes("540363")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAReadBeforeTheConversationIsOpen() {
        assertBreach(ToyProtocol.READ, "540672 0001 00", "comes without hello");
    }

    @Test
    void refusesAFrameBeforeTheAnswerToTheOneBefore() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, WELCOME);
        guard.pass(ToyProtocol.READ, bytes("540672 0001 2a"));

        assertBreach(ToyProtocol.MORE, "540572 6f2a", "comes before the answer to read");
    }

    @Test
    void refusesAContinuationOfAnotherAnswer() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, Octets.ofHex("54 05 6f 2a 2b"));

        assertBreach(ToyProtocol.MORE, "540572 2a2b", "does not continue hello");
    }

    @Test
    void refusesAFrameWithATail() {
        assertBreach(ToyProtocol.HELLO, "54036f 54036f", "its own length says 3");
    }

    @Test
    void refusesAFrameWhoseLengthLies() {
        assertBreach(ToyProtocol.HELLO, "54046f", "its own length says 4");
    }

    @Test
    void refusesAFrameWithoutAHeader() {
        assertBreach(ToyProtocol.HELLO, "54", "its own length says -1");
    }

    @Test
    void refusesAStepThatComesTooLate() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));
        guard.answered(ToyProtocol.HELLO, WELCOME);
        guard.pass(ToyProtocol.BYE, bytes("540363"));

        assertBreach(ToyProtocol.READ, "540672 0001 2a", "comes after bye");
    }

    @Test
    void refusesAStepMoreOftenThanPlanned() {
        guard.pass(ToyProtocol.HELLO, bytes("54036f"));

        assertBreach(ToyProtocol.HELLO, "54036f", "was planned 1 times");
    }

    @Test
    void refusesAContinuationBeforeAnyAnswer() {
        assertBreach(ToyProtocol.MORE, "540572 0000", "comes without hello");
    }

    @Test
    void refusesAStepOfAnotherPlan() {
        Step foreign =
                ToyProtocol.step(
                        "write",
                        Step.Kind.READ,
                        FrameTemplate.builder().fixed("54 03 77", "write"),
                        1,
                        8);

        assertBreach(foreign, "540377", "is no step of leg tcp");
    }

    @Test
    void refusesAnOperationThatTheAllowListDoesNotKnowEvenIfPlanned() {
        Step write =
                ToyProtocol.step(
                        "write",
                        Step.Kind.READ,
                        FrameTemplate.builder().fixed("54 03 77", "write"),
                        1,
                        8);
        Leg leg =
                new Leg(
                        "tcp",
                        io.walkdown.profiles.Profile.Transport.TCP,
                        1,
                        ToyProtocol.FRAMING,
                        ToyProtocol.READS_ONLY,
                        java.util.List.of(write));

        assertThatThrownBy(() -> new FrameGuard(leg).pass(write, bytes("540377")))
                .isInstanceOf(GuardBreach.class)
                .hasMessageContaining("operation 77 is no read");
    }

    @Property
    void refusesEveryOtherFrame(
            @ForAll @IntRange(min = 0, max = 2) int at,
            @ForAll @IntRange(min = 1, max = 255) int x) {
        byte[] frame = bytes("54036f");
        frame[at] ^= (byte) x;

        assertThatThrownBy(() -> new FrameGuard(ToyProtocol.tcp(1)).pass(ToyProtocol.HELLO, frame))
                .isInstanceOf(GuardBreach.class);
    }

    private void assertBreach(Step step, String frame, String why) {
        assertThatThrownBy(() -> guard.pass(step, bytes(frame)))
                .isInstanceOf(GuardBreach.class)
                .hasMessageStartingWith("S1: ")
                .hasMessageContaining(why);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
