package io.walkdown.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.Mutation;
import io.walkdown.scanner.wire.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every decoder keeps its promises, whatever comes (S14). The suite runs the same decoders by the
/// million (`-Psafety`) and guided by coverage (`-Pfuzz`).
class DecodersTest {
    private static final int ANSWERS_A_TRY = 50;
    private static final List<Decoder> DECODERS = Decoders.all();

    static List<Decoder> decoders() {
        return DECODERS;
    }

    @Provide
    Arbitrary<Decoder> anyDecoder() {
        return Arbitraries.of(DECODERS);
    }

    /// About 2,000 answers a decoder.
    @Property(tries = 1000)
    void keepsItsPromisesWhateverIsChangedInATrueAnswer(
            @ForAll("anyDecoder") Decoder decoder, @ForAll long seed) {
        var mutation = new Mutation(decoder, seed);
        for (int i = 0; i < ANSWERS_A_TRY; i++) {
            String _ = decoder.judge(mutation.next());
        }
    }

    @Property(tries = 4000)
    void keepsItsPromisesWhateverComes(
            @ForAll("anyDecoder") Decoder decoder, @ForAll @Size(max = 600) byte[] answer) {
        assertThat(decoder.judge(answer)).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void bearsEveryTruncationOfEveryTrueAnswer(Decoder decoder) {
        for (byte[] seed : decoder.seeds().stream().map(Octets::toArray).toList()) {
            for (int length = 0; length < seed.length; length++) {
                byte[] cut = Arrays.copyOf(seed, length);
                assertThat(decoder.judge(cut)).isNotBlank();
                assertThat(decoder.judge(decoder.shape().restated(cut))).isNotBlank();
            }
        }
    }

    /// A seed that is turned away at the door would fuzz the door alone.
    @ParameterizedTest
    @MethodSource("decoders")
    void takesAtLeastOneSeedWhole(Decoder decoder) {
        assertThat(decoder.seeds())
                .map(seed -> decoder.judge(seed.toArray()))
                .containsAnyOf("identified", "whole", "read", "kept");
    }

    /// Mutations that all ended alike would show that they do not reach far.
    @ParameterizedTest
    @MethodSource("decoders")
    void reachesSeveralOutcomesByMutation(Decoder decoder) {
        var mutation = new Mutation(decoder, 1);
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            outcomes.add(decoder.judge(mutation.next()));
        }

        // whatever a device's text is, it is kept
        int fewest = decoder.name().equals("file-device-text") ? 1 : 2;
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(fewest);
    }

    @Test
    void namesEachDecoderOnce() {
        assertThat(DECODERS).extracting(Decoder::name).doesNotHaveDuplicates();
    }
}
