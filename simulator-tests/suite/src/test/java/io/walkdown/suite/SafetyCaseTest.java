package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages on safety name is there: a claim whose test was renamed is no claim any more.
class SafetyCaseTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+Test)`");
    private static final Pattern MECHANISM =
            Pattern.compile("`((profiles|throttle|scanner|cli)/[A-Za-z0-9/]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    @Test
    void theCaseHasFiveLinesForEachOfTheFifteenInvariants() throws IOException {
        String[] sections = read("safety-case.md").split("\n## ", -1);

        assertThat(sections).hasSize(16);
        IntStream.rangeClosed(1, 15)
                .forEach(i ->
                        assertThat(sections[i])
                                .startsWith("S" + i + " ")
                                .contains(
                                        "| claim | ",
                                        "| mechanism | ",
                                        "| evidence | ",
                                        "| injected | ",
                                        "| limits | "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safety-case.md", "safety-contract.md"})
    void everyTestThatIsNamedExists(String page) throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(ROOT)) {
            tests =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Test.java"))
                            .map(name -> name.replace(".java", ""))
                            .collect(Collectors.toSet());
        }

        assertThat(named(TEST, page)).isNotEmpty().isSubsetOf(tests);
    }

    @Test
    void everyMechanismThatTheCaseNamesExists() throws IOException {
        assertThat(named(MECHANISM, "safety-case.md"))
                .hasSizeGreaterThan(30)
                .allSatisfy(mechanism -> {
                    String module = mechanism.substring(0, mechanism.indexOf('/'));
                    assertThat(
                                    ROOT.resolve(module)
                                            .resolve("src/main/java/io/walkdown")
                                            .resolve(mechanism + ".java"))
                            .exists();
                });
    }

    @Test
    void everyLinkBetweenThePagesLeadsSomewhere() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS)) {
            List<Path> texts = pages.filter(page -> page.toString().endsWith(".md")).toList();
            for (Path page : texts) {
                assertThat(links(Files.readString(page)))
                        .allSatisfy(link -> assertThat(DOCS.resolve(link)).as("%s", page).exists());
            }
        }
        assertThat(links(Files.readString(ROOT.resolve("README.md"))))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    private static List<String> links(String text) {
        return LINK.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.startsWith("http"))
                .toList();
    }

    private static List<String> named(Pattern pattern, String page) throws IOException {
        return pattern.matcher(read(page))
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }

    private static String read(String page) throws IOException {
        return Files.readString(DOCS.resolve(page));
    }
}
