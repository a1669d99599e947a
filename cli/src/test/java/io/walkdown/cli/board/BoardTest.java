package io.walkdown.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.view.Columns;
import io.walkdown.cli.view.Palette;
import io.walkdown.scanner.scan.GroupProgress;
import io.walkdown.scanner.scan.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 160})
    void drawsAPlantAsInTheKeptPicture(int columns) throws IOException {
        List<String> lines = lines(Moments.plant(), columns, 24);

        assertThat(String.join("\n", lines) + "\n")
                .isEqualTo(kept("board-%d.txt".formatted(columns)));
    }

    @Test
    void fitsEveryScreen() {
        List<Moment> moments = List.of(Moments.plant(), Moments.large(200), Moments.crowd(40));

        for (Moment moment : moments) {
            for (int columns : IntStream.iterate(20, c -> c < 220, c -> c + 13).toArray()) {
                for (int rows : new int[] {2, 3, 5, 8, 13, 24, 60, 300}) {
                    List<String> lines = lines(moment, columns, rows);

                    assertThat(lines).hasSizeBetween(1, rows - 1);
                    assertThat(lines)
                            .allSatisfy(line -> assertThat(Columns.of(line)).isLessThan(columns));
                }
            }
        }
    }

    @Test
    void showsOfTwoHundredGroupsWhoIsInContactAndCountsTheRest() {
        List<String> lines = lines(Moments.large(200), 80, 24);

        assertThat(lines).hasSize(23);
        assertThat(lines.subList(4, 22)).allSatisfy(line -> assertThat(line).contains("plc-"));
        assertThat(lines.getLast())
                .startsWith("… and 182 more groups: 2 in contact, ")
                .contains(" waiting, ", " done");
        assertThat(numbers(lines.getLast()))
                .startsWith(182)
                .satisfies(all ->
                        assertThat(all.stream().skip(1).mapToInt(n -> n).sum()).isEqualTo(182));
    }

    @Test
    void showsTheOpenBreakerFirstWhereNotAllHaveARow() {
        List<String> lines = lines(Moments.plant(), 80, 9);

        assertThat(lines.get(6)).startsWith("line-9").contains("breaker OPEN");
        assertThat(lines.getLast()).startsWith("… and ");
    }

    @Test
    void countsVisitsThatHaveNoRow() {
        List<String> lines = lines(Moments.crowd(40), 80, 12);

        assertThat(lines.getLast()).contains("(and 35 more) SZL");
    }

    @Test
    void noNameMovesTheCursorOrBreaksALine() {
        List<String> lines = lines(Moments.crowd(40), 100, 30);

        assertThat(String.join("", lines)).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
        assertThat(lines.get(1)).startsWith("STOPPING: 1\\x1b[2J");
    }

    @Test
    void coloursSayNothingThatWordsDoNot() {
        var size = new Size(80, 24);
        List<String> colored = new Board(new Palette(true), size).lines(Moments.plant());

        assertThat(colored.toString()).contains("\u001b[31m");
        assertThat(colored.stream().map(AttributedString::stripAnsi))
                .isEqualTo(lines(Moments.plant(), 80, 24));
    }

    @Test
    void tellsTheEndInTheSitesZoneAndTheDayWhereItIsAnother() {
        assertThat(lines(Moments.plant(), 80, 24).get(2)).contains("20:06:06 CET");
    }

    @Test
    void saysInOneLineHowFarHowFastAndUntilWhen() {
        assertThat(Board.line(Moments.plant()))
                .isEqualTo(
                        "19 of 50 devices done, 38 %   plant-7; frames/s 3.2 of 5, 412 sent; in contact"
                                + " 2 of 2, 28 to come; 2 min 5 s gone, about 6 min 6 s left, until"
                                + " 20:06:06 CET");
    }

    @Test
    void showsAScanWithoutDevices() {
        Moment nothing = Moments.moment(List.of(), Map.of(), List.of(), Optional.empty());

        assertThat(lines(nothing, 80, 24).getFirst()).contains("0 of 0 devices done, 100 %");
    }

    @Test
    void saysThatADeviceWasNotAskedYet() {
        var talk = new Talk("10.0.0.1", "new", Optional.empty());
        var group = new GroupProgress("g", 1, 0, List.of(talk), List.of());

        assertThat(
                        lines(
                                Moments.moment(
                                        List.of(group), Map.of(), List.of(), Optional.empty()),
                                80,
                                24))
                .last()
                .asString()
                .contains("new", "not asked yet");
    }

    private static List<Integer> numbers(String line) {
        return Pattern.compile("\\d+")
                .matcher(line)
                .results()
                .map(found -> Integer.valueOf(found.group()))
                .toList();
    }

    private static List<String> lines(Moment moment, int columns, int rows) {
        return new Board(Palette.PLAIN, new Size(columns, rows)).lines(moment);
    }

    private static String kept(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BoardTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
