package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.suite.Walkdown.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documentation shows is what a reader gets.
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?s)```console\n\\$ ([^\n]+)\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final String LEFT_OUT = "[...]";

    @TempDir Path folder = Path.of("");

    /// Lines that are left out aside, each line stands in the output, in this order; numbers and
    /// the width of columns may differ.
    @Test
    void showsTheDemoAsItRuns() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(block.find()).isTrue();
        assertThat(block.group(1)).isEqualTo("./walkdown demo");

        Ended demo = new Walkdown(folder).run("demo", "--no-progress");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        List<String> real = demo.out().lines().map(ReadmeTest::shape).toList();
        int from = 0;
        for (String line : block.group(2).lines().filter(line -> !line.equals(LEFT_OUT)).toList()) {
            int at = real.subList(from, real.size()).indexOf(shape(line));
            assertThat(at).as("not in the output, or not in this order: " + line).isNotNegative();
            from += at + 1;
        }
    }

    private static String shape(String line) {
        return line.replaceAll("\\d+(\\.\\d+)?", "#").replaceAll("\\s+", " ").strip();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesThatAreThere(Path page) throws IOException {
        Path around = Optional.ofNullable(page.getParent()).orElseThrow();
        List<String> missing =
                LINK.matcher(Files.readString(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !Files.exists(around.resolve(target)))
                        .toList();

        assertThat(missing).as(page.toString()).isEmpty();
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> pages =
                    docs.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.stream());
        }
    }

    /// Every command line that a page shows is one that the program knows.
    @ParameterizedTest
    @MethodSource("pages")
    void namesCommandsThatThereAre(Path page) throws IOException {
        String help = new Walkdown(folder).run("--help").out();
        List<String> unknown =
                Pattern.compile(
                                "(?m)^(?:\\$ )?(?:\\./)?walkdown ([a-z]+)|`(?:\\./)?walkdown ([a-z]+)")
                        .matcher(Files.readString(page))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .filter(command ->
                                Arrays.stream(help.split("\\R", -1))
                                        .noneMatch(line -> line.startsWith("  " + command + " ")))
                        .toList();

        assertThat(unknown).as(page.toString()).isEmpty();
    }
}
