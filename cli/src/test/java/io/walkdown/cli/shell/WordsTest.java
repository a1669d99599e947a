package io.walkdown.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void wordsStandBetweenSpaces() {
        assertThat(Words.plain("  scan   --only filler\t"))
                .containsExactly("scan", "--only", "filler");
        assertThat(Words.plain("")).isEmpty();
        assertThat(Words.plain("# a note")).isEmpty();
        assertThat(Words.plain("look # at it")).containsExactly("look");
        assertThat(Words.plain("use a#b")).containsExactly("use", "a#b");
    }

    @Test
    void quotesAndBackslashesKeepSpaces() {
        assertThat(Words.plain("stop --by 'J. Jansen' --reason \"line 4 & 5\""))
                .containsExactly("stop", "--by", "J. Jansen", "--reason", "line 4 & 5");
        assertThat(Words.plain("use a\\ b")).containsExactly("use", "a b");
        assertThat(Words.plain("use \"\"")).containsExactly("use", "");
        assertThat(Words.plain("plan --output=a\"b c\"d"))
                .containsExactly("plan", "--output=ab cd");
        assertThat(Words.plain("plan \\\n --hex")).containsExactly("plan", "--hex");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan > f",
                "plan >f",
                "plan 2>f",
                "plan | sort",
                "plan &",
                "a ; b",
                "!ls",
                "a $(b)",
                "`b`",
                "plan < f",
                "!!",
                "plan && scan"
            })
    void whatOtherShellsTakeForAnOperatorIsAnError(String line) {
        assertThatThrownBy(() -> Words.plain(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no meaning here");
    }

    @Test
    void quotedItIsText() {
        assertThat(Words.plain("stop --reason '> 5 & !'")).contains("> 5 & !");
    }

    @Test
    void anOpenQuoteGoesOnInTheNextLine() {
        assertThatThrownBy(() -> new Words().parse("stop --by 'J.", 13, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThatThrownBy(() -> new Words().parse("plan \\", 6, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThatThrownBy(() -> Words.plain("use 'a")).hasMessageContaining("is not closed");
    }

    @Test
    void findsTheWordAtTheCursor() {
        ParsedLine inside = new Words().parse("use fil --x", 6, ParseContext.COMPLETE);
        ParsedLine behind = new Words().parse("use ", 4, ParseContext.COMPLETE);

        assertThat(inside.word()).isEqualTo("fil");
        assertThat(inside.wordIndex()).isEqualTo(1);
        assertThat(inside.wordCursor()).isEqualTo(2);
        assertThat(behind.words()).containsExactly("use", "");
        assertThat(behind.wordIndex()).isEqualTo(1);
    }

    @Property(tries = 500)
    void everyLineIsTakenApart(@ForAll String line) {
        List<Words.Word> words = Words.of(line).words();

        int at = 0;
        for (Words.Word word : words) {
            assertThat(word.from()).isGreaterThanOrEqualTo(at);
            assertThat(word.to()).isGreaterThan(word.from()).isLessThanOrEqualTo(line.length());
            at = word.to();
        }
    }
}
