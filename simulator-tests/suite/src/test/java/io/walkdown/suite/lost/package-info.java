/// Kills the program and fills its disk at every write (S15, and S10 and S13 with it).
///
/// Nothing in the program knows of this. `FaultAgent` is a Java agent that puts a call of `Faults`
/// before every call of Walkdown's that changes the disk, while the classes load; `DiskCalls` says
/// which calls those are, and `DiskCallsTest` fails where our classes use one that it does not
/// know. `FaultyWalkdown` starts a command with the agent, `NothingLostTest` lets it fail at one
/// place after the other and looks at what is left, with devices that count who came.
@NullMarked
package io.walkdown.suite.lost;

import org.jspecify.annotations.NullMarked;
