package io.walkdown.profiles;

import java.util.regex.Pattern;

/// What a baseline must know of a device for a profile to fit it. Each pattern must match the whole
/// value, ignoring case; a pattern that matches everything is `.*`.
///
/// @param manufacturer manufacturer's name
/// @param orderNumber order number
/// @param model model or product name
/// @param firmware firmware revision
public record MatchRule(
        Pattern manufacturer, Pattern orderNumber, Pattern model, Pattern firmware) {}
