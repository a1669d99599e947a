/// One drift set that holds every kind, in every format.
@NullMarked
package io.walkdown.cli.report;

import org.jspecify.annotations.NullMarked;
