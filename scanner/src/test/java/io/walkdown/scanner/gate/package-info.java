@NullMarked
package io.walkdown.scanner.gate;

import org.jspecify.annotations.NullMarked;
