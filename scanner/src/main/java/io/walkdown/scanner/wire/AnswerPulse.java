package io.walkdown.scanner.wire;

import io.walkdown.throttle.ResponseTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How fast a device answers in this visit, held against what it usually takes (S7). One for all
/// legs of a visit; it belongs to the visit's virtual thread.
///
/// The slow answer itself is kept and used; nothing more is asked after it.
final class AnswerPulse {
    private final ResponseTimes known;
    private final List<Duration> answers = new ArrayList<>();
    private @Nullable String slow;

    AnswerPulse(ResponseTimes known) {
        this.known = known;
    }

    /// Takes note of one whole answer.
    ///
    /// @param time from the flush of the request to the answer's last byte
    void took(Step step, Duration time) {
        answers.add(time.isNegative() ? Duration.ZERO : time);
        Optional<Duration> limit = known.limit();
        if (slow == null && limit.isPresent() && time.compareTo(limit.get()) > 0) {
            slow =
                    "S7: the answer to %s took %d ms; usual is up to %d ms, the limit %d ms"
                            .formatted(
                                    step.id(),
                                    time.toMillis(),
                                    known.p95().orElseThrow().toMillis(),
                                    limit.get().toMillis());
        }
    }

    /// Why nothing more may be asked; empty while the device answers as usual.
    Optional<String> slow() {
        return Optional.ofNullable(slow);
    }

    /// How long each answer took.
    List<Duration> answers() {
        return List.copyOf(answers);
    }
}
