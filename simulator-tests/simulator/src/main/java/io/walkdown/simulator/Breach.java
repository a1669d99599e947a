package io.walkdown.simulator;

import java.time.Instant;

/// A broken rule of the safety contract, as a device saw it.
///
/// @param device the device's name in the plant file
/// @param rule the contract's rule, for example `S4`
/// @param at when, by the wall clock
/// @param detail what happened, in one sentence with the numbers that show it
public record Breach(String device, String rule, Instant at, String detail) {}
