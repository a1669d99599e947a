package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.throttle.Before;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What earlier runs left to this one: what the last one knew of each device's answers, so that
/// misses in a row are counted across runs, and what was sent last, so that rests are kept across
/// them (S6).
///
/// @param visits the earlier run's visits by the device's name
/// @param sent what was sent to the site and its groups
public record History(Map<String, Visit> visits, Before sent) {
    /// No earlier run.
    public static final History NONE = new History(Map.of());

    public History {
        visits = Map.copyOf(visits);
    }

    /// A history in which nothing was sent that still counts.
    public History(Map<String, Visit> visits) {
        this(visits, Before.NONE);
    }

    /// The same after that was sent.
    public History after(Before before) {
        return new History(visits, before);
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
