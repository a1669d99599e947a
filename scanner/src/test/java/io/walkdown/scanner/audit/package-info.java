@NullMarked
package io.walkdown.scanner.audit;

import org.jspecify.annotations.NullMarked;
