/// Runs a plan.
///
/// [io.walkdown.scanner.scan.Scan] starts one virtual thread for each visit of a
/// [io.walkdown.scanner.plan.ScanPlan]; a `VisitRun` takes its visit through admission, ledger,
/// wire and dialogue to its end, and notes in the run's `Results` how it went.
/// [io.walkdown.scanner.scan.Progress] is what a screen shows meanwhile, and
/// [io.walkdown.scanner.scan.History] what earlier runs know of each device.
@NullMarked
package io.walkdown.scanner.scan;

import org.jspecify.annotations.NullMarked;
