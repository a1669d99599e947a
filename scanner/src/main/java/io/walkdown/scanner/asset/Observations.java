package io.walkdown.scanner.asset;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one run saw: a visit for every device of the site file, and an asset for every device that
/// told something. It is what `scan --json` prints and a run's folder keeps.
///
/// @param site the site's name
/// @param complete whether every device that was due answered in whole
/// @param run which run
/// @param visits one for each device of the site file
/// @param assets what answered
public record Observations(
        String site, boolean complete, Run run, List<Visit> visits, List<Asset> assets) {
    /// The version of the format.
    public static final int VERSION = 1;

    public Observations {
        visits = List.copyOf(visits);
        assets = List.copyOf(assets);
    }

    /// The same with another exit code.
    public Observations withExitCode(int exitCode) {
        return new Observations(
                site,
                complete,
                new Run(run.id(), run.started(), run.ended(), run.planHash(), exitCode),
                visits,
                assets);
    }

    /// Which run it was.
    ///
    /// @param id the name of the run's folder
    /// @param started when the first visit was admitted
    /// @param ended when the last one was over
    /// @param planHash the hash of the plan that it followed
    /// @param exitCode what the program ended with
    public record Run(String id, Instant started, Instant ended, String planHash, int exitCode) {}

    /// How the visit to one device went, or why there was none.
    ///
    /// @param device its name in the site file
    /// @param address IP literal
    /// @param port 1 to 65535
    /// @param protocol the protocol's id
    /// @param profile the throttle profile's id
    /// @param outcome how it ended, with the reason
    /// @param worstCase what the plan allowed
    /// @param actual what was used
    /// @param unused planned steps that were not taken
    /// @param missesInARow attempts without any answer since the last answer, this run included
    /// @param lastAnswered when it last answered; empty if it never did
    /// @param due whether an answer was expected: not of an excluded device or one that was not
    ///   due, nor of a spare address that was asked and where nothing answers
    public record Visit(
            String device,
            String address,
            int port,
            String protocol,
            String profile,
            ProbeOutcome outcome,
            Load worstCase,
            Load actual,
            List<Unused> unused,
            int missesInARow,
            Optional<Instant> lastAnswered,
            boolean due) {
        public Visit {
            unused = List.copyOf(unused);
        }

        /// One of which an answer was expected.
        public Visit(
                String device,
                String address,
                int port,
                String protocol,
                String profile,
                ProbeOutcome outcome,
                Load worstCase,
                Load actual,
                List<Unused> unused,
                int missesInARow,
                Optional<Instant> lastAnswered) {
            this(
                    device,
                    address,
                    port,
                    protocol,
                    profile,
                    outcome,
                    worstCase,
                    actual,
                    unused,
                    missesInARow,
                    lastAnswered,
                    true);
        }

        /// Whether the run is incomplete because of it: it was due and did not answer in whole.
        public boolean missed() {
            return due && !outcome.complete();
        }
    }

    /// A planned step that was not taken.
    ///
    /// @param step the step's id
    /// @param count how many of its planned frames were not sent, at least 1
    /// @param reason why not
    public record Unused(String step, int count, String reason) {}
}
