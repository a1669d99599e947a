package io.walkdown.scanner.modbus;

import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.decoder.AssemblyDecoder;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.DialogueDecoder;
import io.walkdown.scanner.decoder.Origin;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.decoder.Shape.Length;
import io.walkdown.scanner.decoder.Told;
import io.walkdown.scanner.modbus.Visit.Head;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What reads the answers of Modbus devices.
public final class ModbusDecoders {
    private static final ReadRequest[] ALL = {
        Visit.OPEN_CONNECTIONS, Visit.BASIC, Visit.REGULAR, Visit.EXTENDED, Visit.SERVER_ID
    };

    /// Reads the open connections (1), the basic objects (2), then what the answer leads to (3).
    private static final ModbusDialogue NATIVE =
            new ModbusDialogue(Visit.parameters(List.of(255), false, 9, ALL));

    private static final ModbusDialogue SERVER_ID =
            new ModbusDialogue(Visit.parameters(List.of(255), false, 1, Visit.SERVER_ID));

    private static final ModbusDialogue GATEWAY =
            new ModbusDialogue(
                    Visit.parameters(List.of(1, 2), true, 6, Visit.BASIC, Visit.SERVER_ID));

    private static final String TWO_OPEN = "000100000005ff03020002";
    private static final String BASIC =
            Visit.objects(Head.last(2, 1, 0x83), 0, "Acme", 1, "AC-100", 2, "V1.2");
    private static final String EXTENDED =
            Visit.objects(
                    Head.more(3, 3, 0x83, 0x80),
                    0,
                    "Acme",
                    1,
                    "AC-100",
                    2,
                    "V1.2",
                    3,
                    "http://acme.example",
                    4,
                    "Pump",
                    5,
                    "P 100",
                    6,
                    "Line 4");
    private static final String OWN =
            Visit.objects(Head.last(4, 3, 0x83), 0x80, "lab", 0x81, "\u0001\u0002", 0xFF, "");

    /// libmodbus, as captured.
    private static final String LIBMODBUS = "00010000000dff110ab4ff4c4d42332e312e36";

    /// pymodbus, as captured, under the number of our second request.
    private static final String PYMODBUS =
            "00020000001eff2b0e0183000003" + "000870796d6f64627573" + "0102504d" + "0205332e302e30";

    private static final Shape OBJECTS =
            new Shape(
                    List.of(
                            Length.u16be(4),
                            Length.u8(11),
                            Length.u8(12),
                            Length.u8(13),
                            Length.u8(15),
                            Length.u8(21),
                            Length.u8(29)),
                    ModbusDecoders::restate);
    private static final Shape COUNTED =
            new Shape(
                    List.of(Length.u16be(4), Length.u8(8)),
                    answer -> {
                        restate(answer);
                        Length.u8(8).put(answer, answer.length - 9);
                    });

    private static final Map<String, byte[]> HONEST =
            Map.of(
                    "wago-open-connections", bytes(TWO_OPEN),
                    "device-id-basic", bytes(BASIC),
                    "device-id-regular",
                            bytes(Visit.objects(Head.last(3, 2, 0x82), 0, "Acme", 4, "Pump")),
                    "device-id-extended", bytes(EXTENDED),
                    "device-id-extended-more", bytes(OWN),
                    "report-server-id", bytes(LIBMODBUS));

    private ModbusDecoders() {}

    /// All of them.
    public static List<Decoder> all() {
        return List.of(
                new AssemblyDecoder(
                        "modbus-assembly",
                        NATIVE.legs().getFirst(),
                        "device-id-basic",
                        DialogueDecoder.Answers.of(OBJECTS, BASIC, LIBMODBUS).seeds(),
                        OBJECTS),
                step("modbus-open-connections", "wago-open-connections", COUNTED, TWO_OPEN),
                step(
                        "modbus-device-identification",
                        "device-id-basic",
                        OBJECTS,
                        BASIC,
                        PYMODBUS,
                        Visit.objects(Head.more(2, 1, 0x01, 2), 0, "Acme", 1, "AC-100"),
                        "000200000003ffab01",
                        "000200000003ffab0b",
                        "000200000004ffab0e01"),
                step(
                        "modbus-extended-identification",
                        "device-id-extended",
                        OBJECTS,
                        EXTENDED,
                        "000300000003ffab06"),
                step(
                        "modbus-continuation",
                        "device-id-extended-more",
                        OBJECTS,
                        OWN,
                        Visit.objects(Head.more(4, 3, 0x83, 0x90), 0x80, "lab")),
                serverId(),
                visit("modbus-visit", NATIVE, TWO_OPEN + BASIC + EXTENDED + OWN),
                visit(
                        "modbus-gateway-visit",
                        GATEWAY,
                        Visit.objects(new Head(1, 1, 1, 1, 0, 0), 0, "Acme", 1, "A", 2, "1")
                                + "00020000000302ab01"
                                + "00030000000d02110ab4ff4c4d42332e312e36",
                        "00010000000301ab0a" + "00020000000302ab0b"));
    }

    private static Decoder serverId() {
        return DialogueDecoder.ofStep(
                "modbus-server-id",
                SERVER_ID,
                "report-server-id",
                (leg, step, request) -> new byte[0],
                DialogueDecoder.Answers.of(
                        COUNTED,
                        LIBMODBUS,
                        "00010000000cff1109507972616d6964" + "6578ff",
                        "000100000003ff9101",
                        "000100000007ff11110101ff00"),
                new ModbusOrigin());
    }

    private static Decoder step(String name, String step, Shape shape, String... seeds) {
        return DialogueDecoder.ofStep(
                name,
                NATIVE,
                step,
                (leg, asked, request) -> honest(asked, request),
                DialogueDecoder.Answers.of(shape, seeds),
                new ModbusOrigin());
    }

    private static Decoder visit(String name, ModbusDialogue dialogue, String... streams) {
        return DialogueDecoder.ofVisit(
                name,
                dialogue,
                DialogueDecoder.Answers.of(Shape.NONE, streams),
                new ModbusOrigin());
    }

    /// What an honest device answers, under the request's transaction id.
    private static byte[] honest(String step, byte[] request) {
        byte[] answer = HONEST.getOrDefault(step, new byte[0]).clone();
        if (answer.length > 0) {
            answer[0] = request[0];
            answer[1] = request[1];
        }
        return answer;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void restate(byte[] answer) {
        Length.u16be(4).put(answer, answer.length - 6);
    }

    /// Text is sent as it is; what is not readable is shown in hexadecimal.
    private static final class ModbusOrigin implements Origin {
        @Override
        public boolean explains(String field, String value, Told told) {
            if (field.equals("exceptionForm")) {
                return value.equals("extra byte before the exception code") && told.bytes(0x0E);
            }
            return told.text(value) || (value.startsWith("0x") && told.hex(value.substring(2)));
        }
    }
}
