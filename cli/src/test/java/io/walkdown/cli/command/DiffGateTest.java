package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.cli.command.CommandLineUser.Ended;
import io.walkdown.cli.report.DriftSet;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.store.ObservationsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `diff` as a gate, from two files and without a site file.
class DiffGateTest {
    private static final String SITE =
            """
            version: 1
            site: plant-7
            scope: [10.1.0.0/24]
            windows: any
            devices:
              - {name: capper, address: 10.1.0.42, protocol: s7, zone: Cell 3}
            """;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder = Path.of("");
    private CommandLineUser user = new CommandLineUser(folder);

    @BeforeEach
    void files() throws IOException {
        user = new CommandLineUser(folder);
        BaselineFile.write(folder.resolve("baseline.json"), DriftSet.baseline());
        ObservationsFile.write(folder.resolve("observations.json"), DriftSet.run());
        user.has("policy.yaml", DriftSet.POLICY).has("waivers.yaml", DriftSet.WAIVERS);
    }

    private Ended diff(String... options) {
        List<String> arguments = new ArrayList<>(List.of("diff", "baseline.json"));
        arguments.add("observations.json");
        arguments.addAll(List.of(options));
        return user.types(arguments.toArray(String[]::new));
    }

    private void sees(boolean complete, boolean nothingNew) {
        Observations run = DriftSet.run();
        var observations =
                new Observations(
                        run.site(),
                        complete,
                        run.run(),
                        run.visits().stream().filter(it -> !complete || !it.missed()).toList(),
                        run.assets());
        ObservationsFile.write(folder.resolve("observations.json"), observations);
        if (nothingNew) {
            BaselineFile.write(folder.resolve("baseline.json"), Baseline.of(observations));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "any, 2",
        "firmware, 2",
        "serial, 2",
        "module, 2",
        "appeared, 2",
        "vanished, 2",
        "replaced, 2",
        "moved, 2",
        "conflict, 2",
        "changed, 2",
        "'FIRMWARE,moved', 2",
        "required-field, 3",
        "none, 3",
    })
    void failsOnTheKindsThatWereNamed(String kinds, int code) {
        assertThat(diff("--fail-on", kinds).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"info, 2", "high, 2", "critical, 3"})
    void failsFromTheSeverityThatWasNamed(String severity, int code) {
        assertThat(diff("--fail-on-severity", severity).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, No drift.",
        "false, 3, 'No difference in what was seen, which is not all.'"
    })
    void incompleteNeverPassesForNoDrift(boolean complete, int code, String told) {
        sees(complete, true);

        Ended ended = diff();

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.out()).contains(told);
        assertThat(ended.err().contains("incomplete")).isNotEqualTo(complete);
    }

    @Test
    void believesVisitsAndNotOneWord() {
        Observations run = DriftSet.run();
        ObservationsFile.write(
                folder.resolve("observations.json"),
                new Observations(run.site(), true, run.run(), run.visits(), run.assets()));

        Ended ended = diff("--fail-on", "none", "--json");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .contains(
                        "the run is marked complete, and visits that were due did not end whole:"
                                + " silent 2",
                        "accepted devices to which the run has no visit: 1");
        assertThat(ended.out()).contains("\"complete\": false");
    }

    @Test
    void writesSeveralReportsInOneCall() throws IOException {
        Ended ended =
                diff(
                        "--policy",
                        "policy.yaml",
                        "--waivers",
                        "waivers.yaml",
                        "--report",
                        "sarif=drift.sarif",
                        "--report",
                        "junit=drift.xml",
                        "--report",
                        "gitlab=gl.json",
                        "--report",
                        "markdown=drift.md",
                        "--format",
                        "json");

        assertThat(ended.code()).isEqualTo(2);
        JsonNode json = JSON.readTree(ended.out());
        assertThat(json.get("outcome").asText()).isEqualTo("failed");
        assertThat(json.get("baseline").asText()).isEqualTo("baseline.json");
        assertThat(JSON.readTree(folder.resolve("drift.sarif").toFile()).at("/runs/0/results"))
                .isNotEmpty();
        assertThat(JSON.readTree(folder.resolve("gl.json").toFile())).isNotEmpty();
        assertThat(folder.resolve("drift.xml")).content().startsWith("<?xml");
        assertThat(folder.resolve("drift.md")).content().startsWith("### Walkdown");
        assertThat(ended.err())
                .contains(
                        "the waiver in line 11 is not needed: asset nobody",
                        "the waiver in line 7 expired on 2026-11-22",
                        "severities[2], line 6 was not judged for 16");
        assertThat(ended.out() + Files.readString(folder.resolve("drift.sarif")))
                .as("no machine's path")
                .doesNotContain(folder.toString());
    }

    @Test
    void aSiteFileThatIsThereSaysWhichZoneADeviceIsIn() throws IOException {
        user.has("site.yaml", SITE);

        Ended ended = diff("--policy", "policy.yaml", "--fail-on", "moved", "--json");

        assertThat(ended.err()).doesNotContain("not judged");
        assertThat(JSON.readTree(ended.out()).get("items"))
                .filteredOn(item -> item.get("id").asText().equals("capper/moved"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.get("severity").asText()).isEqualTo("critical");
                    assertThat(item.get("because").asText())
                            .isEqualTo("the policy's severities[2], line 6");
                });
    }

    @Test
    void aWrongPolicyEndsWith78AndNamesFileLineFieldRuleAndValue() throws IOException {
        user.has("policy.yaml", "version: 1\nseverities:\n  - {kind: firmwar, severity: high}\n");

        Ended ended = diff("--policy", "policy.yaml");

        ended.failed(
                ExitCode.CONFIGURATION,
                "policy.yaml:3:12: error: severities[0].kind: \"firmwar\"",
                "[not-a-choice]",
                "did you mean firmware?",
                "policy.yaml has 1 error");
    }

    @ParameterizedTest
    @CsvSource({
        "--fail-on, firmwares, did you mean firmware?",
        "--fail-on, high, write --fail-on-severity high",
        "--fail-on-severity, hihg, did you mean high?",
        "--format, sarife, did you mean sarif?",
        "--report, sarif, it needs a format and a file",
        "--report, xml=x, 'human, json, sarif, junit, markdown or gitlab'",
    })
    void aWrongWordEndsWith64AndAWayOut(String option, String word, String told) {
        diff(option, word).failed(ExitCode.USAGE, told);
    }

    @ParameterizedTest
    @CsvSource({
        "baseline.json, the baseline",
        "./x/../baseline.json, the baseline",
        "link.json, the baseline",
        "baseline.log.ndjson, the baseline's log",
        "observations.json, the run",
        "policy.yaml, the policy",
        "waivers.yaml, the waivers",
        "site.yaml, the site file",
    })
    void neverWritesOverWhatItReads(String target, String what) throws IOException {
        Files.createDirectory(folder.resolve("x"));
        Files.createSymbolicLink(folder.resolve("link.json"), Path.of("baseline.json"));
        user.has("site.yaml", SITE).has("baseline.log.ndjson", "");
        byte[] before = Files.readAllBytes(folder.resolve(target));

        for (List<String> option :
                List.of(List.of("--report", "junit=" + target), List.of("--output", target))) {
            List<String> options = new ArrayList<>(option);
            options.addAll(List.of("--policy", "policy.yaml", "--waivers", "waivers.yaml"));
            options.addAll(List.of("--report", "markdown=drift.md"));
            diff(options.toArray(String[]::new))
                    .failed(ExitCode.USAGE, "it is " + what + ", which this command reads");
        }

        assertThat(folder.resolve(target)).hasBinaryContent(before);
        assertThat(folder.resolve("drift.md")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"sarif=a.json, o", "junit=./a.json, o", "markdown=link, o", "sarif=new, ./new"})
    void noTwoOutputsGoToOneFile(String report, String output) throws IOException {
        user.has("a.json", "before");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.json"));

        diff("--output", output, "--report", "gitlab=a.json", "--report", report)
                .failed(ExitCode.USAGE, "writes to it, too", "nothing was written");

        assertThat(folder.resolve("a.json")).hasContent("before");
    }

    /// What a runner would take for a command stands at the beginning of a line, or anywhere.
    private static void commandsNothing(Ended ended) {
        assertThat(ended.err().lines())
                .allSatisfy(line -> assertThat(line.strip()).doesNotStartWith("::"))
                .allSatisfy(line -> assertThat(line).doesNotContain("##["));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failOn: [\"x\\n##[error]y\"]",
                "failOn: [\"::error::y\"]",
                "\"::error::key\\n::error::z\": 1",
                "severities: [{kind: \"##[error]\"}]"
            })
    void noKeyAndNoValueOfAFileIsACommandOfARunner(String line) throws IOException {
        user.has("policy.yaml", "version: 1\n" + line + "\n");

        Ended ended = diff("--policy", "policy.yaml");

        ended.failed(ExitCode.CONFIGURATION, "policy.yaml has ");
        commandsNothing(ended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no\n::error::pwn", "::error::pwn", "\u00a0::error::pwn", "##[error]pwn"})
    void noFileNameIsACommandOfARunner(String name) throws IOException {
        Ended nothing = user.types("diff", name, "observations.json");
        user.has(name, "version: 1\nfailOn: [nonsense]\n");
        Ended wrong = user.types("diff", name, "observations.json");
        Ended policy = diff("--policy", name);
        Ended site = user.types("plan", "--site", name);
        Ended profiles = user.types("profiles", "check", name);

        nothing.failed(ExitCode.CONFIGURATION, "there is no baseline", "error");
        wrong.failed(ExitCode.CONFIGURATION, "is wrong");
        policy.failed(ExitCode.CONFIGURATION, "has 1 error");
        site.failed(ExitCode.CONFIGURATION, "errors");
        profiles.failed(ExitCode.CONFIGURATION, "error");
        for (Ended each : List.of(nothing, wrong, policy, site, profiles)) {
            commandsNothing(each);
        }
        commandsNothing(user.types("diff", "--" + name));
    }

    @Test
    void otherCommandsRefuseTheFormatsThatTheyDoNotHave() throws IOException {
        user.hasSite("name: a, address: 127.20.0.1, protocol: s7, profile: s7-300");

        user.types("plan", "--format", "sarif")
                .failed(ExitCode.USAGE, "--format sarif is not known here", "only diff writes it");
    }

    @Test
    void namesTheBaselineFromTheRepositorysRoot() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("repo/plants/seven"));
        Files.createDirectory(folder.resolve("repo/.git"));

        assertThat(RepositoryPath.of(Path.of("baseline.json"), inner))
                .isEqualTo("plants/seven/baseline.json");
        assertThat(RepositoryPath.of(folder.resolve("x/b.json"), folder.resolve("y")))
                .isEqualTo("b.json");
    }
}
