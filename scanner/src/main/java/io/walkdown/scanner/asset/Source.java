package io.walkdown.scanner.asset;

import java.time.Instant;

/// Where a field's state comes from.
///
/// @param protocol the protocol's id, for example `s7`
/// @param request the request's id, for example `szl-0011`
/// @param at when the answer was read
public record Source(String protocol, String request, Instant at) {}
