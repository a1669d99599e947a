@NullMarked
package io.walkdown.throttle;

import org.jspecify.annotations.NullMarked;
