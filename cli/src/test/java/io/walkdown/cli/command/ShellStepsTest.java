package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import io.walkdown.simulator.SimulatedPlant.Ports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `walkdown shell` with its lines from a file or a pipe.
final class ShellStepsTest {
    private static final String PLANT =
            """
            version: 1
            name: line-5
            scope: [127.20.79.0/24]
            limits: {concurrentVisits: 2, framesPerSecond: 40}
            devices:
              - name: filler
                address: 127.20.79.11
                s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-1}
                site: {profile: sim-s7-300, rack: 0, slot: 2, clients: 1}
            """;

    @TempDir private Path folder = Path.of("");

    private CommandLineUser.Ended piped(String lines, String... arguments) {
        return ran(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    private CommandLineUser.Ended ran(InputStream in, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        in,
                        Map.of("WALKDOWN_STATE", folder.resolve("state").toString()),
                        folder,
                        InstantSource.system(),
                        false,
                        false,
                        0);
        int code = Main.run(console, arguments);
        return new CommandLineUser.Ended(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void asksAndScansOutOfAPipe() throws IOException {
        try (SimulatedPlant plant = plant()) {
            CommandLineUser.Ended ended =
                    piped(
                            """
                            # one device at a time
                            use filler
                            ask szl-0011 --yes
                            look
                            journal --last 2
                            plan
                            """,
                            "shell");

            ended.done();
            assertThat(ended.out())
                    .contains("filler: 127.20.79.11", "TPKTPacket", "6ES7 315-2EH14-0AB0")
                    .contains("ask  identified", "answers  ", "sim-s7-300: named in the site file")
                    .contains("cotp-disconnect: end the connection")
                    .doesNotContain("\u001b");
            assertThat(ended.err()).contains("for the device in use alone: --only filler");
            assertThat(plant.witness().device("filler").frames()).isEqualTo(4);
        }
    }

    @Test
    void showsNoBytesOfACaptureThatWasChanged() throws IOException {
        try (SimulatedPlant _ = plant()) {
            piped("use filler\nask szl-0011 --yes\n", "shell").done();
            Path capture = onlyQuestion().resolve("wire.pcapng");
            byte[] bytes = Files.readAllBytes(capture);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            bytes[text.indexOf("6ES7 315")] = '7';
            Files.write(capture, bytes);

            CommandLineUser.Ended shown = piped("use filler\njournal\n", "shell").done();
            CommandLineUser.Ended audit = piped("audit " + onlyQuestion() + "\n", "shell");

            assertThat(shown.out())
                    .contains("the capture does not hold exactly these bytes")
                    .doesNotContain("7ES7", "6ES7");
            assertThat(audit.code()).isNotZero();
        }
    }

    @Test
    void aQuestionIsAuditedAsAnyRun() throws IOException {
        try (SimulatedPlant _ = plant()) {
            piped("use filler\nask szl-0011 --yes\n", "shell").done();

            assertThat(piped("audit " + onlyQuestion() + "\n", "shell").done().out())
                    .contains(" 0 breach");
            assertThat(folder.resolve("runs"))
                    .as("no run that drift is looked for in")
                    .isDirectoryNotContaining("glob:**Z-*");
        }
    }

    private Path onlyQuestion() throws IOException {
        try (var asks = Files.list(folder.resolve("runs").resolve("asks"))) {
            return asks.findFirst().orElseThrow();
        }
    }

    @Test
    void nobodyIsThereToSayYes() throws IOException {
        try (SimulatedPlant plant = plant()) {
            piped("use filler\nask szl-0011\ny\n", "shell")
                    .failed(ExitCode.USAGE, "nobody can be asked here", "step 2 of standard input");
            piped("scan\n", "shell").failed(ExitCode.USAGE, "add --yes");
            assertThat(plant.witness().device("filler").connections()).isZero();
        }
    }

    @Test
    void theFirstStepThatFailsGivesTheExitCode() throws IOException {
        try (SimulatedPlant plant = plant()) {
            Files.writeString(
                    folder.resolve("steps.txt"),
                    """
                    stop --by "J. Jansen" --reason "line 5 is started up"
                    why filler
                    scan --yes
                    """);

            CommandLineUser.Ended why = ran(InputStream.nullInputStream(), "shell", "steps.txt");
            CommandLineUser.Ended all =
                    piped(
                            "use fillr\nask szl-0011 --device filler --yes\n",
                            "shell",
                            "--keep-going");

            assertThat(why.code()).isEqualTo(ExitCode.REFUSED.code());
            assertThat(why.out()).contains("S9  the site is stopped by J. Jansen");
            assertThat(why.err()).contains("step 2 of ", "ended with 4: why filler");
            all.failed(ExitCode.USAGE, "did you mean", "the site is stopped; nothing was sent");
            assertThat(plant.witness().device("filler").connections()).isZero();
        }
    }

    @Test
    void aWrongWordIsToldWithWhatWasProbablyMeant() {
        piped("clear\n", "shell").failed(ExitCode.USAGE, "there is no command clear", "see: help");
        piped("plam\n", "shell").failed(ExitCode.USAGE, "plam", "did you mean plan?");
        piped("export\n", "shell")
                .failed(ExitCode.USAGE, "one of the program, and not of its shell");
        piped("baseline chekc\n", "shell").failed(ExitCode.USAGE, "did you mean check?");
        piped("plan --onyl x\n", "shell").failed(ExitCode.USAGE, "did you mean --only?");
        piped("use a b\n", "shell")
                .failed(
                        ExitCode.USAGE,
                        "a word too many: b",
                        "`use` takes DEVICE",
                        "see: help use");
        piped("stop --by me\n", "shell").failed(ExitCode.USAGE, "--reason", "see: help stop");
    }

    @Test
    void tellsItsHelpAndVersionAsTheProgramDoes() {
        for (String asked : List.of("--help", "-h", "walkdown --help", "walkdown")) {
            assertThat(piped(asked + "\n", "shell").done().out()).contains("help COMMAND", "ask");
        }
        assertThat(piped("--version\n", "shell").done().out())
                .isEqualTo(piped("", "--version").out());
    }

    @Test
    void useAloneSaysWhatIsInUse() throws IOException {
        try (SimulatedPlant _ = plant()) {
            assertThat(piped("use\nuse filler\nuse\nuse ..\n", "shell").done().out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("no device is in use"),
                            line -> assertThat(line).startsWith("filler: "),
                            line -> assertThat(line).startsWith("filler: "),
                            line -> assertThat(line).isEqualTo("no device is in use"));
        }
    }

    @Test
    void whyOfASafetySystemSaysWhatAPersonCanDo() throws IOException {
        try (SimulatedPlant plant = plant()) {
            Path file = folder.resolve("site.yaml");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("{name: filler,", "{name: filler, safety: true,"));

            String why = piped("why filler\n", "shell").out();
            CommandLineUser.Ended ask = piped("ask szl-0011 --device filler --yes\n", "shell");

            assertThat(why)
                    .contains("filler is a safety system", "until a person acts: the site file");
            ask.failed(
                    ExitCode.REFUSED, "S11: filler is a safety system", "do:  the site file keeps");
            assertThat(plant.witness().device("filler").connections()).isZero();
        }
    }

    @Test
    void leavesWithTheProgramsNameToo() {
        piped("walkdown exit\nuse nobody\n", "shell").done();
    }

    @Test
    void aWordWithAnAtSignIsNoFileOfWords() throws IOException {
        try (SimulatedPlant _ = plant()) {
            Files.writeString(folder.resolve("words"), "filler\nkept-to-itself\n");
            String words = "@" + folder.resolve("words");

            for (CommandLineUser.Ended ended :
                    List.of(
                            piped("use " + words + "\n", "shell"),
                            piped(words + "\n", "shell"),
                            piped("", "plan", "--only", words),
                            piped("", words))) {
                ended.failed(ExitCode.USAGE, words);
                assertThat(ended.out() + ended.err()).doesNotContain("kept-to-itself");
            }
        }
    }

    @Test
    void aFileThatIsNotThereIsToldInThreeLines() {
        ran(InputStream.nullInputStream(), "shell", "nosuch.txt")
                .failed(ExitCode.USAGE, "cannot read");
    }

    @Test
    void aFolderIsNoFileOfSteps() {
        ran(InputStream.nullInputStream(), "shell", folder.toString())
                .failed(ExitCode.USAGE, "it is a folder");
    }

    @Test
    void aWrongSiteFileIsTold() throws IOException {
        Files.writeString(folder.resolve("site.yaml"), "version: 1\nsite: x\nnonsense: 1\n");

        piped("use filler\n", "shell").failed(ExitCode.CONFIGURATION, "site.yaml");
    }

    private SimulatedPlant plant() throws IOException {
        SimulatedPlant plant = SimulatedPlant.start(PlantFile.parse(PLANT), Ports.EPHEMERAL);
        Files.writeString(folder.resolve("site.yaml"), plant.siteYaml());
        return plant;
    }
}
