package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.walkdown.cli.report.ReportFormat;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.simulator.SimulatedPlant.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell at a terminal, with simulated devices that record what reaches them.
final class ShellTest {
    private static final String PLANT =
            """
            version: 1
            name: line-4
            scope: [127.20.77.0/24]
            limits: {concurrentVisits: 2, framesPerSecond: 40}
            devices:
              - name: filler
                address: 127.20.77.11
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
            """;

    private static final String CROWD =
            """
            version: 1
            name: crowd
            scope: [127.20.78.0/24]
            limits: {concurrentVisits: 4, framesPerSecond: 40}
            crowd:
              name: plc-{n}
              count: 200
              from: 127.20.78.1
              template:
                answerDelayMs: 100
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}"}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 0}
            """;

    private static final Pattern BYTES = Pattern.compile("(?m)^ {4}((?:(?:[0-9a-f]{2}|\\.\\.) )+)");

    @TempDir private Path folder = Path.of("");

    private SimulatedPlant plant(String yaml) throws IOException {
        SimulatedPlant plant = SimulatedPlant.start(PlantFile.parse(yaml), Ports.EPHEMERAL);
        Files.writeString(folder.resolve("site.yaml"), plant.siteYaml());
        return plant;
    }

    @Test
    void asksWithExactlyTheBytesThatItShowed() throws Exception {
        try (SimulatedPlant plant = plant(PLANT);
                var user = new ShellUser(folder, "xterm")) {
            user.enters("use filler");
            user.types("ask szl-0011\r");
            String shown = user.sees("Send this to filler now\\?");
            assertThat(plant.witness().device("filler").connections()).isZero();
            user.types("y\r");
            String told = user.sees("kept in .*\\n.*filler> ");

            assertThat(told)
                    .contains("TPKTPacket", "6ES7 315-2EH14-0AB0", "identified; 4 frames")
                    .contains("orderNumber", "s7 szl-0011");
            var witness = plant.witness().device("filler");
            assertThat(witness.frames()).isEqualTo(4);
            assertThat(witness.connections()).isEqualTo(1);
            assertThat(witness.openNow()).as("no connection is held open").isZero();
            assertThat(recorded(plant)).containsPattern(shownFrames(shown));
            assertThat(witness.breaches()).isEmpty();
        }
    }

    /// The frames that were sent, in their order: what was shown of each, with `..` for bytes that
    /// the conversation decides. The continuation was not needed.
    private static Pattern shownFrames(String shown) {
        List<String> frames = new ArrayList<>();
        for (String step : shown.split("(?m)^  tcp ", -1)) {
            var hex = new StringBuilder();
            Matcher bytes = BYTES.matcher(step);
            while (bytes.find()) {
                hex.append(bytes.group(1).replace(" ", ""));
            }
            if (!hex.isEmpty() && !step.startsWith("szl-0011-more")) {
                frames.add(hex.toString());
            }
        }
        assertThat(frames).hasSize(4);
        return Pattern.compile(String.join(".*", frames));
    }

    private String recorded(SimulatedPlant plant) throws IOException {
        Path capture = folder.resolve("witness.pcapng");
        plant.capture(capture);
        return HexFormat.of().formatHex(Files.readAllBytes(capture));
    }

    @Test
    void noSendsNothing() throws Exception {
        try (SimulatedPlant plant = plant(PLANT);
                var user = new ShellUser(folder, "xterm")) {
            user.enters("use filler");
            for (String answer : List.of("n\r", "\r", ShellUser.CTRL_C, "yup\r")) {
                user.types("ask szl-0011\r").sees("Send this to filler now\\?");
                user.types(answer);
                assertThat(user.sees("filler> ")).contains("nothing was sent");
            }
            assertThat(plant.witness().device("filler").connections()).isZero();
            assertThat(folder.resolve("runs")).doesNotExist();
        }
    }

    @Test
    void whatExceedsTheAllowanceIsRefusedWithTheTimeAtWhichItIsFree() throws Exception {
        try (SimulatedPlant plant = plant(PLANT)) {
            restAnHour();
            asksTwice(plant);
        }
    }

    /// An overlay that only tightens, so that the interval outlasts the test on any machine.
    private void restAnHour() throws IOException {
        Path site = folder.resolve("site.yaml");
        Files.writeString(
                folder.resolve("ours.yaml"),
                "version: 1\noverlays: [{profile: sim-s7-300, revisit: 1 h}]\n");
        Files.writeString(
                site,
                Files.readString(site)
                        .replaceFirst("(?m)^devices:", "overlays: [ours.yaml]\ndevices:"));
    }

