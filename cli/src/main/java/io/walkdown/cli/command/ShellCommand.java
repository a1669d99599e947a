package io.walkdown.cli.command;

import io.walkdown.cli.board.TerminalSize;
import io.walkdown.cli.command.Console.ColorChoice;
import io.walkdown.cli.shell.Seat;
import io.walkdown.cli.shell.Shell;
import io.walkdown.cli.shell.Steps;
import io.walkdown.cli.shell.Surface;
import io.walkdown.scanner.store.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The interactive shell.
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = {
            "Work with one device at a time, next to the machine: each request is shown before it is"
                    + " sent, and Ctrl-C stops.",
            "Lines come from the terminal, or from FILE, or from a pipe. The first line of a file or"
                    + " a pipe that does not end with 0 ends it, with its exit code."
        },
        footer = {
            "",
            "Example: walkdown shell",
            "         walkdown shell steps.txt",
            "         walkdown shell < steps.txt"
        })
final class ShellCommand implements Callable<Integer> {
    private static final String HISTORY = "shell-history";

    private final Console console;

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description = "The site file (default: ${DEFAULT-VALUE}).",
            defaultValue = "site.yaml")
    private Path site = Path.of("site.yaml");

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Run the lines of this file, and end.")
    private @Nullable Path file;

    @Option(
            names = "--keep-going",
            description = "Run every line of the file or pipe; the worst exit code of all decides.")
    private boolean keepGoing;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            completionCandidates = Choices.When.class,
            description = "auto, always or never (default: auto; NO_COLOR is honoured).",
            defaultValue = "AUTO")
    private ColorChoice color = ColorChoice.AUTO;

    ShellCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var session = new ShellSession(console.folder().resolve(site), console.clock());
        var commands = new ShellCommands(console, session);
        if (file != null) {
            Path steps = console.folder().resolve(file);
            return steps(commands, opened(steps), steps.toString());
        }
        return console.interactive()
                ? atTerminal(commands)
                : steps(commands, console.in(), "standard input");
    }

    private static InputStream opened(Path file) {
        if (Files.isDirectory(file)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "cannot read " + file,
                    "it is a folder",
                    "name a file with one command on each line");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "cannot read " + file,
                    "there is no such file, or it may not be read",
                    "name a file with one command on each line");
        }
    }

    private int steps(ShellCommands commands, InputStream in, String from) throws IOException {
        var nobody = new StreamOperator(console.err(), InputStream.nullInputStream());
        var seat =
                new Seat(
                        console.out(),
                        console.err(),
                        console.width(),
                        false,
                        console.outIsTerminal(),
                        false,
                        nobody);
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Steps(commands, seat, keepGoing, ShellCommand::worst).run(lines, from);
        }
    }

    private static int worst(int a, int b) {
        return Arrays.stream(ExitCode.values())
                .mapToInt(ExitCode::code)
                .filter(code -> code == a || code == b)
                .findFirst()
                .orElse(Math.max(a, b));
    }

    private int atTerminal(ShellCommands commands) throws IOException {
        TerminalSize.silenceJline();
        StateFolder state = Workspace.own(console).made();
        try (Terminal terminal =
                TerminalBuilder.builder().name("walkdown").system(true).dumb(true).build()) {
            return new Shell(
                            commands,
                            new Surface(terminal, console.width()),
                            console.folder(),
                            state.path().resolve(HISTORY),
                            console.palette(color).colored())
                    .run();
        }
    }
}
