package io.walkdown.suite.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.wire.Octets;
import java.util.List;

/// A device's text on its way to a screen.
///
/// It promises one line of bounded length, in which nothing moves the cursor, hides, or turns the
/// direction or piles up; and that harmless text is shown as it is.
final class ScreenText implements Decoder {
    @Override
    public String name() {
        return "screen-text";
    }

    @Override
    public List<Octets> seeds() {
        return List.of(
                octets("6ES7 315-2EH14-0AB0".getBytes(ISO_8859_1)),
                octets("M\u00fcller \u6c34\u6e90 \ud83d\ude00".repeat(12).getBytes(UTF_8)),
                octets("\u001b[31m\u202e\u0085\r\n\u2028".repeat(20).getBytes(UTF_8)),
                octets("x".repeat(199).concat("\ud83d\ude00").getBytes(UTF_8)));
    }

    @Override
    public Shape shape() {
        return Shape.NONE;
    }

    @Override
    public Decoded decode(byte[] answer) {
        String text = new String(answer, answer.length % 2 == 0 ? UTF_8 : ISO_8859_1);
        return new Shown(text, Neutral.text(text));
    }

    private static Octets octets(byte[] bytes) {
        return Octets.of(bytes);
    }

    private record Shown(String text, String shown) implements Decoded {
        private static final int MOST_MARKS = 4;

        /// With it a line of output commands the runners of Azure Pipelines (`##vso[…]`) and GitHub
        /// (`##[…]`).
        private static final String RUNNER_COMMAND = "##";

        @Override
        public String outcome() {
            return shown.equals(text) ? "as it is" : shown.endsWith("…") ? "cut" : "escaped";
        }

        @Override
        public void require() {
            if (shown.length() > Neutral.MAX_LENGTH + 1) {
                throw new AssertionError("%d characters long".formatted(shown.length()));
            }
            if (marks(shown) > MOST_MARKS) {
                throw new AssertionError("marks pile up");
            }
            if (shown.contains(RUNNER_COMMAND)) {
                throw new AssertionError("speaks to a pipeline's runner");
            }
            shown.codePoints()
                    .filter(point -> !harmless(point))
                    .forEach(point -> {
                        throw new AssertionError("shows U+%04X".formatted(point));
                    });
            boolean plain =
                    text.length() <= Neutral.MAX_LENGTH
                            && text.codePoints().allMatch(Shown::harmless)
                            && marks(text) <= MOST_MARKS
                            && !text.contains(RUNNER_COMMAND);
            if (plain && !shown.equals(text)) {
                throw new AssertionError("harmless text is changed");
            }
        }

        /// The most marks behind one letter; a text must not begin with one, which would stand over
        /// whatever is before it on the screen.
        private static int marks(String text) {
            int most = 0;
            int run = MOST_MARKS;
            for (int point : text.codePoints().toArray()) {
                run = isMark(point) ? run + 1 : 0;
                most = Math.max(most, run);
            }
            return most;
        }

        private static boolean isMark(int point) {
            return switch (Character.getType(point)) {
                case Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.COMBINING_SPACING_MARK ->
                        true;
                default -> false;
            };
        }

        private static boolean harmless(int point) {
            return switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        false;
                default -> true;
            };
        }
    }
}
