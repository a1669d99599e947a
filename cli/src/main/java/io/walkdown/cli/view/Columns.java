package io.walkdown.cli.view;

import org.jline.utils.AttributedString;
import org.jline.utils.WCWidth;

/// Text measured in the columns that it takes on a screen: a wide character takes two, a combining
/// one and a colour none.
public final class Columns {
    private static final String CUT = "…";

    private Columns() {}

    /// How many columns the text takes.
    public static int of(String text) {
        return AttributedString.stripAnsi(text).codePoints().map(Columns::of).sum();
    }

    static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /// The text where it fits, else its beginning and an ellipsis; no wide character is cut in two.
    ///
    /// @param text without colours
    /// @param width most columns; of 0 and less nothing is left
    public static String clip(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        if (width < 1) {
            return "";
        }
        var kept = new StringBuilder();
        int taken = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            taken += of(codePoint);
            if (taken > width - 1) {
                break;
            }
            kept.appendCodePoint(codePoint);
            at += Character.charCount(codePoint);
        }
        return kept.append(CUT).toString();
    }

    /// The text in exactly that many columns: clipped, or filled with spaces.
    public static String fill(String text, int width) {
        String clipped = clip(text, width);
        return clipped + " ".repeat(Math.max(0, width - of(clipped)));
    }
}
