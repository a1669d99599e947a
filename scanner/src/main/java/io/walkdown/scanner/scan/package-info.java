/// Carries a plan out: one virtual thread a visit, from admission to the last close.
@NullMarked
package io.walkdown.scanner.scan;

import org.jspecify.annotations.NullMarked;
