package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Git joins two branches of a baseline with the built program as its merge driver, set up as
/// docs/baseline.md says.
class MergeDriverTest {
    private static final String BASE =
            """
            {
              "assets": [
                {
                  "formerNames": [],
                  "human": {
                    "criticality": "",
                    "labels": [],
                    "location": "",
                    "notes": "",
                    "owner": ""
                  },
                  "name": "filler",
                  "observed": {
                    "attributes": {},
                    "evidence": {
                      "attributes": {},
                      "identity": {
                        "firmwareRevision": "s7 szl-0011",
                        "serialNumber": "s7 szl-0011"
                      }
                    },
                    "identity": {
                      "firmwareRevision": "V1",
                      "serialNumber": "S-11"
                    },
                    "modules": []
                  },
                  "place": {
                    "address": "10.0.0.1",
                    "path": "port 102",
                    "protocol": "s7"
                  }
                }
              ],
              "version": 1
            }
            """;

    @TempDir Path folder;

    @Test
    void joinsWhatTwoBranchesChangedAndLeavesConflictsToAPerson() throws Exception {
        setUp();
        branch("theirs", BASE.replace("\"owner\": \"\"", "\"owner\": \"Eve\""), "theirs");
        branch("clash", BASE.replace("\"V1\"", "\"V3\""), "clash");
        branch("ours", BASE.replace("\"V1\"", "\"V2\""), "ours");

        assertThat(git("merge", "--no-edit", "theirs")).isZero();
        assertThat(baseline())
                .isEqualTo(
                        BASE.replace("\"V1\"", "\"V2\"")
                                .replace("\"owner\": \"\"", "\"owner\": \"Eve\""));
        assertThat(Files.readAllLines(folder.resolve("baseline.log.ndjson")))
                .containsExactlyInAnyOrder("base", "ours", "theirs");

        assertThat(errors("baseline-blame", "blame", "filler", "--baseline", "baseline.json"))
                .isEmpty();

        assertThat(git("merge", "--no-edit", "clash")).isOne();
        assertThat(Files.readString(folder.resolve("git.txt")))
                .contains("1 conflict in baseline.json", "filler/firmwareRevision", "V3")
                .contains("CONFLICT (content)");
        assertThat(baseline()).contains("\"conflicts\"", "\"theirs\": \"V3\"");
        assertThat(errors("baseline-check", "check", "baseline.json")).isEmpty();
    }

    /// What of a command's document does not fit its published schema.
    private List<String> errors(String schema, String... arguments) {
        List<String> line = new ArrayList<>(List.of("baseline"));
        line.addAll(List.of(arguments));
        line.add("--json");
        return Schemas.errors(schema, new Walkdown(folder).run(line.toArray(String[]::new)).json());
    }

    private void setUp() throws Exception {
        git("init", "--quiet", "--initial-branch=main");
        git("config", "user.name", "R. Okafor");
        git("config", "user.email", "okafor@plant.example");
        String program =
                Walkdown.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        git(
                "config",
                "merge.walkdown.driver",
                program + " baseline merge %O %A %B --output %A --name %P");
        Files.writeString(
                folder.resolve(".gitattributes"),
                "baseline.json merge=walkdown\nbaseline.log.ndjson merge=union\n");
        commit(BASE, "base\n");
    }

    private void branch(String name, String baseline, String line) throws Exception {
        assertThat(git("checkout", "--quiet", "-b", name, "main")).isZero();
        commit(baseline, "base\n" + line + "\n");
    }

    private void commit(String baseline, String log) throws Exception {
        Files.writeString(folder.resolve("baseline.json"), baseline);
        Files.writeString(folder.resolve("baseline.log.ndjson"), log);
        git("add", ".gitattributes", "baseline.json", "baseline.log.ndjson");
        assertThat(git("commit", "--quiet", "-m", "a change")).isZero();
    }

    private String baseline() throws IOException {
        return Files.readString(folder.resolve("baseline.json"));
    }

    private int git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("git.txt").toFile());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("WALKDOWN_STATE", folder.resolve("state").toString());
        Process git = builder.start();
        assertThat(git.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return git.exitValue();
    }
}
