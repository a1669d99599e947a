/// What people accepted, how what was seen differs from it, and how it is accepted.
///
/// [io.walkdown.scanner.baseline.Baseline] holds one [io.walkdown.scanner.baseline.AcceptedAsset]
/// for each device, and [io.walkdown.scanner.baseline.BaselineFile] keeps it as the canonical
/// `baseline.json`. [io.walkdown.scanner.baseline.DriftDetection] compares it with a run's
/// observations: `Matching` says which device is which, `FactComparison` what became of a known
/// device's fields. The answer is a [io.walkdown.scanner.baseline.Drift] of
/// [io.walkdown.scanner.baseline.DriftItem]s, which [io.walkdown.scanner.baseline.Acceptance] takes
/// into the baseline in a person's name and [io.walkdown.scanner.baseline.BaselineLog] writes down
/// before the baseline changes.
///
/// Two branches of a baseline are joined by [io.walkdown.scanner.baseline.BaselineMerge];
/// [io.walkdown.scanner.baseline.BaselineCheck] looks a baseline over before it is reviewed, and
/// [io.walkdown.scanner.baseline.Blame] says from its log where each value comes from.
///
/// Nothing here asks a device anything, and a missing answer never deletes an asset (S15).
@NullMarked
package io.walkdown.scanner.baseline;

import org.jspecify.annotations.NullMarked;
