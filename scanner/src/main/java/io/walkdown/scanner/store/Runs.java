package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Observations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds a site's earlier runs.
public final class Runs {
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
    public record Found(Optional<Run> run, List<JsonProblem> problems) {
        public Found {
            problems = List.copyOf(problems);
        }
    }

    /// The newest run of that site that ended, whether every device answered or not. Runs that
    /// broke off left no observations and are passed over, as are runs of other sites.
    ///
    /// @param runs the folder of all runs; it need not exist
    /// @param site the site's name
    public static Found newest(Path runs, String site) {
        var problems = new ArrayList<JsonProblem>();
        for (RunFolder folder : RunFolder.ended(runs)) {
            switch (ObservationsFile.read(folder.observations())) {
                case ObservationsFile.Reading.Wrong(List<JsonProblem> found) ->
                        problems.addAll(found);
                case ObservationsFile.Reading.Read(Observations seen) -> {
                    if (seen.site().equals(site)) {
                        return new Found(Optional.of(new Run(folder, seen)), problems);
                    }
                }
            }
        }
        return new Found(Optional.empty(), problems);
    }
}
