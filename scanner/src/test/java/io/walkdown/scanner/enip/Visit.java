package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.asset.Field;
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
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// A scripted visit: each exchange names the exact request and what comes back, and nothing else
/// may be sent.
final class Visit {
    private static final int CONTEXT_AT = 24;
    private static final int CONTEXT_END = 40;

    private record Exchanged(String request, Reply reply) {}

    final EnipDialogue dialogue;
    final Findings findings =
            new Findings("enip", InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z")));
    final FakeLine line;
    private final Deque<Exchanged> script = new ArrayDeque<>();

    Visit(EnipParameters parameters) {
        dialogue = new EnipDialogue(parameters);
        line = new FakeLine(dialogue.legs(), this::reply);
    }

    private Reply reply(String stepId, byte[] frame) {
        assertThat(script).as("nothing more may be sent: " + stepId).isNotEmpty();
        Exchanged next = script.removeFirst();
        assertThat(Octets.of(frame)).isEqualTo(Octets.ofHex(next.request()));
        return next.reply();
    }

    static EnipParameters parameters(Predicate<String> safety, Integer... slots) {
        return new EnipParameters(
                44818,
                44818,
                Arrays.asList(slots),
                true,
                Timeout.ofMillis(3000),
                safety,
                KnownBadReads.NONE);
    }

    /// A visit without a safety list.
    static Visit to(Integer... slots) {
        return new Visit(parameters(any -> false, slots));
    }

    /// A visit with that known-bad list (S8).
    static Visit knowing(KnownBadReads knownBad, Integer... slots) {
        EnipParameters all = parameters(any -> false, slots);
        return new Visit(
                new EnipParameters(
                        all.udpPort(),
                        all.tcpPort(),
                        all.slots(),
                        all.tcpAllowed(),
                        all.requestTimeout(),
                        all.safetyController(),
                        knownBad));
    }

    /// An answer with our general sender context comes back with the request's, as a device would
    /// send it; one with another context stays as it is.
    Visit answers(String request, String answer) {
        String echoed =
                answer.startsWith(Captured.CONTEXT, CONTEXT_AT)
                        ? answer.substring(0, CONTEXT_AT)
                                + request.substring(CONTEXT_AT, CONTEXT_END)
                                + answer.substring(CONTEXT_END)
                        : answer;
        script.add(new Exchanged(request, new Reply.Answer(Octets.ofHex(echoed))));
        return this;
    }

    Visit ends(String request, ProbeOutcome outcome) {
        script.add(new Exchanged(request, new Reply.Ended(outcome)));
        return this;
    }

    /// The device listed and the session registered.
    Visit opened() {
        return answers(Captured.LIST_IDENTITY, Captured.OPENER_IDENTITY)
                .answers(Captured.REGISTER, Captured.REGISTERED);
    }

    /// Runs the script to its end.
    ProbeOutcome run() {
        ProbeOutcome outcome = dialogue.run(line, findings);
        assertThat(script).as("exchanges that did not happen").isEmpty();
        line.requireAllClosedOnce();
        return outcome;
    }

    List<String> sent() {
        return line.sent;
    }

    Nameplate slot(int slot) {
        return findings.modules().stream()
                .filter(module -> module.place().equals(new Place(Kind.SLOT, slot)))
                .findFirst()
                .orElseThrow()
                .nameplate();
    }

    Field field(NameplateField name) {
        return findings.nameplate().field(name);
    }

    String attribute(String name) {
        return text(findings.nameplate(), name);
    }

    static String text(Nameplate plate, String name) {
        Field field = plate.attributes().getOrDefault(name, Field.NOT_ASKED);
        return field.value().orElse(field.state().id());
    }
}
