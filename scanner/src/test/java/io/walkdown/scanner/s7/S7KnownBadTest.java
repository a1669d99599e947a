package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import org.junit.jupiter.api.Test;

/// SZL 0x001C is not sent to a CPU for which it is known bad, though profile and safety list let it
/// pass (S8).
class S7KnownBadTest {
    private static final KnownBadReads SHIPPED =
            KnownBadList.builtIn()
                    .of(ProfileLibrary.builtIn().find("s7-300").orElseThrow(), KnownFacts.NONE);

    @Test
    void skipsTheListThatIsKnownBadForTheOrderNumberJustTold() {
        Visit visit =
                Visit.knowing(SHIPPED)
                        .agreed()
                        .answers(
                                "szl-0011",
                                Answers.whole(2, Answers.modules("6ES7 317-2FK14-0AB0")));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.line.sent).doesNotContain("szl-001c", "szl-001c-more");
    }

    @Test
    void readsItOfAnyOtherCpuAndSaysSoInTheStepsCondition() {
        Visit visit =
                Visit.knowing(SHIPPED)
                        .agreed()
                        .answers("szl-0011", Answers.whole(2, Answers.modules(Answers.S7_315)))
                        .answers("szl-001c", Answers.whole(3, Answers.components()));

        assertThat(visit.run()).isEqualTo(new Identified());

        assertThat(visit.dialogue.legs().getFirst().step("szl-001c").when())
                .contains("order number is on the profile's list", "known-bad list");
    }
}
