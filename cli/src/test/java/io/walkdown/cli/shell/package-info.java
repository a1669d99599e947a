/// Tests of reading and marking lines, without any command of Walkdown.
@NullMarked
package io.walkdown.cli.shell;

import org.jspecify.annotations.NullMarked;
