package io.walkdown.cli.shell;

import io.walkdown.cli.view.Neutral;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// What stands before each line: the site, whether it may be contacted now, and the device in use.
/// Words say it all; colours only repeat it.
///
/// @param site the site's name, or why there is none
/// @param window how the maintenance window stands, for example `window open until 05:00`; not
///   shown while the site is stopped
/// @param open whether it is open
/// @param stopped whether the kill switch is thrown (S9)
/// @param device the device in use; empty for none
public record Prompt(String site, String window, boolean open, boolean stopped, String device) {
    private static final int MOST_OF_A_NAME = 24;

    /// Without colours.
    public String text() {
        return styled().toString();
    }

    AttributedString styled() {
        var line = new AttributedStringBuilder();
        line.style(AttributedStyle.BOLD).append(shortened(site)).style(AttributedStyle.DEFAULT);
        if (stopped) {
            line.append(' ').style(AttributedStyle.DEFAULT.foreground(AttributedStyle.RED));
            line.append("STOPPED").style(AttributedStyle.DEFAULT);
        }
        if (!window.isEmpty() && !stopped) {
            int color = open ? AttributedStyle.GREEN : AttributedStyle.YELLOW;
            line.append(' ').style(AttributedStyle.DEFAULT.foreground(color));
            line.append(window).style(AttributedStyle.DEFAULT);
        }
        if (!device.isEmpty()) {
            line.append(' ').append(shortened(device));
        }
        return line.append("> ").toAttributedString();
    }

    private static String shortened(String name) {
        String shown = Neutral.text(name);
        return shown.length() <= MOST_OF_A_NAME
                ? shown
                : shown.substring(0, MOST_OF_A_NAME - 1) + "…";
    }
}
