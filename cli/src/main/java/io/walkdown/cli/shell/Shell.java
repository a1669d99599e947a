package io.walkdown.cli.shell;

import io.walkdown.cli.view.Neutral;
import java.io.IOError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.Signals;

/// The shell at a terminal. One command runs at a time. Ctrl-C while one runs tells it to stop and
/// gives the prompt back; what it still has to do, closing connections in order (S9), it does
/// behind the prompt, and its end is announced. Ctrl-C at the prompt clears the line; at an empty
/// one it closes at once what still closes. Ctrl-D leaves.
///
/// [#run] belongs to one thread.
public final class Shell {
    private static final int STOPPED = 5;
    private static final int DONE = 0;
    private static final int KEPT_LINES = 1000;
    private static final long LONGEST_CLOSING_SECONDS = 60;

    private final Commands commands;
    private final Surface surface;
    private final Terminal terminal;
    private final boolean colors;
    private final LineReader reader;
    private final LineReader asker;
    private final Set<Job> ending = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private volatile boolean terminated;

    /// @param commands what can be typed
    /// @param surface the terminal
    /// @param folder where names of files start from
    /// @param history the file that keeps typed lines for the next session
    /// @param colors whether colours are wanted
    public Shell(Commands commands, Surface surface, Path folder, Path history, boolean colors) {
        this.commands = commands;
        this.surface = surface;
        this.terminal = surface.terminal();
        this.colors = colors && !surface.isDumb();
        this.reader = reader(folder, history);
        this.asker =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .variable(LineReader.DISABLE_HISTORY, true)
                        .option(Option.DISABLE_EVENT_EXPANSION, true)
                        .parser(new Words())
                        .build();
    }

    private LineReader reader(Path folder, Path history) {
        var kept = new KeptLines(commands.spec().subcommands().keySet());
        var builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("walkdown")
                        .parser(new Words())
                        .completer(new Completion(commands, folder))
                        .history(kept)
                        .variable(LineReader.HISTORY_SIZE, KEPT_LINES)
                        .variable(LineReader.HISTORY_FILE_SIZE, KEPT_LINES)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                        .option(Option.DISABLE_EVENT_EXPANSION, true)
                        .option(Option.HISTORY_IGNORE_DUPS, true)
                        .option(Option.CASE_INSENSITIVE, true)
                        .option(Option.AUTO_GROUP, false)
                        .option(Option.INSERT_TAB, false);
        if (!surface.isDumb()) {
            builder.highlighter(new Highlight(commands, colors));
        }
        if (kept.isKeptIn(history)) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return builder.build();
    }

    /// Reads and runs lines until the person leaves, or the terminal goes away. Whatever happens,
    /// it returns only once what still closes is closed (S9).
    ///
    /// @return the exit code: 0, or 5 where the process was told to end
    public int run() {
        Thread self = Thread.currentThread();
        Object onTerm = Signals.register("TERM", () -> terminate(self));
        Object onHangUp = Signals.register("HUP", () -> hangUp(self));
        Optional<Object> onInt = interrupts();
        try {
            say("Walkdown shell. help lists the commands; Ctrl-C stops, Ctrl-D leaves.");
            loop();
        } finally {
            awaitEndings();
            onInt.ifPresent(before -> Signals.unregister("INT", before));
            Signals.unregister("TERM", onTerm);
            Signals.unregister("HUP", onHangUp);
        }
        return terminated ? STOPPED : DONE;
    }

    /// A dumb terminal hears of no Ctrl-C by itself, so that it would end the process in the middle
    /// of a visit (S3, S9): there the process's own signal is handed to it.
    private Optional<Object> interrupts() {
        return surface.isDumb()
                ? Optional.ofNullable(Signals.register("INT", () -> terminal.raise(Signal.INT)))
                : Optional.empty();
    }

    private void terminate(Thread self) {
        terminated = true;
        self.interrupt();
    }

    /// Where a window is closed, the system says so more than once; that is no wish to close at
    /// once.
    private void hangUp(Thread self) {
        if (hungUp.compareAndSet(false, true)) {
            terminate(self);
        }
    }

