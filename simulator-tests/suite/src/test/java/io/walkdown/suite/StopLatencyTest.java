package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.scan.History;
import io.walkdown.scanner.scan.Scan;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.SiteFile;
import io.walkdown.scanner.store.KillSwitch;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.suite.Walkdown.Ended;
import io.walkdown.suite.Walkdown.Running;
import io.walkdown.suite.hostile.OpenLedger;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From the moment at which a stop takes effect to the last request at a device (S9).
///
/// Devices are in this process, so both moments are told by one monotonic clock. A stop takes
/// effect when `Scan.stop` or kill(2) is called, and when the stop file is there: what is measured
/// begins just before, or, for `walkdown stop`, at most 0.2 ms after.
@Tag("safety")
class StopLatencyTest {
    private static final double LIMIT_MILLIS = 50;

    /// A signal is measured from kill(2): what the system takes to hand it to a thread of a machine
    /// whose cores are all busy is in it, and is not ours.
    private static final double LIMIT_MILLIS_OF_BUSY_SIGNALS = 250;

    private static final int IN_PROCESS = 1_000;
    private static final int OF_THE_PROGRAM = 50;
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int SIGINT = 2;
    private static final String SIMULATED = "simulated-profiles.yaml";

    private final Random random = new Random(Long.getLong("walkdown.seed", 9));

    @TempDir Path folder = Path.of("");

    /// A plant whose scan takes that long and has a frame each few milliseconds.
    private static SimulatedPlant plant(int devices, int answerMillis) {
        return SimulatedPlant.start(
                PlantFile.parse(
                        """
                        version: 1
                        name: stops
                        limits: {concurrentVisits: 4, framesPerSecond: 2000}
                        devices:
                          - name: watched
                            address: 127.33.9.1
                            answerDelayMs: %2$d
                            hmi: true
                            s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8,
                                 serial: S W-1, slot: 2}
                            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 1}
                        crowd:
                          count: %1$d
                          from: 127.33.0.1
                          template:
                            answerDelayMs: %2$d
                            s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8,
                                 serial: "SN {n}", slot: 2}
                            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 0}
                        """
                                .formatted(devices - 1, answerMillis)),
                SimulatedPlant.Ports.EPHEMERAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inOneProcess(boolean busy, TestReporter reporter) throws Exception {
        try (SimulatedPlant plant = plant(16, 3);
                var _ = busy ? new BusyCores() : null) {
            var scans = new Scans(plant);
            List<Double> millis = new ArrayList<>();
            while (millis.size() < IN_PROCESS) {
                scans.stopped(random.nextInt(100_000)).ifPresent(millis::add);
            }
            var latencies = new Latencies(millis);
            publish(plant, scans.made, latencies, LIMIT_MILLIS, "Scan.stop", busy, reporter);
        }
    }

    /// Scans of one plant in this process.
    private final class Scans {
        private final SimulatedPlant plant;
        private final ScanPlan plan;
        private final SigningKey key;
        private int made;

        Scans(SimulatedPlant plant) throws IOException {
            this.plant = plant;
            Path file = Files.writeString(folder.resolve("site.yaml"), plant.siteYaml());
            ProfileLibrary profiles =
                    ProfileLibrary.builtIn().withSimulated(SIMULATED, simulatedProfiles());
            this.plan =
                    new Planner(profiles, _ -> Optional.empty(), new OpenLedger(), "test")
                            .plan(site(file, profiles), List.of(), Instant.now());
            this.key = SigningKey.of(new StateFolder(folder.resolve("state")));
        }

        /// Stops one that many microseconds after its first frame.
        ///
        /// @return how long requests came after it; empty where the scan was over before
        Optional<Double> stopped(int micros) throws InterruptedException {
            Instant now = Instant.now();
            var scan =
                    new Scan(
                            plan,
                            RunFolder.make(
                                    folder.resolve("runs"), now, RandomGenerator.getDefault()),
                            new OpenLedger(),
                            History.NONE,
                            key,
                            InstantSource.system(),
                            Ticker.system());
            long before = System.nanoTime();
            Thread running = Thread.ofPlatform().start(scan::run);
            awaitRequestAfter(plant, before);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
            boolean inTime = running.isAlive();
            long stop = System.nanoTime();
            scan.stop("test");
            running.join();
            plant.nextScan();
            made++;
            return inTime ? Optional.of(millisAfter(plant, stop)) : Optional.empty();
        }

        private Site site(Path file, ProfileLibrary profiles) {
            var known = new KnownProfiles(id -> profiles.find(id).isPresent(), profiles::suggest);
            return switch (SiteFile.read(file, known, Instant.now())) {
                case SiteFile.Result.Loaded(Site site, var _) -> site;
                case SiteFile.Result.Invalid(var findings) ->
                        throw new IllegalStateException(findings.toString());
            };
        }
    }

    private static String simulatedProfiles() throws IOException {
        try (InputStream in = SimulatedPlant.class.getResourceAsStream(SIMULATED)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// How the program is stopped.
    enum Way {
        SIGINT(40),
        STOP_FILE(40),
        /// Takes a process of its own, during whose start the scan goes on.
        STOP_COMMAND(400);

        private final int devices;

        Way(int devices) {
            this.devices = devices;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SIGINT, false", "STOP_FILE, false", "STOP_COMMAND, false",
        "SIGINT, true", "STOP_FILE, true", "STOP_COMMAND, true"
    })
    void ofTheProgram(Way way, boolean busy, TestReporter reporter) throws Throwable {
        try (SimulatedPlant plant = plant(way.devices, 15);
                var _ = busy ? new BusyCores() : null) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < OF_THE_PROGRAM; i++) {
                Path here = Files.createDirectory(folder.resolve("scan-" + i));
                Files.writeString(here.resolve("site.yaml"), plant.siteYaml());
                millis.add(stopped(way, here, plant));
                plant.nextScan();
            }
            publish(
                    plant,
                    OF_THE_PROGRAM,
                    new Latencies(millis),
                    busy && way == Way.SIGINT ? LIMIT_MILLIS_OF_BUSY_SIGNALS : LIMIT_MILLIS,
                    way.toString(),
                    busy,
                    reporter);
        }
    }

    private double stopped(Way way, Path here, SimulatedPlant plant) throws Throwable {
        var walkdown = new Walkdown(here);
        Path latch = new KillSwitch(new StateFolder(here.resolve("state")), "stops").latch();
        Files.createDirectories(latch.getParent());
        long before = System.nanoTime();
        Running scan = walkdown.startAtTerminal("scan", "--yes", "--json", "--no-progress");
        awaitRequestAfter(plant, before);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(300_000)));
        long stop =
                switch (way) {
                    case SIGINT -> signal(scan.process());
                    case STOP_FILE -> {
                        long now = System.nanoTime();
                        Files.createFile(latch);
                        yield now;
                    }
                    case STOP_COMMAND -> command(walkdown, latch);
                };
        Ended ended = scan.awaitEnd();
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
        return millisAfter(plant, stop);
    }

