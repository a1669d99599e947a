/// How results look: tables, amounts and colours for people, JSON for programs.
///
/// A view gets finished values and returns text; it decides nothing. Text that came from a device
/// passes [io.walkdown.cli.view.Neutral] before it reaches a screen (S14).
@NullMarked
package io.walkdown.cli.view;

import org.jspecify.annotations.NullMarked;
