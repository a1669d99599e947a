/// Tests of the simulated plant. [Caller] is a client that does what a test says, polite or rude;
/// [Requests] holds the frames that a polite one sends.
@NullMarked
package io.walkdown.simulator;

import org.jspecify.annotations.NullMarked;