    private void asksTwice(SimulatedPlant plant) throws Exception {
        try (var user = new ShellUser(folder, "xterm")) {
            user.enters("use filler");
            String first = user.enters("ask szl-001c --yes");
            String second = user.enters("ask szl-001c --yes");

            assertThat(first).contains("identified");
            assertThat(second)
                    .contains("walkdown: the device is not asked; nothing was sent")
                    .contains("why: S10: ", "are used, and this can take")
                    .containsPattern("do:  it is free at \\w{3} \\d+ \\w{3} \\d\\d:\\d\\d:\\d\\d");
            assertThat(plant.witness().device("filler").connections()).isEqualTo(1);
        }
    }

    @Test
    void ctrlCGivesThePromptBackWhileConnectionsCloseBehindIt() throws Exception {
        try (SimulatedPlant plant = plant(CROWD);
                var user = new ShellUser(folder, "xterm")) {
            user.types("scan --yes\r").sees("[1-9]\\d* of 200 devices done");
            long at = System.nanoTime();
            user.types(ShellUser.CTRL_C);
            user.seesWithin("crowd window open> ", Duration.ofSeconds(1));
            Duration took = Duration.ofNanos(System.nanoTime() - at);

            String announced = user.sees("ended: scan --yes \\(exit code 5\\)");
            String sent = user.raw();
            int frames = frames(plant);
            String after = user.enters("why plc-00200");

            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(sent).contains("stopping (Ctrl-C)"); // where the board was
            assertThat(announced).contains("left undone:");
            assertThat(after).contains("Nothing holds it back");
            assertThat(frames(plant)).as("no request afterwards").isEqualTo(frames);
            assertThat(plant.witness().devices()).allMatch(device -> device.openNow() == 0);
            assertThat(plant.breaches()).isEmpty();
            assertThat(user.leaves()).isZero();
        }
    }

    @Test
    void aTerminalThatGoesAwayLeavesNoConnectionOpen() throws Exception {
        assumeTrue(ShellUser.hearsOfClosedWindows(), "nohup keeps SIGHUP from this process");
        try (SimulatedPlant plant = plant(CROWD);
                var user = new ShellUser(folder, "xterm")) {
            user.types("scan --yes\r").sees("[1-9]\\d* of 200 devices done");

            assertThat(user.closesTheWindow()).isEqualTo(5);

            assertThat(plant.witness().devices()).allMatch(device -> device.openNow() == 0);
            assertThat(plant.breaches()).isEmpty();
        }
    }

    @Test
    void whatWasNotSelectedIsNotLeftUndone() throws Exception {
        try (SimulatedPlant _ = plant(CROWD);
                var user = new ShellUser(folder, "xterm")) {
            user.types("scan --yes --only 127.20.78.0/26\r").sees("[1-9]\\d* of \\d+ devices done");
            user.types(ShellUser.CTRL_C);

            String announced = user.sees("ended: scan --yes --only .* \\(exit code 5\\)");
            assertThat(announced).containsPattern("left undone: \\d+ of 63 devices");
        }
    }

    @Test
    void watchesAScanThatRunsElsewhere() throws Exception {
        try (SimulatedPlant _ = plant(CROWD);
                var scanning = new ShellUser(folder, "xterm");
                var watching = new ShellUser(folder, "xterm")) {
            assertThat(watching.enters("watch")).contains("No scan of this site runs now.");
            scanning.types("scan --yes\r").sees("[1-9]\\d* of 200 devices done");

            watching.types("watch\r").sees("\\d+ of 200 devices done");
            watching.types(ShellUser.CTRL_C).sees("window open> ");
            watching.types("watch\r").sees("\\d+ of 200 devices done");
            scanning.types(ShellUser.CTRL_C).sees("ended: scan --yes");

            assertThat(watching.sees("ended: .*frames sent")).contains("window open> ");
        }
    }

    @Test
    void watchesInPlainLinesWhereTheCursorCannotBeMoved() throws Exception {
        try (SimulatedPlant _ = plant(CROWD);
                var scanning = new ShellUser(folder, "xterm");
                var watching = new ShellUser(folder, "dumb")) {
            scanning.types("scan --yes\r").sees("[1-9]\\d* of 200 devices done");

            watching.types("watch\r")
                    .sees(
                            "\\d+ of 200 devices done(?s:.*)frames/s [0-9.]+ of 40,"
                                    + "(?s:.*)about(?s:.*)until ");
            watching.types(ShellUser.CTRL_C).sees("the scan goes on");

            assertThat(watching.raw()).doesNotContain("\u001b[J", "\u001b[K");
            scanning.types(ShellUser.CTRL_C).sees("ended: scan --yes");
        }
    }

