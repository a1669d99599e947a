package io.walkdown.cli.shell;

import io.walkdown.cli.board.Size;
import java.util.Optional;
import java.util.function.Consumer;

/// The person for whom a command runs: who answers its questions and can stop it.
public interface Operator {
    /// Asks, and waits for one line.
    ///
    /// @param question with the space behind it, without a line end
    /// @return what was typed, without spaces around it and in lower case; empty where nobody
    ///   answers or the question was interrupted
    String answer(String question);

    /// Hears of it when the person wants what runs to stop (S9): first and any further time.
    ///
    /// @param stop takes `Ctrl-C`, `SIGTERM` or `SIGHUP`; called on a thread of its own
    /// @return what ends the hearing
    Runnable onStop(Consumer<String> stop);

    /// Whether the person still looks at what the command prints; false once they turned to
    /// something else while it ends.
    boolean watches();

    /// Draws for the person, who does not turn away in the middle of it.
    ///
    /// @param drawing moves the cursor; is not run where the person no longer watches
    /// @return whether it was run
    boolean draw(Runnable drawing);

    /// How large the screen is now that the person looks at, and on which the cursor can be moved;
    /// empty where it cannot, or where only the terminal behind standard error knows.
    Optional<Size> screen();
}
