package io.walkdown.suite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.WitnessReport.DeviceReport;
import io.walkdown.suite.SafetyCounts;
import io.walkdown.suite.lost.FaultyWalkdown.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Scans that `kill -9` ends at random moments, of each phase as many: nothing stays open, nobody
/// is visited again early, no file is broken (S3, S10, S13, S15).
///
/// A moment that comes when the scan is over already is drawn again, of another scan.
@Tag("safety")
class KilledScansTest {
    private static final int KILLS = Integer.getInteger("walkdown.kills", 200);
    private static final long SEED = Long.getLong("walkdown.seed", 200);
    private static final int AT_ONCE = 6;
    private static final List<ScanPhase> PHASES = List.of(ScanPhase.values());
    private static final int MOST_DRAWS = 2 * KILLS;
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String[] SCAN = {"scan", "--yes", "--json", "--no-progress"};

    /// Of each phase at least this share, so that no phase goes unproven.
    private static final int LEAST_SHARE = 40;

    private final AtomicInteger drawn = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger noticed = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger once = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger visits = new AtomicInteger();
    private final AtomicInteger frames = new AtomicInteger();
    private final Map<ScanPhase, Integer> spread = new ConcurrentHashMap<>();

    @TempDir Path folder = Path.of("");

    @Test
    void leaveNothingOpenAndNothingBroken(TestReporter reporter) throws Exception {
        try (var plant = CountingPlant.startWithCanaries(MOST_DRAWS);
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            FaultyWalkdown walkdown = FaultyWalkdown.in(folder);
            List<Future<?>> trials = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                int number = i;
                trials.add(threads.submit(() -> trial(plant, walkdown, number)));
            }
            List<String> wrong = new ArrayList<>();
            for (Future<?> trial : trials) {
                try {
                    trial.get();
                } catch (ExecutionException e) {
                    wrong.add(String.valueOf(e.getCause()));
                }
            }
            String measured = measured();
            System.out.println(measured);
            assertThat(wrong).as("%d of %d", wrong.size(), KILLS).isEmpty();
            assertThat(killed.get()).as("killed while they ran").isEqualTo(KILLS);
            for (ScanPhase phase : PHASES) {
                assertThat(spread.getOrDefault(phase, 0))
                        .as("killed while %s: %s", phase, measured)
                        .isGreaterThanOrEqualTo(KILLS / LEAST_SHARE);
            }
            publish(reporter, measured, wrong.size());
        }
    }

    private Void trial(CountingPlant plant, FaultyWalkdown walkdown, int number)
            throws IOException, InterruptedException {
        var random = new Random(SEED + number);
        ScanPhase aim = PHASES.get(number % PHASES.size());
        while (true) {
            int pair = drawn.getAndIncrement();
            assertThat(pair).as("most draws; late ones aimed at: " + aim).isLessThan(MOST_DRAWS);
            Path site = Files.createDirectory(folder.resolve("trial-" + pair));
            plant.writeSite(site, pair);
            if (killedInTime(walkdown, site, aim, random)) {
                ScanPhase phase = ScanPhase.of(KeptRuns.journal(site));
                killed.incrementAndGet();
                spread.merge(phase, 1, Integer::sum);
                judge(plant, walkdown, pair, site, phase);
                return null;
            }
        }
    }

    /// Starts a scan and kills it at a random moment from that phase's beginning on.
    ///
    /// @return whether the scan still ran then
    private static boolean killedInTime(
            FaultyWalkdown walkdown, Path site, ScanPhase aim, Random random)
            throws IOException, InterruptedException {
        Path said = site.resolve("said.txt");
        Process scan = walkdown.start(site, said, SCAN);
        long giveUp = System.nanoTime() + LONGEST_NANOS;
        while (scan.isAlive() && ScanPhase.of(KeptRuns.journal(site)).compareTo(aim) < 0) {
            assertThat(System.nanoTime() - giveUp).as(Files.readString(said)).isNegative();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        long longest = TimeUnit.MILLISECONDS.toNanos(aim.typicalMillis());
        LockSupport.parkNanos(random.nextLong(longest));
        scan.destroyForcibly();
        int exitCode = scan.waitFor();
        assertThat(exitCode).as(Files.readString(said)).isIn(Faults.KILLED, 0);
        return exitCode == Faults.KILLED
                && new KeptRuns(site)
                        .folders().stream()
                                .noneMatch(run -> Files.exists(run.resolve("observations.json")));
    }

    private void judge(
            CountingPlant plant, FaultyWalkdown walkdown, int pair, Path site, ScanPhase phase)
            throws IOException, InterruptedException {
        LockSupport.parkNanos(SETTLED_NANOS);
        for (DeviceReport device : plant.reports(pair)) {
            assertThat(device.openNow()).as(device.toString()).isZero();
        }
        for (String address : CountingPlant.addresses(pair)) {
            assertThat(connectionsTo(address)).as("ss").isEmpty();
        }
        closed.incrementAndGet();
        boolean begun = !new KeptRuns(site).folders().isEmpty();
        Leftovers.age(site);
        Ended next = walkdown.run(site, Optional.empty(), SCAN);
        String where = "killed while %s: %s".formatted(phase, next.err());
        assertThat(next.exitCode()).as(where).isIn(0, 3, 4);
        assertThat(next.err()).as(where).doesNotContain("\tat ", "defect");
        if (begun) {
            assertThat(next.err()).as(where).contains("did not end in order");
            noticed.incrementAndGet();
        } else {
            assertThat(next.exitCode()).as(where).isZero();
        }
        new KeptRuns(site).holdTogether();
        assertThat(Leftovers.in(site)).as(where).isEmpty();
        whole.incrementAndGet();
        visitedOnce(plant, pair, site, where);
        once.incrementAndGet();
    }

    /// Once, and the canary once more for its second look.
    private void visitedOnce(CountingPlant plant, int pair, Path site, String where)
            throws IOException {
        var kept = new KeptRuns(site);
        Map<String, List<String>> recorded = kept.sent();
        for (DeviceReport device : plant.reports(pair)) {
            String about = where + device;
            int looks = device.name().startsWith("filler") ? 1 : 0;
            assertThat(device.connections()).as(about).isLessThanOrEqualTo(1 + looks);
            assertThat(kept.attempts(device.address(), false)).as(about).isLessThanOrEqualTo(1);
            assertThat(kept.attempts(device.address(), true)).as(about).isLessThanOrEqualTo(looks);
            assertThat(recorded.getOrDefault(device.address(), List.of()).size())
                    .as("every frame that came stands in a journal: " + where)
                    .isGreaterThanOrEqualTo(device.frames());
            visits.addAndGet(device.connections());
            frames.addAndGet(device.frames());
        }
    }

    /// What the operating system still holds towards that address, but for the panel, whose
    /// connections are this process's own. A tool that is missing fails.
    private static String connectionsTo(String address) throws IOException, InterruptedException {
        Process ss =
                new ProcessBuilder("ss", "-Htnp", "dst", address).redirectErrorStream(true).start();
        String all = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ss.waitFor()).as("ss: " + all).isZero();
        String own = "pid=" + ProcessHandle.current().pid() + ",";
        return all.lines().filter(line -> !line.contains(own)).collect(Collectors.joining("\n"));
    }

    private String measured() {
        return "kill -9 of %d running scans (%d drawn), %s; %d unclean ends were told"
                .formatted(
                        killed.get(),
                        drawn.get(),
                        PHASES.stream()
                                .map(phase -> spread.getOrDefault(phase, 0) + " " + phase)
                                .collect(Collectors.joining(", ")),
                        noticed.get());
    }

    private void publish(TestReporter reporter, String measured, int breaches) {
        reporter.publishEntry("measured", measured);
        Map<String, AtomicInteger> held = Map.of("S3", closed, "S10", once, "S15", whole);
        held.forEach((invariant, caught) -> {
            boolean counts = invariant.equals("S10");
            reporter.publishEntry(
                    Map.of(
                            "invariant",
                            invariant,
                            "visits",
                            String.valueOf(counts ? visits.get() : 0),
                            "frames",
                            String.valueOf(counts ? frames.get() : 0),
                            "breaches",
                            String.valueOf(breaches),
                            "injected",
                            String.valueOf(killed.get()),
                            "caught",
                            String.valueOf(caught.get())));
        });
        reporter.publishEntry(
                Map.of("count", SafetyCounts.KILLS, "number", String.valueOf(killed.get())));
    }
}
