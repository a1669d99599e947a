package io.walkdown.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.view.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
    @TempDir Path run = Path.of("");

    private static List<String> drawn(Moment moment) {
        return new Board(Palette.PLAIN, new Size(160, 40)).lines(moment);
    }

    @Test
    void whoReadsItSeesTheSameBoard() {
        Moment told = Moments.plant();
        ProgressFile file = ProgressFile.of(run);
        file.keep(told);

        assertThat(file.read(told.now()))
                .hasValueSatisfying(read -> assertThat(drawn(read)).isEqualTo(drawn(told)));
    }

    @Test
    void timeGoesOnBetweenTwoMoments() {
        Moment told = Moments.plant();
        ProgressFile file = ProgressFile.of(run);
        file.keep(told);
        Instant later = told.now().plusSeconds(5);

        Moment read = file.read(later).orElseThrow();

        assertThat(read.progress().left()).isEqualTo(told.progress().left().minusSeconds(5));
        assertThat(read.progress().waiting().getFirst().remaining(read.nowNanos()))
                .hasValue(Duration.ofSeconds(9));
    }

    @Test
    void hostileNamesComeBackAsTheyAre() {
        Moment told = Moments.crowd(3);
        ProgressFile file = ProgressFile.of(run);
        file.keep(told);

        assertThat(file.read(told.now()).orElseThrow().progress().groups().getFirst().talks())
                .isEqualTo(told.progress().groups().getFirst().talks());
    }

    @Test
    void aHalfWrittenOneIsNone() throws IOException {
        ProgressFile file = ProgressFile.of(run);
        assertThat(file.read(Instant.EPOCH)).isEmpty();
        file.keep(Moments.plant());
        String whole = Files.readString(file.path());

        for (int length = 0; length < whole.length() - 1; length += 7) {
            Files.writeString(file.path(), whole.substring(0, length));
            assertThat(file.read(Instant.EPOCH)).isEmpty();
        }
    }
}
