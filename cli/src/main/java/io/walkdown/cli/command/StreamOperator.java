package io.walkdown.cli.command;

import io.walkdown.cli.board.Size;
import io.walkdown.cli.shell.Operator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/// The person who started this process: answers on standard input, stops by signals.
///
/// @param err takes the questions
/// @param in gives the answers
record StreamOperator(PrintStream err, InputStream in) implements Operator {
    @Override
    public String answer(String question) {
        err.print(question);
        err.flush();
        try {
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Optional.ofNullable(reader.readLine())
                    .orElse("")
                    .strip()
                    .toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Runnable onStop(Consumer<String> stop) {
        Object onInt = Signals.register("INT", () -> stop.accept("Ctrl-C"));
        Object onTerm = Signals.register("TERM", () -> stop.accept("SIGTERM"));
        var hungUp = new AtomicBoolean(); // the system says it more than once
        Object onHangUp =
                Signals.register(
                        "HUP",
                        () -> {
                            if (hungUp.compareAndSet(false, true)) {
                                stop.accept("SIGHUP");
                            }
                        });
        return () -> {
            Signals.unregister("INT", onInt);
            Signals.unregister("TERM", onTerm);
            Signals.unregister("HUP", onHangUp);
        };
    }

    @Override
    public boolean watches() {
        return true;
    }

    @Override
    public boolean draw(Runnable drawing) {
        drawing.run();
        return true;
    }

    @Override
    public Optional<Size> screen() {
        return Optional.empty();
    }
}
