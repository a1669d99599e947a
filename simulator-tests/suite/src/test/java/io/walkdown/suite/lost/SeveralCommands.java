package io.walkdown.suite.lost;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/// Runs several command lines of the real program in one process, to save starting it for each; a
/// child process's main class.
public final class SeveralCommands {
    /// Stands between two command lines.
    static final String THEN = "--then";

    /// Begins the line on standard error that tells a command's end: `## ended 0 plan`.
    static final String ENDED = "## ended ";

    private SeveralCommands() {}

    /// Runs them all, whatever becomes of each.
    ///
    /// @param arguments command lines with [#THEN] between
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> program = Class.forName("io.walkdown.cli.command.Main");
        Class<?> consoleType = Class.forName("io.walkdown.cli.command.Console");
        Method console = program.getDeclaredMethod("systemConsole");
        console.setAccessible(true);
        Method run = program.getDeclaredMethod("run", consoleType, String[].class);
        run.setAccessible(true);
        for (List<String> line : lines(arguments)) {
            Object code = run.invoke(null, console.invoke(null), line.toArray(String[]::new));
            System.out.flush();
            System.err.println(ENDED + code + " " + line.getFirst());
        }
    }

    private static List<List<String>> lines(String[] arguments) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(new ArrayList<>());
        for (String each : arguments) {
            if (each.equals(THEN)) {
                lines.add(new ArrayList<>());
            } else {
                lines.getLast().add(each);
            }
        }
        return lines;
    }
}
