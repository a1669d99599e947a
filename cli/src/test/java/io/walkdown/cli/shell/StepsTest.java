package io.walkdown.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.board.Size;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final SampleCommands commands = new SampleCommands();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static final Operator NOBODY =
            new Operator() {
                @Override
                public String answer(String question) {
                    return "";
                }

                @Override
                public Runnable onStop(Consumer<String> stop) {
                    return () -> {};
                }

                @Override
                public boolean watches() {
                    return true;
                }

                @Override
                public boolean draw(Runnable drawing) {
                    return false;
                }

                @Override
                public Optional<Size> screen() {
                    return Optional.empty();
                }
            };

    private int run(boolean keepGoing, String text) throws IOException {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var seat = new Seat(stream, stream, 0, false, false, false, NOBODY);
        return new Steps(commands, seat, keepGoing, Math::max)
                .run(new BufferedReader(new StringReader(text)), "steps.txt");
    }

    @Test
    void theFirstStepThatFailsDecidesAndEndsIt() throws IOException {
        int code = run(false, "# check\nuse 0\n\nplan 4\nscan 5\n");

        assertThat(code).isEqualTo(4);
        assertThat(commands.ran()).containsExactly(List.of("use", "0"), List.of("plan", "4"));
        assertThat(said()).contains("step 4 of steps.txt ended with 4: plan 4");
    }

    @Test
    void goingOnTheWorstDecides() throws IOException {
        assertThat(run(true, "plan 2\nscan 5\nuse 0\n")).isEqualTo(5);
        assertThat(commands.ran()).hasSize(3);
    }

    @Test
    void exitEndsIt() throws IOException {
        assertThat(run(false, "use 0\nexit\nplan 4\n")).isZero();
        assertThat(commands.ran()).hasSize(1);
    }

    @Test
    void aLineThatMeansNothingIsWrongUsage() throws IOException {
        assertThat(run(false, "plan > file\nuse 0\n")).isEqualTo(64);
        assertThat(commands.ran()).isEmpty();
        assertThat(said()).contains("this line was not run", "why: > has no meaning here");
    }

    @Test
    void aStepMayGoOnInTheNextLine() throws IOException {
        assertThat(run(false, "plan \\\n  --hex 0\nuse 'a\nb' 0\nuse 'open")).isEqualTo(64);
        assertThat(commands.ran())
                .containsExactly(List.of("plan", "--hex", "0"), List.of("use", "a\nb", "0"));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
