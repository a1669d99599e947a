package io.walkdown.cli.report;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.baseline.DriftWords;
import io.walkdown.scanner.gate.Finding;
import io.walkdown.scanner.gate.Subject;
import io.walkdown.scanner.gate.Waiver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A finding in texts that are neutral on every screen (S14): one line each, without control and
/// format characters, cut where a device told too much.
///
/// @param id its name
/// @param asset its asset; empty for the whole run
/// @param before what was accepted
/// @param now what is observed
/// @param why what it rests on
/// @param waiver who put up with it, until when and why; empty: nobody
record Phrases(String id, String asset, String before, String now, String why, String waiver) {
    static Phrases of(Finding finding) {
        Subject subject = finding.subject();
        DriftWords words = subject.words();
        return new Phrases(
                Neutral.text(subject.id()),
                Neutral.text(subject.asset()),
                Neutral.text(words.before()),
                Neutral.text(words.now()),
                Neutral.text(words.why()),
                finding.waiver().map(Waiver::words).map(Neutral::text).orElse(""));
    }

    /// One sentence: what it is, where, and the values.
    static String sentence(Finding finding) {
        Phrases phrases = of(finding);
        List<String> parts =
                Stream.of(
                                labelled("before: ", phrases.before),
                                labelled("now: ", phrases.now),
                                labelled("", phrases.why))
                        .flatMap(Optional::stream)
                        .toList();
        String head = finding.subject().kind().title();
        String where = phrases.asset.isEmpty() ? head : head + " (" + phrases.id + ")";
        return parts.isEmpty() ? where : where + "; " + String.join("; ", parts);
    }

    private static Optional<String> labelled(String label, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(label + text);
    }
}