    private static int frames(SimulatedPlant plant) {
        return plant.witness().devices().stream().mapToInt(device -> device.frames()).sum();
    }

    @Test
    void completesWhatTheSiteKnows() throws Exception {
        try (SimulatedPlant _ = plant(PLANT);
                var user = new ShellUser(folder, "xterm")) {
            user.types("use fi" + ShellUser.TAB).sees("use filler ");
            user.types("\r").sees("filler> ");
            user.types("ask szl-001" + ShellUser.TAB).sees("szl-0011 +szl-001c");
            user.types(ShellUser.CTRL_C).sees("filler> ");
            user.types("scan --on" + ShellUser.TAB).sees("scan --only ");
            user.types("group" + ShellUser.CTRL_C).sees("filler> ");
            user.types("plan --site si" + ShellUser.TAB).sees("site.yaml");
        }
    }

    /// A site of 600 devices, more than are ever offered at once.
    private void largeSite() throws IOException {
        var text =
                new StringBuilder(
                        """
                        version: 1
                        site: large
                        scope: [127.20.0.0/16]
                        windows: any
                        groups:
                          line-2: {kind: switch}
                        devices:
                        """);
        for (int i = 1; i <= 600; i++) {
            text.append(
                    "  - {name: plc-%05d, address: 127.20.%d.%d, protocol: s7, zone: Z%05d, groups: [line-2]}%n"
                            .formatted(i, 90 + i / 200, 1 + i % 200, i));
        }
        Files.writeString(folder.resolve("site.yaml"), text.toString());
    }

    @Test
    void completesOnSitesOfMoreDevicesThanAreOffered() throws Exception {
        largeSite();
        try (var user = new ShellUser(folder, "xterm")) {
            completes(user, "use plc-006", "00");
            completes(user, "use 127.20.93.", "1");
            completes(user, "plan --only gr", "oup=line-2");
            completes(user, "plan --only zone=Z006", "00");
            completes(user, "plan --only proto", "col=s7");
        }
    }

    private static void completes(ShellUser user, String typed, String rest) throws IOException {
        user.types(typed + ShellUser.TAB).sees("> " + Pattern.quote(typed + rest) + " \\z");
        user.types(ShellUser.CTRL_C).sees("> \\z");
    }

