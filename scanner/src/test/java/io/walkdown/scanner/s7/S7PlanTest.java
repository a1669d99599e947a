package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import io.walkdown.scanner.wire.Step.Kind;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a visit may cost at the most, and what it cannot be made from.
class S7PlanTest {
    @ParameterizedTest
    @CsvSource({
        "1, szl-0011 x1",
        "2, szl-0011 x1 szl-001c x1",
        "3, szl-0011 x1 szl-001c x1 szl-001c-more x1",
        "4, szl-0011 x1 szl-0011-more x1 szl-001c x1 szl-001c-more x1",
        "7, szl-0011 x1 szl-0011-more x1 szl-001c x1 szl-001c-more x4",
        "64, szl-0011 x1 szl-0011-more x1 szl-001c x1 szl-001c-more x4"
    })
    void plansFiveFramesAndTheContinuationsThatTheReadsPayFor(int reads, String steps) {
        assertThat(ids(leg(true, reads)))
                .isEqualTo("cotp-connect x1 setup x1 " + steps + " cotp-disconnect x1");
    }

    @ParameterizedTest
    @CsvSource({
        "1, szl-0011 x1",
        "2, szl-0011 x1 szl-0011-more x1",
        "64, szl-0011 x1 szl-0011-more x2"
    })
    void plansOneListWhereTheProfileHasNoMore(int reads, String steps) {
        assertThat(ids(leg(false, reads)))
                .isEqualTo("cotp-connect x1 setup x1 " + steps + " cotp-disconnect x1");
    }

    @Test
    void plansNoComponentListForNoOrderNumber() {
        var parameters = parameters(0x0302, true, List.of(), 8);

        assertThat(ids(new S7Dialogue(parameters).legs().getFirst())).doesNotContain("szl-001c");
    }

    @Test
    void staysOnOneConnection() {
        Leg leg = leg(true, 64);

        assertThat(leg.transport()).isEqualTo(Transport.TCP);
        assertThat(leg.port()).isEqualTo(102);
        assertThat(leg.worstConnections()).isEqualTo(1);
        assertThat(new S7Dialogue(Visit.parameters(true, 64)).legs()).hasSize(1);
    }

    @Test
    void boundsEveryAnswerByTheOfferedPdu() {
        assertThat(leg(true, 64).steps())
                .extracting(Step::answerMax)
                .containsExactly(64, 64, 487, 487, 487, 487, 0);
    }

    @Test
    void namesTheConditionOfEachStep() {
        assertThat(leg(true, 64).steps())
                .extracting(Step::when)
                .containsExactly(
                        "always",
                        "always",
                        "always",
                        "the answer says that more follows",
                        "the order number is on the profile's list",
                        "the answer says that more follows",
                        "always");
    }

    @Property
    void neverPlansMoreReadsThanTheBudget(
            @ForAll boolean components, @ForAll @IntRange(min = 1, max = 64) int reads) {
        int planned =
                leg(components, reads).steps().stream()
                        .filter(step -> step.kind() == Kind.READ || step.kind() == Kind.CONTINUE)
                        .mapToInt(Step::worstFrames)
                        .sum();

        assertThat(planned).isBetween(1, reads);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x10000})
    void refusesATsapOutsideItsRange(int tsap) {
        assertThatThrownBy(() -> parameters(tsap, false, List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TSAP %d is outside 0 to 65535", tsap);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65})
    void refusesReadsOutsideTheirRange(int reads) {
        assertThatThrownBy(() -> parameters(0x0302, false, List.of(), reads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reads %d is outside 1 to 64", reads);
    }

    @Test
    void allowsTheComponentListForWholeOrderNumbersOnly() {
        var parameters = parameters(0x0302, true, List.of(Pattern.compile("6ES7 31[57]-2.*")), 8);

        assertThat(parameters.allowsComponentListOf("6ES7 315-2EH14-0AB0")).isTrue();
        assertThat(parameters.allowsComponentListOf("6ES7 314-2EH14-0AB0")).isFalse();
        assertThat(parameters.allowsComponentListOf("x6ES7 315-2EH14-0AB0")).isFalse();
        assertThat(parameters.allowsComponentListOf("6ES7 315-")).isFalse();
        assertThat(parameters.allowsComponentListOf("")).isFalse();
    }

    private static S7Parameters parameters(
            int tsap, boolean components, List<Pattern> orderNumbers, int reads) {
        return new S7Parameters(
                102,
                tsap,
                Timeout.ofMillis(1000),
                components,
                orderNumbers,
                reads,
                name -> false,
                KnownBadReads.NONE);
    }

    private static Leg leg(boolean components, int reads) {
        return new S7Dialogue(Visit.parameters(components, reads)).legs().getFirst();
    }

    private static String ids(Leg leg) {
        return String.join(
                " ",
                leg.steps().stream().map(step -> step.id() + " x" + step.repeatMax()).toList());
    }
}
