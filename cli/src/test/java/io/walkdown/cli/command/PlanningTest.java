package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.cli.command.CommandLineUser.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an empty folder to a plan that may be run: nothing here sends anything.
class PlanningTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CAPPER =
            "name: capper, address: 127.20.5.15, protocol: enip, profile: micrologix";
    private static final String SIS = "name: sis, address: 127.20.5.16, protocol: s7, safety: true";

    @TempDir Path folder = Path.of("");

    @Test
    void initWritesASiteThatPlansAndNeverOverwrites() throws IOException {
        var user = new CommandLineUser(folder);

        user.types("init", "plant").done();
        Ended plan = user.types("plan", "--site", "plant/site.yaml").done();
        String before = Files.readString(folder.resolve("plant/site.yaml"));
        user.types("init", "plant").failed(ExitCode.FAILED, "site.yaml is there already");

        assertThat(plan.out()).contains("Nothing has been sent", "rack-a", "S2");
        assertThat(Files.readString(folder.resolve("plant/site.yaml"))).isEqualTo(before);
        assertThat(folder.resolve("plant/runs")).doesNotExist();
        assertThat(folder.resolve("plant/.gitignore")).exists();
        assertThat(JSON.readTree(folder.resolve("plant/baseline.json").toFile()).get("assets"))
                .isEmpty();
    }

    @Test
    void planTellsTheWorstCaseAndWhoIsWithheldByWhichRule() throws IOException {
        Ended plan = new CommandLineUser(folder).hasSite(CAPPER, SIS).types("plan").done();

        assertThat(plan.out())
                .contains("1 device of 2 contacted")
                .containsPattern("capper +127\\.20\\.5\\.15:44818 +micrologix +list-identity +2 ")
                .containsPattern("capper +micrologix +the only one of its kind +after 1 min +-")
                .containsPattern("sis +127\\.20\\.5\\.16:102 +S11 +sis is a safety system")
                .contains("At worst, all devices together", "plan hash: ");
    }

    @Test
    void hexPrintsEveryByteWithItsMeaning() throws IOException {
        Ended plan = new CommandLineUser(folder).hasSite(CAPPER).types("plan", "--hex").done();

        assertThat(plan.out()).contains("63 00", "ListIdentity");
    }

    @Test
    void jsonIsWhatOutputKeeps() throws IOException {
        var user = new CommandLineUser(folder).hasSite(CAPPER, SIS);

        JsonNode printed = JSON.readTree(user.types("plan", "--json").done().out());
        user.types("plan", "--output", "kept/plan.json").done();

        assertThat(JSON.readTree(folder.resolve("kept/plan.json").toFile())).isEqualTo(printed);
        assertThat(printed.at("/devices/0/worstCase/frames").asInt()).isEqualTo(2);
        assertThat(printed.at("/devices/1/withheld/rule").asText()).isEqualTo("S11");
    }

    @Test
    void namesTheNearestDeviceOfAMisspeltSelector() throws IOException {
        new CommandLineUser(folder)
                .hasSite(CAPPER)
                .types("plan", "--only", "caper")
                .failed(ExitCode.USAGE, "caper", "capper");
    }

    @Test
    void saysPlainlyThatAFileCannotBeWritten() throws IOException {
        new CommandLineUser(folder)
                .hasSite(CAPPER)
                .has("file", "")
                .types("plan", "--output", "file/plan.json")
                .failed(ExitCode.FAILED, "file/plan.json");
    }

    @Test
    void scanAsksForAnAnswerWhereNobodyCanBeAsked() throws IOException {
        new CommandLineUser(folder)
                .hasSite(CAPPER)
                .types("scan")
                .failed(ExitCode.USAGE, "nothing was sent", "--yes", "--plan");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void scanStartsInsideAWindowAlone() throws IOException {
        var user = new CommandLineUser(folder).hasSite(CAPPER);
        Path site = folder.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(site)
                        .replace(
                                "windows: any",
                                "timeZone: UTC\nwindows: [{days: mon, from: \"22:00\", to:"
                                        + " \"23:00\"}]"));

        user.types("scan", "--yes")
                .failed(ExitCode.REFUSED, "S11", "nothing was sent", "23 Nov 22:00");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aStoppedSiteIsNotScannedUntilItIsResumed() throws IOException {
        var user = new CommandLineUser(folder).hasSite(SIS);

        user.types("stop", "--by", "J. Jansen", "--reason", "start-up").done();
        user.types("scan", "--yes")
                .failed(ExitCode.REFUSED, "S9", "J. Jansen", "start-up", "walkdown resume");
        Files.writeString(folder.resolve("site.yaml"), "site: plant-7\nrubbish: [\n");
        user.types("resume", "--by", "J. Jansen", "--reason", "runs").done();
        user.hasSite(SIS);

        assertThat(user.types("scan", "--yes").err()).doesNotContain("S9");
        assertThat(user.types("resume", "--by", "a", "--reason", "b").done().out())
                .contains("was not stopped");
        user.types("stop", "--reason", "nobody").failed(ExitCode.USAGE, "--by");
    }

    @Test
    void anApprovedPlanHoldsForWhatItSaysAndNoLongerThanItSays() throws IOException {
        var user = new CommandLineUser(folder).hasSite(CAPPER, SIS);
        user.types("plan", "--output", "plan.json").done();
        String plan = Files.readString(folder.resolve("plan.json"));

        user.has("rubbish.json", "{\"version\": 7}")
                .types("scan", "--plan", "rubbish.json")
                .failed(ExitCode.CONFIGURATION, "rubbish.json");
        for (String edit :
                new String[] {
                    "\"frames\": 2 > \"frames\": 1",
                    "\"validUntil\": \"2026 > \"validUntil\": \"2036",
                    "list-identity > list-services",
                    "\"runs\": 1 > \"runs\": 9",
                    "127.20.5.15 > 127.20.5.14"
                }) {
            String[] parts = edit.split(" > ", 2);
            assertThat(plan).contains(parts[0]);
            user.has("edited.json", plan.replace(parts[0], parts[1]))
                    .types("scan", "--plan", "edited.json")
                    .failed(ExitCode.REFUSED, "edited.json", "it was edited", "nothing was sent");
        }
        user.has(
                        "unlooked.json",
                        plan.replaceFirst(
                                "(?s)\"canaries\": \\[.*?\\],\\s*\"totals",
                                "\"canaries\": [], \"totals"))
                .types("scan", "--plan", "unlooked.json")
                .failed(ExitCode.REFUSED, "it was edited");
        user.hasSite(CAPPER)
                .types("scan", "--plan", "plan.json")
                .failed(ExitCode.REFUSED, "have changed since");
        user.hasSite(CAPPER, SIS)
                .types("scan", "--plan", "plan.json", "--only", "capper")
                .failed(ExitCode.USAGE, "--only");
        new CommandLineUser(folder, CommandLineUser.NOW.plus(Duration.ofDays(8)))
                .types("scan", "--plan", "plan.json")
                .failed(ExitCode.REFUSED, "2026-11-30");
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
