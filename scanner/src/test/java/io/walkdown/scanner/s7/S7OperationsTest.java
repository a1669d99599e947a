package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S7OperationsTest {
    private static final String CONNECT = "0300001611e00000001400c1020100c2020302c0010a";
    private static final String SETUP = "0300001902f08032010000000100080000f0000001000101e0";
    private static final String READ =
            "0300002102f080320700000001000800080001120411440100ff09000400110000";
    private static final String MORE =
            "0300002102f080320700000003000c00040001120812440101000000000a000000";
    private static final String DISCONNECT = "0300000b06800001001400";

    private static final int TSAP = 0x0302;

    private final S7Operations operations = new S7Operations(TSAP);

    @Test
    void letsTheSixPlannedFramesPassUnderEveryReference() {
        for (int i = 0; i <= 0xFFFF; i += 0x1111) {
            assertThat(new S7Operations(i).objection(S7Frames.connect(i))).isEmpty();
            assertThat(operations.objection(S7Frames.setup(i))).isEmpty();
            assertThat(operations.objection(S7Frames.read(i, 0x0011))).isEmpty();
            assertThat(operations.objection(S7Frames.read(i, 0x001C))).isEmpty();
            assertThat(operations.objection(S7Frames.more(i, i & 0xFF))).isEmpty();
            assertThat(operations.objection(S7Frames.disconnect(i))).isEmpty();
        }
    }

    /// The messages from which the tables below differ.
    @ParameterizedTest
    @ValueSource(strings = {CONNECT, SETUP, READ, MORE, DISCONNECT})
    void letsTheSamplesPass(String frame) {
        assertThat(objects(frame)).isFalse();
    }

    /// Whole, well-formed jobs: the parameter, then the data.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "read variable, 0401120a10020001000084000000, ''",
        "read two variables, 0402120a10020001000084000000120a10020001000083000000, ''",
        "write variable, 0501120a10020001000083000000, 0004000801",
        "write output, 0501120a10010001000082000000, 0003000101",
        "CPU services, 00, ''",
        "request download, 1a0001000000000009"
                + "5f3038303030303141"
                + "0d31303030333030303030313934, ''",
        "download block, 1b00010000000000095f3038303030303141, ''",
        "download ended, 1c00010000000000095f3038303030303141, ''",
        "start upload, 1d00000000000000095f3038303030303141, ''",
        "upload, 1e00000000000001, ''",
        "end upload, 1f00000000000001, ''",
        "warm restart, 28000000000000fd0000" + "09505f50524f4752414d, ''",
        "cold restart, 28000000000000fd0002" + "4320" + "09505f50524f4752414d, ''",
        "insert block, 28000000000000fd000a01003038303030303141505f494e5345, ''",
        "delete block, 28000000000000fd000a01003038303030303142055f44454c45, ''",
        "compress memory, 28000000000000fd0000055f47415242, ''",
        "copy RAM to ROM, 28000000000000fd00024550055f4d4f4455, ''",
        "stop, 29000000000009505f50524f4752414d, ''",
        "setup with a PDU of 3840 bytes, f000000100010f00, ''"
    })
    void objectsToEveryOtherJob(String name, String parameter, String data) {
        assertThat(objects(job(parameter, data))).as(name).isTrue();
    }

    /// Whole, well-formed user data: type and function group, subfunction, and the data's payload.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "cyclic data, 42, 01, 00010a0a",
        "programmer commands: blink, 41, 16, 0000",
        "programmer commands: force, 41, 09, 0000",
        "block list, 43, 01, ''",
        "blocks of a type, 43, 02, 3038",
        "block information, 43, 03, 3041303030303141",
        "message service, 44, 02, 80000000",
        "acknowledge alarm, 44, 0b, 0001",
        "CPU functions: stop mode, 44, 03, ''",
        "password, 45, 01, 6463666863636363",
        "cancel password, 45, 02, ''",
        "block send, 46, 01, 0000",
        "read clock, 47, 01, ''",
        "set clock, 47, 02, 0019930101000000000007",
        "read clock follow-up, 47, 03, ''",
        "set clock follow-up, 47, 04, 0019930101000000000007",
        "mode transition, 40, 02, ''",
        "NC programming, 4f, 01, ''",
        "answer in place of a request, 84, 01, 00110000",
        "push in place of a request, 04, 01, 00110000",
        "operating state, 44, 01, 04240000",
        "communication status, 44, 01, 01320004",
        "communication capability, 44, 01, 01310001",
        "communication capabilities, 44, 01, 00310000",
        "protection, 44, 01, 02320004",
        "diagnostic buffer, 44, 01, 00a00000",
        "list of lists, 44, 01, 00000000",
        "LEDs, 44, 01, 00190000",
        "one record of module identification, 44, 01, 01110001",
        "one record of component identification, 44, 01, 011c0005",
        "module identification of another class, 44, 01, 40110000",
        "index 1, 44, 01, 00110001",
        "index 256, 44, 01, 00110100",
        "index of component identification, 44, 01, 001c0007",
        "a request longer than the list, 44, 01, 0011000000",
        "a request shorter than the list, 44, 01, 001100",
        "no list, 44, 01, ''"
    })
    void objectsToEveryOtherUserData(String name, String group, String function, String payload) {
        String parameter = "0001120411" + group + function + "00";
        String data = "ff09%04x%s".formatted(payload.length() / 2, payload);

        assertThat(objects(userData(parameter, data))).as(name).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "two jobs at once, " + SETUP + ", 19, 0002",
        "two jobs at once the other way, " + SETUP + ", 21, 0002",
        "256 jobs at once, " + SETUP + ", 19, 0101",
        "no job, " + SETUP + ", 19, 0000",
        "a PDU of 481 bytes, " + SETUP + ", 23, 01e1",
        "a PDU of 960 bytes, " + SETUP + ", 23, 03c0",
        "a PDU of 65535 bytes, " + SETUP + ", 23, ffff",
        "an answer's kind, " + SETUP + ", 8, 03",
        "S7CommPlus, " + SETUP + ", 7, 72",
        "not the last unit, " + SETUP + ", 6, 00",
        "unit number 1, " + SETUP + ", 6, 81",
        "redundancy id, " + SETUP + ", 9, 0001",
        "TPKT version 2, " + SETUP + ", 0, 02",
        "TPKT reserved, " + SETUP + ", 1, 01",
        "TPKT length above, " + SETUP + ", 2, 001a",
        "TPKT length below, " + SETUP + ", 2, 0018",
        "expedited data, " + SETUP + ", 5, 10",
        "sequence number in a first request, " + READ + ", 24, 01",
        "continuation's method, " + READ + ", 21, 12",
        "a return code in a request, " + READ + ", 25, 0a",
        "bits in place of octets, " + READ + ", 26, 03",
        "first request's method in a continuation, " + MORE + ", 21, 11",
        "a continuation of block functions, " + MORE + ", 22, 43",
        "a continuation of the clock, " + MORE + ", 22, 47",
        "a continuation of another function, " + MORE + ", 23, 02",
        "a data unit reference, " + MORE + ", 25, 01",
        "more to come from us, " + MORE + ", 26, 01",
        "an error from us, " + MORE + ", 27, 8104",
        "data in a continuation, " + MORE + ", 29, ff",
        "class 2, " + CONNECT + ", 10, 20",
        "another calling TSAP, " + CONNECT + ", 13, 0200",
        "TPDU size 8192, " + CONNECT + ", 21, 0d",
        "a checksum in place of a TSAP, " + CONNECT + ", 15, c3",
        "connection confirm, " + CONNECT + ", 5, d0",
        "with a credit, " + CONNECT + ", 5, e1",
        "from a known reference, " + CONNECT + ", 6, 0001",
        "reason normal, " + DISCONNECT + ", 10, 80",
        "disconnect confirm, " + DISCONNECT + ", 5, c0",
        "error, " + DISCONNECT + ", 5, 70"
    })
    void objectsToAFrameChangedInOnePlace(String name, String frame, int offset, String bytes) {
        String changed =
                frame.substring(0, 2 * offset)
                        + bytes
                        + frame.substring(2 * offset + bytes.length());

        assertThat(changed).as(name).isNotEqualTo(frame).hasSameSizeAs(frame);
        assertThat(objects(changed)).as(name).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {CONNECT, SETUP, READ, MORE, DISCONNECT})
    void objectsToACutATailAndASecondFrame(String frame) {
        for (int length = 0; length < frame.length(); length += 2) {
            assertThat(objects(frame.substring(0, length))).as("cut to %d", length / 2).isTrue();
            assertThat(objects(restate(frame.substring(0, length)))).isTrue();
        }
        assertThat(objects(frame + "00")).isTrue();
        assertThat(objects(restate(frame + "00"))).isTrue();
        assertThat(objects(frame + frame)).isTrue();
        assertThat(objects(frame + job("29000000000009505f50524f4752414d", ""))).isTrue();
        assertThat(objects(frame + DISCONNECT)).isTrue();
    }

    @Test
    void objectsToEveryTsapButTheOneOfTheVisit() {
        for (int tsap = 0; tsap <= 0xFFFF; tsap++) {
            assertThat(operations.objection(S7Frames.connect(tsap)).isEmpty())
                    .isEqualTo(tsap == TSAP);
        }
    }

    @Test
    void namesTheLengthInItsObjection() {
        assertThat(operations.objection(bytes(SETUP + "00")).orElseThrow())
                .contains("26 bytes")
                .contains("no connect, setup, list read or disconnect");
    }

    /// What passes is one of the six frames, whatever was mutated.
    @Property(tries = 5000)
    void passesNoMutationOutsideReferencesAndSequence(
            @ForAll long seed,
            @ForAll @IntRange(max = 4) int sample,
            @ForAll @IntRange(min = 1, max = 3) int mutations) {
        var random = new Random(seed);
        byte[] frame =
                bytes(
                        switch (sample) {
                            case 0 -> CONNECT;
                            case 1 -> SETUP;
                            case 2 -> READ;
                            case 3 -> MORE;
                            default -> DISCONNECT;
                        });
        for (int i = 0; i < mutations; i++) {
            frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        }

        assertThat(operations.objection(frame).isEmpty()).isEqualTo(isOurs(frame));
    }

    /// Whether the frame builders could have written it.
    private static boolean isOurs(byte[] frame) {
        byte[] ours =
                switch (frame.length) {
                    case 22 -> withReference(S7Frames.connect(TSAP), frame);
                    case 25 -> S7Frames.setup(u16(frame, 11));
                    case 33 ->
                            frame[21] == 0x12
                                    ? S7Frames.more(u16(frame, 11), frame[24] & 0xFF)
                                    : S7Frames.read(
                                            u16(frame, 11), frame[30] == 0x11 ? 0x0011 : 0x001C);
                    default -> withReference(S7Frames.disconnect(u16(frame, 6)), frame);
                };
        return Arrays.equals(ours, frame);
    }

    /// Our own reference, which the template and not this list holds down.
    private static byte[] withReference(byte[] ours, byte[] frame) {
        System.arraycopy(frame, 8, ours, 8, 2);
        return ours;
    }

    private static String job(String parameter, String data) {
        return data("320100000001" + lengths(parameter, data));
    }

    private static String userData(String parameter, String data) {
        return data("320700000001" + lengths(parameter, data));
    }

    private static String lengths(String parameter, String data) {
        return "%04x%04x%s%s".formatted(parameter.length() / 2, data.length() / 2, parameter, data);
    }

    private static String data(String message) {
        return "0300%04x02f080%s".formatted(7 + message.length() / 2, message);
    }

    private static String restate(String frame) {
        return frame.length() < 8
                ? frame
                : "0300%04x%s".formatted(frame.length() / 2, frame.substring(8));
    }

    private boolean objects(String frame) {
        return operations.objection(bytes(frame)).isPresent();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static int u16(byte[] frame, int offset) {
        return (frame[offset] & 0xFF) << 8 | (frame[offset + 1] & 0xFF);
    }
}
