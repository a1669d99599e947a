package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.throttle.Before;
import io.walkdown.throttle.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private static final Instant NOON = LedgerChild.NOON;
    private static final int SET_GROUP = 02000;

    @TempDir Path folder = Path.of("");

    private Path home = Path.of("");
    private Path machine = Path.of("");

    @BeforeEach
    void make() {
        home = folder.resolve("home");
        machine = folder.resolve("machine");
    }

    private Path found(Map<String, String> environment) {
        return StateFolder.find(environment, home, machine).path();
    }

    @Test
    void prefersTheMachinesFolderWhereSomebodyMadeIt() throws IOException {
        Path xdg = folder.resolve("xdg");
        Map<String, String> ours = Map.of("XDG_STATE_HOME", xdg.toString());
        assertThat(found(Map.of())).isEqualTo(home.resolve(".local/state/walkdown"));
        assertThat(found(ours)).isEqualTo(xdg.resolve("walkdown"));

        Files.createFile(machine);
        assertThat(found(ours)).as("no folder").isEqualTo(xdg.resolve("walkdown"));
        Files.delete(machine);
        Files.createDirectory(machine);

        assertThat(found(ours)).isEqualTo(machine);
        Path named = folder.resolve("named");
        assertThat(found(Map.of("WALKDOWN_STATE", named.toString()))).isEqualTo(named);
        assertThat(StateFolder.own(ours, home).path()).isEqualTo(xdg.resolve("walkdown"));
    }

    @Test
    void letsTheGroupUseWhatIsMadeInASharedFolder() throws IOException {
        Files.createDirectory(machine);
        Files.setAttribute(machine, "unix:mode", 02770);
        var state = new StateFolder(machine);
        assertThat(state.isShared()).isTrue();

        use(state);

        assertThat(made())
                .hasSizeGreaterThanOrEqualTo(10)
                .filteredOn(path -> !path.endsWith(SigningKey.PUBLIC_FILE))
                .allSatisfy(path -> {
                    int mode = (int) Files.getAttribute(path, "unix:mode");
                    if (path.endsWith(SigningKey.PRIVATE_FILE)) {
                        assertThat(mode & 0777).isEqualTo(0640);
                    } else {
                        assertThat(mode & 0070).as(path.toString()).isEqualTo((mode & 0700) >> 3);
                    }
                    if (Files.isDirectory(path)) {
                        assertThat(mode & SET_GROUP).as(path.toString()).isEqualTo(SET_GROUP);
                    }
                });
    }

    @Test
    void keepsEverythingForItsOwnerElsewhere() throws IOException {
        var state = new StateFolder(machine).made();
        assertThat(state.isShared()).isFalse();

        use(state);

        assertThat(made())
                .allSatisfy(path ->
                        assertThat((int) Files.getAttribute(path, "unix:mode") & 0020).isZero());
        int key = (int) Files.getAttribute(machine.resolve(SigningKey.PRIVATE_FILE), "unix:mode");
        assertThat(key & 0777).isEqualTo(0600);
    }

    /// Everything that writes there, and enough to have the ledger rewritten.
    private static void use(StateFolder state) {
        try (FileLedger ledger = FileLedger.open(state, BootClock.NONE, 2_000)) {
            var lock = ((SiteLock.Claim.Granted) ledger.claimSite("plant-7", NOON)).lock();
            new UsedPlans(state, "plant-7").note("ab12", NOON, "run", NOON);
            lock.rests().begin(Before.NONE, Map.of(), NOON);
            lock.rests().end(Before.NONE, Before.NONE, NOON);
            IntStream.range(0, 20).forEach(i -> visit(ledger, i));
        }
        new KillSwitch(state, "plant-7").stop("Ann", "start-up", NOON);
        assertThat(SigningKey.of(state).keyId()).isEqualTo(SigningKey.of(state).keyId());
    }

    private static void visit(FileLedger ledger, int i) {
        var key = new Ledger.Key("10.1.0." + (i + 1), 102);
        var claim = ledger.claim(key, LedgerChild.DAILY, Ledger.Purpose.SCAN, NOON);
        try (var lease = ((Ledger.Claim.Granted) claim).lease()) {
            lease.ended(
                    new Ledger.Used(5, Duration.ofSeconds(1), "identified", false, List.of()),
                    NOON);
        }
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> all = Files.walk(machine)) {
            return all.filter(path -> !path.equals(machine)).toList();
        }
    }
}
