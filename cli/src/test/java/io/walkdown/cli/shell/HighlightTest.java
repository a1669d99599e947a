package io.walkdown.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlightTest {
    private static final long UNDERLINE = AttributedStyle.DEFAULT.underline().getStyle() & 0xFF;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "use filler             | -",
                "use fil                | -",
                "walkdown use filler    | -",
                "use filler | -",
                "plan --only filler     | -",
                "plan --on              | -",
                "pl                     | -",
                "plam                   | plam",
                "plam --hex             | plam",
                "use nobody             | nobody",
                "use nobody now         | nobody,now",
                "plan --nope --hex      | --nope",
                "plan --only nobody     | nobody",
                "plan --only=filler     | -",
                "plan --only=fil        | -",
                "plan --only=nobody     | --only=nobody",
                "plan --nope=x          | --nope=x",
                "plan --kinds filler,fi | -",
                "plan --kinds fi --hex   | fi",
                "plan > file            | >,file"
            })
    void underlinesWhatIsWrong(String line, String wrong) {
        AttributedString shown = highlighted(line.strip(), true);

        assertThat(shown.toString()).isEqualTo(line.strip());
        assertThat(underlined(shown))
                .containsExactlyElementsOf(
                        wrong == null ? List.of() : List.of(wrong.strip().split(",", -1)));
    }

    @Test
    void withoutColoursItIsUnderlinedAllTheSame() {
        AttributedString shown = highlighted("use nobody", false);

        assertThat(underlined(shown)).containsExactly("nobody");
        assertThat(shown.styleAt(5)).isEqualTo(AttributedStyle.DEFAULT.underline());
    }

    private static AttributedString highlighted(String line, boolean colors) {
        return new Highlight(new SampleCommands(), colors).highlight(reader(), line);
    }

    private static LineReader reader() {
        try {
            return LineReaderBuilder.builder()
                    .terminal(
                            new DumbTerminal(
                                    new ByteArrayInputStream(new byte[0]),
                                    new ByteArrayOutputStream()))
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> underlined(AttributedString shown) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        for (int i = 0; i <= shown.length(); i++) {
            boolean marked = i < shown.length() && (shown.styleAt(i).getStyle() & UNDERLINE) != 0;
            if (marked) {
                part.append(shown.charAt(i));
            } else if (!part.isEmpty()) {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        return parts;
    }

    @Test
    void offersWhatMayStandAtTheCursor() {
        assertThat(offered("")).contains("use", "plan");
        assertThat(offered("walkdown ")).contains("use", "plan");
        assertThat(offered("use ")).containsExactly("filler", "mixer 2");
        assertThat(offered("plan --only ")).containsExactly("filler", "mixer 2");
        assertThat(offered("plan --")).contains("--only", "--hex");
        assertThat(offered("plan ")).contains("--only", "--hex");
        assertThat(offered("plan --only=")).containsExactly("--only=filler", "--only=mixer 2");
        assertThat(offered("plan --kinds=filler,fi")).containsExactly("--kinds=filler,filler");
        assertThat(offered("plan --kinds filler,fi")).containsExactly("filler,filler");
    }

    @Test
    void offersNoOptionInTheOtherwiseUnknownValueOfOne() {
        assertThat(offered("plan --by ")).isEmpty();
        assertThat(offered("plan --by J --o")).contains("--only");
    }

    private static List<String> offered(String line) {
        List<Candidate> candidates = new ArrayList<>();
        var parsed = new Words().parse(line, line.length(), ParseContext.COMPLETE);
        new Completion(new SampleCommands(), Path.of("")).complete(reader(), parsed, candidates);
        return candidates.stream().map(Candidate::value).toList();
    }
}
