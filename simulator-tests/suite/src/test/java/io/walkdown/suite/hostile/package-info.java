/// Scans of hostile devices (S14).
///
/// `HostileDevicesTest` starts a device for each variant of the simulator's catalogue and has them
/// scanned by `HostileScans`, a process of its own with a small heap that runs one scan for each
/// through the scanner's library. `HostileTextTest` shows a program's screens what devices send for
/// terminals. `HostileDevicesPageTest` keeps `docs/hostile-devices.md` current.
@NullMarked
package io.walkdown.suite.hostile;

import org.jspecify.annotations.NullMarked;
