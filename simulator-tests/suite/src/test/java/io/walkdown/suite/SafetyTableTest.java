package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyTableTest {
    @TempDir Path folder;

    @Test
    void addsUpWhatSuccessfulTestsPublished() throws IOException {
        SafetyTable table =
                table(
                        all(700, 0, 2, 2) + counts(everyCount()),
                        test("1", "S4", 10, 0, 1, 1, "SUCCESSFUL")
                                + test("2", "S4", 1_000, 5, 1, 0, "FAILED"));

        assertThat(table.rows().get("S4")).isEqualTo(new SafetyTable.Row(2, 710, 710, 0, 3, 3));
        assertThat(table.complaints()).isEmpty();
        assertThat(table.text())
                .contains("| S4 | 2 | 710 | 710 | 0 | 3 / 3 |", "| sum | 16 | 10510 |");
    }

    @Test
    void complainsOfEveryRowThatProvesNothing() throws IOException {
        SafetyTable table =
                table(
                        test("1", "S1", 10, 0, 0, 0, "SUCCESSFUL")
                                + test("2", "S2", 10, 1, 3, 2, "SUCCESSFUL"));

        assertThat(table.complaints())
                .contains(
                        "S1: no breach was injected",
                        "S2: 1 breaches",
                        "S2: 2 of 3 injected breaches were caught",
                        "S15: no test published anything",
                        "20 visits in sum, 10000 are needed")
                .hasSize(17 + new SafetyCounts(Map.of()).lines().size());
    }

    @Test
    void listsEveryCountBelowTheRows() throws IOException {
        assertThat(table(all(700, 0, 2, 2) + counts(everyCount())).text().lines())
                .containsSubsequence(
                        "| sum | 15 | 10500 | 10500 | 0 | 30 / 30 |",
                        "| counted | at least | made |",
                        "| stops by Scan.stop, cores free | 1000 | 1000 |",
                        "| stops by STOP_COMMAND, both cores busy | 50 | 50 |",
                        "| kills of a running scan | 200 | 200 |",
                        "| visits, both cores busy and a small heap | 10000 | 10000 |",
                        "| decoders that got mutated answers | 25 | 25 |",
                        "| mutated answers in sum | 10000000 | 25000000 |",
                        "| seconds that the mutated answers took | 1 | 1 |",
                        "| mutated answers, d-1 | 1000000 | 1000000 |");
    }

    /// A run with `-Dwalkdown.kills=2` or `-Dfuzz.answers=1` proves nothing, nor one without them.
    @Test
    void complainsOfEachCountThatIsTooSmallOrAbsent() throws IOException {
        for (String name : everyCount().keySet()) {
            Map<String, Long> fewer = everyCount();
            fewer.compute(name, (_, number) -> number == null ? 0 : number - 1);
            Map<String, Long> without = everyCount();
            without.remove(name);

            assertThat(complaints(fewer)).as(name).anyMatch(each -> each.startsWith(name + ": "));
            assertThat(complaints(without)).as(name).hasSizeGreaterThanOrEqualTo(1);
        }
        assertThat(complaints(everyCount())).isEmpty();
        assertThat(complaints(Map.of(SafetyCounts.KILLS, 2L)))
                .contains("kills of a running scan: 2, and at least 200 are needed");
    }

    @Test
    void countsNothingOfATestThatFailed() throws IOException {
        String failed = counts(everyCount()).replace("SUCCESSFUL", "FAILED");

        assertThat(table(all(700, 0, 2, 2) + failed).complaints())
                .contains("kills of a running scan: 0, and at least 200 are needed");
    }

    private List<String> complaints(Map<String, Long> counted) throws IOException {
        return table(all(700, 0, 2, 2) + counts(counted)).complaints();
    }

    /// Each count with its least number.
    private static Map<String, Long> everyCount() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (boolean busy : new boolean[] {false, true}) {
            all.put(SafetyCounts.stops("Scan.stop", busy), 1_000L);
            for (String way : List.of("SIGINT", "STOP_FILE", "STOP_COMMAND")) {
                all.put(SafetyCounts.stops(way, busy), 50L);
            }
        }
        all.put(SafetyCounts.KILLS, 200L);
        all.put(SafetyCounts.LOADED_VISITS, 10_000L);
        all.put(SafetyCounts.ANSWER_SECONDS, 1L);
        for (int i = 1; i <= 25; i++) {
            all.put(SafetyCounts.answersOf("d-" + i), 1_000_000L);
        }
        return all;
    }

    /// A test of its own for each.
    private static String counts(Map<String, Long> counted) {
        var text = new StringBuilder();
        counted.forEach((name, number) ->
                text.append(
                        """
                        <started id='%1$s'/><reported id='%1$s'><attachments><data>
                        <entry key='count'>%1$s</entry><entry key='number'>%2$d</entry>
                        </data></attachments></reported><finished id='%1$s'><result status='SUCCESSFUL'/></finished>
                        """
                                .formatted(name, number)));
        return text.toString();
    }

    @Test
    void listsWhatWasMeasured() throws IOException {
        SafetyTable table =
                table(
                        "<started id='9'/><reported id='9'><data><entry key='measured'>p50 3 ms</entry>"
                                + "</data></reported><finished id='9'><result"
                                + " status='SUCCESSFUL'/></finished>");

        assertThat(table.text()).contains("## Measured\n\n- p50 3 ms\n");
    }

    @Test
    void refusesAReportThatIsCutOff() {
        assertThatThrownBy(() -> SafetyTable.of(List.of(report("<started id='1'>"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    private static String all(int visits, int breaches, int injected, int caught) {
        return IntStream.rangeClosed(1, 15)
                .mapToObj(i ->
                        test("t" + i, "S" + i, visits, breaches, injected, caught, "SUCCESSFUL"))
                .collect(Collectors.joining());
    }

    private static String test(
            String id,
            String invariant,
            int visits,
            int breaches,
            int injected,
            int caught,
            String status) {
        return """
        <started id='%s'/><reported id='%s'><attachments><data>
        <entry key='invariant'>%s</entry><entry key='visits'>%d</entry>
        <entry key='frames'>%d</entry><entry key='breaches'>%d</entry>
        <entry key='injected'>%d</entry><entry key='caught'>%d</entry>
        </data></attachments></reported><finished id='%s'><result status='%s'/></finished>
        """
                .formatted(
                        id, id, invariant, visits, visits, breaches, injected, caught, id, status);
    }

    private SafetyTable table(String... reports) throws IOException {
        var files = new ArrayList<Path>();
        for (String each : reports) {
            files.add(report(each + "</events>"));
        }
        return SafetyTable.of(files);
    }

    private Path report(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "report", ".xml"), "<events>" + text);
    }
}
