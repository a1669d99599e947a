/// Tests of the live board.
@NullMarked
package io.walkdown.cli.board;

import org.jspecify.annotations.NullMarked;
