@NullMarked
package io.walkdown.profiles;

import org.jspecify.annotations.NullMarked;
