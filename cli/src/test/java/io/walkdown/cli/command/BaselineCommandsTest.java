package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.board.Size;
import io.walkdown.cli.command.CommandLineUser.Ended;
import io.walkdown.cli.shell.Operator;
import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.store.ObservationsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `accept` for people, and what `baseline` says of the file that it writes.
class BaselineCommandsTest {
    private static final String INJECTED = "V9\u001b[2J";

    @TempDir Path folder = Path.of("");
    private CommandLineUser user = new CommandLineUser(Path.of(""));

    @BeforeEach
    void acceptAFirstLook() throws IOException {
        user =
                new CommandLineUser(folder)
                        .hasSite(
                                "name: filler, address: 127.20.5.11, protocol: s7, profile:"
                                        + " sim-s7-300, rack: 0, slot: 2, clients: 1",
                                "name: rack-a, address: 127.20.5.12, protocol: s7, profile:"
                                        + " sim-s7-300, rack: 0, slot: 2, clients: 1");
        saw("first.json", "V1", "3.1", "M-31");
        accept("first.json", "Ann", "first walk").done();
    }

    @Test
    void acceptsByDeviceFieldAndKind() throws IOException {
        saw("next.json", "V2", "3.2", "M-32");

        assertThat(accept("next.json", "Bob", "r", "kind=firmware", "--dry-run").done().out())
                .contains("accepted filler/firmwareRevision")
                .doesNotContain("slot-2");
        assertThat(accept("next.json", "Bob", "r", "field=serial*", "--dry-run").done().out())
                .contains("accepted rack-a/slot-2/serialNumber")
                .doesNotContain("firmware");
        assertThat(accept("next.json", "Bob", "r", "device=RACK-?,kind=module").done().out())
                .contains(
                        "accepted rack-a/slot-2/firmwareRevision",
                        "accepted rack-a/slot-2/serialNumber",
                        "2 differences taken into");
        accept("next.json", "Bob", "r", "device=rack-a").done();
        assertThat(baseline()).contains("M-32", "\"V1\"").doesNotContain("\"V2\"");
    }

    @Test
    void namesWhatWasMeantWhereNothingIsSelected() throws IOException {
        saw("next.json", "V2", "3.1", "M-31");

        accept("next.json", "Bob", "r", "kind=frimware")
                .failed(ExitCode.USAGE, "kind=frimware selects", "did you mean kind=firmware?");
        accept("next.json", "Bob", "r", "field=firmwareRevsion")
                .failed(ExitCode.USAGE, "did you mean field=firmwareRevision?");
        accept("next.json", "Bob", "r", "device=filer")
                .failed(ExitCode.USAGE, "did you mean device=filler?");
        user.types("accept", "--observations", "next.json", "--by", "Bob")
                .failed(ExitCode.USAGE, "--reason TEXT");
    }

    @Test
    void showsWhatWouldBeWrittenAndWritesNothing() throws IOException {
        saw("next.json", INJECTED, "3.1", "M-31");
        String before = baseline();

        Ended ended = user.types("accept", "--observations", "next.json", "--dry-run").done();

        assertThat(ended.out())
                .isEqualTo(
                        """
                        1 difference would change baseline.json:
                        accepted filler/firmwareRevision
                        filler
                          - "firmwareRevision": "V1",
                          + "firmwareRevision": "V9\\u001b[2J",
                        """);
        assertThat(baseline()).isEqualTo(before);
    }

    /// A run that was stopped or narrowed says nothing of the devices that it left out.
    @Test
    void comparesTheNewestRunThatLookedAtTheWholeSite() throws IOException {
        run("20261120T070000Z-0001", "V2", new ProbeOutcome.Identified());
        run("20261121T070000Z-0002", "V3", new ProbeOutcome.Withheld("only", "not selected"));
        run("20261122T070000Z-0003", "V4", new ProbeOutcome.Stopped("Ctrl-C"));

        Ended diff = user.types("diff");
        Ended accept = user.types("accept", "--dry-run");

        assertThat(diff.code()).isEqualTo(ExitCode.DRIFT.code());
        for (Ended ended : List.of(diff, accept)) {
            assertThat(ended.out()).contains("V2").doesNotContain("V3", "V4");
            assertThat(ended.err().lines().filter(line -> line.startsWith("passed over")))
                    .containsExactly(
                            "passed over: 20261122T070000Z-0003 and 1 more: it was stopped; name its"
                                    + " observations.json to take it");
        }
    }

