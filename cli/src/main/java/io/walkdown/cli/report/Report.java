package io.walkdown.cli.report;

import io.walkdown.scanner.gate.Verdict;

/// One format in which a verdict is written. Thread-safe; the same facts give the same text.
@FunctionalInterface
public interface Report {
    /// The whole document, with a newline at its end.
    String text(Verdict verdict, Origin origin);

    /// Where the verdict comes from.
    ///
    /// @param version Walkdown's version
    /// @param baseline the baseline's path from the repository's root, with slashes
    record Origin(String version, String baseline) {}
}
