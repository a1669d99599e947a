/// Programs that measure Walkdown beside tools that others wrote. They are started by name and are
/// no part of the build's tests.
@NullMarked
package io.walkdown.suite;

import org.jspecify.annotations.NullMarked;
