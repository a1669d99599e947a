/// Scans of servers that others wrote, because our own simulated plant shows only what *we* think
/// the standards say. Runs with `mvn verify -Preal-devices` alone, after `install-servers` in the
/// suite's folder.
///
/// Start with [RealDeviceTest], whose table says what Walkdown must report of each server, quirks
/// included. [ServersAnswerTest] holds the bytes behind that table: what each server answers to
/// requests written by hand, so that a change of a server is told from a change of ours. The
/// programs around the servers are in `src/test/servers`; each listens on an address of 127.0.0.0/8
/// alone and ends by itself. A server that is not there fails its tests, unless
/// `-DallowMissing=snap7,pymodbus` names it.
@NullMarked
package io.walkdown.suite.real;

import org.jspecify.annotations.NullMarked;
