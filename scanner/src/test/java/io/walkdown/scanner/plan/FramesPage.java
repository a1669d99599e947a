package io.walkdown.scanner.plan;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.plan.FrameCatalog.Entry;
import io.walkdown.scanner.wire.FrameTemplate.Part;
import io.walkdown.scanner.wire.FrameTemplate.Source;
import io.walkdown.scanner.wire.FrameTemplate.Variable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes `docs/frames.md` from the catalogue and from the table of forbidden operations.
final class FramesPage {
    private FramesPage() {}

    static String of(FrameCatalog catalog, List<ForbiddenOperation> forbidden) {
        var page = new StringBuilder();
        page.append(
                """
                # Every frame that Walkdown can send

                This page is generated from the code that plans a scan; a test fails when it is not current
                (`mvn -pl scanner -am verify -Dtest=FramesPageTest -Dsurefire.failIfNoSpecifiedTests=false
                -Dwalkdown.update=docs` writes it anew). It shows what the planner makes of every shipped
                profile, and of every set of reads that an overlay could allow, at the ends of each range that
                a site file or a profile may state. A frame that is not of one of these kinds is refused by
                the guard (S1), and the run ends.

                In the bytes, `..` is decided by the conversation, from the one source that is named, and `xx`
                by the site file or the profile: `walkdown plan --hex` prints it before anything is sent.

                """);
        for (Protocol protocol : Protocol.values()) {
            List<Entry> entries =
                    catalog.entries().stream().filter(e -> e.protocol() == protocol).toList();
            if (!entries.isEmpty()) {
                page.append("## ").append(protocol.id()).append("\n\n");
                entries.forEach(entry -> entry(page, entry));
            }
        }
        return page.append(never(forbidden)).toString();
    }

    private static void entry(StringBuilder page, Entry entry) {
        page.append("### %s: `%s`\n\n".formatted(entry.protocol().id(), entry.id()));
        page.append("    %s\n\n".formatted(entry.hex()));
        page.append(
                "%s, over %s. %s\n\n"
                        .formatted(
                                capital(entry.kind().id()),
                                entry.transport().name(),
                                capital(entry.meaning())));
        page.append("| offset | bytes | meaning | decided by |\n|---|---|---|---|\n");
        for (Part part : entry.example().layout()) {
            String hex = entry.hex().substring(2 * part.offset(), end(part));
            String meaning = hex.contains("xx") ? open(part.meaning()) : part.meaning();
            page.append(
                    "| %d | `%s` | %s | %s |\n"
                            .formatted(part.offset(), hex, meaning, decidedBy(entry, part, hex)));
        }
        page.append(
                "\n- sent at most %s for each unit or slot; answer read up to %d bytes\n"
                        .formatted(
                                entry.repeatMax() == 1 ? "once" : entry.repeatMax() + " times",
                                entry.answerMax()));
        page.append("- when: %s\n".formatted(String.join("; or ", entry.when())));
        page.append("- standard: %s\n".formatted(entry.example().standard()));
        page.append("- planned under: %s\n\n".formatted(profiles(entry)));
    }

    private static int end(Part part) {
        return 2 * (part.offset() + part.length());
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// A meaning without the value that this example has.
    private static String open(String meaning) {
        return meaning.replaceAll("[0-9a-f]{2}\\.[0-9a-f]{2}|\\d+( ms)?$", "").strip();
    }

    private static String decidedBy(Entry entry, Part part, String hex) {
        if (hex.contains("xx")) {
            return part.meaning().startsWith("routing timeout")
                    ? "profile: requestTimeout"
                    : "site file, printed in the plan";
        }
        return entry.example().variables().stream()
                .filter(variable -> variable.offset() == part.offset())
                .findFirst()
                .map(FramesPage::source)
                .orElse("fixed");
    }

    private static String source(Variable variable) {
        return switch (variable.source()) {
            case Source.Counter() -> "the conversation's count of such frames, from 1";
            case Source.PreviousAnswer(int offset) -> "the answer before, offset " + offset;
            case Source.AnswerTo(String step, int offset) ->
                    "the answer to `%s`, offset %d".formatted(step, offset);
        };
    }

    private static String profiles(Entry entry) {
        return entry.profiles().isEmpty()
                ? "no shipped profile; an overlay with reason, name and last day has to allow it (S12)"
                : entry.profiles().stream()
                        .map(id -> "`" + id + "`")
                        .collect(Collectors.joining(", "));
    }

    private static String never(List<ForbiddenOperation> forbidden) {
        var page = new StringBuilder();
        page.append(
                """
                ## What the guard was tried with

                None of these ever passes: not as it is, not before or behind a planned frame, not spliced with
                one, at no point of any conversation (`GuardProofTest`). The list is not what holds them back;
                whatever is not planned is refused.

                | operation | what it would do | standard |
                |---|---|---|
                """);
        for (ForbiddenOperation operation : forbidden) {
            page.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(operation.id(), operation.effect(), operation.standard()));
        }
        return page.toString();
    }
}
