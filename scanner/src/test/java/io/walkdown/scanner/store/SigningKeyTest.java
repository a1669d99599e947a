package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    private static final byte[] DATA = "what was recorded".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder = Path.of("");

    @Test
    void isMadeOnceAndKeptForItsOwnerAlone() throws IOException {
        SigningKey first = SigningKey.of(new StateFolder(folder));
        SigningKey second = SigningKey.of(new StateFolder(folder));

        assertThat(second.keyId()).isEqualTo(first.keyId()).matches("[0-9a-f]{16}");
        assertThat(Files.getPosixFilePermissions(folder.resolve(SigningKey.PRIVATE_FILE)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(names()).containsExactly(SigningKey.PRIVATE_FILE, SigningKey.PUBLIC_FILE);
    }

    @Test
    void itsPublicFileChecksExactlyWhatItSigned() {
        SigningKey key = SigningKey.of(new StateFolder(folder));
        VerifyingKey known = VerifyingKey.read(folder.resolve(SigningKey.PUBLIC_FILE));
        byte[] signature = key.sign(DATA);

        assertThat(known.keyId()).isEqualTo(key.keyId());
        assertThat(signature).hasSize(64);
        assertThat(known.verify(DATA, signature)).isTrue();
        assertThat(known.verify("something else".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertThat(known.verify(DATA, changed)).as("byte %d changed", i).isFalse();
        }
        assertThat(known.verify(DATA, new byte[0])).isFalse();
        assertThat(known.verify(DATA, new byte[65])).isFalse();
    }

    @Test
    void anotherMachinesKeyDoesNotFit() {
        SigningKey ours = SigningKey.of(new StateFolder(folder.resolve("ours")));
        SigningKey theirs = SigningKey.of(new StateFolder(folder.resolve("theirs")));

        assertThat(theirs.keyId()).isNotEqualTo(ours.keyId());
        assertThat(theirs.verifyingKey().verify(DATA, ours.sign(DATA))).isFalse();
    }

    @Test
    void isOneKeyWhereManyMakeItAtOnce() {
        Set<String> ids = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 32)
                .parallel()
                .forEach(_ -> ids.add(SigningKey.of(new StateFolder(folder)).keyId()));

        assertThat(ids).hasSize(1);
        assertThat(VerifyingKey.read(folder.resolve(SigningKey.PUBLIC_FILE)).keyId()).isIn(ids);
    }

    @Test
    void bringsItsPublicFileBack() throws IOException {
        SigningKey key = SigningKey.of(new StateFolder(folder));
        Files.delete(folder.resolve(SigningKey.PUBLIC_FILE));

        assertThat(SigningKey.of(new StateFolder(folder)).keyId()).isEqualTo(key.keyId());
        assertThat(VerifyingKey.read(folder.resolve(SigningKey.PUBLIC_FILE)).keyId())
                .isEqualTo(key.keyId());
    }

    @Test
    void namesAFileThatIsNoKey() throws IOException {
        Path file = folder.resolve(SigningKey.PRIVATE_FILE);
        Path other = folder.resolve("other");
        SigningKey.of(new StateFolder(other));
        SigningKey.of(new StateFolder(folder));
        String own = Files.readString(file);
        String foreign = Files.readString(other.resolve(SigningKey.PRIVATE_FILE));
        int cut = own.indexOf("-----BEGIN PUBLIC");

        for (String broken :
                List.of(
                        "",
                        "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n",
                        own.substring(0, cut),
                        own.substring(cut),
                        own.substring(0, cut) + foreign.substring(cut),
                        "x".repeat(70_000))) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> SigningKey.of(new StateFolder(folder)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(SigningKey.PRIVATE_FILE);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
