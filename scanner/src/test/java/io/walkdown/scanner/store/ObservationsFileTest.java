package io.walkdown.scanner.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Observations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationsFileTest {
    @Provide
    Arbitrary<Observations> plants() {
        return AnyObservations.plants();
    }

    @Property
    void readsBackWhatItWrote(@ForAll("plants") Observations seen) {
        assertThat(ObservationsFile.parse("observations.json", ObservationsFile.text(seen)))
                .isEqualTo(new ObservationsFile.Reading.Read(seen));
    }

    @Test
    void namesFileLineAndFieldOfEverythingThatIsWrong() {
        String text =
                """
                {
                  "version": 1,
                  "site": 7,
                  "complete": "yes",
                  "run": {
                    "id": "r", "started": "yesterday", "ended": "2026-11-23T07:35:00Z",
                    "planHash": "", "exitCode": 256
                  },
                  "visits": [],
                  "asets": []
                }
                """;

        assertThat(problems(text))
                .containsExactly(
                        "o.json:1: error: 'assets' is missing; an array is needed",
                        "o.json:3: error: site: a number stands here; a text is needed",
                        "o.json:4: error: complete: a text stands here; true or false is needed",
                        "o.json:6: error: run.started: 'yesterday' is not a time such as"
                                + " 2026-11-23T07:35:00Z",
                        "o.json:7: error: run.exitCode: 256 is not a whole number from 0 to 255",
                        "o.json:10: error: asets: unknown field; is 'assets' meant?");
    }

    @Test
    void aFileIsReadAsItsTextIsAndTellsTheSameLines(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("o.json");
        for (String text :
                List.of(
                        "{\n\"version\": 1,\n\"site\": 7,\n\"visits\": [{\n\"port\": 0}]}",
                        "{\n\"version\": 1,\n\"version\": 1}",
                        "{\n\"version\": 1,\n}",
                        "{\n\"assets\": [\n{\"name\": \"a\", \"identity\": {\"model\": {\n\"a\": 1}}}]}")) {
            Files.writeString(file, text);

            assertThat(ObservationsFile.read(file))
                    .isInstanceOf(ObservationsFile.Reading.Wrong.class)
                    .satisfies(read -> {
                        var wrong = (ObservationsFile.Reading.Wrong) read;
                        assertThat(wrong.problems()).allMatch(it -> it.line() > 0);
                        assertThat(wrong.problems())
                                .containsExactlyInAnyOrderElementsOf(
                                        ((ObservationsFile.Reading.Wrong)
                                                        ObservationsFile.parse(
                                                                file.toString(), text))
                                                .problems());
                    });
        }
    }

    @Property(tries = 200)
    void aFileHoldsWhatItsTextHolds(@ForAll("plants") Observations seen) throws IOException {
        Path file = Files.createTempFile("walkdown-test-", ".json");
        try {
            ObservationsFile.write(file, seen);

            assertThat(ObservationsFile.read(file))
                    .isEqualTo(new ObservationsFile.Reading.Read(seen));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void saysWhereTextIsNoJson() {
        assertThat(problems("{\n\"version\": 1,\n}"))
                .singleElement()
                .asString()
                .startsWith("o.json:3: error: not JSON: ");
        assertThat(problems("")).singleElement().asString().contains("the document is empty");
        assertThat(problems("{} {}"))
                .singleElement()
                .asString()
                .contains("something follows the document's end");
    }

    private static List<String> problems(String text) {
        return ObservationsFile.parse("o.json", text)
                        instanceof ObservationsFile.Reading.Wrong wrong
                ? wrong.problems().stream().map(JsonProblem::text).toList()
                : List.of();
    }
}
