package io.walkdown.cli.view;

/// Colours, or none. A colour never carries meaning alone: words and symbols say the same.
///
/// @param colored whether escape sequences are written
public record Palette(boolean colored) {
    /// No colours.
    public static final Palette PLAIN = new Palette(false);

    /// A heading.
    public String heading(String text) {
        return wrap("1", text);
    }

    /// Something less important.
    public String faint(String text) {
        return wrap("2", text);
    }

    /// Something as it should be.
    public String good(String text) {
        return wrap("32", text);
    }

    /// Something that a person should look at.
    public String warning(String text) {
        return wrap("33", text);
    }

    /// Something wrong.
    public String bad(String text) {
        return wrap("31", text);
    }

    private String wrap(String code, String text) {
        return colored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
