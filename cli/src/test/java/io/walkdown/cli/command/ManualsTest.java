package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.walkdown.cli.command.CommandLineUser.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Man pages and completions, read by the programs that they are for.
class ManualsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void written() throws IOException {
        Manuals.write(folder);
    }

    @Test
    void writesAPageForEachCommandAndTheirCommands() {
        assertThat(folder.resolve("man"))
                .isDirectoryContaining("glob:**/walkdown.1")
                .isDirectoryContaining("glob:**/walkdown-scan.1")
                .isDirectoryContaining("glob:**/walkdown-profiles-show.1");
    }

    @Test
    void theShellsOwnCommandsHavePagesOfTheirOwn() throws IOException, InterruptedException {
        for (String name : List.of("use", "look", "ask", "why", "profile", "journal", "watch")) {
            assertThat(folder.resolve("man/walkdown-shell-" + name + ".1"))
                    .content()
                    .contains(".SH SYNOPSIS\n.B " + name + "\n", "\\fBwalkdown\\-shell\\fR(1)");
        }
        assertThat(Files.readString(folder.resolve("man/walkdown-shell.1")))
                .contains("walkdown\\-shell\\-ask");
        require("bash");
        assertThat(completed("walkdown", "shell", "loo")).isNotEqualTo(List.of("look"));
    }

    @Test
    void aPageSaysWhatHelpSays() throws IOException {
        String page = Files.readString(folder.resolve("man/walkdown-scan.1"));

        assertThat(page)
                .startsWith(".TH \"WALKDOWN\\-SCAN\" \"1\"")
                .contains("\\fB\\-\\-no\\-progress\\fR")
                .contains("\\fB\\-\\-site\\fR=\\fIFILE\\fR")
                .contains("The site file (default: site.yaml).")
                .contains("Example: walkdown scan");
        assertThat(page.chars()).allMatch(c -> c < 128);
    }

    /// Picocli complains of a text that it cannot format there, past any console of ours.
    @Test
    void noHelpWritesToStandardError() {
        var user = new CommandLineUser(folder);
        PrintStream before = System.err;
        var complaints = new ByteArrayOutputStream();
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        try {
            for (List<String> command : commands()) {
                List<String> words = new ArrayList<>(command);
                words.add("--help");
                Ended ended = user.types(words.toArray(String[]::new)).done();
                assertThat(ended.err()).as(String.join(" ", command)).isEmpty();
                assertThat(complaints.toString(StandardCharsets.UTF_8))
                        .as(String.join(" ", command))
                        .isEmpty();
            }
        } finally {
            System.setErr(before);
        }
        assertThat(user.types("baseline", "--help").out())
                .contains("walkdown baseline merge %O %A %B");
    }

    /// Every command and theirs.
    private List<List<String>> commands() {
        var all = new ArrayList<List<String>>();
        add(
                WalkdownCommand.line(new CommandFactory(Console.nowhere(Map.of(), folder))),
                List.of(),
                all);
        assertThat(all).contains(List.of("baseline", "merge"), List.of("scan"));
        return all;
    }

    private static void add(CommandLine line, List<String> words, List<List<String>> all) {
        all.add(words);
        line.getSubcommands()
                .forEach((name, sub) -> {
                    List<String> longer = new ArrayList<>(words);
                    longer.add(name);
                    add(sub, longer, all);
                });
    }

    @Test
    void everyPageIsRenderedWithoutAWarning() throws IOException, InterruptedException {
        require("groff");
        List<Path> pages;
        try (Stream<Path> files = Files.list(folder.resolve("man"))) {
            pages = files.toList();
        }

        for (Path page : pages) {
            Ran ran = run("groff", "-ww", "-man", "-Tutf8", "-z", page.toString());
            assertThat(ran).as(page.toString()).isEqualTo(new Ran(0, "", ""));
        }
        assertThat(run("groff", "-man", "-Tascii", "-P-cbou", folder + "/man/walkdown.1").out())
                .contains("NAME", "walkdown-scan(1)");
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        require("bash");

        assertThat(completed("walkdown", "sc")).containsExactly("scan");
        assertThat(completed("walkdown", "scan", "--no-p")).containsExactly("--no-progress");
        assertThat(completed("walkdown", "profiles", "sh")).contains("show");
    }

    @Test
    void bashCompletesWhereThereIsAListOfWords() throws IOException, InterruptedException {
        require("bash");

        assertThat(completed("walkdown", "diff", "--format", "sa")).containsExactly("sarif");
        assertThat(completed("walkdown", "plan", "--format", "j"))
                .containsExactly("json", "json-flat");
        assertThat(completed("walkdown", "scan", "--fail-on", "firm")).containsExactly("firmware");
        assertThat(completed("walkdown", "diff", "--fail-on-severity", "cr"))
                .containsExactly("critical");
        assertThat(completed("walkdown", "diff", "--report", "ju")).containsExactly("junit=");
        assertThat(completed("walkdown", "plan", "--color", ""))
                .contains("auto")
                .doesNotContain("AUTO");
        assertThat(completed("walkdown", "profiles", "show", "s7-12")).contains("s7-1200");
        assertThat(completed("walkdown", "explain", "szl-001")).contains("szl-0011");
    }

    @Test
    void zshReadsItsScript() throws IOException, InterruptedException {
        assertThat(folder.resolve("completion/_walkdown"))
                .content()
                .startsWith("#compdef walkdown\n");
        require("zsh");

        assertThat(run("zsh", "-n", folder + "/completion/_walkdown"))
                .isEqualTo(new Ran(0, "", ""));
    }

    private List<String> completed(String... words) throws IOException, InterruptedException {
        Ran ran =
                run(
                        "bash",
                        "--norc",
                        "-c",
                        """
                        source "$0" || exit 9
                        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
                        COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
                        _complete_walkdown; printf '%s\\n' "${COMPREPLY[@]}"
                        """,
                        Stream.concat(
                                Stream.of(folder.resolve("completion/walkdown").toString()),
                                Stream.of(words)));
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out().lines().map(String::strip).toList();
    }

    private record Ran(int code, String out, String err) {}

    /// Skips a test where the program is not installed, unless `WALKDOWN_JUDGES` is `required`.
    private static void require(String program) {
        boolean installed =
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        boolean required = "required".equals(System.getenv("WALKDOWN_JUDGES"));
        assumeTrue(installed || required, program + " is not installed, so this is not judged");
    }

    private Ran run(String program, String first, String second, String third, Stream<String> more)
            throws IOException, InterruptedException {
        return run(
                Stream.concat(Stream.of(program, first, second, third), more)
                        .toArray(String[]::new));
    }

    private Ran run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
