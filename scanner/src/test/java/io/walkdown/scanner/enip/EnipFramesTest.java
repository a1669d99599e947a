package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.profiles.Timeout;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnipFramesTest {
    private static final long SESSION = 0x75249CD8L;

    @Test
    void letsPlc4xWriteExactlyTheTemplates() {
        assertThat(EnipFrames.listIdentity()).isEqualTo(EnipFrames.listIdentityTemplate().bytes());
        assertThat(EnipFrames.register()).isEqualTo(EnipFrames.registerTemplate().bytes());
        assertThat(EnipFrames.unregister(0)).isEqualTo(EnipFrames.unregisterTemplate().bytes());
        assertThat(hex(EnipFrames.unregister(SESSION))).isEqualTo(Captured.UNREGISTER);
        assertThat(EnipFrames.unregister(0xFFFFFFFFL)).hasSize(24).contains(0xFF);
    }

    @Test
    void showsTheSessionAsTheOnlyVariableBytes() {
        var routing = RoutingTimeout.within(Timeout.ofMillis(3000));

        assertThat(EnipFrames.registerTemplate().variables()).isEmpty();
        assertThat(EnipFrames.unregisterTemplate().hex())
                .isEqualTo("66000000........00000000" + Captured.CONTEXT + "00000000");
        assertThat(EnipFrames.slotTemplate(7, routing).hex())
                .isEqualTo(Captured.slot(7).replace(Captured.SESSION, "........"));
    }

    @Test
    void asksASlotAsTheCaptureDoesButForTwoTimeouts() {
        String captured =
                "6f002400d89c2475000000000102030405060708000000000000"
                        + "00000a00020000000000b20014005202200624010a050600010220012401010001"
                        + "00";
        String ours =
                captured.replace("0102030405060708", Captured.CONTEXT)
                        .replace("00000a000200", "000000000200")
                        .replace("24010a05", "240103fa");
        var template = EnipFrames.slotTemplate(0, RoutingTimeout.within(Timeout.ofMillis(3000)));

        assertThat(hex(EnipFrames.slot(template, SESSION))).isEqualTo(ours);
        assertThat(template.length()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "3000, 03fa, 2000",
        "5000, 04fa, 4000",
        "60000, 08e6, 58880",
        "2000, 02fa, 1000",
        "100, 0032, 50",
        "10, 0005, 5"
    })
    void choosesARoutingTimeoutShorterThanOurWait(long wait, String hex, long millis) {
        var routing = RoutingTimeout.within(Timeout.ofMillis(wait));

        assertThat(routing.hex()).isEqualTo(hex);
        assertThat(routing.millis()).isEqualTo(millis);
    }

    @Property
    void leavesASecondOrHalfTheWaitAndWastesLittle(
            @ForAll @LongRange(min = 10, max = 60_000) long wait) {
        long millis = RoutingTimeout.within(Timeout.ofMillis(wait)).millis();

        assertThat(millis + Math.min(1000, wait / 2)).isLessThanOrEqualTo(wait);
        assertThat(millis).isGreaterThan((wait - Math.min(1000, wait / 2)) * 99 / 100 - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void refusesASlotThatFitsNoPortSegment(int slot) {
        assertThatThrownBy(() -> Visit.parameters(any -> false, slot))
                .hasMessage("slot " + slot + " is outside 0 to 255");
    }

    @Test
    void refusesASlotNamedTwice() {
        assertThatThrownBy(() -> Visit.parameters(any -> false, 1, 2, 1))
                .hasMessage("slots " + List.of(1, 2, 1) + " name a slot twice");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
