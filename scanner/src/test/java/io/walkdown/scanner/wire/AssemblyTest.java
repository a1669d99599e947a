package io.walkdown.scanner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.wire.Assembly.State;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static final byte[] FRAME = HexFormat.of().parseHex("540672000102");

    @Test
    void putsEverySplitOfAFrameTogether() {
        for (int split = 1; split < FRAME.length; split++) {
            var assembly = new Assembly(ToyProtocol.FRAMING, ToyProtocol.READ);

            State first = assembly.add(Arrays.copyOf(FRAME, split));
            State second = assembly.add(Arrays.copyOfRange(FRAME, split, FRAME.length));

            assertThat(first).isEqualTo(new State.More());
            assertThat(second).isEqualTo(new State.Whole(Octets.of(FRAME)));
        }
    }

    @Test
    void takesNothingAfterTheFrame() {
        assertThat(read("54067200010200"))
                .isEqualTo(new State.Wrong("1 bytes follow the answer of 6"));
    }

    @Test
    void refusesALengthBeyondTheStepsBoundAtTheHeader() {
        assertThat(read("5411"))
                .isEqualTo(new State.Wrong("the answer claims 17 bytes, at most 16 are accepted"));
        assertThat(read("5410")).isEqualTo(new State.More());
    }

    @Test
    void refusesWhatDoesNotBeginAsAFrame() {
        assertThat(read("485454502f312e31"))
                .isEqualTo(
                        new State.Wrong("no frame of this protocol begins with 485454502f312e31"));
        assertThat(read("5401")).isInstanceOf(State.Wrong.class);
    }

    @Property
    void keepsNoMoreThanTheBoundAndOneChunk(@ForAll @Size(max = 64) byte[] bytes) {
        var assembly = new Assembly(ToyProtocol.FRAMING, ToyProtocol.READ);
        State state = new State.More();

        for (int i = 0; i < bytes.length && state instanceof State.More; i++) {
            state = assembly.add(new byte[] {bytes[i]});
        }

        assertThat(assembly.soFar().length).isLessThanOrEqualTo(ToyProtocol.READ.answerMax());
    }

    private static State read(String hex) {
        return new Assembly(ToyProtocol.FRAMING, ToyProtocol.READ)
                .add(HexFormat.of().parseHex(hex));
    }
}
