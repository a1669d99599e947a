package io.walkdown.scanner.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.enip.EnipDialogue;
import io.walkdown.scanner.enip.EnipParameters;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Octets;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Each promise of a dialogue, broken on purpose: the decoder must say which.
class DialogueDecoderTest {
    /// OpENer's answer to ListIdentity, under our sender context.
    private static final Octets ANSWER =
            Octets.ofHex(
                    "63003400 00000000 00000000 77616c6b646f776e 00000000"
                            + "01000c002e000100 0002af12000000000000000000000000"
                            + "28000c00ee02030b000015cd5b070c5741474f203735302d33353200");

    private static final Dialogue HONEST =
            new EnipDialogue(
                    new EnipParameters(
                            44818,
                            44818,
                            List.of(),
                            true,
                            Timeout.ofMillis(3000),
                            any -> false,
                            KnownBadReads.NONE));

    @Test
    void takesAnHonestVisit() {
        assertThat(decoder((line, findings) -> {}).judge(ANSWER.toArray())).isEqualTo("identified");
    }

    @Test
    void objectsToTextThatNoAnswerTold() {
        Decoder inventing =
                decoder((line, findings) ->
                        findings.device().told(NameplateField.TAG, "invented", "list-identity"));

        assertThatThrownBy(() -> inventing.judge(ANSWER.toArray()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broke on 63003400")
                .hasRootCauseMessage("tag is 'invented', which no answer told");
    }

    @Test
    void objectsToAConversationThatIsClosedTwice() {
        Decoder closing = decoder((line, findings) -> line.leg("udp").close());

        assertThatThrownBy(() -> closing.judge(ANSWER.toArray()))
                .hasRootCauseMessage("leg udp was closed 2 times");
    }

    @Test
    void objectsToAQuestionAfterTheEnd() {
        Decoder asking =
                decoder((line, findings) -> line.leg("udp").ask("list-identity", new byte[24]));

        assertThatThrownBy(() -> asking.judge(ANSWER.toArray()))
                .hasRootCauseMessage("asked after the end: list-identity");
    }

    @Test
    void objectsToAFrameThatIsNotPlanned() {
        var unplanned =
                new Dialogue() {
                    @Override
                    public List<Leg> legs() {
                        return HONEST.legs();
                    }

                    @Override
                    public ProbeOutcome run(Line line, Findings findings) {
                        var _ = line.leg("udp").ask("list-identity", new byte[24]);
                        return new ProbeOutcome.Identified();
                    }
                };

        assertThatThrownBy(() -> decoder(unplanned).judge(ANSWER.toArray()))
                .rootCause()
                .hasMessageContaining("S1: frame of step list-identity");
    }

    private static Decoder decoder(BiConsumer<Line, Findings> afterwards) {
        return decoder(
                new Dialogue() {
                    @Override
                    public List<Leg> legs() {
                        return HONEST.legs();
                    }

                    @Override
                    public ProbeOutcome run(Line line, Findings findings) {
                        ProbeOutcome outcome = HONEST.run(line, findings);
                        afterwards.accept(line, findings);
                        return outcome;
                    }
                });
    }

    private static Decoder decoder(Dialogue dialogue) {
        return DialogueDecoder.ofVisit(
                "toy-visit",
                dialogue,
                new DialogueDecoder.Answers(List.of(ANSWER), Shape.NONE),
                (field, value, told) -> !field.equals("tag") || told.text(value));
    }
}
