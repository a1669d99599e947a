/// Hands an inventory on to the systems in which plants keep and watch theirs, from files alone:
/// the machine that scans often has no way to them.
///
/// An [Inventory][io.walkdown.scanner.export.Inventory] is made of a baseline and, where there is
/// one, a run. A [Sink][io.walkdown.scanner.export.Sink] takes it to one system and gives a
/// [Delivery][io.walkdown.scanner.export.Delivery]: asset by asset what became of it.
/// [NetBox][io.walkdown.scanner.export.NetBox] and
/// [SplunkHec][io.walkdown.scanner.export.SplunkHec] are the two that there are; both speak through
/// [Web][io.walkdown.scanner.export.Web], which alone knows HTTP: time limits, repeats, and the
/// [Secret][io.walkdown.scanner.export.Secret] that goes into one header and nowhere else.
///
/// A new sink is one class: it implements `Sink`, takes a `Web`, and says of each asset what it
/// did. Exporting twice must do nothing the second time; what cannot be told apart is left alone
/// and named; nothing is ever deleted.
@NullMarked
package io.walkdown.scanner.export;

import org.jspecify.annotations.NullMarked;
