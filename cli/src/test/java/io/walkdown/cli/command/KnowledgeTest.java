package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.cli.command.CommandLineUser.Ended;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.StateFolder;
import io.walkdown.throttle.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the program knows and remembers: profiles, runs, the baseline, the ledger. No network but
/// one datagram to an address where nobody listens.
class KnowledgeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SPARE =
            "name: bay, address: 127.20.6.1, protocol: enip, profile: micrologix, spare: true";

    @TempDir Path folder = Path.of("");

    @Test
    void listsAndShowsProfilesWithTheirEvidence() throws IOException {
        var user = new CommandLineUser(folder);

        assertThat(user.types("profiles", "list").done().out())
                .contains("unknown", "s7-1200", "wago-750")
                .doesNotContain("sim-");
        assertThat(user.types("profiles", "show", "net-eni").done().out())
                .contains("1761-UM006", "udp");
        user.types("profiles", "show", "net-enni").failed(ExitCode.USAGE, "net-enni", "net-eni");
        assertThat(JSON.readTree(user.types("profiles", "list", "--json").done().out()))
                .isNotEmpty();
    }

    @Test
    void explainsWhyADeviceHasItsProfile() throws IOException {
        Ended explained =
                new CommandLineUser(folder)
                        .hasSite(SPARE)
                        .types("profiles", "explain", "bay")
                        .done();

        assertThat(explained.out()).contains("micrologix", "named in the site file");
    }

    @Test
    void checksAnOverlayAndNamesValueRuleAndWayOut() throws IOException {
        Ended wrong =
                new CommandLineUser(folder)
                        .has(
                                "fast.yaml",
                                """
                                version: 1
                                overlays:
                                  - {profile: s7-300, gap: 1 ms}
                                """)
                        .types("profiles", "check", "fast.yaml")
                        .failed(ExitCode.CONFIGURATION, "fast.yaml");

        assertThat(wrong.err()).contains("fast.yaml:3", "1 ms", "S12-loosening", "reason:");
    }

    @Test
    void aSpareAddressWhereNobodyAnswersIsNoMissAndIsRemembered() throws IOException {
        var user = new CommandLineUser(folder).hasSite(SPARE);

        Ended first = user.types("scan", "--yes", "--json", "--no-progress").done();
        Ended second = user.types("scan", "--yes", "--no-progress").done();
        Ended diff = user.types("diff", "--json").done();

        assertThat(JSON.readTree(first.out()).get("complete").asBoolean()).isTrue();
        assertThat(second.err()).contains("S10", "nothing is due", "nothing was sent");
        assertThat(JSON.readTree(diff.out()).get("items")).isEmpty();
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            assertThat(runs).hasSize(1);
        }
    }

    @Test
    void diffSaysWhatItNeeds() throws IOException {
        var user = new CommandLineUser(folder).hasSite(SPARE);

        user.types("diff").failed(ExitCode.CONFIGURATION, "no run", "walkdown scan");
        user.types("diff", "baseline.json").failed(ExitCode.USAGE, "two files or none");
        user.types("diff", "a.json", "b.json").failed(ExitCode.CONFIGURATION, "a.json");
        user.types("diff", "--fail-on", "firmwares")
                .failed(ExitCode.USAGE, "firmwares", "firmware?");
    }

    @Test
    void acknowledgesOnlyWhatIsOpen() throws IOException {
        new CommandLineUser(folder)
                .types("ack", "10.0.0.1:102/S3", "--by", "J. Jansen", "--reason", "seen")
                .failed(ExitCode.USAGE, "10.0.0.1:102/S3");
    }

    /// The ledger is the machine's, and this site is one of several that it serves.
    @Test
    void namesWhatWaitsAtThisSitesAddressesFirst() throws IOException {
        var user =
                new CommandLineUser(folder)
                        .hasSite("name: filler, address: 127.20.5.11, protocol: s7, clients: 1");
        var state = StateFolder.find(Map.of("WALKDOWN_STATE", folder + "/state"), folder);
        try (FileLedger ledger = FileLedger.open(state)) {
            for (String address : List.of("127.20.1.1", "127.20.5.11")) {
                var allowance =
                        new Ledger.Allowance(Duration.ofDays(1), 1, 20, Duration.ofSeconds(9));
                var key = new Ledger.Key(address, 102);
                var claim = ledger.claim(key, allowance, Ledger.Purpose.SCAN, CommandLineUser.NOW);
                ((Ledger.Claim.Granted) claim).lease().close();
            }
        }

        user.types("ack", "foo", "--by", "Ann", "--reason", "seen")
                .failed(
                        ExitCode.USAGE,
                        "these do: 127.20.5.11:102/S10; at addresses that this site file does not"
                                + " name: 127.20.1.1:102/S10",
                        "for example: walkdown ack 127.20.5.11:102/S10");
        Ended taken =
                user.types("ack", "127.20.5.11:102/S10", "--by", "Ann", "--reason", "x", "--json")
                        .done();
        assertThat(PublishedSchema.errors("ack", taken.out())).isEmpty();
        assertThat(taken.out()).contains("127.20.5.11:102/S10", "\"until\": null");
    }

    @Test
    void namesTheValueThatIsNoWindow() throws IOException {
        new CommandLineUser(folder)
                .has("site.yaml", "version: 1\nsite: x\nscope: [127.0.0.0/8]\nwindows: an4\n")
                .types("plan")
                .failed(ExitCode.CONFIGURATION, "neither any nor a list of windows: an4");
    }

    @Test
    void theWorstExitCodeWins() {
        ExitCode[] order = {
            ExitCode.USAGE,
            ExitCode.CONFIGURATION,
            ExitCode.FAILED,
            ExitCode.REFUSED,
            ExitCode.STOPPED,
            ExitCode.DRIFT,
            ExitCode.INCOMPLETE,
            ExitCode.DONE
        };
        for (int i = 0; i < order.length; i++) {
            for (int j = i; j < order.length; j++) {
                assertThat(ExitCode.worst(order[j], order[i])).isEqualTo(order[i]);
            }
        }
    }
}
