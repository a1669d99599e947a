package io.walkdown.throttle;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What was sent before a run began, as far as the limits of a site and its groups still count it:
/// a run that begins while a line rests waits for the end of that rest (S6).
///
/// @param sinceFrame how long ago the site's last frame was written; empty: never
/// @param groups by the group's name
public record Before(Optional<Duration> sinceFrame, Map<String, OfGroup> groups) {
    /// Nothing was ever sent.
    public static final Before NONE = new Before(Optional.empty(), Map.of());

    /// Longer than any line rests; beyond it nothing is counted exactly.
    private static final Duration LONG_AGO = Duration.ofDays(366);

    public Before {
        sinceFrame.ifPresent(since -> requireNotNegative("sinceFrame", since));
        groups = Map.copyOf(groups);
    }

    /// What was sent to one group.
    ///
    /// @param sinceFrame how long ago its last frame was written; empty where nobody counted
    /// @param exchange its last exchange; empty where nobody counted
    public record OfGroup(Optional<Duration> sinceFrame, Optional<Exchange> exchange) {
        public OfGroup {
            sinceFrame.ifPresent(since -> requireNotNegative("sinceFrame", since));
        }

        private OfGroup later(Duration time) {
            return new OfGroup(
                    sinceFrame.map(since -> sum(since, time)),
                    exchange.map(last -> last.later(time)));
        }
    }

    /// A request and its answer on a line that rests after it.
    ///
    /// @param length how long it took
    /// @param sinceEnd how long ago it ended
    public record Exchange(Duration length, Duration sinceEnd) {
        public Exchange {
            requireNotNegative("length", length);
            requireNotNegative("sinceEnd", sinceEnd);
        }

        private Exchange later(Duration time) {
            return new Exchange(length, sum(sinceEnd, time));
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + " and cannot be negative");
        }
    }

    private static Duration sum(Duration since, Duration time) {
        return since.compareTo(LONG_AGO.minus(time)) > 0 ? LONG_AGO : since.plus(time);
    }

    /// The same some time later, when nothing was sent meanwhile.
    public Before later(Duration time) {
        Map<String, OfGroup> aged = new HashMap<>();
        groups.forEach((name, group) -> aged.put(name, group.later(time)));
        return new Before(sinceFrame.map(since -> sum(since, time)), aged);
    }

    /// This, with what is known of groups that it does not name.
    public Before or(Before other) {
        Map<String, OfGroup> all = new HashMap<>(other.groups());
        all.putAll(groups);
        return new Before(sinceFrame.or(other::sinceFrame), all);
    }
}
