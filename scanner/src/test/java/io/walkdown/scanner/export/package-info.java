/// Tests of exports, against WireMock on this machine.
@NullMarked
package io.walkdown.scanner.export;

import org.jspecify.annotations.NullMarked;
