package io.walkdown.scanner.store;

import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Purpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Another process with a ledger, for tests that kill it. Prints the address of each claim once it
/// is granted.
final class LedgerChild {
    static final Ledger.Allowance DAILY =
            new Ledger.Allowance(Duration.ofDays(1), 1, 20, Duration.ofMinutes(1));
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private LedgerChild() {}

    /// Claims until it is killed.
    ///
    /// @param args the state folder; `hold` to keep one address, `visit` to visit one after the
    ///   other for ever
    public static void main(String... args) throws IOException {
        FileLedger ledger = FileLedger.open(new StateFolder(Path.of(args[0])), BootClock.NONE);
        boolean hold = args[1].equals("hold");
        for (int i = 0; i < (hold ? 1 : 1_000_000); i++) {
            var key = new Ledger.Key("10.1.%d.%d".formatted(i / 250, i % 250 + 1), 102);
            if (ledger.claim(key, DAILY, Purpose.SCAN, NOON)
                    instanceof Ledger.Claim.Granted(var lease)) {
                say(key.address());
                if (!hold) {
                    lease.ended(
                            new Ledger.Used(
                                    5, Duration.ofSeconds(1), "identified", false, List.of()),
                            NOON);
                    lease.close();
                }
            }
        }
        System.in.read();
    }

    private static void say(String text) throws IOException {
        System.out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    static Process start(Path folder, String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerChild.class.getName(),
                        folder.toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
