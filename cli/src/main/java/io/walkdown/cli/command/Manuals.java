package io.walkdown.cli.command;

import io.walkdown.cli.manual.Completions;
import io.walkdown.cli.manual.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/// Writes man pages and completions for all commands; the build runs it when it packages them.
public final class Manuals {
    private Manuals() {}

    /// Writes `man/*.1`, `completion/walkdown` for bash and `completion/_walkdown` for zsh.
    ///
    /// @param args the folder in which both folders are made
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path folder) throws IOException {
        CommandLine program = program();
        Path completion = Files.createDirectories(folder.resolve("completion"));
        Choices.tellFormats(program);
        Files.writeString(completion.resolve(program.getCommandName()), Completions.bash(program));
        Files.writeString(
                completion.resolve("_" + program.getCommandName()), Completions.zsh(program));
        Path man = Files.createDirectories(folder.resolve("man"));
        pages(man, withThoseOfTheShell(program));
    }

    /// The same program, with the shell's own commands below the shell; nothing completes them
    /// there, because they are typed into it.
    private static CommandLine withThoseOfTheShell(CommandLine program) {
        Console nowhere = Console.nowhere(Map.of(), Path.of(""));
        var session = new ShellSession(Path.of("site.yaml"), nowhere.clock());
        CommandLine shell = Objects.requireNonNull(program.getSubcommands().get("shell"));
        Main.shellLine(nowhere, session)
                .getSubcommands()
                .forEach((name, command) -> {
                    if (ShellRoot.has(name)) {
                        shell.addSubcommand(name, command);
                    }
                });
        return program;
    }

    private static void pages(Path man, CommandLine command) throws IOException {
        page(man, command);
        for (CommandLine below : command.getSubcommands().values()) {
            pages(man, below);
        }
    }

    private static void page(Path man, CommandLine command) throws IOException {
        var page = new ManPage(command.getCommandSpec());
        Files.writeString(man.resolve(page.fileName()), page.text());
    }

    /// The commands, at a console where nobody is.
    private static CommandLine program() {
        return WalkdownCommand.line(new CommandFactory(Console.nowhere(Map.of(), Path.of(""))));
    }
}
