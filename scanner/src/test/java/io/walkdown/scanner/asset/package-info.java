/// Tests of what we believe of a device.
@NullMarked
package io.walkdown.scanner.asset;

import org.jspecify.annotations.NullMarked;
