package io.walkdown.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs that we did not write, as judges.
final class Tools {

    /// What tshark marks as malformed, or warns of: wrong checksums, lengths, sequence numbers.
    static final String MALFORMED =
            "_ws.malformed || _ws.expert.severity == \"Error\" || _ws.expert.severity == \"Warning\"";

    private static final int SECONDS = 60;

    private Tools() {}

    /// Skips a test where the program is not installed, unless `WALKDOWN_JUDGES` is `required`.
    static void require(String program) {
        boolean installed =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        boolean required = "required".equals(System.getenv("WALKDOWN_JUDGES"));
        assumeTrue(installed || required, program + " is not installed, so this is not judged");
    }

    /// The fields of every packet that passes the display filter, one line each.
    static List<String> tshark(SimulatedPlant plant, Path capture, String filter, String... fields)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(List.of("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"));
        command.addAll(List.of("-o", "udp.check_checksum:TRUE"));
        command.addAll(decoding(plant));
        command.addAll(List.of("-Y", filter, "-T", "fields"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        return run(command).lines().filter(line -> !line.isBlank()).toList();
    }

    /// Tells tshark which protocol a port speaks: it cannot know, because tests listen anywhere.
    private static List<String> decoding(SimulatedPlant plant) {
        List<String> options = new ArrayList<>();
        List<String> modbus = new ArrayList<>();
        for (DeviceSpec device : PlantFile.demo().devices()) {
            int port = plant.port(device.name());
            switch (device.protocol()) {
                case S7 -> options.addAll(List.of("-d", "tcp.port==" + port + ",tpkt"));
                case MODBUS -> modbus.add(Integer.toString(port));
                case ENIP -> {
                    options.addAll(List.of("-d", "tcp.port==" + port + ",enip"));
                    options.addAll(List.of("-d", "udp.port==" + port + ",enip"));
                }
            }
        }
        options.addAll(List.of("-o", "mbtcp.tcp.port:" + String.join(",", modbus)));
        return options;
    }

    /// Runs a program to its end and gives what it printed.
    static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("walkdown-tool", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } finally {
            Files.delete(output);
        }
    }
}
