package io.walkdown.cli.view;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.audit.RecordedFrame;
import io.walkdown.scanner.box.Drawing;
import io.walkdown.scanner.plan.FrameBox;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Frames as they were sent and answered, for a person who wants to see the bytes.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
/// @param zone the site's zone, in which times are told
public record FramesView(Palette palette, int width, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final int BYTES_A_LINE = 16;
    private static final int INDENT = 4;
    private static final int MOST_OF_A_NAME = 50;

    /// Each frame with its bytes; with PLC4X's view of it where that is wanted and there is one.
    ///
    /// @param protocol what is spoken with a device of that name; empty where nobody knows
    /// @param meaning what a frame asks, in plain words; empty text where nobody knows
    /// @param boxed of which frames the box view is shown
    public String text(
            List<RecordedFrame> frames,
            Function<String, Optional<Protocol>> protocol,
            Function<RecordedFrame, String> meaning,
            Predicate<RecordedFrame> boxed) {
        var text = new StringBuilder();
        for (RecordedFrame frame : frames) {
            text.append(heading(frame, meaning.apply(frame)));
            Optional<byte[]> bytes = frame.hex().map(HexFormat.of()::parseHex);
            text.append(
                    bytes.map(this::dump)
                            .orElse("    the capture does not hold exactly these bytes\n"));
            if (boxed.test(frame)) {
                bytes.flatMap(all ->
                                protocol.apply(frame.device())
                                        .flatMap(spoken -> FrameBox.of(spoken, all, !frame.sent())))
                        .map(this::box)
                        .ifPresent(text::append);
            }
        }
        return text.toString();
    }

    private String heading(RecordedFrame frame, String meaning) {
        String first =
                "%s  %s  %s %s, %d bytes"
                        .formatted(
                                TIME.format(frame.at().atZone(zone)),
                                frame.sent() ? "sent to" : "answer of",
                                shortened(frame.device()),
                                shortened(frame.place()),
                                frame.length());
        String step =
                onTheScreen(frame.step()) + (meaning.isEmpty() ? "" : ": " + onTheScreen(meaning));
        return Paragraph.fit("  %s%n".formatted(palette.heading(first)), width)
                + Paragraph.fit("  %s%n".formatted(palette.faint(step)), width);
    }

    /// A journal may have been written by anybody: no name of it fills the screen.
    private static String shortened(String text) {
        String shown = Neutral.text(text);
        return shown.length() <= MOST_OF_A_NAME
                ? shown
                : shown.substring(0, MOST_OF_A_NAME - 1) + "…";
    }

    /// In full where it can be broken between words.
    private String onTheScreen(String text) {
        String shown = Neutral.text(text);
        boolean fits =
                width <= 0
                        || Arrays.stream(shown.split(" ", -1))
                                .allMatch(word -> Columns.of(word) <= width - INDENT - INDENT);
        return fits ? shown : shortened(text);
    }

    /// Sixteen bytes on a line, or eight where the screen is narrow; beside them what is text.
    private String dump(byte[] bytes) {
        int each = width > 0 && width < 76 ? BYTES_A_LINE / 2 : BYTES_A_LINE;
        var text = new StringBuilder();
        for (int from = 0; from < bytes.length; from += each) {
            int to = Math.min(bytes.length, from + each);
            var hex = new StringBuilder();
            var plain = new StringBuilder();
            for (int i = from; i < to; i++) {
                hex.append("%02x ".formatted(bytes[i]));
                plain.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
            }
            text.append(" ".repeat(INDENT))
                    .append("%-4x ".formatted(from))
                    .append(hex)
                    .append(" ".repeat(3 * (each - (to - from))))
                    .append(' ')
                    .append(plain)
                    .append('\n');
        }
        return text.toString();
    }

    /// PLC4X draws as wide as it likes: where its box does not fit the screen, the same fields
    /// stand one on a line. Nothing is cut.
    private String box(Drawing drawn) {
        String box = indented(drawn.box());
        boolean fits = width <= 0 || box.lines().allMatch(line -> Columns.of(line) <= width);
        return fits ? box : Paragraph.fit(indented(drawn.tree()), width);
    }

    private static String indented(String lines) {
        return LINES.splitAsStream(lines)
                .map(line -> " ".repeat(INDENT) + Neutral.line(line))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
