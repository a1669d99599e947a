package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        Path ci = Files.createDirectories(clone.resolve("docs").resolve("ci"));
        try (Stream<Path> files = Files.list(DOCS)) {
            for (Path file : files.toList()) {
                Files.copy(file, ci.resolve(file.getFileName()));
            }
        }
        String words =
                Walkdown.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Path launcher =
                Files.writeString(
                        clone.resolve("walkdown"), "#!/bin/sh\nexec " + words + " \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        assertThat(sh("git init -q . && git commit -q --allow-empty -m clone").exitCode()).isZero();
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
        List<String> steps =
                Files.readAllLines(DOCS.resolve("story.sh")).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .filter(line -> !line.startsWith("set "))
                        .toList();
        assertThat(steps).hasSizeLessThanOrEqualTo(6);

        Ended story = sh("sh docs/ci/story.sh");

        assertThat(story.exitCode()).as(story.out()).isZero();
        assertThat(story.out())
                .contains("palletizer/firmwareRevision", "V2.8.1", "V2.9.4", "No drift.");
        assertThat(Files.readString(clone.resolve("line").resolve("drift.md")))
                .contains("palletizer", "mixer-chassis");

        keepsAPlant();
        gatesOnGitHub();
        gatesOnGitLab();
    }

    /// A repository as the gates expect it: the baseline from before the changes, and the newest
    /// run.
    private void keepsAPlant() throws IOException, InterruptedException {
        Ended kept =
                sh(
                        "mkdir plant && cp line/site.yaml plant/ && git show"
                                + " line-baseline:line/baseline.json > plant/baseline.json && cp"
                                + " \"$(ls -d line/runs/2*/ | tail -n 1)observations.json\" plant/");
        assertThat(kept.exitCode()).as(kept.out()).isZero();
    }

    private void gatesOnGitHub() throws IOException, InterruptedException {
        JsonNode workflow = new YAMLMapper().readTree(DOCS.resolve("github-actions.yml").toFile());
        List<String> runs = new ArrayList<>();
        workflow.at("/jobs/drift/steps")
                .forEach(step -> {
                    if (step.has("run")) {
                        runs.add(step.path("run").asText());
                    }
                });
        assertThat(runs).hasSize(3);

        Ended form = sh(runs.get(0));
        Ended drift = sh(runs.get(1));
        Ended summary = sh(runs.get(2));

        assertThat(form.exitCode()).as(form.out()).isZero();
        assertThat(drift.exitCode()).as(drift.out()).isEqualTo(2);
        assertThat(summary.exitCode()).as(summary.out()).isZero();
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

    private void gatesOnGitLab() throws IOException, InterruptedException {
        JsonNode pipeline = new YAMLMapper().readTree(DOCS.resolve("gitlab-ci.yml").toFile());
        JsonNode script = pipeline.at("/plant-baseline/script");

        Ended form = sh(script.path(0).asText());
        Ended drift = sh(script.path(1).asText());

        assertThat(form.exitCode()).as(form.out()).isZero();
        assertThat(drift.exitCode()).as(drift.out()).isEqualTo(2);
        JsonNode report =
                JsonMapper.builder().build().readTree(clone.resolve("drift.json").toFile());
        assertThat(report).hasSize(3);
        JsonNode artifacts = pipeline.at("/plant-baseline/artifacts/reports");
        assertThat(clone.resolve(artifacts.path("codequality").asText())).exists();
        assertThat(clone.resolve(artifacts.path("junit").asText())).exists();
    }
}
