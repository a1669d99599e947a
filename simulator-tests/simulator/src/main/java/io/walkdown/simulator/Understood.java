package io.walkdown.simulator;

import org.jspecify.annotations.Nullable;

/// What the device made of one request, before it answers.
///
/// @param step the request's place in the protocol
/// @param key the request without its variable bytes (transaction id, PDU reference, context): two
///   equal keys within one connection are a repeat, which the contract counts as a retry (S5)
/// @param fault the breach that the request is by itself, or null when it is on the protocol's list
///   of harmless requests
/// @param answering how the device answers it
record Understood(Step step, String key, @Nullable Fault fault, Answering answering) {

    /// Where in a conversation a request belongs.
    enum Step {
        OPEN,
        READ,
        CONTINUE,
        CLOSE
    }

    /// A breached rule, and what was wrong.
    record Fault(String rule, String detail) {}

    /// Makes the answer, and takes the time that the device needs for it.
    @FunctionalInterface
    interface Answering {
        Reply reply() throws InterruptedException;
    }

    static Understood harmless(Step step, String key, Answering answering) {
        return new Understood(step, key, null, answering);
    }

    /// A request that is not on the list of harmless ones (S1).
    static Understood foreign(String detail, Reply reply) {
        return new Understood(Step.READ, "", new Fault("S1", detail), () -> reply);
    }

    Understood blamed(@Nullable Fault because) {
        return because == null ? this : new Understood(step, key, because, answering);
    }
}
