package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void countsWideCharactersTwiceAndCombiningOnesNotAtAll() {
        assertThat(Columns.of("日本")).isEqualTo(4);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("\u001b[31mred\u001b[0m")).isEqualTo(3);
        assertThat(Columns.of("")).isZero();
    }

    @Test
    void cutsNoWideCharacterInTwo() {
        assertThat(Columns.clip("日本語", 6)).isEqualTo("日本語");
        assertThat(Columns.clip("日本語", 5)).isEqualTo("日本…");
        assertThat(Columns.clip("日本語", 4)).isEqualTo("日…");
        assertThat(Columns.clip("日本語", 1)).isEqualTo("…");
        assertThat(Columns.clip("日本語", 0)).isEmpty();
    }

    @Test
    void fillsToTheColumn() {
        assertThat(Columns.fill("日", 4)).isEqualTo("日  ");
        assertThat(Columns.fill("日本語", 4)).isEqualTo("日… ");
        assertThat(Columns.fill("abcdef", 4)).isEqualTo("abc…");
    }
}
