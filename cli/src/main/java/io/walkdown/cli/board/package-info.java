/// The live board of a running scan: per group who is asked what, what waits for which limit,
/// breakers, frames a second against the limit, progress and expected end.
///
/// [io.walkdown.cli.board.Board] turns one [io.walkdown.cli.board.Moment] into lines and knows no
/// terminal; [io.walkdown.cli.board.BoardScreen] keeps such lines on one, over themselves;
/// [io.walkdown.cli.board.TerminalSize] tells how large it is now. Where there is no such terminal
/// the scan prints [io.walkdown.cli.view.ProgressView]'s plain line in their place. Names pass
/// [io.walkdown.cli.view.Neutral] before they reach a line (S14).
@NullMarked
package io.walkdown.cli.board;

import org.jspecify.annotations.NullMarked;
