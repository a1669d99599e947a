package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WrongUsageTest {
    @TempDir private Path folder = Path.of("");

    private CommandLineUser.Ended types(String... words) {
        return new CommandLineUser(folder, Instant.parse("2026-11-23T07:35:00Z")).types(words);
    }

    @Test
    void namesTheWordAndWhatWasProbablyMeant() {
        types("scann").failed(ExitCode.USAGE, "there is no command scann", "did you mean scan?");
        types("xyzzy").failed(ExitCode.USAGE, "see `walkdown --help`");
        types("ask").failed(ExitCode.USAGE, "it is one of the shell: walkdown shell");
        types("baseline", "blam").failed(ExitCode.USAGE, "did you mean blame?");
        types("scan", "--yess")
                .failed(ExitCode.USAGE, "there is no option --yess", "did you mean --yes?");
        types("stop", "now", "--by", "me", "--reason", "x")
                .failed(
                        ExitCode.USAGE,
                        "a word too many: now",
                        "`walkdown stop` takes options alone",
                        "see `walkdown stop --help`");
        types("stop", "--by", "me").failed(ExitCode.USAGE, "--reason", "cannot do without it");
    }

    @Test
    void repeatsNoWordThatMayBeASecret() {
        for (List<String> words :
                List.of(
                        List.of("--token", "hunter2"),
                        List.of("--token=hunter2"),
                        List.of("-thunter2"),
                        List.of("hunter2"),
                        List.of("hunter2", "--token"),
                        List.of("--token-file", "--token=hunter2"),
                        List.of("--url", "--token", "hunter2"))) {
            var line = new ArrayList<>(List.of("export", "netbox", "--url", "http://x"));
            line.addAll(words);
            CommandLineUser.Ended ended =
                    types(line.toArray(String[]::new)).failed(ExitCode.USAGE, "  why: ");
            assertThat(ended.err()).as(words.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void escapesWhatItRepeats() {
        assertThat(types("sc\u001b[2Jan").failed(ExitCode.USAGE, "  why: ").err())
                .doesNotContain("\u001b");
    }

    @Test
    void knowsWhichCommandsAreTheShellsOwn() {
        var console = Console.nowhere(Map.of(), folder);
        var session = new ShellSession(folder.resolve("site.yaml"), console.clock());
        CommandLine shell = Main.shellLine(console, session);

        Set<String> own = new TreeSet<>(shell.getSubcommands().keySet());
        own.removeIf(WalkdownCommand::has);
        own.removeAll(List.of("help", "exit", "quit"));
        assertThat(own).isNotEmpty().allMatch(ShellRoot::has);
    }
}
