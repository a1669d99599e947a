package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.store.SiteLock.Claim.Granted;
import io.walkdown.scanner.store.SiteLock.Claim.Held;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One scan of a site at a time (S6); between processes, `OnceEachTest` shows it.
class SiteLockTest {
    private static final Instant NOW = Instant.parse("2026-11-23T07:35:00.123Z");

    @TempDir Path folder = Path.of("");

    @Test
    void givesASiteToOneScanAtATimeAndSaysWhoHasIt() {
        var state = new StateFolder(folder);
        try (FileLedger ledger = FileLedger.open(state);
                FileLedger other = FileLedger.open(state)) {
            var first = (Granted) ledger.claimSite("plant-7", NOW);

            assertThat(ledger.claimSite("plant-7", NOW)).isInstanceOf(Held.class);
            assertThat(other.claimSite("plant-7", NOW))
                    .isEqualTo(
                            new Held(
                                    "process %d".formatted(ProcessHandle.current().pid()),
                                    Optional.of(Instant.parse("2026-11-23T07:35:00Z"))));
            ((Granted) other.claimSite("plant-8", NOW)).lock().close();
            first.lock().close();
            ((Granted) other.claimSite("plant-7", NOW)).lock().close();
        }
    }
}
