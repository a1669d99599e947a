package io.walkdown.suite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.Breach;
import io.walkdown.simulator.WitnessReport.DeviceReport;
import io.walkdown.suite.lost.FaultyWalkdown.Ended;
import io.walkdown.suite.lost.FaultyWalkdown.Fault;
import io.walkdown.suite.lost.Strikes.Strike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// A scan that is killed, or finds its disk full, at each of its writes (S15, S13, S10).
///
/// Each fault has two devices of its own, which run for the whole test and count who comes. After
/// the fault the program is started again, without one: it has to cope with what is left, and no
/// device may be visited a second time.
class FaultyScanTest {
    private static final List<String> NOTHING_RESTS_ON =
            List.of(
                    "io/walkdown/cli/board/ProgressFile: ",
                    "io/walkdown/scanner/store/SiteLock: java/nio/file/Files.deleteIfExists");

    private static final String[] SCAN = {"scan", "--yes", "--json", "--no-progress"};
    private static final long SEED = Long.getLong("walkdown.seed", 15);

    private static final List<Faults.Mode> MODES =
            List.of(Faults.Mode.KILL, Faults.Mode.TORN, Faults.Mode.FULL, Faults.Mode.ONCE);

    @TempDir Path folder = Path.of("");

    @Test
    void losesNothingAtSomeOfItsWrites(TestReporter reporter) throws IOException {
        try (var plant = CountingPlant.start(1 + MODES.size())) {
            var trials = new Trials(plant, FaultyWalkdown.in(folder));
            List<String> calls = trials.count();
            var random = new Random(SEED);
            for (Faults.Mode mode : MODES) {
                trials.add(mode, 1 + random.nextInt(most(mode, calls)));
            }
            trials.publish(reporter);
        }
    }

    @Test
    @Tag("safety")
    void losesNothingAtAnyOfItsWrites(TestReporter reporter) throws IOException {
        try (var plant = CountingPlant.start(1000)) {
            var trials = new Trials(plant, FaultyWalkdown.in(folder));
            List<String> calls = trials.count();
            for (Faults.Mode mode : MODES) {
                IntStream.rangeClosed(1, most(mode, calls))
                        .forEach(number -> trials.add(mode, number));
            }
            trials.publish(reporter);
        }
    }

    /// The last number at which a fault of that mode can happen, the agent's way to count.
    private static int most(Faults.Mode mode, List<String> calls) {
        return mode == Faults.Mode.TORN
                ? Math.toIntExact(calls.stream().filter(call -> call.contains(" write ")).count())
                : calls.size();
    }

    /// The faults, each with a pair of devices and a folder of its own, and what they showed.
    private final class Trials {
        private final CountingPlant plant;
        private final FaultyWalkdown walkdown;
        private final List<Strike> strikes = new ArrayList<>();
        private final AtomicInteger injected = new AtomicInteger();
        private final AtomicInteger held = new AtomicInteger();
        private final AtomicInteger visits = new AtomicInteger();
        private final AtomicInteger frames = new AtomicInteger();

        Trials(CountingPlant plant, FaultyWalkdown walkdown) {
            this.plant = plant;
            this.walkdown = walkdown;
        }

        private Path site(int pair) throws IOException {
            Path site = Files.createDirectory(folder.resolve("trial-" + pair));
            plant.writeSite(site, pair);
            return site;
        }

        /// A fault to come; the first pair is the one that is counted with.
        void add(Faults.Mode mode, int number) {
            int pair = strikes.size() + 1;
            strikes.add(() -> strike(mode, number, pair));
        }

        /// A scan without a fault.
        List<String> count() throws IOException {
            Path site = site(0);
            Ended scan = walkdown.run(site, Optional.of(new Fault(Faults.Mode.COUNT, 0)), SCAN);
            assertThat(scan.exitCode()).as(scan.err()).isZero();
            assertThat(plant.reports(0)).allMatch(device -> device.connections() == 1);
            return scan.struck();
        }

        private void strike(Faults.Mode mode, int number, int pair) throws IOException {
            Path site = site(pair);
            Ended scan = walkdown.run(site, Optional.of(new Fault(mode, number)), SCAN);
            if (!scan.failed()) {
                // two threads write: a run may have a write less than the one that was counted
                assertThat(scan.exitCode()).as(scan.err()).isZero();
                return;
            }
            injected.incrementAndGet();
            String where = "%s %s%n%s".formatted(mode, scan.struck(), scan.err());
            switch (mode) {
                case KILL, TORN -> assertThat(scan.exitCode()).as(where).isEqualTo(Faults.KILLED);
                case FULL, ONCE -> {
                    if (isPassedOver(mode, scan) || restsLonger(scan)) {
                        assertThat(scan.exitCode()).as(where).isZero();
                    } else {
                        failedInWords(mode, site, scan, pair, where);
                    }
                }
                case COUNT -> throw new AssertionError("no fault");
            }
            new KeptRuns(site).holdTogether();
            copesWithWhatIsLeft(site, where);
            nobodyWasVisitedTwice(site, pair, where);
            held.incrementAndGet();
        }

