package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of an export that cannot begin. How one ends is in [ExportEndsTest]; the
/// exports themselves are tested with the sinks.
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

    /// Somebody gives the token where it does not belong; a pipeline's log keeps what is printed.
    @Test
    void whatMayBeATokenIsNotRepeated() throws IOException {
        for (String[] line :
                List.of(
                        words("export netbox --url https://h --netbox-site s --token SEKRET"),
                        words("export netbox --token=SEKRET --url https://h --netbox-site s"),
                        words("export splunk SEKRET --url https://h"),
                        words("export splunk --url https://h --batch-size SEKRET"),
                        words("export splunk --url https://h -SEKRET"),
                        words("export splunk --url https://h --dry-run=SEKRET"),
                        words("export --token SEKRET netbox"),
                        words("--token SEKRET export netbox"))) {
            CommandLineUser.Ended ended = user().types(line).failed(ExitCode.USAGE, "walkdown");

            assertThat(ended.err() + ended.out())
                    .as(String.join(" ", line))
                    .doesNotContain("SEKRET");
        }
        user().types(words("export splunk --url https://h --token SEKRET"))
                .failed(ExitCode.USAGE, "there is no option --token");
    }

    @Test
    void otherCommandsNameWhatTheyDoNotTake() throws IOException {
        user().types("diff", "--no-such-thing").failed(ExitCode.USAGE, "--no-such-thing");
    }

    @Test
    void anAddressWithASecretIsNotRepeated() throws IOException {
        for (String url :
                List.of("https://h.example/?token=SEKRET", "https://u:SEKRET@h.example")) {
            CommandLineUser.Ended ended =
                    user().types(
                                    "export",
                                    "splunk",
                                    "--url",
                                    url,
                                    "--plant",
                                    "p",
                                    "--baseline",
                                    "baseline.json",
                                    "--token-file",
                                    "token")
                            .failed(ExitCode.CONFIGURATION, "https://h.example");

            assertThat(ended.err() + ended.out()).doesNotContain("SEKRET");
        }
    }

    private static String[] words(String line) {
        return line.split(" ", -1);
    }
}
