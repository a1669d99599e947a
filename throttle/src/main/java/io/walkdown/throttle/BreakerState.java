package io.walkdown.throttle;

/// How a breaker stands (S7).
///
/// @param owner whose it is, for example `group line-2`
/// @param troubled visits that ended in trouble
/// @param answering visits that answered, the troubled ones among them
/// @param opensAt how many troubled visits open it, as things stand
/// @param open whether it has opened; it then stays open until the run ends
public record BreakerState(String owner, int troubled, int answering, int opensAt, boolean open) {
    /// Whose the site's own breaker is.
    static final String SITE = "the site";

    /// Whether it is the site's own: once that opens, nobody is asked any more.
    public boolean isSite() {
        return owner.equals(SITE);
    }

    /// The state in plain words.
    public String words() {
        return "%s: %s, %d of %d visits troubled, opens at %d"
                .formatted(owner, open ? "open" : "closed", troubled, answering, opensAt);
    }
}
