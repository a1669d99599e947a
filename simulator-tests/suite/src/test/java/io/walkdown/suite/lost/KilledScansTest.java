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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Scans that `kill -9` ends at random moments: nothing stays open, nobody is visited again early,
/// no file is broken (S3, S10, S13, S15).
@Tag("safety")
class KilledScansTest {
    private static final int KILLS = Integer.getInteger("walkdown.kills", 200);
    private static final int AT_ONCE = 8;
    private static final int LATEST_MILLIS = 300;
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String[] SCAN = {"scan", "--yes", "--json", "--no-progress"};

    private final Random random = new Random(Long.getLong("walkdown.seed", 200));
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger noticed = new AtomicInteger();
    private final AtomicInteger visits = new AtomicInteger();
    private final AtomicInteger frames = new AtomicInteger();

    @TempDir Path folder = Path.of("");

    @Test
    void leaveNothingOpenAndNothingBroken(TestReporter reporter) throws Exception {
        try (var plant = CountingPlant.start(KILLS);
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            FaultyWalkdown walkdown = FaultyWalkdown.in(folder);
            List<Future<?>> trials = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                int pair = i;
                int millis = random.nextInt(LATEST_MILLIS);
                trials.add(threads.submit(() -> trial(plant, walkdown, pair, millis)));
            }
            List<String> wrong = new ArrayList<>();
            for (Future<?> trial : trials) {
                try {
                    trial.get();
                } catch (ExecutionException e) {
                    wrong.add(String.valueOf(e.getCause()));
                }
            }
            assertThat(wrong).as("%d of %d", wrong.size(), KILLS).isEmpty();
            assertThat(killed.get()).as("killed in mid-run").isGreaterThan(KILLS / 2);
            publish(reporter);
        }
    }

    private Void trial(CountingPlant plant, FaultyWalkdown walkdown, int pair, int millis)
            throws IOException, InterruptedException {
        Path site = Files.createDirectory(folder.resolve("trial-" + pair));
        plant.writeSite(site, pair);
        Process scan = walkdown.start(site, site.resolve("said.txt"), SCAN);
        awaitRun(site, scan);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        scan.destroyForcibly();
        boolean midRun = scan.waitFor() == Faults.KILLED;
        killed.addAndGet(midRun ? 1 : 0);
        LockSupport.parkNanos(SETTLED_NANOS);

        for (DeviceReport device : plant.reports(pair)) {
            assertThat(device.openNow()).as(device.toString()).isZero();
        }
        for (String address : CountingPlant.addresses(pair)) {
            assertThat(connectionsTo(address)).as("ss").isEmpty();
        }
        boolean endless = Files.notExists(observations(site));
        Leftovers.age(site);
        Ended next = walkdown.run(site, Optional.empty(), SCAN);
        String where = "killed after %d ms: %s".formatted(millis, next.err());
        assertThat(next.exitCode()).as(where).isIn(0, 3, 4);
        assertThat(next.err()).as(where).doesNotContain("\tat ", "defect");
        if (midRun && endless) {
            assertThat(next.err()).as(where).contains("did not end in order");
            noticed.incrementAndGet();
        }
        new KeptRuns(site).holdTogether();
        assertThat(Leftovers.in(site)).as(where).isEmpty();
        visitedOnce(plant, pair, site, where);
        return null;
    }

    private void visitedOnce(CountingPlant plant, int pair, Path site, String where)
            throws IOException {
        Map<String, List<String>> recorded = new KeptRuns(site).sent();
        for (DeviceReport device : plant.reports(pair)) {
            assertThat(device.connections()).as(where + device).isLessThanOrEqualTo(1);
            assertThat(recorded.getOrDefault(device.address(), List.of()).size())
                    .as("every frame that came stands in a journal: " + where)
                    .isGreaterThanOrEqualTo(device.frames());
            visits.addAndGet(device.connections());
            frames.addAndGet(device.frames());
        }
    }

    private static Path observations(Path site) throws IOException {
        return new KeptRuns(site).folders().getFirst().resolve("observations.json");
    }

    private static void awaitRun(Path site, Process scan) throws IOException {
        long giveUp = System.nanoTime() + LONGEST_NANOS;
        while (new KeptRuns(site).folders().isEmpty()) {
            assertThat(scan.isAlive() && System.nanoTime() - giveUp < 0)
                    .as("a run begins: " + Files.readString(site.resolve("said.txt")))
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /// What the operating system still holds towards that address. A tool that is missing fails.
    private static String connectionsTo(String address) throws IOException, InterruptedException {
        Process ss =
                new ProcessBuilder("ss", "-Htn", "dst", address).redirectErrorStream(true).start();
        String all = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ss.waitFor()).as("ss: " + all).isZero();
        return all;
    }

    private void publish(TestReporter reporter) {
        String measured =
                "kill -9 at %d random moments, %d of them in mid-run; %d unclean ends were told"
                        .formatted(KILLS, killed.get(), noticed.get());
        System.out.println(measured);
        for (String invariant : List.of("S10", "S3", "S15")) {
            reporter.publishEntry(
                    Map.of(
                            "invariant",
                            invariant,
                            "visits",
                            String.valueOf(invariant.equals("S10") ? visits.get() : 0),
                            "frames",
                            String.valueOf(invariant.equals("S10") ? frames.get() : 0),
                            "breaches",
                            "0",
                            "injected",
                            String.valueOf(killed.get()),
                            "caught",
                            String.valueOf(killed.get()),
                            "measured",
                            measured));
        }
        reporter.publishEntry(
                Map.of("count", SafetyCounts.KILLS, "number", String.valueOf(killed.get())));
    }
}
