package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/// What an operator reads when a file of ours cannot be used.
class StoreExceptionTest {
    @Test
    void saysWhatTheSystemSaidAndNamesNoClass() {
        assertThat(words(new IOException("No space left on device")))
                .isEqualTo("cannot write a: No space left on device");
        assertThat(words(new FileSystemException("/x/a", null, "No space left on device")))
                .isEqualTo("cannot write a: No space left on device");
        assertThat(words(new NoSuchFileException("/x/a"))).endsWith(": there is no /x/a");
        assertThat(words(new AccessDeniedException("/x/a"))).endsWith(": no permission for /x/a");
        assertThat(words(new FileAlreadyExistsException("/x/a")))
                .endsWith(": /x/a is there already");
        assertThat(words(new IOException())).endsWith(": the system does not say why");
    }

    private static String words(IOException cause) {
        return String.valueOf(new StoreException("cannot write a", cause).getMessage());
    }
}
