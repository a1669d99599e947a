package io.walkdown.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.view.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On JLine's own model of a terminal.
class BoardScreenTest {
    private static final Size SIZE = new Size(60, 12);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BoardScreen screen =
            new BoardScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    private ScreenTerminal terminal = new ScreenTerminal(60, 12);

    @BeforeEach
    void somethingIsOnTheScreen() {
        terminal = new ScreenTerminal(60, 12);
        terminal.write("$ walkdown scan\r\n");
    }

    @Test
    void drawsEachPictureOverTheOneBefore() {
        screen.draw(List.of("one", "two, a longer line", "three"), SIZE);
        screen.draw(List.of("1", "2"), SIZE);

        assertThat(shown()).containsExactly("$ walkdown scan", "1", "2");
    }

    @Test
    void keepsWhatIsSaidAboveThePicture() {
        screen.draw(List.of("board"), SIZE);
        screen.say("stopping (Ctrl-C)", SIZE);
        screen.draw(List.of("board, later"), SIZE);

        assertThat(shown()).containsExactly("$ walkdown scan", "stopping (Ctrl-C)", "board, later");
    }

    @Test
    void leavesTheScreenAsItWasAtTheEnd() {
        screen.draw(List.of("one", "two"), SIZE);
        screen.close(SIZE);
        screen.draw(List.of("too late"), SIZE);
        screen.say("said afterwards", SIZE);

        assertThat(shown()).containsExactly("$ walkdown scan", "said afterwards");
    }

    @Test
    void reckonsWithLinesThatANarrowerTerminalHasBroken() {
        screen.draw(List.of("x".repeat(59)), SIZE);
        bytes.reset();

        screen.draw(List.of("y"), new Size(30, 12));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("\r\u001b[2A");
    }

    @Test
    void drawsAWholeBoardManyTimesInTheSamePlace() {
        for (int i = 0; i < 50; i++) {
            screen.draw(new Board(Palette.PLAIN, SIZE).lines(Moments.plant()), SIZE);
        }

        assertThat(shown()).hasSizeLessThanOrEqualTo(12);
        assertThat(String.join("\n", shown())).containsOnlyOnce("19 of 50 devices");
        screen.close(SIZE);
        assertThat(shown()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void writesNothingButCursorMovementsAndText() {
        screen.draw(new Board(Palette.PLAIN, SIZE).lines(Moments.crowd(9)), SIZE);
        screen.close(SIZE);

        assertThat(AttributedString.stripAnsi(bytes.toString(StandardCharsets.UTF_8)))
                .doesNotContain("\u001b", "\u0007");
    }

    private List<String> shown() {
        terminal.write(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
        return terminal.toString()
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
