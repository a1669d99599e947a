package io.walkdown.scanner.s7;

import io.walkdown.scanner.decoder.AssemblyDecoder;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.DialogueDecoder;
import io.walkdown.scanner.decoder.Origin;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.decoder.Shape.Length;
import io.walkdown.scanner.decoder.Told;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.ScriptedLine.Answered;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What reads the answers of S7 devices.
public final class S7Decoders {
    private static final S7Dialogue DIALOGUE = new S7Dialogue(Visit.parameters(true, 8));

    /// Component identification fills more than one PDU of 240 bytes.
    private static final String COMPONENTS = Answers.components();

    private static final int FIRST_PIECE = 2 * 214;
    private static final String MODULES = Answers.whole(2, Answers.modules(Answers.S7_315));
    private static final String HEAD_OF_COMPONENTS =
            Answers.piece(3, 1, true, COMPONENTS.substring(0, FIRST_PIECE));
    private static final String REST_OF_COMPONENTS =
            Answers.piece(4, 1, false, COMPONENTS.substring(FIRST_PIECE));

    private static final Shape CONTROL =
            new Shape(List.of(Length.u16be(2), Length.u8(4), Length.u8(12)), S7Decoders::restate);
    private static final Shape LIST =
            new Shape(
                    List.of(
                            Length.u16be(2),
                            Length.u8(4),
                            Length.u16be(13),
                            Length.u16be(15),
                            Length.u8(20),
                            Length.u16be(31),
                            Length.u16be(37),
                            Length.u16be(39)),
                    S7Decoders::restate);

    private S7Decoders() {}

    /// All of them.
    public static List<Decoder> all() {
        var list = DialogueDecoder.Answers.of(LIST, MODULES, HEAD_OF_COMPONENTS);
        return List.of(
                new AssemblyDecoder(
                        "s7-assembly", DIALOGUE.legs().getFirst(), "szl-0011", list.seeds(), LIST),
                connect(),
                setup(),
                modules(),
                components(),
                continuation(),
                DialogueDecoder.ofVisit(
                        "s7-visit",
                        DIALOGUE,
                        DialogueDecoder.Answers.of(
                                Shape.NONE,
                                Answers.CONFIRM
                                        + Answers.agreed()
                                        + MODULES
                                        + HEAD_OF_COMPONENTS
                                        + REST_OF_COMPONENTS),
                        new S7Origin()));
    }

    private static Decoder connect() {
        return step(
                "s7-connect",
                "cotp-connect",
                CONTROL,
                Answers.CONFIRM,
                "0300001611d00014000100c1020100c2020302c0010a",
                "0300000b06d00014000100",
                Answers.disconnect(1),
                Answers.disconnect(129));
    }

    private static Decoder setup() {
        return step(
                "s7-setup",
                "setup",
                CONTROL,
                Answers.agreed(),
                Answers.declined(0x8304),
                Answers.declined(0x8104),
                Answers.disconnect(0),
                "0300001b02f0807201000000000000000000000000000000000000");
    }

    private static Decoder modules() {
        return step(
                "s7-module-identification",
                "szl-0011",
                LIST,
                MODULES,
                Answers.refusal(2, 0xD402, 0x0A),
                Answers.refusal(2, 0x8304, 0x0A),
                Answers.withoutData(2, 0),
                Answers.disconnect(128));
    }

    private static Decoder components() {
        return step(
                "s7-component-identification",
                "szl-001c",
                LIST,
                HEAD_OF_COMPONENTS,
                Answers.whole(3, COMPONENTS),
                Answers.refusal(3, 0, 0x81));
    }

    private static Decoder continuation() {
        return step(
                "s7-continuation",
                "szl-001c-more",
                LIST,
                REST_OF_COMPONENTS,
                Answers.piece(4, 1, true, COMPONENTS.substring(FIRST_PIECE)),
                Answers.refusal(4, 0xD401, 0x0A));
    }

    private static Decoder step(String name, String step, Shape shape, String... seeds) {
        return DialogueDecoder.ofStep(
                name,
                DIALOGUE,
                step,
                (leg, asked, request) -> honest(asked, request),
                DialogueDecoder.Answers.of(shape, seeds),
                new S7Origin());
    }

    private static final Map<String, byte[]> HONEST =
            Map.of(
                    "cotp-connect", bytes(Answers.CONFIRM),
                    "setup", bytes(Answers.agreed()),
                    "szl-0011", bytes(MODULES),
                    "szl-0011-more", bytes(Answers.whole(3, "")),
                    "szl-001c", bytes(HEAD_OF_COMPONENTS),
                    "szl-001c-more", bytes(REST_OF_COMPONENTS));

    /// What an honest device answers, under the request's PDU reference.
    private static byte[] honest(String step, byte[] request) {
        byte[] answer = HONEST.getOrDefault(step, new byte[0]).clone();
        if (answer.length > 12 && !step.equals("cotp-connect")) {
            answer[11] = request[11];
            answer[12] = request[12];
        }
        return answer;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// Makes the lengths of TPKT, COTP and the S7 data fit.
    private static void restate(byte[] answer) {
        int length = answer.length;
        Length.u16be(2).put(answer, length);
        boolean data = length > 5 && answer[5] == (byte) 0xF0;
        Length.u8(4).put(answer, data ? 2 : length - 5);
        if (data && length >= 29) {
            int parameters = Length.u16be(13).in(answer);
            Length.u16be(15).put(answer, length - 17 - parameters);
            Length.u16be(19 + parameters).put(answer, length - 21 - parameters);
        }
    }

    /// Text is sent as it is, but may be cut in two by the end of a piece.
    private static final class S7Origin implements Origin {
        private static final Pattern VERSION = Pattern.compile("([A-Z])(\\d+)\\.(\\d+)\\.(\\d+)");

        @Override
        public boolean explains(String field, String value, Told told) {
            return switch (field) {
                case "hardwareRevision" -> told.u16be(Integer.parseInt(value));
                case "firmwareRevision", "bootLoader" -> version(value, told);
                case "manufacturer" -> value.equals("Siemens") && told.u16be(0x002A);
                case "manufacturerId" -> told.hex(value.substring(2));
                default -> told.text(value);
            };
        }

        private static boolean version(String value, Told told) {
            Matcher version = VERSION.matcher(value);
            return version.matches()
                    && told.bytes(
                            version.group(1).charAt(0),
                            Integer.parseInt(version.group(2)),
                            Integer.parseInt(version.group(3)),
                            Integer.parseInt(version.group(4)));
        }

        @Override
        public List<Octets> runs(List<Answered> answers) {
            var runs = new ArrayList<Octets>();
            runs.add(joined(answers, "szl-0011"));
            runs.add(joined(answers, "szl-001c"));
            return runs;
        }

        private static Octets joined(List<Answered> answers, String list) {
            var joined = new ByteArrayOutputStream();
            for (Answered answer : answers) {
                byte[] frame = answer.frame().toArray();
                int data = 21 + Length.u16be(13).in(frame);
                if (answer.stepId().startsWith(list) && data < frame.length) {
                    joined.write(frame, data, frame.length - data);
                }
            }
            return Octets.of(joined.toByteArray());
        }
    }
}
