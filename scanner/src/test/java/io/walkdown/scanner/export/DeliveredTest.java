package io.walkdown.scanner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void oneExportAtATimeHasIt() {
        try (var first = Delivered.toWrite(state())) {
            assertThatThrownBy(() -> Delivered.toWrite(state()))
                    .isInstanceOf(ExportException.class)
                    .matches(e -> ((ExportException) e).passes())
                    .hasMessageContaining("another export is under way");
            first.add(Map.of("s", "e"));
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
            writer.add(Map.of("s", "e"));

            assertThatThrownBy(() -> reader.add(Map.of("s", "e")))
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
