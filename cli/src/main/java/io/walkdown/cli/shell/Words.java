package io.walkdown.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Takes a line apart. Words stand between spaces; quotes `"` and `'` keep spaces inside a word; a
/// backslash keeps the next character, and at the end of a line it joins the next line on; `#` at
/// the start of a word begins a comment.
///
/// Nothing else has a meaning. What would be a pipe, a redirection, a job, a variable or a second
/// command in another shell is an error here, told before anything runs.
public final class Words implements Parser {
    private static final String OPERATORS = "|&;<>`!";

    /// One word and where it stands.
    ///
    /// @param text without quotes
    /// @param from its first character in the line
    /// @param to behind its last one
    /// @param bare whether no character of it was quoted
    record Word(String text, int from, int to, boolean bare) {
        /// Whether another shell would take it for an operator.
        boolean isOperator() {
            return bare
                    && !text.isEmpty()
                    && (OPERATORS.indexOf(text.charAt(0)) >= 0
                            || text.startsWith("$(")
                            || text.matches("\\d>.*"));
        }
    }

    /// What a line says.
    ///
    /// @param words in their order
    /// @param open what is not closed at its end: a quote, or a backslash; empty where nothing is
    record Said(List<Word> words, Optional<String> open) {
        Said {
            words = List.copyOf(words);
        }

        List<String> texts() {
            return words.stream().map(Word::text).toList();
        }

        /// The first word that another shell would take for an operator.
        Optional<Word> operator() {
            return words.stream().filter(Word::isOperator).findFirst();
        }
    }

    /// Takes one line apart.
    static Said of(String line) {
        return new Reading(line).read();
    }

    /// The words of a line; none where it is empty or a comment.
    ///
    /// @throws IllegalArgumentException where it means nothing here; the message says why
    public static List<String> plain(String line) {
        Said said = of(line);
        if (said.open().isPresent()) {
            throw new IllegalArgumentException(said.open().get() + " is not closed");
        }
        said.operator()
                .ifPresent(word -> {
                    throw new IllegalArgumentException(
                            "%s has no meaning here: no pipes, redirections, jobs or second commands"
                                    .formatted(word.text()));
                });
        return said.texts();
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        Said said = of(line);
        boolean whole = context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
        if (whole && said.open().isPresent()) {
            throw new EOFError(-1, -1, said.open().get() + " is not closed", "");
        }
        return Parsed.at(line, cursor, said.words());
    }

    private static final class Reading {
        private final String line;
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private Optional<String> open = Optional.empty();
        private boolean inWord;
        private boolean bare = true;
        private int from;
        private int at;

        Reading(String line) {
            this.line = line;
        }

        Said read() {
            while (at < line.length()) {
                char c = line.charAt(at);
                if (Character.isWhitespace(c)) {
                    end();
                    at++;
                } else if (c == '#' && !inWord) {
                    skipComment();
                } else {
                    begin();
                    take(c);
                }
            }
            end();
            return new Said(words, open);
        }

        private void skipComment() {
            while (at < line.length() && line.charAt(at) != '\n') {
                at++;
            }
        }

        private void begin() {
            if (!inWord) {
                inWord = true;
                bare = true;
                from = at;
            }
        }

        private void take(char c) {
            if (c == '"' || c == '\'') {
                quoted(c);
            } else if (c == '\\') {
                escaped();
            } else {
                word.append(c);
                at++;
            }
        }

        private void quoted(char quote) {
            bare = false;
            at++;
            while (at < line.length() && line.charAt(at) != quote) {
                word.append(line.charAt(at));
                at++;
            }
            if (at == line.length()) {
                open = Optional.of("the quote " + quote);
            } else {
                at++;
            }
        }

        private void escaped() {
            bare = false;
            at++;
            if (at == line.length()) {
                open = Optional.of("the backslash at the end");
            } else {
                if (line.charAt(at) != '\n') {
                    word.append(line.charAt(at));
                }
                at++;
            }
        }

        private void end() {
            if (inWord && !(word.isEmpty() && isJoin())) {
                words.add(new Word(word.toString(), from, at, bare));
            }
            word.setLength(0);
            inWord = false;
        }

        /// A backslash before a line end joins lines and is no word.
        private boolean isJoin() {
            return line.charAt(from) == '\\';
        }
    }

    /// What JLine wants to know of a line.
    private record Parsed(
            String line,
            int cursor,
            List<String> words,
            int wordIndex,
            String word,
            int wordCursor,
            int rawWordCursor,
            int rawWordLength)
            implements CompletingParsedLine {

        static Parsed at(String line, int cursor, List<Word> words) {
            List<String> texts = new ArrayList<>(words.stream().map(Word::text).toList());
            for (int i = 0; i < words.size(); i++) {
                Word word = words.get(i);
                if (cursor < word.from()) {
                    texts.add(i, "");
                    return new Parsed(line, cursor, texts, i, "", 0, 0, 0);
                }
                if (cursor <= word.to()) {
                    int into = cursor - word.from();
                    return new Parsed(
                            line,
                            cursor,
                            texts,
                            i,
                            word.text(),
                            Math.min(into, word.text().length()),
                            into,
                            word.to() - word.from());
                }
            }
            texts.add("");
            return new Parsed(line, cursor, texts, texts.size() - 1, "", 0, 0, 0);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            boolean needs =
                    candidate
                            .chars()
                            .anyMatch(c -> Character.isWhitespace(c) || "\"'\\#".indexOf(c) >= 0);
            return needs ? "\"" + candidate.toString().replace("\"", "") + "\"" : candidate;
        }
    }
}
