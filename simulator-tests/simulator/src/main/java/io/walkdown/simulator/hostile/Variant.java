package io.walkdown.simulator.hostile;

import java.util.List;

/// One form of a misbehaviour in one protocol.
///
/// @param detail what is special about it, for example "answer 1, after 7 bytes"
/// @param door whether it can be connected to at all
/// @param first the first request at which it strikes, from 0; -1: before any
/// @param last the last such request
/// @param misdeed what it does there; elsewhere it is honest
/// @param outcomes how the visit may end, by the names of a run's result: one, or more where the
///   order of two events on the network decides
public record Variant(
        String detail, Door door, int first, int last, Misdeed misdeed, List<String> outcomes) {

    /// How many requests no visit reaches.
    static final int ALL = Integer.MAX_VALUE;

    public Variant {
        outcomes = List.copyOf(outcomes);
    }

    /// How the device receives connections.
    public enum Door {
        /// It accepts them.
        OPEN,
        /// Nothing listens.
        SHUT,
        /// Its queue is full, so that a connection request is not answered.
        STUCK
    }

    /// Strikes at one request.
    static Variant at(int request, String detail, Misdeed misdeed, String... outcomes) {
        return new Variant(detail, Door.OPEN, request, request, misdeed, List.of(outcomes));
    }

    /// Strikes at that request and all later ones.
    static Variant from(int request, String detail, Misdeed misdeed, String... outcomes) {
        return new Variant(detail, Door.OPEN, request, ALL, misdeed, List.of(outcomes));
    }

    /// Strikes as soon as a connection stands.
    static Variant onConnect(String detail, Misdeed misdeed, String... outcomes) {
        return at(-1, detail, misdeed, outcomes);
    }

    /// Cannot be connected to.
    static Variant behind(Door door, String outcome) {
        return new Variant("", door, ALL, ALL, _ -> List.of(), List.of(outcome));
    }

    boolean strikesAt(int request) {
        return request >= first && request <= last;
    }
}
