package io.walkdown.scanner.site;

/// The rules that a file can break, as they are named in diagnostics.
public enum Rule {
    FILE_UNREADABLE("file-unreadable"),
    FILE_TOO_LARGE("file-too-large"),
    FILE_NOT_UTF8("file-not-utf8"),
    YAML_SYNTAX("yaml-syntax"),
    YAML_DUPLICATE_KEY("yaml-duplicate-key"),
    YAML_REFERENCE("yaml-reference"),
    YAML_TAG("yaml-tag"),
    YAML_DEPTH("yaml-depth"),
    YAML_DOCUMENTS("yaml-documents"),
    UNKNOWN_KEY("unknown-key"),
    MISSING_KEY("missing-key"),
    WRONG_TYPE("wrong-type"),
    OUT_OF_RANGE("out-of-range"),
    NOT_A_CHOICE("not-a-choice"),
    NAME_SYNTAX("name-syntax"),
    DUPLICATE_NAME("duplicate-name"),
    DUPLICATE_VALUE("duplicate-value"),
    TIME_ZONE("time-zone"),
    CIDR("cidr"),
    IP_LITERAL("ip-literal"),
    SCOPE_PUBLIC_RANGE("scope-public-range"),
    WINDOW_SYNTAX("window-syntax"),
    WINDOWS_MISSING("windows-missing"),
    SCHEDULE_SYNTAX("schedule-syntax"),
    PATH_SYNTAX("path-syntax"),
    NO_DEVICES("no-devices"),
    UNKNOWN_GROUP("unknown-group"),
    UNKNOWN_PROFILE("unknown-profile"),
    UNKNOWN_PROTOCOL("unknown-protocol"),
    PROTOCOL_NOT_SPOKEN("protocol-not-spoken"),
    PROTOCOL_KEY("protocol-key"),
    CONFLICTING_KEYS("conflicting-keys"),
    MERGE_CONFLICT("merge-conflict"),
    TSAP_SYNTAX("tsap-syntax"),
    ACKNOWLEDGE_RULE("acknowledge-rule"),
    ACKNOWLEDGE_UNTIL("acknowledge-until"),
    ACKNOWLEDGE_EXPIRED("acknowledge-expired"),
    OUTSIDE_SCOPE("S11-outside-scope"),
    PUBLIC_ADDRESS("S11-public-address"),
    NOT_ONE_DEVICE("S11-not-one-device");

    private final String id;

    Rule(String id) {
        this.id = id;
    }

    /// The name in diagnostics.
    public String id() {
        return id;
    }
}
