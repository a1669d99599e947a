package io.walkdown.scanner.wire;

import io.walkdown.profiles.Profile.Transport;
import java.util.List;

/// One conversation of a visit: a transport, a port, and the steps that may be taken on it.
///
/// @param id unique in its visit, for example `tcp`
/// @param transport TCP or UDP
/// @param port 1 to 65535
/// @param framing how frames are told apart on it
/// @param operations the operation codes that may ever be sent on it
/// @param steps in the order in which they may be taken
public record Leg(
        String id,
        Transport transport,
        int port,
        Framing framing,
        OperationAllowList operations,
        List<Step> steps) {
    public Leg {
        steps = List.copyOf(steps);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
        }
        if (steps.stream().map(Step::id).distinct().count() != steps.size()) {
            throw new IllegalArgumentException("two steps of leg " + id + " share an id");
        }
    }

    /// The step of that id.
    public Step step(String stepId) {
        return steps.stream()
                .filter(step -> step.id().equals(stepId))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no step " + stepId + " in leg " + id));
    }

    /// The most bytes that all answers together can have.
    long worstAnswerBytes() {
        return steps.stream().mapToLong(step -> (long) step.repeatMax() * step.answerMax()).sum();
    }

    /// The most connections that the leg can open: none for UDP, one for TCP, and one more for each
    /// step that may need a new one.
    public int worstConnections() {
        return transport == Transport.UDP
                ? 0
                : 1 + (int) steps.stream().filter(Step::mayReconnect).count();
    }
}
