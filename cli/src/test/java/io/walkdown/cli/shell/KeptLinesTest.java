package io.walkdown.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptLinesTest {
    private final KeptLines lines = new KeptLines(Set.of("plan", "use", "export"));

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tr0ub4dor",
                "correct horse battery staple",
                "walkdown",
                "walkdown Tr0ub4dor",
                " plan",
                "plan --only pwd=hunter2",
                "plan --only pw=hunter2",
                "plan --pw hunter2",
                "plan --only psk=00ff",
                "use 'private key'",
                "use \"-----BEGIN EC PRIVATE KEY-----\"",
                "export --header 'Bearer abc'",
                "export eyJhbGciOiJIUzI1NiJ9",
                "export https://me:hunter2@inventory",
                "use filler\nTr0ub4dor"
            })
    void keepsNoSecrets(String line) {
        lines.add(Instant.EPOCH, line);

        assertThat(lines.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "walkdown plan --hex",
                "use filler\nplan",
                "plan --only \"line\n2\""
            })
    void keepsCommands(String line) {
        lines.add(Instant.EPOCH, line);

        assertThat(lines.size()).isEqualTo(1);
    }

    @Test
    void aFolderInTheFilesPlaceIsNoPlaceForLines() throws IOException {
        Path place = Files.createDirectory(folder.resolve("shell-history"));

        assertThat(lines.isKeptIn(place)).isFalse();
    }

    @Test
    void takesOutWhatIsDamagedOrWouldNotBeKeptToday() throws IOException {
        Path file = folder.resolve("shell-history");
        Files.write(
                file,
                "1:plan --hex\n2:Tr0ub4dor\nno time\n3:use \u00ff\n4:use x\\nplan\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(lines.isKeptIn(file)).isTrue();
        assertThat(file).hasContent("1:plan --hex\n4:use x\\nplan\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
