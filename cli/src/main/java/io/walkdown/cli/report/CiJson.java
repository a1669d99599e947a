package io.walkdown.cli.report;

import io.walkdown.scanner.store.JsonText;
import org.jspecify.annotations.Nullable;

/// JSON that is harmless where it is printed, too: in a pipeline's log, where `##[` and `##vso[`
/// start commands, and in a page that somebody puts it into. All of it is written as JSON's own
/// escapes, so that a reader gets the text as it was.
final class CiJson {
    private CiJson() {}

    static String text(@Nullable Object document) {
        return JsonText.indented(document)
                .replace("##", "#\\u0023")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
