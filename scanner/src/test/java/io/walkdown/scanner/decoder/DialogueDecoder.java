package io.walkdown.scanner.decoder;

import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Framing;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.ScriptedLine;
import io.walkdown.scanner.wire.ScriptedLine.Device;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A whole visit in which a device's answers are hostile.
///
/// It promises: an outcome and no exception; every frame that left was planned; every conversation
/// was closed once; and no field holds what the device did not send.
public final class DialogueDecoder implements Decoder {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z"));

    private final String name;
    private final Dialogue dialogue;
    private final Function<byte[], Device> device;
    private final List<Octets> seeds;
    private final Shape shape;
    private final Origin origin;

    private DialogueDecoder(
            String name,
            Dialogue dialogue,
            Function<byte[], Device> device,
            Answers answers,
            Origin origin) {
        this.name = name;
        this.dialogue = dialogue;
        this.device = device;
        this.seeds = answers.seeds();
        this.shape = answers.shape();
        this.origin = origin;
    }

    /// The true answers of one kind.
    ///
    /// @param seeds at least one
    public record Answers(List<Octets> seeds, Shape shape) {
        /// From hexadecimal digits.
        public static Answers of(Shape shape, String... hex) {
            return new Answers(Arrays.stream(hex).map(Octets::ofHex).toList(), shape);
        }
    }

    /// A visit to an honest device whose first answer to one step is hostile.
    ///
    /// @param honest what the device answers else
    public static Decoder ofStep(
            String name,
            Dialogue dialogue,
            String step,
            Device honest,
            Answers answers,
            Origin origin) {
        return new DialogueDecoder(
                name, dialogue, answer -> new OneLie(step, answer, honest), answers, origin);
    }

    /// A visit to a device that has one stream of bytes for all its answers; each question gets the
    /// next frame of it.
    public static Decoder ofVisit(String name, Dialogue dialogue, Answers answers, Origin origin) {
        return new DialogueDecoder(
                name, dialogue, stream -> new OneStream(dialogue.legs(), stream), answers, origin);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Octets> seeds() {
        return seeds;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Decoded decode(byte[] answer) {
        var findings = new Findings("fuzz", CLOCK);
        var line = new ScriptedLine(dialogue.legs(), device.apply(answer));
        return new Visit(dialogue.run(line, findings), findings, line, origin);
    }

    private static final class OneLie implements Device {
        private final String step;
        private final byte[] lie;
        private final Device honest;
        private boolean told;

        OneLie(String step, byte[] lie, Device honest) {
            this.step = step;
            this.lie = lie;
            this.honest = honest;
        }

        @Override
        public byte[] answer(String legId, String stepId, byte[] frame) {
            if (told || !stepId.equals(step)) {
                return honest.answer(legId, stepId, frame);
            }
            told = true;
            return lie;
        }
    }

    private static final class OneStream implements Device {
        private final List<Leg> legs;
        private final byte[] stream;
        private int at;

        OneStream(List<Leg> legs, byte[] stream) {
            this.legs = legs;
            this.stream = stream;
        }

        @Override
        public byte[] answer(String legId, String stepId, byte[] frame) {
            byte[] rest = Arrays.copyOfRange(stream, at, stream.length);
            byte[] next = Arrays.copyOf(rest, length(framing(legId), rest));
            at += next.length;
            return next;
        }

        private Framing framing(String legId) {
            for (Leg leg : legs) {
                if (leg.id().equals(legId)) {
                    return leg.framing();
                }
            }
            throw new IllegalArgumentException("no leg " + legId);
        }

        private static int length(Framing framing, byte[] rest) {
            int length = rest.length < framing.headerLength() ? -1 : framing.frameLength(rest);
            return length < 0 ? rest.length : Math.min(length, rest.length);
        }
    }

    private record Visit(ProbeOutcome result, Findings findings, ScriptedLine line, Origin origin)
            implements Decoded {
        @Override
        public String outcome() {
            return result.id();
        }

        @Override
        public void require() {
            line.requireClosed();
            if (result.evidence().isBlank() && !result.complete()) {
                throw new AssertionError(result.id() + " without evidence");
            }
            var told = new Told(origin.runs(line.answered()));
            requireTold(findings.nameplate(), told);
            for (Module module : findings.modules()) {
                requireTold(module.nameplate(), told);
            }
        }

        private void requireTold(Nameplate plate, Told told) {
            plate.identity().forEach((field, value) -> requireTold(field.id(), value, told));
            plate.attributes().forEach((field, value) -> requireTold(field, value, told));
        }

        private void requireTold(String name, Field field, Told told) {
            if (field.value().isPresent()) {
                requireTold(name, field.value().get(), told);
            }
            for (String value : field.values()) {
                requireTold(name, value, told);
            }
        }

        private void requireTold(String name, String value, Told told) {
            if (!origin.explains(name, value, told)) {
                throw new AssertionError("%s is '%s', which no answer told".formatted(name, value));
            }
        }
    }
}
