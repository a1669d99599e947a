package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Types commands into a folder of its own, with a state folder of its own and a clock that stands.
final class CommandLineUser {
    /// A Monday, seven o'clock in the evening in UTC.
    static final Instant NOW = Instant.parse("2026-11-23T19:00:00Z");

    private final Path folder;
    private final Instant now;

    CommandLineUser(Path folder) {
        this(folder, NOW);
    }

    CommandLineUser(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /// How a command ended; no user ever sees a stack trace.
    record Ended(int code, String out, String err) {
        Ended {
            assertThat(err).doesNotContain("\tat ", "Exception in thread");
            assertThat(out).doesNotContain("\tat ");
        }

        /// Whether it failed with that code and told what, why and the way out.
        Ended failed(ExitCode expected, String... named) {
            assertThat(code).as(err).isEqualTo(expected.code());
            assertThat(err).contains("walkdown: ", "  why: ", "  do:  ").contains(named);
            return this;
        }

        Ended done() {
            assertThat(code).as(err).isZero();
            return this;
        }
    }

    Ended types(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(new byte[0]),
                        Map.of("WALKDOWN_STATE", folder.resolve("state").toString()),
                        folder,
                        InstantSource.fixed(now),
                        false,
                        false,
                        0);
        int code = Main.run(console, arguments);
        return new Ended(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Writes a file of the folder.
    CommandLineUser has(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /// Writes a site file of loopback devices that may be contacted at any time.
    CommandLineUser hasSite(String... devices) throws IOException {
        var text =
                new StringBuilder(
                        """
                        version: 1
                        site: plant-7
                        scope: [127.20.0.0/16]
                        windows: any
                        devices:
                        """);
        for (String device : devices) {
            text.append("  - {").append(device).append("}\n");
        }
        return has("site.yaml", text.toString());
    }
}
