package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import java.util.List;

/// What a hostile device does in place of an honest answer.
@FunctionalInterface
public interface Misdeed {

    /// A request, and what an honest device would make of it.
    ///
    /// @param number which request of the connection it is, from 0; -1 where none came yet
    /// @param request the request's bytes
    /// @param honest the honest answer; empty where an honest device gives none
    /// @param before the honest answers to the requests before
    record Asked(int number, Bytes request, Bytes honest, List<Bytes> before) {
        public Asked {
            before = List.copyOf(before);
        }
    }

    /// What the device does, in this order; then it goes on reading.
    List<Act> instead(Asked asked);
}
