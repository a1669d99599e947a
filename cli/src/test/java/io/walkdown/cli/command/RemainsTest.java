package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.command.CommandLineUser.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commands say of what a process that died left (S15).
class RemainsTest {
    private static final String CAPPER =
            "name: capper, address: 127.20.5.11, protocol: s7, profile: sim-s7-300, rack: 0, slot:"
                    + " 2, clients: 1";

    @TempDir Path folder = Path.of("");

    @Test
    void planTellsOfARunThatBrokeOffInOneLine() throws IOException {
        var user = new CommandLineUser(folder).hasSite(CAPPER);
        assertThat(user.types("plan").done().err()).doesNotContain("did not end");
        Path run = Files.createDirectories(folder.resolve("runs/20261123T073500Z-1f0a"));
        Files.writeString(
                run.resolve("journal.ndjson"),
                """
                {"event":"start","at":"2026-11-23T07:35:00Z"}
                {"event":"connecting","at":"2026-11-23T07:35:01Z","device":"cap\\u001bper"}
                {"event":"se\
                """);

        Ended plan = user.types("plan").done();

        assertThat(plan.err().lines())
                .singleElement()
                .asString()
                .contains(
                        "20261123T073500Z-1f0a",
                        "Until Mon 23 Nov 07:35:01 UTC",
                        "at most 0 frames",
                        "incomplete line")
                .contains("cap\\x1bper");
    }

    @Test
    void removesWhatADeadProcessLeftAndSaysSo() throws IOException {
        var user = new CommandLineUser(folder).hasSite(CAPPER).has("theirs.tmp", "");
        Path left = old(folder.resolve(".baseline.json.0123abcd.tmp"));
        Path key = old(folder.resolve("state").resolve(".signing-key.pem.0123abcd.tmp"));
        Path run = old(folder.resolve("runs/20261123T073500Z-1f0a/.plan.json.0123abcd.tmp"));
        Path others = old(folder.resolve(".settings.0123abcd.tmp"));

        Ended plan = user.types("plan").done();

        assertThat(plan.err())
                .contains("removed " + left, "removed " + key, "removed " + run)
                .doesNotContain("removed " + others);
        assertThat(left).doesNotExist();
        assertThat(key).doesNotExist();
        assertThat(run).doesNotExist();
        assertThat(others).exists();
        assertThat(folder.resolve("theirs.tmp")).exists();
    }

    @Test
    void anInitThatBrokeOffIsEndedByAnotherOne() throws IOException {
        var user = new CommandLineUser(folder);
        user.types("init", "plant").done();
        Path site = folder.resolve("plant/site.yaml");
        Files.delete(folder.resolve("plant/baseline.json"));

        Ended again = user.types("init", "plant").done();

        assertThat(again.out()).contains("kept  " + site, "wrote ", "baseline.json");
        Files.delete(folder.resolve("plant/baseline.json"));
        Files.writeString(site, "# mine\n", StandardOpenOption.APPEND);
        user.types("init", "plant").failed(ExitCode.FAILED, "site.yaml is there already");
        assertThat(folder.resolve("plant/baseline.json")).doesNotExist();
    }

    private static Path old(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.writeString(file, "half");
        Files.setLastModifiedTime(
                file, FileTime.from(CommandLineUser.NOW.minus(Duration.ofHours(2))));
        return file;
    }
}
