package io.walkdown.throttle;

/// The numbered invariants of the safety contract, so that a wait or a refusal can name its reason.
public enum Rule {
    S1("only planned bytes leave"),
    S2("one connection, never the last slot"),
    S3("orderly close"),
    S4("quiet time between frames"),
    S5("the visit's budget"),
    S6("devices that share a line or a gateway, and the site's rate"),
    S7("stop at the first sign of trouble"),
    S8("the first of a kind goes alone"),
    S9("stop means stop"),
    S10("limits survive restarts"),
    S11("scope and windows"),
    S12("profiles are law"),
    S13("everything is recorded first"),
    S14("answers are hostile until parsed"),
    S15("nothing is lost");

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    /// The rule in plain words, for screens.
    public String title() {
        return title;
    }
}
