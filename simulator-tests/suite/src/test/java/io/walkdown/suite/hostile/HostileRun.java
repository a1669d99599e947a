package io.walkdown.suite.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.simulator.hostile.Catalogue;
import io.walkdown.simulator.hostile.HostileDevice;
import io.walkdown.simulator.hostile.HostileDevice.Witnessed;
import io.walkdown.simulator.hostile.Layer;
import io.walkdown.simulator.hostile.Spoken;
import io.walkdown.simulator.hostile.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Plays variants, each on a device of its own, and has all of them scanned by one process with a
/// heap of 64 MiB.
///
/// @param folder empty; everything is kept in it
/// @param waitMillis the scanner's wait for an answer
/// @param atATime how many scans run at a time
record HostileRun(Path folder, int waitMillis, int atATime) {
    /// The heap of the process that scans; each scan may take what is left beside the others.
    static final String HEAP = "-Xmx64m";

    private static final long LONGEST_SECONDS = 300;
    private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A variant to be played.
    record Case(Spoken spoken, String misbehaviour, Layer layer, Variant variant) {
        private static final String HONEST = "honest";

        /// A device that does nothing wrong, to compare the others with.
        static Case honest(Spoken spoken) {
            return new Case(spoken, HONEST, Layer.MEANING, Catalogue.honest());
        }

        boolean isHonest() {
            return misbehaviour.equals(HONEST);
        }

        /// Misdeeds that follow an answer that was right: the next request may cross them.
        private static final Set<String> BEHIND_AN_ANSWER =
                Set.of(
                        "answers-twice",
                        "answers-again",
                        "bytes-behind-an-answer",
                        "closes-behind-an-answer",
                        "floods-behind-an-answer",
                        "floods-with-answers",
                        "answers-late-into-the-next",
                        "sends-urgent-data");

        /// The most frames that a visit may send: the requests up to the misdeed, and a close. A
        /// device over TCP that speaks EtherNet/IP is asked by one datagram before. No bound of its
        /// own where the device may be asked on: it is honest again, or what it said was allowed;
        /// nor where it does not get to an answer.
        int mostFrames() {
            if (variant.outcomes().contains("identified")
                    || layer == Layer.MEANING
                    || variant.first() == Integer.MAX_VALUE) {
                return Integer.MAX_VALUE;
            }
            int crossing = BEHIND_AN_ANSWER.contains(misbehaviour) ? 1 : 0;
            return switch (spoken) {
                case ENIP_UDP -> 1;
                case ENIP_TCP -> Math.max(0, variant.first()) + 3 + crossing;
                case S7, MODBUS -> Math.max(0, variant.first()) + 2 + crossing;
            };
        }

        @Override
        public String toString() {
            return "%s, %s: %s".formatted(misbehaviour, spoken.title(), variant.detail());
        }
    }

    /// What came of it.
    ///
    /// @param visit the visit in the run's observations
    /// @param assets the assets there
    /// @param failed why the scan itself failed; empty unless it did
    /// @param witnessed what the device saw
    record Played(
            Case played, JsonNode visit, JsonNode assets, String failed, Witnessed witnessed) {
        String outcome() {
            return visit.path("outcome").asText();
        }
    }

    /// What a run left.
    ///
    /// @param exitCode of the process that scanned
    /// @param said what it wrote, which is nothing unless something is wrong
    record Result(List<Played> all, int exitCode, String said) {}