        /// What only tells others of a run that goes on may stay behind.
        private static boolean isPassedOver(Faults.Mode mode, Ended scan) {
            return mode == Faults.Mode.ONCE
                    && scan.struck().stream()
                            .allMatch(call -> NOTHING_RESTS_ON.stream().anyMatch(call::contains));
        }

        /// Where a run cannot note what it sent last, the note that it began stands, and the next
        /// run rests longer: nothing is lost, and it is told (S6). Only where nothing else is told.
        private static boolean restsLonger(Ended scan) {
            List<String> told =
                    scan.err().lines().filter(line -> line.startsWith("walkdown: ")).toList();
            return told.size() == 1
                    && told.getFirst()
                            .contains("the next run rests as if everything was sent just then");
        }

        private void failedInWords(
                Faults.Mode mode, Path site, Ended scan, int pair, String where) {
            assertThat(scan.exitCode()).as(where).isEqualTo(1);
            assertThat(scan.err())
                    .as(where)
                    .doesNotContain("\tat ", "Exception", "defect")
                    .contains("walkdown: ", site.toString());
            if (mode == Faults.Mode.FULL) {
                assertThat(scan.err()).as(where).containsIgnoringCase(Faults.NO_SPACE);
            }
            for (DeviceReport device : plant.reports(pair)) {
                assertThat(device.breaches()).as(where).allMatch(Trials::isBareClose);
            }
        }

        /// The protocol's own close is a frame too: what cannot be recorded does not leave (S13),
        /// and a connection then ends with TCP's close alone (S3).
        private static boolean isBareClose(Breach breach) {
            return breach.rule().equals("S3") && breach.detail().startsWith("FIN without");
        }

        /// What it says of a run that broke off is looked at too.
        private void copesWithWhatIsLeft(Path site, String where) throws IOException {
            List<Path> brokeOff =
                    new KeptRuns(site)
                            .folders().stream()
                                    .filter(run ->
                                            Files.notExists(run.resolve("observations.json")))
                                    .toList();
            Leftovers.age(site);
            List<String> lines = new ArrayList<>(List.of("plan"));
            for (Path run : brokeOff) {
                if (Files.exists(run.resolve("journal.ndjson"))) {
                    lines.addAll(List.of(SeveralCommands.THEN, "audit", run.toString()));
                }
            }
            lines.add(SeveralCommands.THEN);
            lines.addAll(List.of(SCAN));
            lines.addAll(List.of(SeveralCommands.THEN, "diff"));

            Ended after = walkdown.several(site, lines.toArray(String[]::new));

            String all = where + "%nafterwards:%n%s".formatted(after.err());
            assertThat(after.err())
                    .as(all)
                    .contains(SeveralCommands.ENDED + "0 plan")
                    .containsPattern(SeveralCommands.ENDED + "[034] scan")
                    .containsPattern(SeveralCommands.ENDED + "(0|2|3|66|78) diff")
                    .doesNotContain("\tat ", "Exception", "defect");
            for (Path run : brokeOff) {
                assertThat(after.err()).as(all).contains(run.getFileName().toString());
            }
            assertThat(Leftovers.in(site)).as(all).isEmpty();
        }

        private void nobodyWasVisitedTwice(Path site, int pair, String where) throws IOException {
            List<DeviceReport> devices = plant.reports(pair);
            for (DeviceReport device : devices) {
                assertThat(device.connections()).as(where + device).isLessThanOrEqualTo(1);
                visits.addAndGet(device.connections());
                frames.addAndGet(device.frames());
            }
            Map<String, List<String>> recorded = new KeptRuns(site).sent();
            for (DeviceReport device : devices) {
                assertThat(recorded.getOrDefault(device.address(), List.of()).size())
                        .as(where)
                        .isGreaterThanOrEqualTo(device.frames());
            }
        }

        /// All that devices were sent is compared with all journals, by content.
        void publish(TestReporter reporter) throws IOException {
            List<AssertionError> lost = Strikes.all(strikes);
            Map<String, List<String>> seen = plant.frames(folder.resolve("witness.pcapng"));
            int compared = 0;
            for (int pair = 0; pair <= strikes.size(); pair++) {
                Map<String, List<String>> recorded =
                        new KeptRuns(folder.resolve("trial-" + pair)).sent();
                for (String address : CountingPlant.addresses(pair)) {
                    List<String> unrecorded =
                            new ArrayList<>(seen.getOrDefault(address, List.of()));
                    compared += unrecorded.size();
                    recorded.getOrDefault(address, List.of()).forEach(unrecorded::remove);
                    assertThat(unrecorded).as("frames without a record at " + address).isEmpty();
                }
            }
            assertThat(compared).isGreaterThanOrEqualTo(frames.get());
            assertThat(lost).as("%d of %d faults: %s", lost.size(), injected.get(), lost).isEmpty();
            assertThat(injected.get()).isPositive();
            for (String invariant : List.of("S15", "S13", "S10")) {
                reporter.publishEntry(
                        Map.of(
                                "invariant",
                                invariant,
                                "visits",
                                String.valueOf(visits),
                                "frames",
                                String.valueOf(frames),
                                "breaches",
                                String.valueOf(lost.size()),
                                "injected",
                                String.valueOf(injected),
                                "caught",
                                String.valueOf(held)));
            }
        }
    }
}
