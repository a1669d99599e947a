package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.store.KillSwitch;
import io.walkdown.scanner.store.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens between the scan's question and its answer counts (S9).
final class StopDuringQuestionTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aStopFileThatAppearsWhileTheScanAsksStopsIt() throws IOException {
        Path state = folder.resolve("state");

        CommandLineUser.Ended ended =
                asked(
                        () -> {
                            var latch =
                                    new KillSwitch(
                                                    StateFolder.find(environment(), folder).made(),
                                                    "plant-7")
                                            .latch();
                            Files.createDirectories(state.resolve("stops"));
                            Files.createFile(latch);
                        },
                        "scan");

        ended.failed(ExitCode.REFUSED, "the site is stopped", "S9");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aHeartbeatThatIsLostWhileTheScanAsksStopsIt() throws IOException {
        Path beat = folder.resolve("beat");
        Files.createFile(beat);
        Files.setLastModifiedTime(beat, FileTime.from(CommandLineUser.NOW));

        CommandLineUser.Ended ended =
                asked(() -> Files.delete(beat), "scan", "--heartbeat", "beat");

        ended.failed(ExitCode.REFUSED, "the heartbeat is lost", "S9", "NoSuchFileException");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void refusesALimitThatMakesNoSense() throws IOException {
        var user = new CommandLineUser(folder).hasSite();
        for (String limit : new String[] {"30", "-1s", "2h", "5ms", "soon"}) {
            user.types("scan", "--heartbeat", "beat", "--heartbeat-limit", limit)
                    .failed(ExitCode.USAGE, "--heartbeat-limit " + limit);
        }
        user.types("scan", "--heartbeat-limit", "30s").failed(ExitCode.USAGE, "names none");
        user.types("scan", "--heartbeat", "beat", "--heartbeat-limit", "1 min")
                .failed(ExitCode.REFUSED, "60.0 s");
    }

    /// What somebody does while the question is on the screen.
    interface Meanwhile {
        void happens() throws IOException;
    }

    private Map<String, String> environment() {
        return Map.of("WALKDOWN_STATE", folder.resolve("state").toString());
    }

    /// A terminal at which something happens before the user types y.
    private CommandLineUser.Ended asked(Meanwhile meanwhile, String... arguments)
            throws IOException {
        new CommandLineUser(folder)
                .hasSite(
                        "name: a, address: 127.20.0.9, port: 19, protocol: modbus,"
                                + " profile: sim-m580, clients: 0");
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Answer(meanwhile),
                        environment(),
                        folder,
                        InstantSource.fixed(CommandLineUser.NOW),
                        true,
                        false,
                        0);
        int code = Main.run(console, arguments);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Contact 1 of 1 devices now?");
        return new CommandLineUser.Ended(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// `y` and a line end, after something happened.
    private static final class Answer extends InputStream {
        private final Meanwhile meanwhile;
        private int at;

        Answer(Meanwhile meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public int read() throws IOException {
            if (at == 0) {
                meanwhile.happens();
            }
            return at < 2 ? "y\n".charAt(at++) : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int next = read();
            if (next < 0) {
                return -1;
            }
            into[offset] = (byte) next;
            return 1;
        }
    }
}
