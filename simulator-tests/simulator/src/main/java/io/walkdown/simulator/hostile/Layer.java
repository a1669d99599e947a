package io.walkdown.simulator.hostile;

/// Where a device misbehaves, from the outside in.
public enum Layer {
    /// Connections: opened, closed, reset, stalled.
    TCP("TCP"),
    /// Where a frame begins and ends.
    FRAMING("framing"),
    /// Whose answer to which question it is.
    PROTOCOL("protocol"),
    /// What the answer says: counts, lists, records.
    MEANING("meaning"),
    /// Characters for terminals and files.
    TEXT("text");

    private final String title;

    Layer(String title) {
        this.title = title;
    }

    /// The name on the page.
    public String title() {
        return title;
    }
}
