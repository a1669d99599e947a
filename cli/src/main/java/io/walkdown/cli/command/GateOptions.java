package io.walkdown.cli.command;

import io.walkdown.scanner.gate.Policy;
import io.walkdown.scanner.gate.PolicyFile;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.gate.Waiver;
import io.walkdown.scanner.gate.WaiverFile;
import io.walkdown.scanner.site.Diagnostic;
import io.walkdown.scanner.store.Near;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What stops a pipeline: thresholds, policy and waivers.
final class GateOptions {
    @Option(
            names = "--fail-on",
            paramLabel = "KINDS",
            completionCandidates = Choices.Kinds.class,
            split = ",",
            description =
                    "Findings of these kinds end with 2: any (the default), none, or "
                            + FailOn.KINDS
                            + ", required-field, forbidden-firmware.")
    private List<String> failOn = List.of();

    @Option(
            names = "--fail-on-severity",
            paramLabel = "LEVEL",
            completionCandidates = Choices.Levels.class,
            description =
                    "Of those, only findings at least as bad as this: info (the default), low,"
                            + " medium, high or critical.")
    private @Nullable String severity;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Severities, misses before vanished, required fields, forbidden firmware; see"
                            + " docs/ci-gate.md.")
    private @Nullable Path policy;

    @Option(
            names = "--waivers",
            paramLabel = "FILE",
            description = "Findings to put up with, each with a reason, an owner and a last day.")
    private @Nullable Path waivers;

    /// The files that were named, by what they are.
    Map<String, Path> files() {
        var files = new TreeMap<String, Path>();
        if (policy != null) {
            files.put("the policy", policy);
        }
        if (waivers != null) {
            files.put("the waivers", waivers);
        }
        return files;
    }

    /// The policy that was named; empty defaults where none was.
    Policy policy(Console console) {
        if (policy == null) {
            return Policy.DEFAULT;
        }
        return switch (PolicyFile.read(resolved(console, policy))) {
            case PolicyFile.Reading.Read(Policy read) -> read;
            case PolicyFile.Reading.Wrong(List<Diagnostic> wrong) ->
                    throw wrong(console, policy, wrong);
        };
    }

    /// The waivers that were named.
    List<Waiver> waivers(Console console) {
        if (waivers == null) {
            return List.of();
        }
        return switch (WaiverFile.read(resolved(console, waivers))) {
            case WaiverFile.Reading.Read(List<Waiver> read) -> read;
            case WaiverFile.Reading.Wrong(List<Diagnostic> wrong) ->
                    throw wrong(console, waivers, wrong);
        };
    }

    /// Relative paths start from the console's folder.
    private static Path resolved(Console console, Path file) {
        return file.isAbsolute() ? file : console.folder().resolve(file);
    }

    private static Failure wrong(Console console, Path file, List<Diagnostic> wrong) {
        wrong.forEach(each -> console.diagnose(each.text()));
        return new Failure(
                ExitCode.CONFIGURATION,
                "%s has %d %s"
                        .formatted(file, wrong.size(), wrong.size() == 1 ? "error" : "errors"),
                wrong.getFirst().message(),
                "correct the lines named above; docs/ci-gate.md shows every key");
    }

    /// What was typed; what was not, as the policy says it.
    Threshold threshold(Policy policy) {
        return new Threshold(
                failOn.isEmpty()
                        ? policy.failOn().orElse(FailOn.ANY.concerns())
                        : FailOn.parse(failOn).concerns(),
                Optional.ofNullable(severity)
                        .map(GateOptions::severity)
                        .or(policy::failOnSeverity)
                        .orElse(Severity.INFO));
    }

    private static Severity severity(String word) {
        return Severity.byId(word.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.USAGE,
                                "--fail-on-severity " + word + " is wrong",
                                "there is no severity \"" + word + "\"",
                                Near.nearest(word, Severity.ids())
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse(
                                                "write one of: "
                                                        + String.join(", ", Severity.ids()))));
    }
}
