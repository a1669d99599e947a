package io.walkdown.scanner.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.Source;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.store.ObservationsFile.Reading;
import io.walkdown.scanner.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What reads and writes files in which a device's text stands.
public final class StoreDecoders {
    private static final Instant AT = Instant.parse("2026-11-23T07:35:00Z");
    private static final Source SOURCE = new Source("s7", "szl-001c", AT);

    private StoreDecoders() {}

    /// All of them.
    public static List<Decoder> all() {
        return List.of(new DeviceText(), new ObservationsText());
    }

    /// Observations of one device that told that text wherever it could.
    private static Observations observations(String text) {
        Field told = Field.told(text, SOURCE);
        var plate =
                new Nameplate(
                        Map.of(NameplateField.MODEL, told),
                        new TreeMap<>(Map.of("moduleName", conflict(text))));
        var visit =
                new Observations.Visit(
                        "filler",
                        "10.0.0.1",
                        102,
                        "s7",
                        "s7-300",
                        new ProbeOutcome.Withheld("S11", text + " is on the safety list"),
                        new Load(5, 2_000, 1, Duration.ofSeconds(12)),
                        new Load(4, 311, 1, Duration.ofMillis(1_234)),
                        List.of(new Observations.Unused("szl-001c", 1, "not for " + text)),
                        0,
                        Optional.of(AT));
        return new Observations(
                "plant-7",
                true,
                new Observations.Run("20261123T073500Z-1f0a", AT, AT.plusSeconds(9), "ab12", 0),
                List.of(visit),
                List.of(new Asset("filler", "10.0.0.1", "s7", plate, List.of())));
    }

    private static Field conflict(String text) {
        return text.isBlank()
                ? Field.of(FieldState.EMPTY, SOURCE)
                : Field.conflict(List.of("x", text), SOURCE);
    }

    private static String inOneLine(Observations observations) {
        return JsonText.line(ObservationsWriter.WHOLE.document(observations));
    }

    /// A device's text, through observations and back. It comes back as it was, and nothing in the
    /// file moves a cursor, hides, or turns a line's direction.
    private static final class DeviceText implements Decoder {
        @Override
        public String name() {
            return "file-device-text";
        }

        @Override
        public List<Octets> seeds() {
            return List.of(
                    Octets.of("CPU 315-2 PN/DP".getBytes(ISO_8859_1)),
                    Octets.of("M\u00fcller \u6c34\u6e90 \ud83d\ude00".getBytes(UTF_8)),
                    Octets.of("\u001b[31m\u202e\u0000\u0085\"\\\n".getBytes(UTF_8)));
        }

        @Override
        public Shape shape() {
            return Shape.NONE;
        }

        @Override
        public Decoded decode(byte[] answer) {
            return decode(
                    observations(new String(answer, answer.length % 2 == 0 ? UTF_8 : ISO_8859_1)));
        }

        private static Decoded decode(Observations told) {
            String file = ObservationsFile.text(told);
            return new WrittenAndRead(told, file, ObservationsFile.parse("observations", file));
        }
    }

    private record WrittenAndRead(Observations told, String file, Reading read)
            implements Decoder.Decoded {
        @Override
        public String outcome() {
            return "kept";
        }

        @Override
        public void require() {
            if (!read.equals(new Reading.Read(told))) {
                throw new AssertionError("read back as " + read);
            }
            for (int i = 0; i < file.length(); i++) {
                char c = file.charAt(i);
                if (c != '\n' && (Character.isISOControl(c) || isInvisible(c))) {
                    throw new AssertionError("the file holds U+%04X".formatted((int) c));
                }
            }
        }

        private static boolean isInvisible(char c) {
            int type = Character.getType(c);
            return type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
        }
    }

    /// A file of observations that somebody damaged: read, or refused with a line.
    private static final class ObservationsText implements Decoder {
        @Override
        public String name() {
            return "file-observations";
        }

        @Override
        public List<Octets> seeds() {
            return List.of(Octets.of(inOneLine(observations("CPU 315")).getBytes(UTF_8)));
        }

        @Override
        public Shape shape() {
            return Shape.NONE;
        }

        @Override
        public Decoded decode(byte[] answer) {
            return new Parsed(ObservationsFile.parse("observations", new String(answer, UTF_8)));
        }
    }

    private record Parsed(Reading reading) implements Decoder.Decoded {
        @Override
        public String outcome() {
            return switch (reading) {
                case Reading.Read _ -> "read";
                case Reading.Wrong _ -> "refused";
            };
        }

        @Override
        public void require() {
            switch (reading) {
                case Reading.Read(Observations observations) -> {
                    String again = ObservationsFile.text(observations);
                    if (!ObservationsFile.parse("again", again).equals(reading)) {
                        throw new AssertionError("written and read again it differs");
                    }
                }
                case Reading.Wrong(var problems) -> {
                    if (problems.isEmpty() || problems.getFirst().line() < 1) {
                        throw new AssertionError("refused without a place: " + problems);
                    }
                }
            }
        }
    }
}
