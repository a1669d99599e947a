/// The program's arrows, held by the build.
@NullMarked
package io.walkdown.cli;

import org.jspecify.annotations.NullMarked;
