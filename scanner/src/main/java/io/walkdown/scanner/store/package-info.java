/// What Walkdown keeps on disk, and the locks that go with it.
///
/// [io.walkdown.scanner.store.AtomicFile] replaces a file so that a crash leaves the old or the new
/// one, never half (S15). [io.walkdown.scanner.store.StateFolder] finds the machine's folder, in
/// which [io.walkdown.scanner.store.FileLedger] remembers what was sent to whom (S10) and
/// [io.walkdown.scanner.store.KillSwitch] keeps a stop that outlives its process (S9).
/// [io.walkdown.scanner.store.RunFolder] names the folder of one run and
/// [io.walkdown.scanner.store.ObservationsFile] reads and writes what it saw;
/// [io.walkdown.scanner.store.Runs] finds earlier ones. [io.walkdown.scanner.store.AppendedLines]
/// is a log that only grows. [io.walkdown.scanner.store.SigningKey] is the machine's own key, and
/// [io.walkdown.scanner.store.VerifyingKey] the half that others check with (S13).
/// [io.walkdown.scanner.store.Json], [io.walkdown.scanner.store.JsonText] and
/// [io.walkdown.scanner.store.JsonFields] are the one place where JSON is read and written: values
/// know their line, objects are read strictly, and the same facts give the same bytes.
///
/// Inside the ledger: `LedgerLog` is the append-only file, `LedgerEntry` one line of it,
/// `LedgerBook` what the lines add up to, `Reckoning` the rules, `FolderLocks` the locks,
/// `OpenLedger` what ledgers of one folder share.
@NullMarked
package io.walkdown.scanner.store;

import org.jspecify.annotations.NullMarked;
