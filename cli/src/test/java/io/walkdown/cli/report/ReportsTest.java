package io.walkdown.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.walkdown.cli.report.Report.Origin;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.VerdictView;
import io.walkdown.scanner.gate.FindingKind;
import io.walkdown.scanner.gate.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every format of one drift set that holds every kind, beside its golden file. With
/// `-Dwalkdown.golden=write` the golden files are written anew, to be reviewed as any change.
class ReportsTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "io", "walkdown", "cli", "report");
    private static final Origin ORIGIN = new Origin("1.2.3", "plant 7/baseline.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder = Path.of("");
    private @Nullable Verdict judged;

    @BeforeEach
    void judge() throws IOException {
        judged = DriftSet.verdict(folder);
    }

    private Verdict verdict() {
        return Objects.requireNonNull(judged);
    }

    @Test
    void theSetHoldsEveryKind() {
        assertThat(verdict().findings())
                .extracting(it -> it.subject().kind())
                .contains(FindingKind.values());
        assertThat(verdict().findings())
                .extracting(it -> it.subject().getClass().getSimpleName())
                .contains("Difference", "Missing", "Forbidden", "Unseen");
        assertThat(
                        verdict().drift().items().stream()
                                .map(it -> it.getClass().getSimpleName())
                                .distinct())
                .hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "json, drift.json",
        "sarif, drift.sarif",
        "junit, drift.xml",
        "markdown, drift.md",
        "gitlab, drift.gitlab.json",
    })
    void writesTheGoldenFile(String format, String name) throws IOException {
        compare(ReportFormat.byId(format).orElseThrow().text(verdict(), ORIGIN), name);
    }

    @Test
    void writesTheGoldenScreen() throws IOException {
        compare(new VerdictView(Palette.PLAIN, 0).text(verdict()), "drift.txt");
    }

    private static void compare(String text, String name) throws IOException {
        Path file = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("walkdown.golden"))) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file)).endsWith("\n");
    }

    @Test
    void ourOwnFormatFitsItsSchema() throws IOException {
        String schema = Files.readString(Path.of("..", "docs", "schema", "drift.schema.json"));

        assertThat(errors(schema, SpecificationVersion.DRAFT_2020_12, text(ReportFormat.JSON)))
                .isEmpty();
    }

    @Test
    void sarifFitsTheSchemaOfOasis() throws IOException {
        try (InputStream in =
                ReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String schema =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);

            assertThat(errors(schema, SpecificationVersion.DRAFT_7, text(ReportFormat.SARIF)))
                    .isEmpty();
            assertThat(
                            errors(
                                    schema,
                                    SpecificationVersion.DRAFT_7,
                                    text(ReportFormat.SARIF).replace("\"ruleId\"", "\"ruleID\"")))
                    .as("a schema that lets everything pass proves nothing")
                    .isNotEmpty();
        }
    }

    private static List<String> errors(String schema, SpecificationVersion version, String text) {
        return SchemaRegistry.withDefaultDialect(version)
                .getSchema(schema)
                .validate(text, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    private String text(ReportFormat format) {
        return format.text(verdict(), ORIGIN);
    }

    /// Each result stands at the line that tells the field, in the file that was compared.
    @Test
    void sarifPointsAtTheFieldsLine() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("baseline.json"));
        JsonNode results = JSON.readTree(text(ReportFormat.SARIF)).at("/runs/0/results");
        List<String> told = new ArrayList<>();
        for (JsonNode result : results) {
            JsonNode at = result.at("/locations/0/physicalLocation");
            String id = result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText();
            told.add(id + " " + lines.get(at.at("/region/startLine").asInt() - 1).strip());
            assertThat(at.at("/artifactLocation/uri").asText())
                    .isEqualTo("plant%207/baseline.json");
        }
        assertThat(told)
                .contains(
                        "filler/firmwareRevision \"firmwareRevision\": \"V2.8.1\",",
                        "oven/replaced \"serialNumber\": \"S C-O1\"",
                        "oven/human.owner/required-field \"owner\": \"\"",
                        "capper/moved \"address\": \"10.1.0.12\",",
                        "rack/slot-2/serialNumber \"serialNumber\": \"SN-2\"",
                        "rack/slot-3/vanished \"slot\": 3",
                        "bay-9/appeared {");
    }

    @Test
    void junitIsReadByTheReaderOfMaven() throws Exception {
        Path file =
                Files.writeString(folder.resolve("TEST-walkdown.xml"), text(ReportFormat.JUNIT));

        List<ReportTestSuite> suites =
                new TestSuiteXmlParser(new NullConsoleLogger()).parse(file.toString());

        assertThat(suites).hasSize(1);
        ReportTestSuite suite = suites.getFirst();
        assertThat(suite.getNumberOfTests()).isEqualTo(suite.getTestCases().size());
        assertThat(suite.getNumberOfFailures())
                .isEqualTo(
                        (int)
                                verdict().failing().stream()
                                        .map(it -> it.subject().asset())
                                        .distinct()
                                        .count());
        assertThat(suite.getNumberOfErrors()).isEqualTo(2);
        assertThat(suite.getNumberOfSkipped()).isEqualTo(1);
        assertThat(suite.getTestCases())
                .extracting(ReportTestCase::getName)
                .contains("filler", "steady", "bay-9");
    }

    @Test
    void markdownIsAPageWithTables() {
        String html = html(text(ReportFormat.MARKDOWN));

        assertThat(html)
                .contains("<h3>Walkdown:", "<table>", "<code>filler/firmwareRevision</code>")
                .contains("<strong>Incomplete:</strong>");
        assertThat(Arrays.stream(html.split("<tr>", -1)).count())
                .as("a row for every finding, and a heading for each of three tables")
                .isEqualTo(1 + 3 + verdict().findings().size() - verdict().unseen().size());
    }

    static String html(String markdown) {
        var extensions = List.of(TablesExtension.create());
        return HtmlRenderer.builder()
                .extensions(extensions)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(markdown));
    }

    @Test
    void leavesOutNoMoreThanTheLimitAndCountsIt() {
        var many = new ArrayList<>(verdict().findings());
        while (many.size() < 40_000) {
            many.addAll(verdict().findings());
        }
        var large =
                new Verdict(
                        verdict().site(),
                        verdict().drift(),
                        verdict().assets(),
                        many,
                        verdict().threshold(),
                        verdict().complete(),
                        verdict().notes());

        String markdown = ReportFormat.MARKDOWN.text(large, ORIGIN);

        assertThat(markdown.length()).isBetween(55_000, MarkdownReport.LONGEST);
        assertThat(markdown).containsPattern("and \\d+ more; the other formats have all of them");
    }
}
