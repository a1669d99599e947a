package io.walkdown.scanner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.scanner.export.Delivered.Last;
import io.walkdown.scanner.export.Delivered.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredTest {
    @TempDir Path folder = Path.of("");

    private Path state() {
        return folder.resolve("exports").resolve("splunk.json");
    }

    /// Has the state file named by its argument until its input ends.
    static final class OtherProcess {
        private OtherProcess() {}

        static void main(String[] args) throws IOException {
            try (var _ = Delivered.toWrite(Path.of(args[0]))) {
                System.out.write('!');
                System.out.flush();
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }

    private static Last asset(String event, String name) {
        return new Last(event, new Topic.OfAsset("splunk", "id-" + name, name));
    }

    private static Last run(String run) {
        return new Last("e", new Topic.OfRun(run));
    }

    private void delivers(int most, Map<String, Last> events) {
        try (var delivered = Delivered.toWrite(state(), most)) {
            delivered.present(topics(events));
            delivered.add(events, List.of());
        }
    }

    private static Map<String, Topic> topics(Map<String, Last> events) {
        var topics = new LinkedHashMap<String, Topic>();
        events.forEach((subject, last) -> topics.put(subject, last.topic()));
        return topics;
    }

    /// The subjects in the file, the newest last.
    private List<String> kept() throws IOException {
        return Files.readAllLines(state()).stream()
                .filter(line -> line.contains(":e"))
                .map(line -> line.strip().substring(1).split(":", 2)[0])
                .toList();
    }

    /// However many there are: what is forgotten would be sent with every export.
    @Test
    void whatTheInventoryHasIsNeverForgotten() throws IOException {
        var plant = new LinkedHashMap<String, Last>();
        for (int i = 0; i < 9; i++) {
            plant.put("s" + i, asset("e", "plc " + i));
        }
        delivers(3, plant);
        assertThat(kept()).hasSize(9);

        try (var second = Delivered.toWrite(state(), 3)) {
            second.present(topics(plant));
            second.add(Map.of("s4", asset("e", "plc 4")), List.of());
            assertThat(plant.keySet()).allMatch(subject -> second.has(subject, "e"));
        }
        assertThat(kept()).hasSize(9);
    }

    @Test
    void visitsOfOldRunsAreForgottenFirst() throws IOException {
        for (int run = 0; run < Delivered.RUNS + 5; run++) {
            delivers(
                    Delivered.MOST,
                    Map.of("a" + run, asset("e", "plc"), "r" + run, run("run" + run)));
        }

        assertThat(kept())
                .filteredOn(subject -> subject.startsWith("a"))
                .hasSize(Delivered.RUNS + 5);
        assertThat(kept())
                .filteredOn(subject -> subject.startsWith("r"))
                .hasSize(Delivered.RUNS)
                .contains("r5", "r" + (Delivered.RUNS + 4));

        delivers(7, Map.of("last", asset("e", "plc")));
        assertThat(kept()).hasSize(8).allMatch(subject -> !subject.startsWith("r"));
    }

    /// What an older Walkdown wrote.
    @Test
    void readsTheFirstVersionOfTheFile() throws IOException {
        Files.createDirectories(state().getParent());
        Files.writeString(state(), "{\"version\": 1, \"delivered\": [\"s:e\"]}");

        try (var delivered = Delivered.toWrite(state())) {
            assertThat(delivered.has("s", "e")).isTrue();
            assertThat(delivered.gone("splunk")).isEmpty();
        }
    }

    @Test
    void oneExportAtATimeHasIt() {
        try (var first = Delivered.toWrite(state())) {
            assertThatThrownBy(() -> Delivered.toWrite(state()))
                    .isInstanceOf(ExportException.class)
                    .matches(e -> ((ExportException) e).passes())
                    .hasMessageContaining("another export is under way");
            first.add(Map.of("s", asset("e", "filler")), List.of());
        }

        try (var second = Delivered.toWrite(state())) {
            assertThat(second.has("s", "e")).isTrue();
        }
    }

    @Test
    void anExportOfAnotherProcessHasItToo() throws Exception {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                state().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> Delivered.toWrite(state()))
                    .hasMessageContaining("another export is under way");

            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
            Delivered.toWrite(state()).close();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whoReadsOnlyNeedsNoLockAndWritesNothing() {
        try (var writer = Delivered.toWrite(state());
                var reader = Delivered.toRead(state())) {
            writer.add(Map.of("s", asset("e", "filler")), List.of());

            assertThatThrownBy(() -> reader.add(Map.of(), List.of()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFileThatIsNoneOfOursIsNamedAndLetGo() throws IOException {
        Files.createDirectories(state().getParent());
        Files.writeString(state(), "{\"version\": 1, \"delivered\": [7]}");

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> Delivered.toWrite(state()))
                    .isInstanceOf(ExportException.class)
                    .matches(e -> !((ExportException) e).passes())
                    .hasMessageContaining("splunk.json");
        }
    }
}
