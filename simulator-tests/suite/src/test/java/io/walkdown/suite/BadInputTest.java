package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong input: the value, the rule and the way out are named, nothing is sent, and nobody sees a
/// stack trace.
class BadInputTest {
    @TempDir Path folder = Path.of("");

    @Test
    void namesFileLineFieldRuleAndValueOfAWrongSiteFile() throws IOException {
        site(
                """
                version: 1
                site: plant
                scope: [127.20.0.0/16]
                windows: any
                devices:
                  - {name: filler, address: 127.20.0.11, protocol: s7, profil: s7-300}
                """);

        Ended ended = new Walkdown(folder).run("scan", "--yes");

        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.err())
                .contains("site.yaml:6:", "devices[0].profil", "unknown-key", "profile")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void refusesAnAddressOutsideTheScope() throws IOException {
        site(
                """
                version: 1
                site: plant
                scope: [127.20.0.0/16]
                windows: any
                devices:
                  - {name: filler, address: 127.21.0.11, protocol: s7, profile: s7-300}
                """);

        Ended ended = new Walkdown(folder).run("scan", "--yes");

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.err())
                .contains("site.yaml:6:", "127.21.0.11", "S11", "nothing was sent")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void namesAMissingSiteFileAndTheWayOut() {
        Ended ended = new Walkdown(folder).run("plan");

        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.err()).contains("site.yaml", "walkdown init").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "scan --nonsense, --nonsense",
        "scna, scna",
        "plan --only nobody --site SITE, nobody",
        "scan --site SITE, --yes",
        "scan --fail-on sometimes --yes --site SITE, sometimes",
        "plan --format xml --site SITE, xml"
    })
    void endsWith64OnWrongUsage(String line, String named) throws IOException {
        site(
                """
                version: 1
                site: plant
                scope: [127.20.0.0/16]
                windows: any
                devices:
                  - {name: m, address: 127.20.0.11, port: 1, protocol: enip, profile: micrologix}
                """);

        Ended ended =
                new Walkdown(folder)
                        .run(
                                line.replace("SITE", folder.resolve("site.yaml").toString())
                                        .split(" "));

        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).contains(named).doesNotContain("\tat ");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private void site(String yaml) throws IOException {
        Files.writeString(folder.resolve("site.yaml"), yaml);
    }
}
