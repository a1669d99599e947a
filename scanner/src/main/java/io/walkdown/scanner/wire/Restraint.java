package io.walkdown.scanner.wire;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.throttle.ResponseTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What keeps a visit from asking on: a device that answers slower than it usually does (S7), or
/// that is not the one it was taken for (S8). One for all legs of a visit; it belongs to the
/// visit's virtual thread.
///
/// The slow answer itself is kept and used; nothing more is asked after it.
final class Restraint {
    private final ResponseTimes known;
    private final Supplier<Optional<ProbeOutcome>> objection;
    private final List<Duration> answers = new ArrayList<>();
    private @Nullable String slow;

    Restraint(ResponseTimes known, Supplier<Optional<ProbeOutcome>> objection) {
        this.known = known;
        this.objection = objection;
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

    /// Why that step may not be taken, as the visit's outcome; empty while it may. The rest of an
    /// answer that has begun may be fetched of any device.
    Optional<ProbeOutcome> against(Step step) {
        Optional<ProbeOutcome> trouble = Optional.ofNullable(slow).map(ProbeOutcome.Busy::new);
        return trouble.isPresent() || step.kind() == Step.Kind.CONTINUE ? trouble : objection.get();
    }

    /// Whether an answer was slow for this device.
    boolean slow() {
        return slow != null;
    }

    /// How long each answer took.
    List<Duration> answers() {
        return List.copyOf(answers);
    }
}
