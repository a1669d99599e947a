package io.walkdown.throttle;

/// The right of an admitted visit to ask for its connections and frames. It is given up with
/// [Gate#end].
///
/// @param visit the visit's id
public record Ticket(String visit) {}
