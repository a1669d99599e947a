package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the run before this one knew of each device's answers, so that misses in a row are counted
/// across runs.
///
/// @param visits the earlier run's visits by the device's name
public record History(Map<String, Visit> visits) {
    /// No earlier run.
    public static final History NONE = new History(Map.of());

    public History {
        visits = Map.copyOf(visits);
    }

    /// The history that run left behind.
    public static History of(Observations before) {
        return new History(
                before.visits().stream()
                        .collect(
                                Collectors.toMap(Visit::device, Function.identity(), (a, b) -> b)));
    }

    int missesInARow(String device) {
        Visit visit = visits.get(device);
        return visit == null ? 0 : visit.missesInARow();
    }

    Optional<Instant> lastAnswered(String device) {
        return Optional.ofNullable(visits.get(device)).flatMap(Visit::lastAnswered);
    }
}