    @Test
    void whereNoRunLookedAtTheWholeSiteItSaysSo() throws IOException {
        run("20261121T070000Z-0002", "V3", new ProbeOutcome.Withheld("only", "not selected"));

        Ended diff = user.types("diff");

        assertThat(diff.out()).contains("V3");
        assertThat(diff.err())
                .contains(
                        "no complete run was found; this is 20261121T070000Z-0002: it was narrowed by"
                                + " --only");
    }

    private void run(String id, String firmware, ProbeOutcome rackOutcome) throws IOException {
        Files.createDirectories(folder.resolve("runs").resolve(id));
        saw("runs/" + id + "/observations.json", firmware, "3.1", "M-31", rackOutcome);
    }

    @Test
    void acceptTellsProgramsWhatItTook() throws IOException {
        saw("next.json", "V2", "3.1", "M-31");
        String before = baseline();

        Ended looked = accept("next.json", "Ann", "r", "--dry-run", "--json").done();
        assertThat(PublishedSchema.errors("accept", looked.out())).isEmpty();
        assertThat(looked.out()).contains("\"written\": false", "filler/firmwareRevision");
        assertThat(baseline()).isEqualTo(before);
        Ended taken = accept("next.json", "Ann", "r", "--json").done();
        assertThat(PublishedSchema.errors("accept", taken.out())).isEmpty();
        assertThat(taken.out()).contains("\"written\": true", "\"by\": \"Ann\"");
        Ended nothing = accept("next.json", "Ann", "r", "--dry-run", "--json").done();
        assertThat(PublishedSchema.errors("accept", nothing.out())).isEmpty();
        assertThat(nothing.out()).contains("\"accepted\": []");
        accept("next.json", "Ann", "r", "--format", "xml").failed(ExitCode.USAGE, "xml");
    }

    @Test
    void asksAboutEachDifferenceAndOnceMore() throws IOException {
        saw("next.json", "V2", "3.2", "M-32");
        String before = baseline();

        Ended refused = asked("next.json", "y", "n", "n", "no");
        assertThat(refused.err())
                .contains("filler/firmwareRevision", "before  V1", "now     V2", "  + ", "V2");
        refused.failed(ExitCode.STOPPED, "nothing was accepted");
        asked("next.json", "y", "q").failed(ExitCode.STOPPED, "you stopped at");
        asked("next.json").failed(ExitCode.STOPPED, "you stopped at filler");
        assertThat(baseline()).isEqualTo(before);
        assertThat(accept("next.json", "Bob", "r", "-i").code()).isEqualTo(64);

        asked("next.json", "what", "n", "a", "y").done();
        assertThat(baseline()).contains("M-32", "\"V1\"");
        assertThat(Files.readString(folder.resolve("baseline.log.ndjson")))
                .contains("\"by\":\"Bob\"", "\"reason\":\"asked\"");
    }

    @Test
    void saysWhereAValueComesFrom() throws IOException {
        saw("next.json", "V2", "3.1", "M-31");
        accept("next.json", "Bob", "order 4711").done();

        assertThat(user.types("baseline", "blame", "filler.firmwareRevision").done().out())
                .isEqualTo(
                        """
                        filler/firmwareRevision  V2
                          evidence  s7 szl-0011
                          accepted  23 Nov 2026 19:00:00 UTC by Bob
                          reason    order 4711
                          run       20261123T190000Z-1f0a
                        """);
        assertThat(user.types("baseline", "blame", "rack-a/slot-2.serialNumber").done().out())
                .contains("M-31", "by Ann", "first walk");
        assertThat(user.types("baseline", "blame", "filler", "--json").done().out())
                .contains("\"path\": \"place\"", "\"by\": \"Ann\"", "\"by\": \"Bob\"");
        user.types("baseline", "blame", "filer.x").failed(ExitCode.USAGE, "did you mean filler?");
        user.types("baseline", "blame", "filler.firmware")
                .failed(ExitCode.USAGE, "has no value firmware");
        user.types("baseline", "blame", "filler.human.owner").failed(ExitCode.USAGE, "git blame");
    }

