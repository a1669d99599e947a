package io.walkdown.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of an export that cannot begin; the exports themselves are tested with the
/// sinks.
class ExportTest {
    private static final String NOBODY_LISTENS = "http://127.0.0.1:9";

    @TempDir Path folder = Path.of("");

    private CommandLineUser user() throws IOException {
        Files.writeString(folder.resolve("token"), "secret-word\n");
        Files.writeString(folder.resolve("baseline.json"), "{\"version\": 1, \"assets\": []}\n");
        return new CommandLineUser(folder);
    }

    @Test
    void aTokenComesFromOnePlaceAndFromNoArgument() throws IOException {
        user().types("export", "splunk", "--url", NOBODY_LISTENS, "--baseline", "baseline.json")
                .failed(ExitCode.USAGE, "there is no token", "--token-file");
        user().types(
                        "export",
                        "splunk",
                        "--url",
                        NOBODY_LISTENS,
                        "--token-file",
                        "token",
                        "--token-env",
                        "T")
                .failed(ExitCode.USAGE, "more than one token");
        user().types(
                        "export",
                        "splunk",
                        "--url",
                        NOBODY_LISTENS,
                        "--plant",
                        "p",
                        "--baseline",
                        "baseline.json",
                        "--token-credential",
                        "hec")
                .failed(ExitCode.CONFIGURATION, "CREDENTIALS_DIRECTORY", "LoadCredential");
    }

    @Test
    void theTokenDoesNotTravelInTheClear() throws IOException {
        user().types(
                        "export",
                        "splunk",
                        "--url",
                        "http://10.1.2.3:8088",
                        "--plant",
                        "p",
                        "--baseline",
                        "baseline.json",
                        "--token-file",
                        "token")
                .failed(ExitCode.CONFIGURATION, "http://10.1.2.3:8088", "https");
    }

    @Test
    void aPlantNeedsAName() throws IOException {
        user().types(
                        "export",
                        "splunk",
                        "--url",
                        NOBODY_LISTENS,
                        "--baseline",
                        "baseline.json",
                        "--token-file",
                        "token")
                .failed(ExitCode.USAGE, "--plant");
    }

    @Test
    void aSystemThatIsNotThereIsTold() throws IOException {
        user().types(
                        "export",
                        "netbox",
                        "--url",
                        NOBODY_LISTENS,
                        "--plant",
                        "p",
                        "--baseline",
                        "baseline.json",
                        "--token-file",
                        "token",
                        "--netbox-site",
                        "plant-7")
                .failed(ExitCode.FAILED, "127.0.0.1:9", "export again");
    }
}
