package io.walkdown.scanner.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.profiles.ReadRequest.ReadDeviceIdentification;
import io.walkdown.profiles.ReadRequest.ReadOpenConnections;
import io.walkdown.profiles.ReadRequest.ReportServerId;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Module.Kind;
import io.walkdown.scanner.asset.Module.Place;
import io.walkdown.scanner.asset.Nameplate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A scripted visit: each exchange names the exact request and what comes back, and nothing else
/// may be sent.
final class Visit {
    static final ReadRequest BASIC = new ReadDeviceIdentification(Category.BASIC);
    static final ReadRequest REGULAR = new ReadDeviceIdentification(Category.REGULAR);
    static final ReadRequest EXTENDED = new ReadDeviceIdentification(Category.EXTENDED);
    static final ReadRequest SERVER_ID = new ReportServerId();
    static final ReadRequest OPEN_CONNECTIONS = new ReadOpenConnections();

    private record Exchanged(String request, Reply reply) {}

    final ModbusDialogue dialogue;
    final Findings findings =
            new Findings("modbus", InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z")));
    final FakeLine line;
    private final Deque<Exchanged> script = new ArrayDeque<>();

    private Visit(ModbusParameters parameters) {
        dialogue = new ModbusDialogue(parameters);
        line =
                new FakeLine(
                        dialogue.legs().getFirst(),
                        (stepId, frame) -> {
                            assertThat(script)
                                    .as("nothing more may be sent: " + stepId)
                                    .isNotEmpty();
                            Exchanged next = script.removeFirst();
                            assertThat(Octets.of(frame)).isEqualTo(Octets.ofHex(next.request()));
                            return next.reply();
                        });
    }

    /// A visit of the native device with unit 255.
    static Visit to(int reads, ReadRequest... requests) {
        return new Visit(parameters(List.of(255), false, reads, requests));
    }

    /// A visit of the native device, with that known-bad list (S8).
    static Visit knowing(KnownBadReads knownBad, int reads, ReadRequest... requests) {
        ModbusParameters all = parameters(List.of(255), false, reads, requests);
        return new Visit(
                new ModbusParameters(
                        all.port(),
                        all.units(),
                        all.gateway(),
                        all.requests(),
                        all.reads(),
                        all.slots(),
                        all.requestTimeout(),
                        all.safetyController(),
                        knownBad));
    }

    static Visit toGateway(List<Integer> units, int reads, ReadRequest... requests) {
        return new Visit(parameters(units, true, reads, requests));
    }

    static ModbusParameters parameters(
            List<Integer> units, boolean gateway, int reads, ReadRequest... requests) {
        return new ModbusParameters(
                502,
                units,
                gateway,
                Set.of(requests),
                reads,
                OptionalInt.of(5),
                Timeout.ofMillis(1000),
                type -> type.startsWith("SIS"),
                KnownBadReads.NONE);
    }

    Visit answers(String request, String answer) {
        script.add(new Exchanged(request, new Reply.Answer(Octets.ofHex(answer))));
        return this;
    }

    Visit ends(String request, ProbeOutcome outcome) {
        script.add(new Exchanged(request, new Reply.Ended(outcome)));
        return this;
    }

    /// Runs the script to its end.
    ProbeOutcome run() {
        ProbeOutcome outcome = dialogue.run(line, findings);
        assertThat(script).as("exchanges that did not happen").isEmpty();
        assertThat(line.closes).isEqualTo(1);
        return outcome;
    }

    Nameplate unit(int unit) {
        return findings.modules().stream()
                .filter(module -> module.place().equals(new Place(Kind.UNIT, unit)))
                .findFirst()
                .orElseThrow()
                .nameplate();
    }

    String value(NameplateField field) {
        return findings.nameplate().value(field).orElse("");
    }

    FieldState state(NameplateField field) {
        return findings.nameplate().field(field).state();
    }

    String attribute(String name) {
        return attributeField(name).value().orElse("");
    }

    FieldState attributeState(String name) {
        return attributeField(name).state();
    }

    private Field attributeField(String name) {
        return findings.nameplate().attributes().getOrDefault(name, Field.NOT_ASKED);
    }

    /// The object list answer, built by hand.
    ///
    /// @param head transaction, unit, code, conformity, more-follows byte, next object id
    /// @param objects id and text in turn
    static String objects(Head head, Object... objects) {
        var list = new StringBuilder();
        for (int i = 0; i < objects.length; i += 2) {
            byte[] text =
                    ((String) objects[i + 1]).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            list.append("%02x%02x".formatted((Integer) objects[i], text.length));
            list.append(java.util.HexFormat.of().formatHex(text));
        }
        int length = 8 + list.length() / 2;
        return "%04x0000%04x%02x2b0e%02x%02x%02x%02x%02x%s"
                .formatted(
                        head.transaction(),
                        length,
                        head.unit(),
                        head.code(),
                        head.conformity(),
                        head.more(),
                        head.next(),
                        objects.length / 2,
                        list);
    }

    /// The fixed part of an object list answer.
    record Head(int transaction, int unit, int code, int conformity, int more, int next) {
        /// Of unit 255, nothing more following.
        static Head last(int transaction, int code, int conformity) {
            return new Head(transaction, 255, code, conformity, 0, 0);
        }

        /// Of unit 255, to be continued at that object.
        static Head more(int transaction, int code, int conformity, int next) {
            return new Head(transaction, 255, code, conformity, 0xFF, next);
        }
    }
}
