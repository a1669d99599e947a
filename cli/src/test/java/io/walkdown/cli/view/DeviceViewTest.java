package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Source;
import io.walkdown.scanner.audit.RecordedFrame;
import io.walkdown.scanner.plan.Hold;
import io.walkdown.throttle.ResponseTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeviceViewTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String EVIL =
            "\u001b[2J\u001b]0;owned\u0007\u202eREDRO\u2066x\u2028\r\n\u0085plant open> \u009b31m"
                    + "x".repeat(10_000);

    @Test
    void whateverADeviceSaysStaysInItsCell() {
        var source = new Source("s7", "szl-001c", NOON);
        var attributes = new TreeMap<String, Field>();
        attributes.put(EVIL, Field.told(EVIL, source));
        var plate = new Nameplate(Map.of(NameplateField.TAG, Field.told(EVIL, source)), attributes);
        var asset = new Asset("filler", "10.0.0.1", "s7", plate, List.of());

        for (int width : new int[] {60, 80, 160}) {
            String text = new DeviceView(Palette.PLAIN, width, ZoneOffset.UTC).fields(asset);

            assertHarmless(text);
            assertThat(text.lines()).allMatch(line -> Columns.of(line) <= width);
            assertThat(text).hasSizeLessThan(4_000);
        }
    }

    @Test
    void aReasonThatQuotesADeviceIsHarmless() {
        var hold = new Hold("S7", "it said " + EVIL, Optional.of(NOON), EVIL);

        assertHarmless(new DeviceView(Palette.PLAIN, 80, ZoneOffset.UTC).holds(List.of(hold)));
    }

    @Test
    void framesAreShownAsBytesAndNeverAsTheyAre() {
        byte[] frame = EVIL.getBytes(StandardCharsets.UTF_8);
        var recorded =
                new RecordedFrame(
                        NOON,
                        EVIL,
                        EVIL,
                        false,
                        EVIL,
                        "read",
                        frame.length,
                        Optional.of(HexFormat.of().formatHex(frame)));

        String text =
                new FramesView(Palette.PLAIN, 60, ZoneOffset.UTC)
                        .text(
                                List.of(recorded),
                                _ -> Optional.of(Protocol.S7),
                                _ -> EVIL,
                                _ -> true);

        assertHarmless(text);
        assertThat(text).contains("1b 5b 32 4a");
        assertThat(text.lines()).allMatch(line -> Columns.of(line) <= 60);
    }

    @Test
    void noValueOfAFrameIsCutWhereTheBoxDoesNotFit() {
        String meaning =
                "what the request asks in plain words, which is longer than fifty characters";
        var frame =
                new RecordedFrame(
                        NOON,
                        "filler",
                        "127.0.0.1:102",
                        false,
                        "szl-0011",
                        "read",
                        7,
                        Optional.of("0300000702f080"));

        for (int width : new int[] {0, 60, 80, 160}) {
            String text =
                    new FramesView(Palette.PLAIN, width, ZoneOffset.UTC)
                            .text(
                                    List.of(frame),
                                    _ -> Optional.of(Protocol.S7),
                                    _ -> meaning,
                                    _ -> true);

            assertThat(text)
                    .contains("0xf0 240", "0x0007 7", "true", "tpduCode", "COTPPacketData")
                    .doesNotContain("…")
                    .contains(width == 0 || width == 160 ? "╔═TPKTPacket" : "    TPKTPacket\n");
            assertThat(text.replaceAll("\\s+", " ")).contains("szl-0011: " + meaning);
            assertThat(text.lines()).allMatch(line -> width == 0 || Columns.of(line) <= width);
        }
    }

    private static void assertHarmless(String text) {
        assertThat(text.codePoints())
                .allMatch(
                        c -> c == '\n' || !(Character.isISOControl(c) || isFormat(c)),
                        "no control or format character");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("plant open>"));
    }

    private static boolean isFormat(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Test
    void barsAreAsTallAsTheTimesAreLong() {
        var times =
                List.of(
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofMillis(40),
                        Duration.ofMillis(80));

        assertThat(Sparkline.of(times, 40)).isEqualTo("▂▃▅█");
        assertThat(Sparkline.of(times, 2)).isEqualTo("▅█");
        assertThat(Sparkline.of(List.of(Duration.ZERO), 2)).isEqualTo("▁");
        assertThat(Sparkline.of(List.of(), 2)).isEmpty();
    }

    @Test
    void answersSayWhatIsUsualAndWhatWouldBeTrouble() {
        List<Duration> five =
                List.of(1, 2, 3, 4, 100).stream().map(ms -> Duration.ofMillis(ms)).toList();
        var view = new DeviceView(Palette.PLAIN, 0, ZoneOffset.UTC);

        assertThat(view.answers(new ResponseTimes(five)))
                .isEqualTo(
                        "  answers  ▁▁▁▁█  5 kept, the last one 100 ms, 95 of 100 within 100 ms, a"
                                + " sign of trouble beyond 300 ms%n".formatted());
        assertThat(view.answers(new ResponseTimes(five.subList(0, 1))))
                .contains("1 kept, the last one 1.0 ms; too few to know what is usual");
        assertThat(view.answers(ResponseTimes.NONE)).isEmpty();
    }
}