    private void loop() {
        boolean more = true;
        while (more && !terminated) {
            String prompt = prompt();
            try {
                more = typed(prompt).map(this::runAll).orElse(false);
            } catch (UserInterruptException e) {
                if (surface.isDumb()) {
                    surface.endLine(); // nobody else does there
                }
                interrupted(e.getPartialLine());
            }
        }
    }

    /// @return empty where nothing more will be typed: after Ctrl-D, or because the terminal is
    ///   gone
    private Optional<String> typed(String prompt) {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (EndOfFileException | IOError | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private String prompt() {
        Prompt prompt = commands.prompt();
        return colors ? prompt.styled().toAnsi(terminal) : prompt.text();
    }

    /// At an empty line, what still closes is closed at once (S9).
    private void interrupted(String partialLine) {
        ending.removeIf(Job::isOver);
        if (!terminated && partialLine.isBlank() && !ending.isEmpty()) {
            ending.forEach(job -> job.stop("Ctrl-C"));
            say("closing at once");
        }
    }

    /// Pasted lines are run one after the other, up to the first that fails.
    ///
    /// @return false where the shell ends
    private boolean runAll(String typed) {
        List<String> lines = typed.contains("\n") ? Steps.lines(typed) : List.of(typed);
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = words(lines.get(i));
            if (words.isEmpty()) {
                continue;
            }
            if (commands.ends(words)) {
                return false;
            }
            boolean went = runOne(lines.get(i), words);
            if (terminated) {
                return false;
            }
            if (!went && i + 1 < lines.size()) {
                say(
                        "walkdown: %s did not go well; the lines pasted after it were not run"
                                .formatted(Neutral.text(lines.get(i))));
                return true;
            }
        }
        return true;
    }

    private List<String> words(String line) {
        try {
            return Words.plain(line);
        } catch (IllegalArgumentException e) {
            say(Steps.refusal(e));
            return List.of();
        }
    }

    /// @return whether it ended in front of the person, and went well
    private boolean runOne(String line, List<String> words) {
        var job = new Job(line, surface, this::ask);
        Thread worker = Thread.ofPlatform().name("command").unstarted(() -> work(job, words));
        worker.setUncaughtExceptionHandler((_, failed) -> {
            say("walkdown: the command failed: " + failed);
            job.over(1);
        });
        ending.add(job);
        var before = terminal.handle(Signal.INT, _ -> job.stop("Ctrl-C"));
        try {
            worker.start();
            job.await();
        } catch (InterruptedException e) {
            job.stop("SIGTERM");
        } finally {
            terminal.handle(Signal.INT, before);
        }
        return job.isOver() && job.ended().getNow(1) == DONE;
    }

    /// The end of a command that ends behind the prompt is announced above it, with what it has
    /// printed since.
    private void work(Job job, List<String> words) {
        int code = commands.run(words, job.seat(colors));
        job.over(code);
        ending.remove(job);
        if (!job.watches()) {
            String said = job.kept().strip();
            reader.printAbove(
                    "%s%s%nended: %s (exit code %d)"
                            .formatted(
                                    said,
                                    said.isEmpty() ? "" : System.lineSeparator(),
                                    Neutral.text(job.line()),
                                    code));
        }
    }

    private String ask(String question) {
        try {
            surface.discardTyped(); // what was typed before the question stood is no answer to it
            return asker.readLine(question);
        } catch (UserInterruptException | EndOfFileException e) {
            return "";
        }
    }

    private void awaitEndings() {
        boolean first = true;
        ending.removeIf(Job::isOver);
        for (Job job : ending) {
            if (first) {
                say("waiting until every connection is closed");
                first = false;
            }
            try {
                job.ended().get(LONGEST_CLOSING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                job.stop("SIGTERM");
                job.ended().join();
            } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
                say("walkdown: %s has not ended".formatted(Neutral.text(job.line())));
            }
        }
    }

    private void say(String text) {
        surface.say(text);
    }
}
