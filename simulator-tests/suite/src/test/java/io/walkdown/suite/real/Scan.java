package io.walkdown.suite.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `walkdown scan` of one server, as a process with a state folder of its own.
final class Scan {
    private static final long SECONDS = 150;

    private final Path cli;
    private final Path folder;

    /// @param cli the folder with `walkdown.jar` and `lib`
    /// @param folder a folder of its own
    Scan(Path cli, Path folder) {
        this.cli = cli;
        this.folder = folder;
    }

    /// Scans the server and reads what was printed.
    ///
    /// @param device further keys of the device's entry
    Report run(RunningServer server, String device) throws IOException, InterruptedException {
        Path site = Files.writeString(folder.resolve("site.yaml"), site(server, device));
        Path out = folder.resolve("out.json");
        Path errors = folder.resolve("errors.txt");
        var builder =
                new ProcessBuilder(command(site))
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("WALKDOWN_STATE", folder.resolve("state").toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // it would speak on standard error
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("scan ended within %d s: %s", SECONDS, Files.readString(errors))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Report.of(process.exitValue(), Files.readString(out), Files.readString(errors));
    }

    private List<String> command(Path site) {
        Path jar = cli.resolve("walkdown.jar");
        assertThat(jar).as("the command line, which `mvn verify` builds first").exists();
        return List.of(
                Setup.java(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                jar + ":" + cli.resolve("lib").resolve("*"),
                "io.walkdown.cli.command.Main",
                "scan",
                "--site",
                site.toString(),
                "--yes",
                "--json");
    }

    /// A site with that one device, of which nothing else is a client, so that only the device's
    /// own limits decide.
    private static String site(RunningServer server, String device) {
        return """
        version: 1
        site: real-devices
        timeZone: UTC
        scope: [%s]
        windows: any
        devices:
          - name: server
            address: %s
            port: %d
            %s
            clients: 0
            acknowledge: {rule: S2, by: suite, reason: a test server on loopback, until: %s}
        """
                .formatted(
                        server.address(),
                        server.address(),
                        server.port(),
                        String.join("\n    ", device.split("; ")),
                        Instant.now()
                                .plus(Duration.ofDays(2))
                                .atZone(ZoneOffset.UTC)
                                .toLocalDate());
    }
}
