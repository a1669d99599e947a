package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                        all(700, 0, 2, 2),
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
                .hasSize(17);
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
