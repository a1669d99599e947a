package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.command.CommandLineUser.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations approve what security runs (S5). Nobody answers at the devices: a plan that is let
/// through gets past the signature and sends one connect to a port where nobody listens.
final class SignedPlanTest {
    private static final String DEVICE =
            "name: a, address: 127.20.0.9, port: 19, protocol: modbus, profile: sim-m580,"
                    + " clients: 0";

    @TempDir private Path folder = Path.of("");

    @Test
    void runsAPlanThatATrustedKeySigned() throws IOException {
        CommandLineUser user = signed();

        Ended ended = user.types("scan", "--plan", "plan.json", "--trust", "ops.pem");

        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.INCOMPLETE.code());
        assertThat(folder.resolve("runs")).isDirectory();
    }

    @Test
    void runsItOnceWhereverTheRunsFolderIsMovedTo() throws IOException {
        CommandLineUser user = signed();
        String[] scan = {"scan", "--plan", "plan.json", "--trust", "ops.pem"};
        assertThat(user.types(scan).code()).isEqualTo(ExitCode.INCOMPLETE.code());
        Files.move(folder.resolve("runs"), folder.resolve("moved"));

        user.types(scan)
                .failed(ExitCode.REFUSED, "S5: it has been run already", "nothing was sent");

        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void runsItOnceWhereTheStateFolderIsLost() throws IOException {
        CommandLineUser user = signed();
        String[] scan = {"scan", "--plan", "plan.json", "--trust", "ops.pem"};
        assertThat(user.types(scan).code()).isEqualTo(ExitCode.INCOMPLETE.code());
        Files.move(folder.resolve("state"), folder.resolve("lost"));

        user.types(scan).failed(ExitCode.REFUSED, "S5: it has been run already");
    }

    @Test
    void aSiteThatNamesKeysTakesNothingElse() throws IOException {
        CommandLineUser user = signed();
        String site = Files.readString(folder.resolve("site.yaml"));
        user.has(
                "site.yaml",
                site.replace("windows: any", "windows: any\napproval: {keys: [ops.pem]}"));

        user.types("scan", "--yes").failed(ExitCode.REFUSED, "S5", "signed plan");
        user.types("scan", "--plan", "plan.json", "--trust", "ops.pem")
                .failed(ExitCode.USAGE, "--trust");
        Files.move(folder.resolve("plan.json.sig"), folder.resolve("kept"));
        user.types("scan", "--plan", "plan.json").failed(ExitCode.REFUSED, "S5", "not signed");
        assertThat(folder.resolve("runs")).doesNotExist();
        Files.move(folder.resolve("kept"), folder.resolve("plan.json.sig"));
        Ended ended = user.types("scan", "--plan", "plan.json");
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.INCOMPLETE.code());
    }

    @ParameterizedTest
    @CsvSource({
        "plan.json, '{', '{ '",
        "plan.json.sig, R. Okafor, E. Mallory",
        "plan.json.sig, 2026-11-23T19, 2026-11-23T20",
        "plan.json.sig, '\"version\" : 1', '\"version\" : 2'",
        "plan.json.sig, '\"signature\" : \"', '\"signature\" : \"!'",
        "plan.json.sig, '\"signature\" : \"', '\"signature\" : \"AAAA'"
    })
    void refusesWhatWasChangedAfterTheSignature(String file, String from, String to)
            throws IOException {
        CommandLineUser user = signed();
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        user.has(file, text.substring(0, at) + to + text.substring(at + from.length()));

        user.types("scan", "--plan", "plan.json", "--trust", "ops.pem")
                .failed(ExitCode.REFUSED, "S5", "plan.json.sig");

        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void refusesTheSignatureOfAnybodyElse() throws IOException {
        CommandLineUser user = signed();
        Path other = Files.createDirectory(folder.resolve("other"));
        new CommandLineUser(other)
                .hasSite(DEVICE)
                .types("plan", "--output", "plan.json", "--sign", "--by", "E. Mallory")
                .done();
        Files.copy(other.resolve("state/signing-key.pub.pem"), folder.resolve("mallory.pem"));

        user.types("scan", "--plan", "plan.json", "--trust", "mallory.pem")
                .failed(ExitCode.REFUSED, "not trusted");
        user.has("broken.pem", "no key");
        user.types("scan", "--plan", "plan.json", "--trust", "broken.pem")
                .failed(ExitCode.CONFIGURATION, "broken.pem");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void asksForFileAndName() throws IOException {
        CommandLineUser user = new CommandLineUser(folder).hasSite(DEVICE);

        user.types("plan", "--sign", "--by", "R. Okafor").failed(ExitCode.USAGE, "--sign");
        user.types("plan", "--sign", "--output", "plan.json").failed(ExitCode.USAGE, "--sign");
        user.types("scan", "--yes", "--trust", "ops.pem").failed(ExitCode.USAGE, "--trust");
    }

    private CommandLineUser signed() throws IOException {
        CommandLineUser user = new CommandLineUser(folder).hasSite(DEVICE);
        user.types("plan", "--output", "plan.json", "--sign", "--by", "R. Okafor").done();
        Files.copy(folder.resolve("state/signing-key.pub.pem"), folder.resolve("ops.pem"));
        return user;
    }
}