    @Test
    void checksAndRewrites() throws IOException {
        assertThat(user.types("baseline", "check").done().out())
                .endsWith(
                        "baseline.json: 2 assets, canonical, 1 acceptance in its log: 0 errors,"
                                + " 0 warnings\n");
        user.has("baseline.json", baseline().replace("\n", "\r\n"));

        Ended wrong = user.types("baseline", "check", "baseline.json");
        assertThat(wrong.code()).isEqualTo(78);
        assertThat(wrong.out()).contains("baseline.json:1: error: not as Walkdown writes it");
        user.types("baseline", "check", "baseline.json", "--fix").done();
        assertThat(baseline()).doesNotContain("\r");

        user.has("baseline.json", baseline().replace("\"V1\"", "\"V7\""));
        assertThat(user.types("baseline", "check").done().out()).contains("1 warning");
        assertThat(user.types("baseline", "check", "--strict", "--json").code()).isEqualTo(78);
        user.types("baseline", "check", "nowhere.json")
                .failed(ExitCode.CONFIGURATION, "there is no baseline");
    }

    @Test
    void mergesAndKeepsAnUnsettledMergeFromBeingABaseline() throws IOException {
        String base = baseline();
        user.has("base.json", base)
                .has("a.json", base.replace("\"V1\"", "\"V2\""))
                .has("b.json", base.replace("\"owner\": \"\"", "\"owner\": \"Eve\""))
                .has("c.json", base.replace("\"V1\"", "\"V3\\u001b[2J\""))
                .has("empty.json", "");

        assertThat(user.types("baseline", "merge", "base.json", "a.json", "b.json").done().out())
                .isEqualTo(
                        base.replace("\"V1\"", "\"V2\"")
                                .replace("\"owner\": \"\"", "\"owner\": \"Eve\""));
        Ended conflict =
                user.types(
                        "baseline",
                        "merge",
                        "base.json",
                        "a.json",
                        "c.json",
                        "--output",
                        "baseline.json");
        assertThat(conflict.code()).isEqualTo(1);
        assertThat(conflict.err())
                .contains("1 conflict in baseline.json", "filler/firmwareRevision", "V3\\x1b[2J");
        assertThat(baseline()).contains("\"V2\"", "\"theirs\": \"V3\\u001b[2J\"");
        user.types("plan")
                .failed(ExitCode.CONFIGURATION, "a merge left 1 to settle: filler/firmware");
        assertThat(
                        user.types(
                                        "baseline",
                                        "merge",
                                        "base.json",
                                        "a.json",
                                        "c.json",
                                        "--favor",
                                        "theirs")
                                .done()
                                .out())
                .isEqualTo(base.replace("\"V1\"", "\"V3\\u001b[2J\""));
        assertThat(user.types("baseline", "merge", "empty.json", "a.json", "a.json").done().out())
                .isEqualTo(base.replace("\"V1\"", "\"V2\""));
        user.types("baseline", "merge", "base.json", "a.json", "empty.json")
                .failed(ExitCode.CONFIGURATION, "theirs of empty.json is wrong");
        Ended driven =
                user.types(
                        "baseline",
                        "merge",
                        "base.json",
                        "a.json",
                        "empty.json",
                        "--output",
                        "a.json",
                        "--name",
                        "baseline.json");
        driven.failed(
                ExitCode.CONFIGURATION,
                "theirs of baseline.json is wrong",
                "theirs of baseline.json:1: error");
        assertThat(driven.err())
                .as("Git's temporary files are nobody's")
                .doesNotContain("empty.json", "sent");
        user.types("baseline", "merge", "base.json", "a.json", "c.json", "--favor", "mine")
                .failed(ExitCode.USAGE, "write ours or theirs");
    }

