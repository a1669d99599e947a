package io.walkdown.scanner.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// A scripted visit: each exchange names the step and what comes back, and nothing else may be
/// sent. The line holds the frames to their templates.
final class Visit {
    private static final Pattern S7_300 = Pattern.compile("6ES7 31.-.*");

    private record Exchanged(String step, Reply reply) {}

    final S7Dialogue dialogue;
    final Findings findings =
            new Findings("s7", InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z")));
    final FakeLine line;
    private final Deque<Exchanged> script = new ArrayDeque<>();

    private Visit(S7Parameters parameters) {
        dialogue = new S7Dialogue(parameters);
        line =
                new FakeLine(
                        dialogue.legs().getFirst(),
                        (stepId, frame) -> {
                            assertThat(script).as("nothing more: " + stepId).isNotEmpty();
                            Exchanged next = script.removeFirst();
                            assertThat(stepId).isEqualTo(next.step());
                            return next.reply();
                        });
    }

    /// A visit that may read both lists of an S7-300.
    static Visit to(int reads) {
        return new Visit(parameters(true, reads));
    }

    /// A visit that may read module identification alone.
    static Visit toModulesOnly(int reads) {
        return new Visit(parameters(false, reads));
    }

    /// A visit that may read both lists, with that known-bad list (S8).
    static Visit knowing(KnownBadReads knownBad) {
        S7Parameters all = parameters(true, 8);
        return new Visit(
                new S7Parameters(
                        all.port(),
                        all.remoteTsap(),
                        all.requestTimeout(),
                        true,
                        all.componentListOrderNumbers(),
                        all.reads(),
                        _ -> false,
                        knownBad));
    }

    /// A visit that has connected and set up.
    static Visit setUp(int reads) {
        return to(reads).agreed();
    }

    /// Adds the exchanges that open.
    Visit agreed() {
        return answers("cotp-connect", Answers.CONFIRM).answers("setup", Answers.agreed());
    }

    static S7Parameters parameters(boolean componentList, int reads) {
        return new S7Parameters(
                102,
                0x0302,
                Timeout.ofMillis(1000),
                componentList,
                List.of(S7_300),
                reads,
                name -> name.contains("315F") || name.startsWith("6ES7 315-6F"),
                KnownBadReads.NONE);
    }

    Visit answers(String stepId, String answer) {
        script.add(new Exchanged(stepId, new Reply.Answer(Octets.ofHex(answer))));
        return this;
    }

    Visit ends(String stepId, ProbeOutcome outcome) {
        script.add(new Exchanged(stepId, new Reply.Ended(outcome)));
        return this;
    }

    /// Runs the script to its end.
    ProbeOutcome run() {
        ProbeOutcome outcome = dialogue.run(line, findings);
        assertThat(script).as("exchanges that did not happen").isEmpty();
        assertThat(line.close).isNotEqualTo(FakeLine.Close.OPEN);
        return outcome;
    }

    String value(NameplateField field) {
        return findings.nameplate().value(field).orElse("");
    }

    FieldState state(NameplateField field) {
        return findings.nameplate().field(field).state();
    }

    String attribute(String name) {
        return findings.nameplate()
                .attributes()
                .getOrDefault(name, Field.NOT_ASKED)
                .value()
                .orElse("");
    }
}
