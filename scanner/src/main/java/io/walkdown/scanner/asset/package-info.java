/// What we believe of a device: plain values, without input or output.
///
/// A dialogue reports to [io.walkdown.scanner.asset.Findings]; those become an
/// [io.walkdown.scanner.asset.Asset], whose [io.walkdown.scanner.asset.Nameplate] holds one
/// [io.walkdown.scanner.asset.Field] for each core field, each with its state and its source. How a
/// contact ended is a [io.walkdown.scanner.asset.ProbeOutcome]. All of a run together is
/// [io.walkdown.scanner.asset.Observations]; by what a device is known again says
/// [io.walkdown.scanner.asset.Identity].
@NullMarked
package io.walkdown.scanner.asset;

import org.jspecify.annotations.NullMarked;
