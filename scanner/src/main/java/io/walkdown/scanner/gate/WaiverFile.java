package io.walkdown.scanner.gate;

import io.walkdown.scanner.site.Complaints;
import io.walkdown.scanner.site.Diagnostic;
import io.walkdown.scanner.site.Fields;
import io.walkdown.scanner.site.Parsed;
import io.walkdown.scanner.site.Rule;
import io.walkdown.scanner.site.Value;
import io.walkdown.scanner.site.YamlFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads waivers, written in YAML or JSON. Every finding of the file is collected, so that one
/// reading tells all.
public final class WaiverFile {
    /// The version of the format.
    public static final int VERSION = 1;

    /// The longest file that is read, in bytes: 1 MiB.
    public static final int MAX_BYTES = 1024 * 1024;

    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "fingerprint",
                    "asset",
                    "kind",
                    "field",
                    "now",
                    "reason",
                    "owner",
                    "expires");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-fA-F]{64}");

    private WaiverFile() {}

    /// What became of a reading.
    public sealed interface Reading {
        /// The file is right.
        record Read(List<Waiver> waivers) implements Reading {
            public Read {
                waivers = List.copyOf(waivers);
            }
        }

        /// The file cannot be used.
        ///
        /// @param diagnostics at least one, in the file's order
        record Wrong(List<Diagnostic> diagnostics) implements Reading {
            public Wrong {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /// Reads waivers.
    ///
    /// @param file the file; it is named in diagnostics as given here
    public static Reading read(Path file) {
        Complaints complaints = new Complaints(file.toString());
        Optional<List<Waiver>> waivers =
                YamlFile.read(file, MAX_BYTES, "name it with --waivers", complaints)
                        .flatMap(root -> Fields.of(root, Set.of("version", "waivers")))
                        .map(WaiverFile::waivers);
        List<Diagnostic> diagnostics = complaints.inOrder();
        return waivers.isPresent() && diagnostics.isEmpty()
                ? new Reading.Read(waivers.get())
                : new Reading.Wrong(diagnostics);
    }

    private static List<Waiver> waivers(Fields fields) {
        PolicyFile.requireVersion(fields, VERSION);
        return fields.items("waivers").stream().flatMap(item -> waiver(item).stream()).toList();
    }

    private static Optional<Waiver> waiver(Value item) {
        return Fields.of(item, KEYS)
                .flatMap(fields -> {
                    requireAim(item, fields);
                    Waiver.Aim aim = aim(fields);
                    Optional<String> reason =
                            fields.required("reason", "say why it is put up with")
                                    .flatMap(Value::text);
                    Optional<String> owner =
                            fields.required("owner", "say who answers for it").flatMap(Value::text);
                    Optional<LocalDate> expires =
                            fields.required("expires", "write the last day, for example 2027-03-31")
                                    .flatMap(value ->
                                            value.parsed(Rule.WRONG_TYPE, WaiverFile::date));
                    return reason.isPresent() && owner.isPresent() && expires.isPresent()
                            ? Optional.of(
                                    new Waiver(
                                            aim,
                                            reason.get(),
                                            owner.get(),
                                            expires.get(),
                                            item.spot().at().line()))
                            : Optional.empty();
                });
    }

    /// What says nothing would waive everything.
    private static void requireAim(Value item, Fields fields) {
        if (Set.of("id", "fingerprint", "asset").stream().noneMatch(fields::has)) {
            item.error(
                    Rule.MISSING_KEY,
                    "it is not said what is waived",
                    "write id, fingerprint or asset; kind, field and now narrow it further");
        }
    }

    private static Waiver.Aim aim(Fields fields) {
        return new Waiver.Aim(
                fields.text("id"),
                fields.optional("fingerprint")
                        .flatMap(it -> it.parsed(Rule.WRONG_TYPE, WaiverFile::fingerprint)),
                fields.text("asset"),
                CriteriaReader.concerns(fields, "kind"),
                fields.optional("field").map(CriteriaReader::field),
                fields.text("now"));
    }

    private static Parsed<String> fingerprint(String text) {
        return FINGERPRINT.matcher(text).matches()
                ? new Parsed.Right<>(text)
                : new Parsed.Wrong<>(
                        "\"%s\" is no fingerprint".formatted(text),
                        "copy the 64 hex digits from diff --json");
    }

    private static Parsed<LocalDate> date(String text) {
        try {
            return new Parsed.Right<>(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return new Parsed.Wrong<>(
                    "\"%s\" is no date".formatted(text), "write it as 2027-03-31");
        }
    }
}
