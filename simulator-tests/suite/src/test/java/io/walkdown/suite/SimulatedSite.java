package io.walkdown.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.suite.Walkdown.Ended;
import io.walkdown.suite.Walkdown.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A folder with a simulated plant that runs beside it, started as its users start it.
final class SimulatedSite implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LOOK_MILLIS = 20;
    private static final long REVISIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Path folder;
    private final Walkdown walkdown;
    private final Running plant;

    private SimulatedSite(Path folder, Walkdown walkdown, Running plant) {
        this.folder = folder;
        this.walkdown = walkdown;
        this.plant = plant;
    }

    /// Starts that plant and waits until every device listens.
    ///
    /// @param plantYaml the plant file's text; empty for the demo's plant
    static SimulatedSite start(Path folder, String plantYaml) throws IOException {
        var walkdown = new Walkdown(folder);
        Stream<String> file =
                plantYaml.isEmpty()
                        ? Stream.of()
                        : Stream.of(
                                Files.writeString(folder.resolve("plant.yaml"), plantYaml)
                                        .toString());
        List<String> arguments =
                Stream.concat(
                                Stream.of(
                                        "simulate",
                                        "--site-out",
                                        "site.yaml",
                                        "--witness",
                                        "witness.json"),
                                file)
                        .toList();
        Running plant = walkdown.start(arguments.toArray(String[]::new));
        var site = new SimulatedSite(folder, walkdown, plant);
        site.await(
                "the plant to be ready",
                plant.process(),
                () -> lines(plant.out()).contains("ready"));
        return site;
    }

    /// What has to become true.
    interface Condition {
        boolean holds() throws IOException;
    }

    /// Waits for that, as long as the process runs.
    void await(String what, Process process, Condition condition) {
        long giveUp = System.nanoTime() + LONGEST_NANOS;
        try {
            while (!condition.holds()) {
                if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    String last = process.equals(plant.process()) ? plant.awaitEnd().err() : "";
                    throw new AssertionError("ended while waiting for " + what + ": " + last);
                }
                if (System.nanoTime() - giveUp > 0) {
                    throw new AssertionError("waited in vain for " + what);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Waits until a simulated profile allows a device's next visit (S10): one a second.
    void awaitRevisit() {
        long allowed = System.nanoTime() + REVISIT_NANOS;
        await("the next visit", plant.process(), () -> System.nanoTime() - allowed > 0);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    Ended run(String... arguments) {
        return walkdown.run(arguments);
    }

    /// Runs one command in a JVM with these options.
    Ended runIn(List<String> options, String... arguments) {
        return walkdown.runIn(options, arguments);
    }

    Running start(String... arguments) throws IOException {
        return walkdown.start(arguments);
    }

    Running startAtTerminal(String... arguments) throws IOException {
        return walkdown.startAtTerminal(arguments);
    }

    /// The folders of the runs up to now, the oldest first.
    List<Path> runs() throws IOException {
        Path runs = folder.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.sorted().toList();
        }
    }

    JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }

    /// Ends the plant as an operator would and gives what its devices recorded.
    JsonNode witness() throws IOException {
        close();
        return json(folder.resolve("witness.json"));
    }

    /// Ends the plant. Whatever a test is about, its panels have lost nothing (S2).
    @Override
    public void close() {
        plant.process().destroy();
        plant.awaitEnd();
        try {
            Panels.lostNothing(json(folder.resolve("witness.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
