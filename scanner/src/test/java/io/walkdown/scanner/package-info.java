/// Rules that hold for all packages of the scanner.
@NullMarked
package io.walkdown.scanner;

import org.jspecify.annotations.NullMarked;
