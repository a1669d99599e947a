package io.walkdown.throttle;

import java.util.List;

/// A device as a visit meets it.
///
/// @param connectNanos how long its connect takes; 0 for datagrams, without a connection
/// @param writeNanos how long a frame takes from permit to flush
/// @param answerNanos how long each answer takes, the closing one last
/// @param trouble how its visit ends
record Device(
        VisitDemand demand,
        long connectNanos,
        long writeNanos,
        List<Long> answerNanos,
        Trouble trouble) {
    Device {
        answerNanos = List.copyOf(answerNanos);
    }

    FrameKind kind(int frame) {
        return frame == answerNanos.size() - 1 ? FrameKind.CLOSE : FrameKind.READ;
    }
}
