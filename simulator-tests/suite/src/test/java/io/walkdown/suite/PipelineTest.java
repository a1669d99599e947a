package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/ci` hands out runs as it stands there: the story of a baseline, and the steps of the
/// gates for GitHub and GitLab, without these services.
class PipelineTest {
    private static final Path DOCS = Path.of("..", "..", "docs", "ci").toAbsolutePath().normalize();
    private static final long LONGEST_SECONDS = 120;

    @TempDir Path clone = Path.of("");

    /// How a step ended.
    private record Ended(int exitCode, String out) {}

    @BeforeEach
    void asAfterACloneAndABuild() throws IOException, InterruptedException {
        for (String file :
                List.of(
                        "story.sh",
                        "plant.yaml",
                        "line/baseline.json",
                        "line/baseline.log.ndjson")) {
            Path copy = clone.resolve("docs").resolve("ci").resolve(file);
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(DOCS.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        String words =
                Walkdown.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Path launcher =
                Files.writeString(
                        clone.resolve("walkdown"), "#!/bin/sh\nexec " + words + " \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        assertThat(sh("git init -q . && git add docs && git commit -q -m clone").exitCode())
                .isZero();
    }

    private Ended sh(String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(clone, "out", ".txt");
        var process =
                new ProcessBuilder("sh", "-c", line)
                        .directory(clone.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        var env = process.environment();
        env.put("WALKDOWN_STATE", clone.resolve("state").toString());
        env.put("PATH", clone + ":" + env.getOrDefault("PATH", ""));
        env.put("GITHUB_STEP_SUMMARY", clone.resolve("summary.md").toString());
        env.put("GIT_CONFIG_GLOBAL", "/dev/null");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            env.put("GIT_" + who + "_NAME", "J. Jansen");
            env.put("GIT_" + who + "_EMAIL", "jansen@plant.example");
        }
        Process running = process.start();
        if (!running.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new AssertionError("still running: " + Files.readString(out));
        }
        return new Ended(running.exitValue(), Files.readString(out));
    }

    @Test
    void theStoryOfABaselineAndTheGatesOnIt() throws IOException, InterruptedException {
        assertThat(commands(Files.readString(DOCS.resolve("story.sh"))))
                .hasSizeLessThanOrEqualTo(6);
        assertThat(DOCS.resolve("line").resolve("baseline.json"))
                .content()
                .isEqualTo(BaselineFile.text(Baseline.EMPTY));

        Ended story = sh("docs/ci/story.sh");

        assertThat(story.exitCode()).as(story.out()).isZero();
        assertThat(story.out())
                .as("what, where and how bad")
                .containsPattern(
                        "high +firmware-changed +palletizer/firmwareRevision +V2\\.8\\.1 +V2\\.9\\.4")
                .containsPattern("high +module-changed +mixer-chassis/slot-2/serialNumber")
                .containsSubsequence("3 of 3 to stop for", "order 4711", "No drift.");

        keepsAPlant();
        gatesOnGitHub();
        gatesOnGitLab();
        failsWhereSomebodyEditedTheBaselineByHand();
    }

    /// Every command that a shell would run, whatever holds them together.
    private static List<String> commands(String script) {
        return script.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> Stream.of(line.split("&&|\\|\\||[;|&]")))
                .map(String::strip)
                .filter(command -> !command.isEmpty())
                .toList();
    }

    @Test
    void countsCommandsHoweverTheyAreJoined() {
        assertThat(commands("#!/bin/sh\n\na && b; c | d\ne || f &\n# g\n"))
                .containsExactly("a", "b", "c", "d", "e", "f");
    }

    /// A repository as the gates expect it: the baseline from before the changes with its log, and
    /// the newest run.
    private void keepsAPlant() throws IOException, InterruptedException {
        Ended kept =
                sh(
                        """
                        set -e
                        mkdir plant
                        cp docs/ci/line/site.yaml plant/
                        git show HEAD:docs/ci/line/baseline.json > plant/baseline.json
                        git show HEAD:docs/ci/line/baseline.log.ndjson > plant/baseline.log.ndjson
                        cp "$(ls -d docs/ci/line/runs/2*/ | tail -n 1)observations.json" plant/
                        """);
        assertThat(kept.exitCode()).as(kept.out()).isZero();
    }

    private static final Pattern HASHED = Pattern.compile("hashFiles\\('([^']+)'\\) != ''");

    /// Runs the workflow's own steps as its runner would: after one that failed, those alone that
    /// always run, and none whose file is not there.
    private Map<String, Ended> onGitHub() throws IOException, InterruptedException {
        JsonNode workflow = new YAMLMapper().readTree(DOCS.resolve("github-actions.yml").toFile());
        Map<String, Ended> ended = new LinkedHashMap<>();
        for (String report : List.of("drift.md", "drift.sarif", "drift.xml", "summary.md")) {
            Files.deleteIfExists(clone.resolve(report));
        }
        boolean failed = false;
        for (JsonNode step : workflow.at("/jobs/drift/steps")) {
            String condition = step.path("if").asText();
            Matcher hashed = HASHED.matcher(condition);
            boolean there = !hashed.find() || Files.exists(clone.resolve(hashed.group(1)));
            if (step.has("run") && there && (!failed || condition.startsWith("always()"))) {
                Ended each = sh(step.path("run").asText());
                ended.put(step.path("name").asText(), each);
                failed |= each.exitCode() != 0;
            }
        }
        return ended;
    }

    private static Ended step(Map<String, Ended> steps, String name) {
        return Objects.requireNonNull(steps.get(name), name);
    }

    private static final String CHECK = "The baseline holds what was accepted";

    private void gatesOnGitHub() throws IOException, InterruptedException {
        Map<String, Ended> steps = onGitHub();

        assertThat(steps).containsOnlyKeys(CHECK, "Drift", "Summary");
        assertThat(step(steps, CHECK).exitCode()).as(step(steps, CHECK).out()).isZero();
        assertThat(step(steps, "Drift").exitCode()).as(step(steps, "Drift").out()).isEqualTo(2);
        assertThat(step(steps, "Summary").exitCode()).as(step(steps, "Summary").out()).isZero();
        assertThat(Files.readString(clone.resolve("summary.md"))).contains("palletizer");
        JsonNode sarif =
                JsonMapper.builder().build().readTree(clone.resolve("drift.sarif").toFile());
        assertThat(sarif.at("/runs/0/results")).hasSize(3);
        assertThat(
                        sarif.at(
                                        "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                                .asText())
                .isEqualTo("plant/baseline.json");
    }

    /// As GitLab does: every line of the script in one shell that stops at the first failure.
    private Ended onGitLab() throws IOException, InterruptedException {
        JsonNode pipeline = new YAMLMapper().readTree(DOCS.resolve("gitlab-ci.yml").toFile());
        var script = new StringBuilder("set -e\n");
        pipeline.at("/plant-baseline/script")
                .forEach(line -> script.append(line.asText()).append('\n'));
        JsonNode reports = pipeline.at("/plant-baseline/artifacts/reports");
        for (JsonNode report : reports) {
            Files.deleteIfExists(clone.resolve(report.asText()));
        }
        Ended ended = sh(script.toString());
        for (JsonNode report : reports) {
            assertThat(clone.resolve(report.asText())).as(ended.out()).exists();
        }
        return ended;
    }

    private void gatesOnGitLab() throws IOException, InterruptedException {
        Ended job = onGitLab();

        assertThat(job.exitCode()).as(job.out()).isEqualTo(2);
        assertThat(JsonMapper.builder().build().readTree(clone.resolve("drift.json").toFile()))
                .hasSize(3);
    }

    /// The new firmware written into the baseline, in its right form, by nobody's acceptance.
    private void failsWhereSomebodyEditedTheBaselineByHand()
            throws IOException, InterruptedException {
        Path baseline = clone.resolve("plant").resolve("baseline.json");
        Files.writeString(baseline, Files.readString(baseline).replace("V2.8.1", "V2.9.4"));

        Map<String, Ended> steps = onGitHub();
        Ended job = onGitLab();

        assertThat(step(steps, CHECK).exitCode()).as(step(steps, CHECK).out()).isEqualTo(78);
        assertThat(step(steps, CHECK).out())
                .contains("palletizer: it is not as", "edited since, by hand");
        assertThat(steps).as("the rest is told, too").containsKeys("Drift", "Summary");
        assertThat(job.exitCode()).as(job.out()).isEqualTo(78);

        Files.writeString(baseline, "{}");
        assertThat(onGitHub()).as("no report hides the cause").containsOnlyKeys(CHECK, "Drift");
    }
}