    private Ended accept(String observations, String by, String reason, String... more) {
        return user.types(accepting(observations, by, reason, more));
    }

    private static String[] accepting(
            String observations, String by, String reason, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "accept",
                                "--observations",
                                observations,
                                "--by",
                                by,
                                "--reason",
                                reason));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    /// Somebody at a terminal who types these answers and then nothing more.
    private Ended asked(String observations, String... answers) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Queue<String> typed = new ArrayDeque<>(List.of(answers));
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        errors,
                        new ByteArrayInputStream(new byte[0]),
                        Map.of(
                                "NO_COLOR",
                                "1",
                                "WALKDOWN_STATE",
                                folder.resolve("state").toString()),
                        folder,
                        InstantSource.fixed(CommandLineUser.NOW),
                        true,
                        false,
                        0,
                        new Typing(errors, typed));
        int code = Main.run(console, accepting(observations, "Bob", "asked", "-i"));
        return new Ended(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private record Typing(PrintStream err, Queue<String> typed) implements Operator {
        @Override
        public String answer(String question) {
            err.print(question);
            return Optional.ofNullable(typed.poll()).orElse("");
        }

        @Override
        public Runnable onStop(Consumer<String> stop) {
            return () -> {};
        }

        @Override
        public boolean watches() {
            return true;
        }

        @Override
        public boolean draw(Runnable drawing) {
            return false;
        }

        @Override
        public Optional<Size> screen() {
            return Optional.empty();
        }
    }

    private String baseline() throws IOException {
        return Files.readString(folder.resolve("baseline.json"));
    }

    /// A run that saw the filler with that firmware and a module of rack-a as told.
    private void saw(String file, String firmware, String moduleFirmware, String moduleSerial) {
        saw(file, firmware, moduleFirmware, moduleSerial, new ProbeOutcome.Identified());
    }

    /// @param rackOutcome how the visit to rack-a ended
    private void saw(
            String file,
            String firmware,
            String moduleFirmware,
            String moduleSerial,
            ProbeOutcome rackOutcome) {
        var filler = new Findings("s7", InstantSource.fixed(CommandLineUser.NOW));
        filler.device().told(NameplateField.SERIAL_NUMBER, "S-11", "szl-0011");
        filler.device().told(NameplateField.FIRMWARE_REVISION, firmware, "szl-0011");
        var rack = new Findings("s7", InstantSource.fixed(CommandLineUser.NOW));
        rack.device().told(NameplateField.SERIAL_NUMBER, "R-21", "szl-0011");
        Findings.Plate module = rack.module(new Module.Place(Module.Kind.SLOT, 2));
        module.told(NameplateField.SERIAL_NUMBER, moduleSerial, "szl-0011");
        module.told(NameplateField.FIRMWARE_REVISION, moduleFirmware, "szl-0011");
        var run =
                new Observations.Run(
                        "20261123T190000Z-1f0a", CommandLineUser.NOW, CommandLineUser.NOW, "ab", 0);
        ObservationsFile.write(
                folder.resolve(file),
                new Observations(
                        "plant-7",
                        true,
                        run,
                        List.of(
                                visit("filler", "127.20.5.11", new ProbeOutcome.Identified()),
                                visit("rack-a", "127.20.5.12", rackOutcome)),
                        List.of(
                                asset("filler", "127.20.5.11", filler),
                                asset("rack-a", "127.20.5.12", rack))));
    }

    private static Observations.Visit visit(String name, String address, ProbeOutcome outcome) {
        return new Observations.Visit(
                name,
                address,
                102,
                "s7",
                "sim-s7-300",
                outcome,
                Load.NONE,
                Load.NONE,
                List.of(),
                0,
                Optional.of(CommandLineUser.NOW));
    }

    private static Asset asset(String name, String address, Findings findings) {
        return new Asset(name, address, "s7", findings.nameplate(), findings.modules());
    }
}
