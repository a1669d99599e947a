@NullMarked
package io.walkdown.simulator;

import org.jspecify.annotations.NullMarked;
