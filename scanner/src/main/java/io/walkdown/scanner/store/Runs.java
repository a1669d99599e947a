package io.walkdown.scanner.store;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds a site's earlier runs, and what they say of how often a device has answered.
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
    /// broke off left no observations and are passed over.
    ///
    /// @param runs the folder of all runs; it need not exist
    /// @param site the site's name
    public static Found newest(Path runs, String site) {
        return newest(runs, site, _ -> true);
    }

    /// The newest run of that site in which every device that was due answered in whole.
    ///
    /// @param runs the folder of all runs; it need not exist
    /// @param site the site's name
    public static Found newestComplete(Path runs, String site) {
        return newest(runs, site, Observations::complete);
    }

    private static Found newest(Path runs, String site, Predicate<Observations> wanted) {
        var problems = new ArrayList<JsonProblem>();
        for (RunFolder folder : RunFolder.ended(runs)) {
            switch (ObservationsFile.read(folder.observations())) {
                case ObservationsFile.Reading.Wrong(List<JsonProblem> found) ->
                        problems.addAll(found);
                case ObservationsFile.Reading.Read(Observations seen) -> {
                    if (seen.site().equals(site) && wanted.test(seen)) {
                        return new Found(Optional.of(new Run(folder, seen)), problems);
                    }
                }
            }
        }
        return new Found(Optional.empty(), problems);
    }

    /// How often a device has not answered.
    ///
    /// @param missesInARow attempts without an answer since the last one
    /// @param lastAnswered when it last answered; empty if never
    public record Answers(int missesInARow, Optional<Instant> lastAnswered) {
        /// Nothing is known of it.
        public static final Answers NONE = new Answers(0, Optional.empty());

        /// The same after one more visit. No answer, a refused connection and another protocol are
        /// misses; a visit that was withheld or stopped says nothing; anything else is an answer.
        ///
        /// @param at when the visit ended
        public Answers after(ProbeOutcome outcome, Instant at) {
            return switch (outcome) {
                case ProbeOutcome.Silent _, ProbeOutcome.Refused _, ProbeOutcome.NotSpoken _ ->
                        new Answers(missesInARow + 1, lastAnswered);
                case ProbeOutcome.Withheld _, ProbeOutcome.Stopped _ -> this;
                case ProbeOutcome.Identified _,
                        ProbeOutcome.Partial _,
                        ProbeOutcome.Reset _,
                        ProbeOutcome.Closed _,
                        ProbeOutcome.Busy _,
                        ProbeOutcome.Malformed _ ->
                        new Answers(0, Optional.of(at));
            };
        }
    }

    /// What the newest run says of the device at that place, whatever it was called.
    ///
    /// @param before a site's newest run
    /// @param address IP literal
    /// @param port 1 to 65535
    /// @param protocol the protocol's id
    public static Answers answers(Optional<Run> before, String address, int port, String protocol) {
        return before.stream()
                .flatMap(run -> run.observations().visits().stream())
                .filter(visit -> visit.address().equals(address) && visit.port() == port)
                .filter(visit -> visit.protocol().equals(protocol))
                .map(Runs::answers)
                .findFirst()
                .orElse(Answers.NONE);
    }

    private static Answers answers(Visit visit) {
        return new Answers(visit.missesInARow(), visit.lastAnswered());
    }
}
