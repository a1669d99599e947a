package io.walkdown.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.cli.report.Report.Origin;
import io.walkdown.cli.view.Palette;
import io.walkdown.cli.view.VerdictView;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.DriftDetection;
import io.walkdown.scanner.baseline.DriftPolicy;
import io.walkdown.scanner.gate.Gate;
import io.walkdown.scanner.gate.Policy;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.gate.Zones;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// Device texts that are made to inject are harmless in every format, and make nothing that an
/// honest text does not make (S14).
class HostileReportsTest {
    private static final Origin ORIGIN = new Origin("1.2.3", "baseline.json");

    static Stream<String> texts() {
        return Stream.of(
                "=HYPERLINK(\"http://evil\",\"x\")",
                "@SUM(1+1)*cmd|' /C calc'!A0",
                "<script>alert(1)</script>",
                "</td></table><img src=x onerror=alert(1)>",
                "]]></failure><testcase name=\"x\"/>",
                "\" onmouseover=\"x",
                "[click](http://evil) ![i](http://evil/i.png)",
                "https://evil.example www.evil.example a@evil.example",
                "`` ` ``` | x | **b** | ~~~\n# head",
                "a\\` <b>x</b>",
                "x\\| <b>y</b> |",
                "\\[x](http://evil)",
                "@octocat #1 GH-1 !7 &amp; &lt;b&gt;",
                "::error file=x::boo",
                "\n::add-mask::x\r\n::stop-commands::y",
                "##[error]boo ##vso[task.setvariable variable=x]y",
                "%0A::warning::z",
                "\u001b[31mred\u001b]8;;http://evil\u0007",
                "\u202egnp.exe\u2066\u200b\ufeff\u2028\u2029\u0085",
                "\u0000\u0001\u0008\u000b\u000c\u001f\u007f\ufffe\uffff",
                "\ud800 alone \udc00",
                "{0} {{1}} ${jndi:ldap:x} %s%n",
                "section_start:1:x\r\u001b[0Ksection",
                "<!--",
                "-->",
                "<details>",
                "\t- [ ] task",
                "---",
                "x".repeat(5_000));
    }

    private static Verdict verdict(String text) {
        Observations accepted =
                new Seen("plant")
                        .device("a", "10.0.0.1", "serialNumber=SN-1", "firmwareRevision=1")
                        .run(true);
        Observations seen =
                new Seen("plant")
                        .device("a", "10.0.0.1", "serialNumber=SN-1", "firmwareRevision=" + text)
                        .device(
                                text,
                                "10.0.0.2",
                                "model=" + text,
                                "attributes." + name(text) + "=x")
                        .run(true);
        Baseline baseline = Baseline.of(accepted);
        return new Gate(Policy.DEFAULT, List.of(), Zones.UNKNOWN, Threshold.ANY)
                .judge(
                        baseline,
                        seen,
                        DriftDetection.compare(baseline, seen, DriftPolicy.DEFAULT),
                        LocalDate.EPOCH);
    }

    private static String name(String text) {
        return text.replace('=', '-');
    }

    private static String write(ReportFormat format, String text) {
        return format.text(verdict(text), ORIGIN);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isHarmlessWhereverItIsPrinted(String text) {
        Stream<String> documents =
                Stream.concat(
                        Stream.of(ReportFormat.values()).map(format -> write(format, text)),
                        Stream.of(new VerdictView(Palette.PLAIN, 0).text(verdict(text))));

        assertThat(documents)
                .allSatisfy(document -> {
                    assertThat(document.codePoints())
                            .allMatch(point -> point == '\n' || isHarmless(point));
                    assertThat(document.lines())
                            .noneMatch(line -> line.strip().startsWith("::"))
                            .noneMatch(line -> line.contains("##["))
                            .noneMatch(line -> line.contains("##vso["))
                            .noneMatch(line -> line.startsWith("section_"));
                });
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /// An element, an attribute or a case that an honest text does not make is an injection.
    @ParameterizedTest
    @MethodSource("texts")
    void makesNoElementInXml(String text) throws Exception {
        Document xml =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(write(ReportFormat.JUNIT, text))));

        assertThat(xml.getElementsByTagName("*").getLength()).isEqualTo(7);
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void makesNoElementInMarkdown(String text) {
        String html = ReportsTest.html(write(ReportFormat.MARKDOWN, text));
        List<String> elements =
                Stream.of(html.split("<", -1))
                        .skip(1)
                        .map(part -> part.substring(0, part.indexOf('>')))
                        .filter(name -> !name.startsWith("/"))
                        .distinct()
                        .toList();

        assertThat(elements)
                .isSubsetOf(
                        "h3", "p", "code", "table", "thead", "tbody", "tr", "th", "td", "strong");
        assertThat(html.split("<tr>", -1)).as("a heading and two findings").hasSize(4);
        assertThat(html.split("<td>", -1)).as(html).hasSize(1 + 14);
        assertThat(html.replaceAll("(?s)<code>.*?</code>", ""))
                .as("what a device told stands in a code span")
                .doesNotContain("evil", "octocat", "boo", "onmouseover", "jndi");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isOneTextInJson(String text) throws Exception {
        var mapper = JsonMapper.builder().build();
        JsonNode ours = mapper.readTree(write(ReportFormat.JSON, text));
        JsonNode sarif = mapper.readTree(write(ReportFormat.SARIF, text));
        JsonNode gitlab = mapper.readTree(write(ReportFormat.GITLAB, text));

        assertThat(ours.get("items")).hasSize(2);
        assertThat(sarif.at("/runs/0/results")).hasSize(2);
        assertThat(gitlab).hasSize(2);
        assertThat(
                        List.of(
                                ours.at("/items/0/now").asText(),
                                ours.at("/items/1/now").asText(),
                                ours.at("/items/0/asset").asText(),
                                ours.at("/items/1/asset").asText()))
                .as("our own format keeps what the device sent")
                .anyMatch(told ->
                        told.equals(text.strip())
                                || told.equals(text)
                                || text.isBlank()
                                || text.contains("\ud800"));
        for (JsonNode result : sarif.at("/runs/0/results")) {
            assertThat(result.at("/message/text").asText())
                    .as("no link and no placeholder")
                    .doesNotContainPattern("(?<!\\\\)(?:\\\\\\\\)*\\[")
                    .doesNotContainPattern("(?<!\\{)\\{(?:\\{\\{)*(?!\\{)");
        }
    }
}
