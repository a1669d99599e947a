package io.walkdown.suite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The kept corpus: true answers, and every answer that ever broke a decoder or that led Jazzer to
/// a new path. The fuzz tests start from it; the normal build replays it.
///
/// A folder holds one family's answers, one a file, as Jazzer reads them; below it Jazzer puts what
/// it finds to break a decoder, so that the normal build fails too until it is mended.
class CorpusTest {
    @ParameterizedTest
    @ValueSource(strings = {"s7", "modbus", "enip", "file", "audit", "screen"})
    void isBorneByEveryDecoderOfItsFamily(String family) throws IOException {
        List<Octets> answers = corpus(family);

        assertThat(answers).isNotEmpty();
        answers.forEach(answer -> AllDecoders.judge(family, answer.toArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s7", "modbus", "enip", "file", "audit", "screen"})
    void holdsEveryTrueAnswer(String family) throws IOException {
        Set<Octets> kept = Set.copyOf(corpus(family));

        for (Decoder decoder : AllDecoders.family(family)) {
            assertThat(kept)
                    .as("the corpus, with each seed of %s", decoder.name())
                    .containsAll(decoder.seeds());
        }
    }

    @Test
    void hasAFolderForEveryFamily() {
        assertThat(AllDecoders.LIST.stream().map(AllDecoders::family).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("s7", "modbus", "enip", "file", "audit", "screen");
    }

    private static List<Octets> corpus(String family) throws IOException {
        try (Stream<Path> files = Files.walk(folder(family))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(CorpusTest::read)
                    .distinct()
                    .toList();
        }
    }

    /// Where Jazzer looks for the inputs of a class's fuzz tests.
    private static Path folder(String family) {
        String test = Character.toUpperCase(family.charAt(0)) + family.substring(1) + "FuzzTest";
        return Path.of("src/test/resources/io/walkdown/suite/fuzz", test + "Inputs");
    }

    private static Octets read(Path file) {
        try {
            return Octets.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
