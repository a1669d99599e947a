package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds a site's earlier runs.
public final class Runs {
    /// How many runs are read in search of a whole one.
    private static final int MOST_PARTIAL = 50;

    private Runs() {}

    /// A run that ended.
    ///
    /// @param folder where it is kept
    /// @param observations what it saw
    public record Run(RunFolder folder, Observations observations) {}

    /// What was looked for.
    ///
    /// @param run empty where there is none
    /// @param problems why newer runs were passed over: their observations cannot be read
    /// @param partial runs that ended and did not look at the whole site, the newest first; where
    ///   no other was found, [#run()] is one of them
    public record Found(Optional<Run> run, List<JsonProblem> problems, List<Partial> partial) {
        public Found {
            problems = List.copyOf(problems);
            partial = List.copyOf(partial);
        }

        /// Whether a run was found that looked at the whole site.
        public boolean whole() {
            return run.isPresent()
                    && partial.stream().noneMatch(each -> each.run().equals(run.get()));
        }
    }

    /// A run that ended before it had looked at every device that was due, or was not to.
    ///
    /// @param why in plain words
    public record Partial(Run run, String why) {}

    /// The newest run of that site that ended, whether every device answered or not. Runs that
    /// broke off left no observations and are passed over, as are runs of other sites.
    ///
    /// @param runs the folder of all runs; it need not exist
    /// @param site the site's name
    public static Found newest(Path runs, String site) {
        return find(runs, site, _ -> Optional.empty());
    }

    /// The newest complete run: one that ended by itself and was for the whole site, whether every
    /// device answered or not. One that was stopped, or narrowed by `--only`, says nothing of the
    /// devices that it left out; it is the answer only where there is no other among the newest.
    ///
    /// @param runs the folder of all runs; it need not exist
    /// @param site the site's name
    public static Found newestComplete(Path runs, String site) {
        return find(runs, site, Runs::shortfall);
    }

    private static Optional<String> shortfall(Observations seen) {
        if (seen.visits().stream().anyMatch(visit -> visit.outcome() instanceof Stopped)) {
            return Optional.of("it was stopped");
        }
        return seen.visits().stream().anyMatch(Runs::isNotSelected)
                ? Optional.of("it was narrowed by --only")
                : Optional.empty();
    }

    private static boolean isNotSelected(Observations.Visit visit) {
        return visit.outcome() instanceof Withheld(String rule, String _)
                && rule.equals(Withheld.NOT_SELECTED);
    }

    private static Found find(
            Path runs, String site, Function<Observations, Optional<String>> shortfall) {
        var problems = new ArrayList<JsonProblem>();
        var partial = new ArrayList<Partial>();
        for (RunFolder folder : RunFolder.ended(runs)) {
            if (partial.size() == MOST_PARTIAL) {
                break;
            }
            switch (ObservationsFile.read(folder.observations())) {
                case ObservationsFile.Reading.Wrong(List<JsonProblem> found) ->
                        problems.addAll(found);
                case ObservationsFile.Reading.Read(Observations seen) -> {
                    if (seen.site().equals(site)) {
                        var run = new Run(folder, seen);
                        Optional<String> why = shortfall.apply(seen);
                        if (why.isEmpty()) {
                            return new Found(Optional.of(run), problems, partial);
                        }
                        partial.add(new Partial(run, why.get()));
                    }
                }
            }
        }
        return new Found(partial.stream().findFirst().map(Partial::run), problems, partial);
    }
}