    @Test
    void completesValuesOfEveryKind() throws Exception {
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                version: 1
                site: kinds
                scope: [127.20.0.0/16]
                windows: any
                devices:
                  - {name: filler, address: 127.20.77.11, protocol: s7, profile: s7-300, clients: 1}
                  - {name: meters, address: 127.20.77.12, protocol: modbus,
                     profile: modbus-gateway-serial, units: [1, 2, 77]}
                """);
        try (var user = new ShellUser(folder, "xterm")) {
            completes(user, "diff --format sa", "rif");
            completes(user, "diff --format=mark", "down");
            completes(user, "diff --report sa", "rif=");
            completes(user, "diff --report sarif=si", "te.yaml");
            completes(user, "diff --fail-on any,firm", "ware");
            completes(user, "diff --fail-on-severity cri", "tical");
            completes(user, "scan --only=fi", "ller");
            completes(user, "help baseline ch", "eck");
            completes(user, "baseline merge --favor th", "eirs");
            completes(user, "baseline blame filler.firm", "wareRevision");
            completes(user, "ask --device meters device-id-basic 7", "7");
            completes(user, "plan --color ne", "ver");
            for (String line : List.of("stop --by ", "journal --last ", "plan --canary=no")) {
                user.types(line + ShellUser.TAB + "1")
                        .sees("> " + Pattern.quote(line + "1 ") + "\\z");
                user.types(ShellUser.CTRL_C).sees("> \\z");
            }
            user.types("ask --device meters " + ShellUser.TAB + ShellUser.TAB);
            assertThat(user.sees("device-id-basic")).doesNotContain("szl-0011");
        }
    }

    @Test
    void underlinesNoFormatOfTheCommandsOwn() {
        var commands = commands();

        assertThat(ReportFormat.ids()).allMatch(id -> allows(commands, "diff", id));
        assertThat(allows(commands, "diff", "serif")).isFalse();
        assertThat(allows(commands, "plan", "sarif")).isFalse();
    }

    private static boolean allows(ShellCommands commands, String command, String format) {
        var spec = Objects.requireNonNull(commands.spec().subcommands().get(command));
        var option = spec.getCommandSpec().findOption("--format");
        return commands.known(option, List.of(command), format).allows(format);
    }

    private ShellCommands commands() {
        var console = Console.nowhere(Map.of(), folder);
        var session = new ShellSession(folder.resolve("site.yaml"), console.clock());
        return new ShellCommands(console, session);
    }

    @Test
    void hasNoJobsPipesRedirectionsOrEscapes() throws Exception {
        try (SimulatedPlant _ = plant(PLANT);
                var user = new ShellUser(folder, "xterm")) {
            Path file = folder.resolve("made");
            for (String line :
                    List.of(
                            "plan > " + file,
                            "plan | tee " + file,
                            "plan ; use filler",
                            "plan & ",
                            "!touch " + file,
                            "`touch " + file + "`",
                            "$(touch " + file + ")")) {
                assertThat(user.enters(line))
                        .as(line)
                        .contains("walkdown: this line was not run", "has no meaning here")
                        .doesNotContain("Plan for");
            }
            assertThat(user.enters("!!")).contains("has no meaning here");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void runsPastedLinesUpToTheFirstThatFails() throws Exception {
        try (SimulatedPlant _ = plant(PLANT);
                var user = new ShellUser(folder, "xterm")) {
            user.types("\u001b[200~use filler\nuse nobody\nuse ..\u001b[201~").sees("use \\.\\.");
            String ran = user.types("\r").sees("filler> ");

            assertThat(ran)
                    .contains("filler: 127.20.77.11", "there is no device nobody")
                    .contains("the lines pasted after it were not run");
        }
    }

    @Test
    void keepsLinesForTheNextSessionAndNoSecrets() throws Exception {
        try (SimulatedPlant _ = plant(PLANT)) {
            try (var user = new ShellUser(folder, "xterm")) {
                user.enters("use filler");
                user.enters("export --token abc123");
                user.enters("plan --only pwd=hunter2");
                user.enters("Tr0ub4dor");
                user.enters(" why filler");
                user.leaves();
            }
            Path history = folder.resolve("state").resolve("shell-history");
            assertThat(Files.readString(history))
                    .contains("use filler")
                    .doesNotContain("abc123", "hunter2", "Tr0ub4dor", "why");
            try (var user = new ShellUser(folder, "xterm")) {
                user.types("\u001bOA").sees("use filler");
            }
        }
    }

    @Test
    void aFolderInTheHistorysPlaceEndsNothing() throws Exception {
        try (SimulatedPlant _ = plant(PLANT)) {
            Files.createDirectories(folder.resolve("state").resolve("shell-history"));
            try (var user = new ShellUser(folder, "xterm")) {
                user.enters("use filler");
                assertThat(user.leaves()).isZero();
            }
        }
    }

    @Test
    void worksAtADumbTerminal() throws Exception {
        try (SimulatedPlant _ = plant(PLANT);
                var user = new ShellUser(folder, "dumb")) {
            assertThat(user.enters("use filler")).contains("filler: 127.20.77.11");
            user.types("ask szl-0011\r").sees("Send this to filler now\\?");
            user.types("y\r");
            assertThat(user.sees("kept in .*\\n.*filler> ")).contains("identified");
            assertThat(user.raw()).as("no colours").doesNotContain("\u001b[3", "\u001b[1m");
            assertThat(user.leaves()).isZero();
        }
    }

    @Test
    void aHostileDeviceCannotDriveTheTerminal() throws Exception {
        String evil = "\\e[2J\\e]0;x\\a\\r\\nx> \\x9b1m";
        String hostile = PLANT.replace("serial: S C-1", "serial: \"" + evil + "\"");
        try (SimulatedPlant _ = plant(hostile);
                var user = new ShellUser(folder, "xterm")) {
            user.enters("use filler");
            user.types("ask szl-001c --yes\r").sees("kept in .*\\n.*filler> ");
            assertHarmless(user);
            user.types("look\r").sees("Nothing holds|until");
            assertHarmless(user);
        }
    }

    /// Only our own sequences reach the terminal, and no line begins with a forged prompt.
    private static void assertHarmless(ShellUser user) {
        assertThat(user.raw()).doesNotContain("\u001b[2J", "\u001b]", "\u0007", "\u009b");
        assertThat(user.raw()).contains("\\x1b[2J");
        assertThat(user.sees("> \\z").lines()).noneMatch(line -> line.startsWith("x> "));
    }
}