    Result play(List<Case> cases) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("profiles.yaml"), profiles());
        List<HostileDevice> devices = new ArrayList<>();
        try {
            for (int i = 0; i < cases.size(); i++) {
                Case one = cases.get(i);
                var device = HostileDevice.start(one.spoken(), one.variant(), address(i));
                devices.add(device);
                Path place = Files.createDirectory(folder.resolve(name(i)));
                Files.writeString(place.resolve("site.yaml"), site(one, address(i), device.port()));
            }
            Path said = folder.resolve("said.txt");
            int exitCode = scan(said);
            List<Played> all = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                all.add(played(cases.get(i), folder.resolve(name(i)), devices.get(i)));
            }
            return new Result(all, exitCode, Files.readString(said));
        } finally {
            devices.forEach(HostileDevice::close);
        }
    }

    private static String name(int i) {
        return "case-%05d".formatted(i);
    }

    private static String address(int i) {
        return "127.41.%d.%d".formatted(i / 250, i % 250 + 1);
    }

    private int scan(Path said) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-XX:MaxDirectMemorySize=16m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HostileScans.class.getName(),
                                folder.toString(),
                                Integer.toString(atATime))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("a scan does not end: " + Files.readString(said));
        }
        return process.exitValue();
    }

    private static Played played(Case one, Path place, HostileDevice device) throws IOException {
        long giveUp = System.nanoTime() + NOTICE_NANOS;
        while (device.witnessed().openNow() > 0 && System.nanoTime() - giveUp < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        Path failure = place.resolve("failed.txt");
        String failed = Files.exists(failure) ? Files.readString(failure) : "";
        JsonNode seen = observations(place);
        return new Played(
                one, seen.at("/visits/0"), seen.path("assets"), failed, device.witnessed());
    }

    private static JsonNode observations(Path place) throws IOException {
        Path runs = place.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return JSON.createObjectNode();
        }
        try (Stream<Path> all = Files.list(runs)) {
            Path file = all.findFirst().orElseThrow().resolve("observations.json");
            return Files.exists(file)
                    ? JSON.readTree(Files.readAllBytes(file))
                    : JSON.createObjectNode();
        }
    }

    private static String site(Case one, String address, int port) {
        String protocol =
                switch (one.spoken()) {
                    case S7 -> "protocol: s7, profile: hostile-s7, rack: 0, slot: 2";
                    case MODBUS -> "protocol: modbus, profile: hostile-modbus, unit: 255";
                    case ENIP_UDP -> "protocol: enip, profile: hostile-enip";
                    case ENIP_TCP -> "protocol: enip, profile: hostile-enip, slots: [0, 1]";
                };
        return """
        version: 1
        site: hostile
        timeZone: UTC
        scope: [127.41.0.0/16]
        windows: any
        limits: {concurrentVisits: 1, framesPerSecond: 1000}
        devices:
          - {name: device, address: %s, port: %d, clients: 0, %s}
        """
                .formatted(address, port, protocol);
    }

    private String profiles() {
        return "version: 1\nprofiles:\n"
                + profile("hostile-s7", "s7-300", "s7", "tcp", 8)
                + "    requests: [szl-0011, szl-001c]\n"
                + "    componentListOrderNumbers: ['6ES7 315-.*']\n"
                + profile("hostile-modbus", "m340", "modbus", "tcp", 4)
                + "    requests: [device-id-basic, device-id-regular]\n"
                + profile("hostile-enip", "logix", "enip", "tcp, udp", 1)
                + "      readsPerSlot: {value: 1, unit: reads, "
                + GRADE
                + "}\n    requests: [list-identity, slot-identity]\n";
    }

    private static final String GRADE = "grade: J, source: tests, date: 2026-11-23";

    private String profile(
            String id, String simulates, String protocol, String transports, int reads) {
        return """
          - id: %s
            title: "Hostile"
            simulates: %s
            protocols: [%s]
            transports: [%s]
            limits:
              gap: {value: 5, unit: ms, %6$s}
              connectTimeout: {value: 1000, unit: ms, %6$s}
              requestTimeout: {value: %7$d, unit: ms, %6$s}
              closeTimeout: {value: 500, unit: ms, %6$s}
              revisit: {value: 1, unit: s, %6$s}
              slots: {value: 32, unit: connections, %6$s}
              reserved: {value: 8, unit: connections, %6$s}
              requests: {value: %5$d, unit: reads, %6$s}
        """
                .formatted(id, simulates, protocol, transports, reads, GRADE, waitMillis);
    }
}
