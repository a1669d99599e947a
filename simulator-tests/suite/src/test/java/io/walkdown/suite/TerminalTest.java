package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real program in a real terminal: `mvn verify -Pterminal`. It needs tmux, and fails without.
///
/// Golden screens are in `src/test/resources`; the JVM option `-Dwalkdown.golden=write` writes them
/// anew.
@Tag("terminal")
class TerminalTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "io", "walkdown", "suite", "terminal");

    private static final String LINE =
            """
            version: 1
            name: line-6
            scope: [127.20.80.0/24]
            limits: {concurrentVisits: 2, framesPerSecond: 40}
            devices:
              - name: filler
                address: 127.20.80.11
                hmi: true
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
              - name: labeller
                address: 127.20.80.12
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-2}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
            """;

    private static final String CROWD =
            """
            version: 1
            name: crowd
            scope: [127.20.81.0/24]
            limits: {concurrentVisits: 4, framesPerSecond: 40}
            devices:
              - name: watched
                address: 127.20.81.250
                hmi: true
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S W-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
            crowd:
              name: plc-{n}
              count: 199
              from: 127.20.81.1
              template:
                answerDelayMs: 200
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}"}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 0}
            """;

    @TempDir Path folder = Path.of("");

    private SimulatedSite plant(String yaml) throws IOException {
        SimulatedSite site = SimulatedSite.start(folder, yaml);
        Path script = folder.resolve("walkdown");
        Files.writeString(
                script,
                Walkdown.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return site;
    }

    @Test
    void completesRunsAndLeaves() throws IOException {
        try (SimulatedSite site = plant(LINE);
                Tmux terminal = Tmux.open(folder, 80, 60)) {
            terminal.enters("./walkdown shell").sees("^line-6 window open> *$");
            terminal.types("us").presses("Tab").types("fil").presses("Tab");
            terminal.sees("^line-6 window open> use filler *$");
            terminal.presses("Enter").sees("^line-6 window open filler> *$");
            terminal.types("ask szl-001").presses("Tab").sees("szl-0011 +szl-001c");
            terminal.enters("1").sees("Send this to filler now\\? \\[y/N\\] *$");
            terminal.enters("y").sees("^identified; 4 frames(?s:.*)^line-6 window open filler> *$");
            terminal.presses("Up").sees("filler> ask szl-0011 *$");
            terminal.presses("C-c").sees("filler> *$");
            terminal.presses("C-d").sees("^\\$ *$");
            terminal.enters("echo code=$?").sees("^code=0$");

            assertThat(site.witness().path("breachCount").asInt()).isZero();
        }
    }

    @Test
    void marksWhatIsWrongBeforeEnter() throws IOException {
        try (SimulatedSite _ = plant(LINE);
                Tmux terminal = Tmux.open(folder, 80, 24)) {
            terminal.enters("./walkdown shell").sees("^line-6 window open> *$");
            terminal.types("use nobody").sees("use nobody");

            assertThat(terminal.colored()).containsPattern("\u001b\\[4m(\u001b\\[[0-9;]*m)*nobody");
        }
    }

    @Test
    void noColorHolds() throws IOException {
        try (SimulatedSite _ = plant(LINE);
                Tmux terminal = Tmux.open(folder, 80, 24)) {
            terminal.enters("NO_COLOR=1 ./walkdown shell").sees("^line-6 window open> *$");
            terminal.enters("plan").sees("plan hash");
            terminal.types("use nobody").sees("use nobody");

            assertThat(terminal.colored()).doesNotContainPattern("\u001b\\[[0-9;]*3[0-7][0-9;]*m");
        }
    }

    @Test
    void ctrlCGivesThePromptBackWithinASecond() throws IOException {
        try (SimulatedSite site = plant(CROWD);
                Tmux terminal = Tmux.open(folder, 160, 50)) {
            terminal.enters("./walkdown shell").sees("^crowd window open> *$");
            terminal.enters("scan --yes").sees("[1-9]\\d* of 200 devices done");
            terminal.presses("C-c");
            terminal.seesWithin("^crowd window open> *$", Duration.ofSeconds(1));
            terminal.sees("^ended: scan --yes \\(exit code 5\\)(?s:.*)^crowd window open> *$");
            terminal.enters("why plc-00199").sees("Nothing holds it back(?s:.*)open> *$");
            terminal.presses("C-d").sees("^\\$ *$");

            var witness = site.witness();
            assertThat(witness.path("breachCount").asInt()).isZero();
            assertThat(witness.path("devices")).allMatch(d -> d.path("openNow").asInt() == 0);
        }
    }

    @Test
    void sigtermInAScanClosesAndEndsWithFive() throws IOException {
        try (SimulatedSite site = plant(CROWD);
                Tmux terminal = Tmux.open(folder, 160, 50)) {
            terminal.enters("./walkdown shell").sees("^crowd window open> *$");
            terminal.enters("scan --yes").sees("[1-9]\\d* of 200 devices done");
            new ProcessBuilder("kill", "-TERM", Long.toString(terminal.pid("java"))).start();
            terminal.sees("^\\$ *$");
            terminal.enters("echo code=$?").sees("^code=5$");

            var witness = site.witness();
            assertThat(witness.path("breachCount").asInt()).isZero();
            assertThat(witness.path("devices")).allMatch(d -> d.path("openNow").asInt() == 0);
        }
    }

    @Test
    void ctrlCStopsInOrderAtADumbTerminalToo() throws IOException {
        try (SimulatedSite site = plant(CROWD);
                Tmux terminal = Tmux.open(folder, 160, 50)) {
            terminal.enters("TERM=dumb ./walkdown shell").sees("^crowd window open> *$");
            terminal.enters("scan --yes");
            terminal.seesWithin("[1-9]\\d*/200 devices", Duration.ofSeconds(60));
            terminal.presses("C-c").sees("stopping \\(Ctrl-C\\)(?s:.*)^crowd window open> *");
            terminal.sees("ended: scan --yes \\(exit code 5\\)");
            terminal.presses("C-c").sees("\\^C\\s+crowd window open> *$");
            terminal.enters("why plc-00199").sees("Nothing holds it back");
            terminal.enters("exit").sees("^\\$ *$");

            assertThat(ofTheWitness(site)).isEqualTo("0 breaches, none open");
        }
    }

    @Test
    void aClosedWindowEndsAScanInOrder() throws IOException {
        try (SimulatedSite site = plant(CROWD);
                Tmux terminal = Tmux.open(folder, 160, 50)) {
            terminal.enters("./walkdown shell").sees("^crowd window open> *$");
            terminal.enters("scan --yes").sees("[1-9]\\d* of 200 devices done");
            ProcessHandle shell = ProcessHandle.of(terminal.pid("java")).orElseThrow();
            terminal.closesTheWindow();
            shell.onExit().orTimeout(60, TimeUnit.SECONDS).join();

            assertThat(ofTheWitness(site)).isEqualTo("0 breaches, none open");
            assertThat(site.runs().getFirst().resolve("observations.json")).exists();
        }
    }

    @Test
    void knowsTheWidthOfTheTerminalAndWorksAtAnUnknownOne() throws IOException {
        Path launcher = Path.of("..", "..", "walkdown").toAbsolutePath().normalize();
        try (SimulatedSite _ = plant(LINE);
                Tmux terminal = Tmux.open(folder, 60, 120)) {
            terminal.enters("sh %s plan; echo code=$?".formatted(launcher)).sees("^code=0");
            assertThat(terminal.screen()).contains("\nfiller\n", "  address").contains("  profile");

            terminal.enters("clear; TERM=xterm-nosuch ./walkdown shell").sees("window open> *$");
            assertThat(terminal.screen()).doesNotContain("\tat ", "Exception", "WARN");
        }
    }

    private static String ofTheWitness(SimulatedSite site) throws IOException {
        var witness = site.witness();
        long open =
                StreamSupport.stream(witness.path("devices").spliterator(), false)
                        .filter(device -> device.path("openNow").asInt(-1) != 0)
                        .count();
        return "%d breaches, %s open"
                .formatted(witness.path("breachCount").asInt(-1), open == 0 ? "none" : "" + open);
    }

    @Test
    void resizesAndPastes() throws IOException {
        try (SimulatedSite _ = plant(LINE);
                Tmux terminal = Tmux.open(folder, 80, 60)) {
            terminal.enters("./walkdown shell").sees("^line-6 window open> *$");
            terminal.types("plan --only filler").resizes(60, 60).sees("plan --only filler");
            terminal.presses("Enter").sees("plan hash(?s:.*)> *$");
            assertThat(terminal.screen().lines()).allMatch(line -> line.length() <= 60);
            terminal.resizes(160, 60).enters("plan --only labeller");
            terminal.sees("^labeller +127.20.80.12:\\d+ +sim-s7-300 +szl-0011, szl-001c +10 ");

            terminal.sees("^labeller(?s:.*)plan hash(?s:.*)> *$");
            terminal.presses("C-l").sees("\\A[^\\n]*> *\\z");
            terminal.pastes("use filler\nuse nobody\nuse ..\n");
            terminal.presses("Enter");
            assertThat(terminal.sees("were not run(?s:.*)filler> *$"))
                    .contains("there is no device nobody");
        }
    }

    @Test
    void worksAtADumbTerminalAndInAPipe() throws IOException {
        try (SimulatedSite _ = plant(LINE);
                Tmux terminal = Tmux.open(folder, 80, 60)) {
            terminal.enters("TERM=dumb ./walkdown shell").sees("^line-6 window open> *$");
            terminal.enters("use filler").sees("^line-6 window open filler> *$");
            terminal.enters("exit").sees("^\\$ *$");
            Files.write(folder.resolve("steps.txt"), List.of("use filler", "why", "use nobody"));

            terminal.enters("clear; ./walkdown shell < steps.txt; echo code=$?");

            assertThat(terminal.sees("^code=\\d+$"))
                    .contains("Nothing holds it back", "step 3 of standard input ended with 64")
                    .contains("code=64");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 160})
    void looksAsItDid(int columns) throws IOException {
        try (SimulatedSite _ = plant(LINE);
                Tmux terminal = Tmux.open(folder, columns, 200)) {
            terminal.enters("./walkdown shell").sees("^line-6 window open> *$");
            terminal.enters("help").sees("^help COMMAND(?s:.*)^line-6 window open> *$");
            terminal.enters("use filler").sees("^line-6 window open filler> *$");
            terminal.enters("look").sees("could be visited now(?s:.*)filler> *$");
            terminal.enters("ask szl-001c").sees("\\[y/N\\] *$");
            terminal.enters("n").sees("when you are ready(?s:.*)filler> *$");

            String screen = settled(terminal.screen());

            Path golden = GOLDEN.resolve("shell-%d.txt".formatted(columns));
            if ("write".equals(System.getProperty("walkdown.golden"))) {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, screen);
            }
            assertThat(screen).isEqualTo(Files.readString(golden));
        }
    }

    /// Who may not listen on the standard port listens on another; a list may gain entries.
    private static String settled(String screen) {
        return screen.lines()
                .map(line ->
                        line.replace(":10102", ":102")
                                .replaceAll("[0-9a-f]{16}", "#".repeat(16))
                                .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
