package io.walkdown.scanner.store;

import java.time.Duration;

/// A moment of a machine's life: the time since it was started, suspended or not. Nobody can set
/// it, so within one boot it tells how much time really passed (S10).
///
/// @param boot names the boot: another one after each start
/// @param time since that start
public record SinceBoot(String boot, Duration time) {}
