package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void keepsANumberWithItsUnit() {
        assertThat(Paragraph.fit("it rests for 12 min 5 s and 3 times", 15))
                .isEqualTo("it rests for\n  12 min 5 s\n  and 3 times");
        assertThat(Paragraph.fit("it rests for 12 min and 30 s", 14))
                .isEqualTo("it rests for\n  12 min and\n  30 s");
        assertThat(Paragraph.fit("it rests for 12 min", 15)).isEqualTo("it rests for\n  12 min");
    }

    @Test
    void breaksALongLineBetweenWordsAndIndentsTheRest() {
        assertThat(Paragraph.fit("short\n  one two three four\nend\n", 12))
                .isEqualTo("short\n  one two\n    three\n    four\nend\n");
    }

    @Test
    void leavesALongWordWhole() {
        assertThat(Paragraph.fit("/a/very/long/path tail", 8))
                .isEqualTo("/a/very/long/path\n  tail");
    }

    @Test
    void countsNoColumnsForColours() {
        String coloured = "\u001b[1mone two\u001b[0m";

        assertThat(Paragraph.fit(coloured, 7)).isEqualTo(coloured);
        assertThat(Paragraph.fit(coloured, 0)).isEqualTo(coloured);
    }
}
