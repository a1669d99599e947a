package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Acceptance;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.baseline.BaselineLog;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftDetection;
import io.walkdown.scanner.baseline.DriftPolicy;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.ObservationsFile;
import io.walkdown.scanner.store.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reading and comparing baselines for commands: what cannot be read becomes a [Failure].
final class Baselines {
    private Baselines() {}

    /// The baseline in that file; empty where there is none yet.
    static Optional<Baseline> read(Path file) {
        return read(file, file.toString(), "correct it, or take the last good one from Git");
    }

    /// The same of a file that people know under another name.
    ///
    /// @param name what messages call it
    /// @param wayOut what to do where it holds no baseline
    static Optional<Baseline> read(Path file, String name, String wayOut) {
        return switch (BaselineFile.read(file, name)) {
            case BaselineFile.Reading.Read(Baseline baseline) -> Optional.of(baseline);
            case BaselineFile.Reading.Absent() -> Optional.empty();
            case BaselineFile.Reading.Wrong(var problems) ->
                    throw new Failure(
                            ExitCode.CONFIGURATION, name + " is wrong", lines(problems), wayOut);
        };
    }

    /// The observations in that file.
    static Observations observations(Path file) {
        return switch (ObservationsFile.read(file)) {
            case ObservationsFile.Reading.Read(Observations observations) -> observations;
            case ObservationsFile.Reading.Wrong(var problems) ->
                    throw new Failure(
                            ExitCode.CONFIGURATION,
                            "%s holds no observations".formatted(file),
                            lines(problems),
                            "name the observations.json of a run");
        };
    }

    private static List<String> lines(List<JsonProblem> problems) {
        return problems.stream().map(problem -> Neutral.text(problem.text())).toList();
    }

    /// The newest complete run of a site; newer ones that cannot be read, were stopped or were
    /// narrowed are named.
    static Observations newest(Site site, Console console) {
        Runs.Found found = Runs.newestComplete(site.runs(), site.name());
        passedOver(found, console);
        return found.run()
                .map(Runs.Run::observations)
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.CONFIGURATION,
                                "there is no run of %s in %s".formatted(site.name(), site.runs()),
                                "nothing was scanned yet",
                                "scan first: walkdown scan"));
    }

    /// Names the newer runs that cannot be read, and in one line those that did not look at the
    /// whole site.
    static void passedOver(Runs.Found found, Console console) {
        found.problems()
                .forEach(problem -> console.tell("passed over: " + Neutral.text(problem.text())));
        if (found.partial().isEmpty()) {
            return;
        }
        Runs.Partial newest = found.partial().getFirst();
        int more = found.partial().size() - 1;
        console.tell(
                found.whole()
                        ? "passed over: %s%s: %s; name its observations.json to take it"
                                .formatted(
                                        newest.run().folder().id(),
                                        more == 0 ? "" : " and %d more".formatted(more),
                                        newest.why())
                        : "walkdown: no complete run was found; this is %s: %s"
                                .formatted(newest.run().folder().id(), newest.why()));
    }

    static Drift compare(Baseline baseline, Observations observations) {
        return compare(baseline, observations, DriftPolicy.DEFAULT);
    }

    static Drift compare(Baseline baseline, Observations observations, DriftPolicy policy) {
        return DriftDetection.compare(baseline, observations, policy);
    }

    /// What the baseline knows of the device at an endpoint, as far as profiles can be matched by
    /// it; empty where no device was accepted there.
    static Optional<KnownFacts> facts(Baseline baseline, Endpoint endpoint) {
        return baseline.at(endpoint.address().text(), endpoint.port(), endpoint.protocol().id())
                .map(Baselines::facts);
    }

    private static KnownFacts facts(AcceptedAsset asset) {
        return new KnownFacts(
                asset.value(NameplateField.MANUFACTURER),
                asset.value(NameplateField.ORDER_NUMBER),
                asset.value(NameplateField.MODEL),
                asset.value(NameplateField.FIRMWARE_REVISION));
    }

    /// Takes the selected drift into the baseline's file, with its log beside it.
    static Acceptance.Result.Accepted accept(
            Path file, Observations observations, Acceptance acceptance, List<String> selectors) {
        Baseline baseline = read(file).orElse(Baseline.EMPTY);
        Acceptance.Result.Accepted accepted =
                accepted(acceptance.accept(baseline, compare(baseline, observations), selectors));
        BaselineLog.accept(file, accepted);
        return accepted;
    }

    /// What was accepted, and is not written yet.
    ///
    /// @throws Failure if nothing was
    static Acceptance.Result.Accepted accepted(Acceptance.Result result) {
        return switch (result) {
            case Acceptance.Result.Accepted accepted -> accepted;
            case Acceptance.Result.Nothing(String why) ->
                    throw new Failure(
                            ExitCode.DONE, "nothing was accepted", why, "see: walkdown diff");
            case Acceptance.Result.Refused(String why) ->
                    throw new Failure(ExitCode.USAGE, "nothing was accepted", why, "add it");
            case Acceptance.Result.Unknown(String selector, List<String> near) ->
                    throw new Failure(
                            ExitCode.USAGE,
                            "nothing was accepted",
                            Neutral.text(selector) + " selects neither an asset nor a difference",
                            near.isEmpty()
                                    ? "see: walkdown diff"
                                    : "did you mean %s?"
                                            .formatted(Neutral.text(String.join(" or ", near))));
        };
    }
}
