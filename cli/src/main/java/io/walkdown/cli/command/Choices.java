package io.walkdown.cli.command;

import io.walkdown.cli.report.ReportFormat;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.gate.Concern;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.plan.ForbiddenOperation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The words that options and parameters take, where there is a list of them: what Tab offers, in
/// the shell and in bash. picocli makes one of each and asks it when it needs the words.
final class Choices {
    private Choices() {}

    private static Iterator<String> words(String... all) {
        return List.of(all).iterator();
    }

    private static Stream<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more));
    }

    /// When colours are written.
    record When() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words("auto", "always", "never");
        }
    }

    /// How most commands write their result.
    record Formats() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words("human", "json", "json-flat");
        }
    }

    /// How `diff` does.
    record DriftFormats() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Stream.of("human"), ReportFormat.ids().stream()).iterator();
        }
    }

    /// The formats of further outputs, each before its file.
    record Reports() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ReportFormat.ids().stream().map(id -> id + "=").iterator();
        }
    }

    /// The kinds of findings.
    record Kinds() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return and(Concern.ids(), "any", "none").iterator();
        }
    }

    /// How bad a finding is.
    record Levels() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Severity.ids().iterator();
        }
    }

    /// The sides of a merge.
    record Sides() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words("ours", "theirs");
        }
    }

    /// The shipped profiles.
    record ProfileIds() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Profiles.shipped().all().stream().map(Profile::id).iterator();
        }
    }

    /// What can be explained by name: requests, and what is never sent.
    record Explained() implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Arrays.stream(ReadRequest.all()).map(ReadRequest::id),
                            ForbiddenOperation.all().stream().map(ForbiddenOperation::id))
                    .iterator();
        }
    }

    /// The formats of that command, whose options it shares with others.
    static Iterable<String> formats(String command) {
        return command.equals("diff") ? new DriftFormats() : new Formats();
    }

    /// Gives `diff`, which shares its options with others, the formats of its own.
    static void tellFormats(CommandLine program) {
        CommandSpec diff =
                Objects.requireNonNull(program.getSubcommands().get("diff")).getCommandSpec();
        OptionSpec shared = diff.findOption("--format");
        diff.remove(shared);
        diff.addOption(OptionSpec.builder(shared).completionCandidates(formats("diff")).build());
    }
}