    private static long command(Walkdown walkdown, Path latch) throws IOException {
        Running stop = walkdown.start("stop", "--by", "R. Okafor", "--reason", "measured");
        long giveUp = System.nanoTime() + LONGEST_NANOS;
        while (!Files.exists(latch)) {
            assertThat(System.nanoTime() - giveUp).as("no stop file").isNegative();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        long now = System.nanoTime();
        assertThat(stop.awaitEnd().exitCode()).isZero();
        return now;
    }

    /// Calls kill(2): a process that sends the signal would take its own time.
    @SuppressWarnings("restricted")
    private static long signal(Process process) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle kill =
                linker.downcallHandle(
                        linker.defaultLookup().find("kill").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int pid = Math.toIntExact(process.pid());
        long now = System.nanoTime();
        int failed = (int) kill.invokeExact(pid, SIGINT);
        assertThat(failed).isZero();
        return now;
    }

    private static void awaitRequestAfter(SimulatedPlant plant, long nanos) {
        long giveUp = System.nanoTime() + LONGEST_NANOS;
        while (plant.lastRequestNanos().orElse(nanos) - nanos <= 0) {
            assertThat(System.nanoTime() - giveUp).as("no request").isNegative();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static double millisAfter(SimulatedPlant plant, long stop) {
        return Math.max(0, (plant.lastRequestNanos().orElse(stop) - stop) / 1e6);
    }

    private static void publish(
            SimulatedPlant plant,
            int scans,
            Latencies latencies,
            double limitMillis,
            String way,
            boolean busy,
            TestReporter reporter) {
        String measured = "%s%s, %s".formatted(way, busy ? ", both cores busy" : "", latencies);
        System.out.println(measured);
        assertThat(latencies.atMost(0.999)).as(measured).isLessThanOrEqualTo(limitMillis);
        assertThat(plant.witness().breachCount()).as("%s", plant.breaches()).isZero();
        Panels.lostNothing(plant.witness());
        Witnessed seen = Witnessed.of(plant.witness());
        assertThat(seen.frames()).isGreaterThan(scans);
        boolean inTime = latencies.atMost(0.999) <= limitMillis;
        reporter.publishEntry(Map.of("measured", measured));
        reporter.publishEntry(seen.entry("S9", 1, inTime ? 1 : 0));
        reporter.publishEntry(
                Map.of(
                        "count",
                        SafetyCounts.stops(way, busy),
                        "number",
                        Integer.toString(latencies.millis().size())));
    }
}
