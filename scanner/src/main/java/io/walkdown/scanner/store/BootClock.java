package io.walkdown.scanner.store;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A clock that nobody can set: it tells the time since the machine was started.
public interface BootClock {
    /// A machine that does not tell.
    BootClock NONE = Optional::empty;

    /// The time since boot; empty where the system does not tell it.
    Optional<SinceBoot> now();

    /// This machine's, as Linux tells it: `/proc/sys/kernel/random/boot_id`, and the first number
    /// of `/proc/uptime`, which counts the time in suspend and is exact to 10 ms (proc(5)).
    static BootClock system() {
        return of(Path.of("/proc"));
    }

    /// As [#system], with that folder for `/proc`.
    static BootClock of(Path proc) {
        return () -> {
            try {
                String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
                String uptime = Files.readString(proc.resolve("uptime")).strip();
                var seconds = new BigDecimal(uptime.split(" ", 2)[0]);
                var time = Duration.ofNanos(seconds.movePointRight(9).longValueExact());
                return boot.isEmpty() || time.isNegative()
                        ? Optional.empty()
                        : Optional.of(new SinceBoot(boot, time));
            } catch (IOException | ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        };
    }
}
