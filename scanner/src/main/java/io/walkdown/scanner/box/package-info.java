/// Frames as PLC4X shows them to people. Nothing is sent, guarded or decided by it (S1).
@NullMarked
package io.walkdown.scanner.box;

import org.jspecify.annotations.NullMarked;
