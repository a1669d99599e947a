package io.walkdown.scanner.enip;

import io.walkdown.scanner.decoder.AssemblyDecoder;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.DialogueDecoder;
import io.walkdown.scanner.decoder.Origin;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.decoder.Shape.Length;
import io.walkdown.scanner.decoder.Told;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// What reads the answers of EtherNet/IP devices.
public final class EnipDecoders {
    private static final EnipDialogue DIALOGUE =
            new EnipDialogue(Visit.parameters(name -> name.contains("GuardLogix"), 0, 1));

    private static final Shape HEADER =
            new Shape(List.of(Length.u16le(2), Length.u8(8)), EnipDecoders::restate);
    private static final Shape LISTED =
            new Shape(
                    List.of(
                            Length.u16le(2),
                            Length.u8(8),
                            Length.u16le(24),
                            Length.u16le(28),
                            Length.u8(62)),
                    answer -> {
                        restate(answer);
                        Length.u16le(28).put(answer, answer.length - 30);
                    });
    private static final Shape ROUTED =
            new Shape(
                    List.of(
                            Length.u16le(2),
                            Length.u8(8),
                            Length.u16le(30),
                            Length.u16le(34),
                            Length.u16le(38),
                            Length.u8(42),
                            Length.u8(43),
                            Length.u8(58)),
                    answer -> {
                        restate(answer);
                        Length.u16le(38).put(answer, answer.length - 40);
                    });

    private static final Map<String, byte[]> HONEST =
            Map.of(
                    "list-identity", bytes(Captured.OPENER_IDENTITY),
                    "register-session", bytes(Captured.REGISTERED),
                    "slot-0", bytes(Captured.CPPPO_IDENTITY),
                    "slot-1", bytes(Captured.NOTHING_THERE));

    private EnipDecoders() {}

    /// All of them.
    public static List<Decoder> all() {
        return List.of(
                new AssemblyDecoder(
                        "enip-assembly",
                        DIALOGUE.legs().getLast(),
                        "slot-0",
                        DialogueDecoder.Answers.of(ROUTED, Captured.CPPPO_IDENTITY).seeds(),
                        ROUTED),
                listIdentity(),
                step(
                        "enip-register-session",
                        "register-session",
                        HEADER,
                        Captured.REGISTERED,
                        Captured.refusal("6500", 0x69)),
                slotIdentity(),
                DialogueDecoder.ofVisit(
                        "enip-visit",
                        DIALOGUE,
                        DialogueDecoder.Answers.of(
                                Shape.NONE,
                                Captured.OPENER_IDENTITY
                                        + Captured.REGISTERED
                                        + Captured.CPPPO_IDENTITY
                                        + Captured.from(1, Captured.NOTHING_THERE)),
                        new EnipOrigin()));
    }

    private static Decoder listIdentity() {
        return step(
                "enip-list-identity",
                "list-identity",
                LISTED,
                Captured.OPENER_IDENTITY,
                Captured.listing(1, Captured.identity(1, 14, "1756-L61/B LOGIX5561", "03")),
                Captured.listing(2, "86000400" + "00000000" + Captured.identity(1, 12, "X", "ff")),
                Captured.refusal("6300", 2));
    }

    private static Decoder slotIdentity() {
        return step(
                "enip-slot-identity",
                "slot-0",
                ROUTED,
                Captured.CPPPO_IDENTITY,
                Captured.NOTHING_THERE,
                Captured.OPENER_REFUSAL,
                Captured.ROUTE_TIMED_OUT,
                Captured.MODULE_REFUSES,
                Captured.NO_RESOURCE,
                Captured.NO_BUFFER,
                Captured.refusal("6f00", 0x64));
    }

    private static Decoder step(String name, String step, Shape shape, String... seeds) {
        return DialogueDecoder.ofStep(
                name,
                DIALOGUE,
                step,
                (leg, asked, request) -> honest(asked, request),
                DialogueDecoder.Answers.of(shape, seeds),
                new EnipOrigin());
    }

    /// What an honest device answers: the request's session and sender context come back.
    private static byte[] honest(String step, byte[] request) {
        byte[] answer = HONEST.getOrDefault(step, new byte[0]).clone();
        if (step.startsWith("slot-")) {
            System.arraycopy(request, 4, answer, 4, 4);
            System.arraycopy(request, 12, answer, 12, 8);
        }
        return answer;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void restate(byte[] answer) {
        Length.u16le(2).put(answer, answer.length - EncapsulationFraming.HEADER);
    }

    /// Names are sent as they are; numbers stand for two, four, or single bytes, and some numbers
    /// for a name in our tables.
    private static final class EnipOrigin implements Origin {
        private static final Map<String, Integer> VENDORS = ids(CipNames::vendor);
        private static final Map<String, Integer> TYPES = ids(CipNames::deviceType);
        private static final List<String> STATES =
                List.of(
                        "nonexistent",
                        "self testing",
                        "standby",
                        "operational",
                        "major recoverable fault",
                        "major unrecoverable fault");

        @Override
        public boolean explains(String field, String value, Told told) {
            return switch (field) {
                case "manufacturer" -> named(VENDORS, value, told);
                case "deviceType" -> named(TYPES, value, told);
                case "serialNumber" -> told.u32le(Long.parseLong(value, 16));
                case "firmwareRevision" -> all(value, "\\.", 10, told);
                case "vendorId", "deviceTypeId", "productCode", "encapsulationVersion" ->
                        told.u16le(Integer.parseInt(value));
                case "configuredAddress" -> all(value, "\\.", 10, told);
                case "status" -> told.u16le(Integer.parseInt(value.substring(2), 16));
                case "encapsulationStatus" -> told.u32le(Long.parseLong(value.substring(2), 16));
                case "cipStatus" -> status(value, told);
                case "state" -> state(value, told);
                default -> told.text(value);
            };
        }

        /// Where two numbers share a name, either may have been sent.
        private static boolean named(Map<String, Integer> ids, String name, Told told) {
            Integer id = ids.get(name);
            return id != null && (told.u16le(id) || id < 0);
        }

        private static boolean all(String numbers, String separator, int radix, Told told) {
            return told.bytes(
                    Arrays.stream(numbers.split(separator, -1))
                            .mapToInt(number -> Integer.parseInt(number, radix))
                            .toArray());
        }

        private static boolean status(String value, Told told) {
            IntPredicate sent = number -> number <= 0xFF ? told.bytes(number) : told.u16le(number);
            return Arrays.stream(value.split(" ", -1))
                    .mapToInt(number -> Integer.parseInt(number.substring(2), 16))
                    .allMatch(sent);
        }

        private static boolean state(String value, Told told) {
            int known = STATES.indexOf(value);
            return told.bytes(
                    known >= 0 ? known : Integer.parseInt(value.substring("CIP state ".length())));
        }

        private static Map<String, Integer> ids(IntFunction<String> name) {
            Map<String, Integer> ids = new HashMap<>();
            for (int id = 0; id <= 0xFFFF; id++) {
                ids.merge(name.apply(id), id, (a, b) -> -1);
            }
            return Map.copyOf(ids);
        }
    }
}
