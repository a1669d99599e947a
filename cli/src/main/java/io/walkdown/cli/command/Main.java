package io.walkdown.cli.command;

import io.walkdown.scanner.store.StoreException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/// The program.
public final class Main {
    /// Types that picocli does not look for in the JVM.
    private static final String NO_CONVERTERS = "picocli.converters.excludes";

    private final Console console;

    private Main(Console console) {
        this.console = console;
    }

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] args) {
        settle();
        System.exit(run(systemConsole(), args));
    }

    /// What the JVM is told before anything else: numbers are written as documents hold them,
    /// wherever Walkdown runs; and no option is of a type of `java.sql`. Neither has to be looked
    /// up then, which a short command would wait for.
    static void settle() {
        Locale.setDefault(Locale.US);
        System.setProperty(NO_CONVERTERS, "java\\.sql\\..*");
    }

    /// Runs one command line to its end.
    ///
    /// @return the exit code, as [ExitCode] lists them
    static int run(Console console, String... args) {
        return new Main(console).execute(args);
    }

    /// The version alone needs no command line, which costs most of the time.
    private int execute(String... args) {
        if (WalkdownCommand.asksForVersion(args)) {
            Version.lines().forEach(console.out()::println);
            console.out().flush();
            return ExitCode.DONE.code();
        }
        return toldBy(WalkdownCommand.line(new CommandFactory(console), args)).execute(args);
    }

    /// The shell's commands at that console.
    static CommandLine shellLine(Console console, ShellSession session) {
        var factory = new CommandFactory(console, session);
        return new Main(console).toldBy(new CommandLine(new ShellRoot(), factory));
    }

    /// The line, with what it has to tell told here. A word that begins with `@` is a word: read as
    /// the name of a file of words, a line could print what any file holds.
    private CommandLine toldBy(CommandLine line) {
        return line.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setHelpFactory((spec, colors) -> HelpText.of(spec, colors, console))
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setParameterExceptionHandler((e, given) -> say(WrongUsage.of(e)))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    private int failed(Exception e) {
        if (e instanceof Failure failure) {
            return say(failure);
        }
        if (e instanceof StoreException unwritable) {
            return say(
                    new Failure(
                            ExitCode.FAILED,
                            String.valueOf(unwritable.getMessage()),
                            "a file of ours cannot be read or written",
                            "see that its folder is there, may be written by this user and has"
                                    + " space"));
        }
        return say(
                new Failure(
                        ExitCode.FAILED,
                        "walkdown failed: " + e.getClass().getSimpleName(),
                        Optional.ofNullable(e.getMessage()).orElse("no further detail"),
                        "this is a defect of Walkdown; please report it with the command used"));
    }

    private int say(Failure failure) {
        failure.lines().forEach(console::tell);
        return failure.code().code();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static Console systemConsole() {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        boolean person =
                Optional.ofNullable(System.console())
                        .map(java.io.Console::isTerminal)
                        .orElse(false);
        return new Console(
                out,
                err,
                System.in,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                InstantSource.system(),
                person,
                person,
                person ? TerminalWidth.of(System.getenv()) : 0);
    }
}
