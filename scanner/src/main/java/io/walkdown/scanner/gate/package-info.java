/// A comparison as a gate: how bad each difference is, who put up with it until when, and whether a
/// pipeline may go on.
///
/// [io.walkdown.scanner.gate.Gate] takes the drift that [io.walkdown.scanner.baseline] found and
/// gives a [io.walkdown.scanner.gate.Verdict]: [io.walkdown.scanner.gate.Finding]s in a stable
/// order, each with a severity, the reason for it and a fingerprint that is the same in every run.
/// What counts is said by a [io.walkdown.scanner.gate.Policy] (severities, required fields,
/// forbidden firmware), by [io.walkdown.scanner.gate.Waiver]s and by a
/// [io.walkdown.scanner.gate.Threshold]; [io.walkdown.scanner.gate.PolicyFile] and
/// [io.walkdown.scanner.gate.WaiverFile] read them. [io.walkdown.scanner.gate.BaselineLines] says
/// on which line of the baseline a finding stands.
///
/// What cannot be judged is told and never passes for "no drift": a run that was incomplete, a rule
/// on zones where no site file says which zone a device is in. Nothing here sends anything; only
/// the two readers touch a file, and only read it.
@NullMarked
package io.walkdown.scanner.gate;

import org.jspecify.annotations.NullMarked;
