package io.walkdown.scanner.site;

import io.walkdown.scanner.site.Diagnostic.Kind;
import io.walkdown.scanner.site.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the diagnostics of one reading of one file. For one thread.
public final class Complaints {
    private final String file;
    private final List<Diagnostic> found = new ArrayList<>();

    /// For the reading of one file.
    ///
    /// @param file what diagnostics call it
    public Complaints(String file) {
        this.file = file;
    }

    /// Reports what the file must not say.
    public void error(Spot spot, Rule rule, String value, String message, String wayOut) {
        add(Severity.ERROR, Kind.CONFIGURATION, spot, rule, value, message, wayOut);
    }

    /// Reports what the safety contract refuses.
    void refusal(Spot spot, Rule rule, String value, String message, String wayOut) {
        add(Severity.ERROR, Kind.CONTRACT, spot, rule, value, message, wayOut);
    }

    /// Reports what a person should look at.
    void warning(Spot spot, Rule rule, String value, String message, String wayOut) {
        add(Severity.WARNING, Kind.CONFIGURATION, spot, rule, value, message, wayOut);
    }

    private void add(
            Severity severity,
            Kind kind,
            Spot spot,
            Rule rule,
            String value,
            String message,
            String wayOut) {
        found.add(
                new Diagnostic(
                        severity,
                        kind,
                        file,
                        spot.at().line(),
                        spot.at().column(),
                        spot.path(),
                        rule.id(),
                        value,
                        message,
                        wayOut));
    }

    /// How many errors were reported so far.
    public long errors() {
        return found.stream().filter(Diagnostic::isError).count();
    }

    /// Everything that was reported, in the file's order.
    public List<Diagnostic> inOrder() {
        return found.stream()
                .sorted(
                        Comparator.comparingInt(Diagnostic::line)
                                .thenComparingInt(Diagnostic::column)
                                .thenComparing(Diagnostic::path)
                                .thenComparing(Diagnostic::rule))
                .toList();
    }

    /// A field and its place.
    ///
    /// @param at where the value, or for a wrong key the key, stands
    /// @param path the field
    public record Spot(Position at, String path) {}
}
