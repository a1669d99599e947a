package io.walkdown.cli.command;

import io.walkdown.scanner.scan.Heartbeat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `--heartbeat FILE --heartbeat-limit TIME` (S9).
final class HeartbeatOption {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})\\s*(ms|s|min|h)");

    private HeartbeatOption() {}

    /// The heartbeat that was asked for.
    ///
    /// @throws Failure with exit code 64 where the limit makes no sense
    static Optional<Heartbeat> of(Console console, @Nullable Path file, @Nullable String limit) {
        if (file == null) {
            if (limit != null) {
                throw wrong(limit, "it limits the age of a file, and --heartbeat names none");
            }
            return Optional.empty();
        }
        Duration age = limit == null ? Heartbeat.DEFAULT : parsed(limit);
        try {
            return Optional.of(new Heartbeat(console.folder().resolve(file), age, console.clock()));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(limit), String.valueOf(e.getMessage()));
        }
    }

    private static Duration parsed(String text) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) {
            throw wrong(text, "a number and a unit are needed: ms, s, min or h");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Failure wrong(String text, String why) {
        return new Failure(
                ExitCode.USAGE,
                "--heartbeat-limit %s is wrong; nothing was sent".formatted(text),
                why,
                "write for example: --heartbeat beat --heartbeat-limit 30s");
    }

    /// A scan does not start on a heartbeat that is lost already (S9).
    static void requireFresh(Optional<Heartbeat> heartbeat) {
        heartbeat
                .flatMap(Heartbeat::lost)
                .ifPresent(lost -> {
                    throw new Failure(
                            ExitCode.REFUSED,
                            "the heartbeat is lost; nothing was sent",
                            "S9: " + lost.why(),
                            "touch the file again and again as long as the scan may go on");
                });
    }
}
