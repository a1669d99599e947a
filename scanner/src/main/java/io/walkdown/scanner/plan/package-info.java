/// What a scan would send, to whom and why, known before anything is sent (S1, S5).
///
/// A [io.walkdown.scanner.plan.Planner] takes a site, the profiles, the baseline's knowledge and
/// the ledger, and makes a [io.walkdown.scanner.plan.ScanPlan]: one
/// [io.walkdown.scanner.plan.VisitPlan] an address, with a [io.walkdown.scanner.plan.DevicePlan]
/// for each entry of the site file. Nothing in this package can send.
@NullMarked
package io.walkdown.scanner.plan;

import org.jspecify.annotations.NullMarked;
