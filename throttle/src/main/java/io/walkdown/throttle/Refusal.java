package io.walkdown.throttle;

/// Why a device is withheld.
///
/// @param rule the rule that refuses
/// @param why the reason in plain words, with the numbers
/// @param acknowledgeable whether a person's acknowledgement in the site file would lift it
public record Refusal(Rule rule, String why, boolean acknowledgeable) {}
