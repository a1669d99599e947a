package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

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
