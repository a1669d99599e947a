package io.walkdown.cli.shell;

import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Paragraph;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final Terminal terminal;
    private final boolean colors;
    private final LineReader reader;
    private final LineReader asker;
    private final Set<Job> ending = ConcurrentHashMap.newKeySet();
    private volatile boolean terminated;

    /// @param commands what can be typed
    /// @param terminal the terminal; closed by the caller
    /// @param folder where names of files start from
    /// @param history the file that keeps typed lines for the next session
    /// @param colors whether colours are wanted
    public Shell(Commands commands, Terminal terminal, Path folder, Path history, boolean colors) {
        this.commands = commands;
        this.terminal = terminal;
        this.colors = colors && !isDumb(terminal);
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
        if (!isDumb(terminal)) {
            builder.highlighter(new Highlight(commands, colors));
        }
        if (kept.isKeptIn(history)) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return builder.build();
    }

    private static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /// Reads and runs lines until the person leaves.
    ///
    /// @return the exit code: 0, or 5 where the process was told to end
    public int run() {
        Thread self = Thread.currentThread();
        Object onTerm = Signals.register("TERM", () -> terminate(self));
        Object onHangUp = Signals.register("HUP", () -> terminate(self));
        try {
            say("Walkdown shell. help lists the commands; Ctrl-C stops, Ctrl-D leaves.");
            loop();
            awaitEndings();
            return terminated ? STOPPED : DONE;
        } finally {
            Signals.unregister("TERM", onTerm);
            Signals.unregister("HUP", onHangUp);
        }
    }

    private void terminate(Thread self) {
        terminated = true;
        self.interrupt();
    }

    private void loop() {
        while (!terminated) {
            try {
                String typed = reader.readLine(prompt());
                if (!runAll(typed)) {
                    return;
                }
            } catch (UserInterruptException e) {
                interrupted(e.getPartialLine());
            } catch (EndOfFileException e) {
                return;
            }
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
        var job = new Job(line, terminal, this::ask);
        Thread worker = Thread.ofPlatform().name("command").unstarted(() -> work(job, words));
        worker.setUncaughtExceptionHandler((_, failed) -> {
            say("walkdown: the command failed: " + failed);
            job.over(1);
        });
        var before = terminal.handle(Signal.INT, _ -> job.stop("Ctrl-C"));
        try {
            worker.start();
            job.await();
        } catch (InterruptedException e) {
            job.stop("SIGTERM");
        } finally {
            terminal.handle(Signal.INT, before);
        }
        if (!job.isOver()) {
            ending.add(job);
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
            discardTypedAhead();
            return asker.readLine(question);
        } catch (UserInterruptException | EndOfFileException e) {
            return "";
        }
    }

    /// What was typed before the question stood there is no answer to it.
    private void discardTypedAhead() {
        try {
            while (terminal.reader().peek(1) >= 0) {
                terminal.reader().read();
            }
        } catch (java.io.IOException e) {
            // then nothing was typed
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
        String fitted = Paragraph.fit(text, terminal.getColumns());
        Arrays.stream(fitted.split("\n", -1)).forEach(terminal.writer()::println);
        terminal.writer().flush();
    }
}
