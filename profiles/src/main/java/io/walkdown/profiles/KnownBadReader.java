package io.walkdown.profiles;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a known-bad list. Every finding is collected, so that one reading tells all.
final class KnownBadReader {
    private static final Set<String> FILE_KEYS = Set.of("version", "issuer", "knownBad");
    private static final Set<String> KEYS =
            Set.of("request", "kind", "effect", "source", "date", "grade", "reportedBy");
    private static final Set<String> KIND_KEYS =
            Set.of("profiles", "manufacturer", "orderNumber", "model", "firmware");
    private static final Pattern ANY = Pattern.compile(KnownBad.ANY);

    private final String file;
    private final List<Finding> findings;
    private final ProfileLibrary profiles;

    /// @param profiles the profiles that an entry may name
    KnownBadReader(String file, List<Finding> findings, ProfileLibrary profiles) {
        this.file = file;
        this.findings = findings;
        this.profiles = profiles;
    }

    /// The list; without the entries that are wrong, for which there are findings.
    KnownBadList read(String text) {
        YamlNode root;
        try {
            root = YamlNode.read(text);
        } catch (YamlNode.Malformed e) {
            String message = String.valueOf(e.getMessage());
            findings.add(
                    new Finding(
                            file, e.line(), "", "yaml-syntax", "", message, "correct the YAML"));
            return KnownBadList.EMPTY;
        }
        return YamlFields.of(file, "", root, findings)
                .map(fields -> list(fields.only(FILE_KEYS)))
                .orElse(KnownBadList.EMPTY);
    }

    private KnownBadList list(YamlFields fields) {
        ProfileReader.requireVersion(fields);
        if (!fields.has("knownBad")) {
            fields.complain(
                    "knownBad",
                    "missing-key",
                    "",
                    "the key knownBad is missing",
                    "write the list, or knownBad: []");
        }
        List<KnownBad> entries = new ArrayList<>();
        List<YamlNode> items = fields.items("knownBad");
        for (int i = 0; i < items.size(); i++) {
            YamlFields.of(file, "knownBad[" + i + "]", items.get(i), findings)
                    .flatMap(this::entry)
                    .ifPresent(entries::add);
        }
        Optional<String> issuer =
                fields.has("issuer") ? fields.required("issuer") : Optional.empty();
        return new KnownBadList(issuer, entries);
    }

    private Optional<KnownBad> entry(YamlFields fields) {
        fields.only(KEYS);
        int before = findings.size();
        Optional<ReadRequest> request = request(fields);
        Optional<YamlFields> kind = kind(fields);
        Set<String> ids = kind.map(this::profiles).orElse(Set.of());
        MatchRule rule = kind.map(KnownBadReader::rule).orElse(new MatchRule(ANY, ANY, ANY, ANY));
        Optional<String> effect = fields.required("effect");
        Optional<String> source = fields.required("source");
        Optional<LocalDate> date = LimitReader.date(fields);
        Optional<Evidence.Grade> grade = LimitReader.grade(fields);
        Optional<String> reportedBy = fields.required("reportedBy");
        if (findings.size() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new KnownBad(
                        request.orElseThrow(),
                        ids,
                        rule,
                        effect.orElseThrow(),
                        source.orElseThrow(),
                        date.orElseThrow(),
                        grade.orElseThrow(),
                        reportedBy.orElseThrow(),
                        file + ":" + fields.line()));
    }

    private static Optional<ReadRequest> request(YamlFields fields) {
        Optional<String> id = fields.required("request");
        Optional<ReadRequest> request = id.flatMap(ReadRequest::byId);
        if (id.isPresent() && request.isEmpty()) {
            List<String> ids = new ArrayList<>();
            for (ReadRequest known : ReadRequest.all()) {
                ids.add(known.id());
            }
            fields.complain(
                    "request",
                    "not-a-choice",
                    id.get(),
                    "there is no read \"%s\"".formatted(id.get()),
                    YamlFields.nearest(id.get(), ids)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("the reads are " + String.join(", ", ids)));
        }
        return request;
    }

    /// An entry without a kind would forbid a read to everybody: that is what an overlay's `forbid`
    /// is for, and here it is a slip.
    private static Optional<YamlFields> kind(YamlFields fields) {
        Optional<YamlFields> kind = fields.fields("kind").map(given -> given.only(KIND_KEYS));
        boolean says = kind.filter(given -> KIND_KEYS.stream().anyMatch(given::has)).isPresent();
        if (!says) {
            fields.complain(
                    "kind",
                    "missing-key",
                    "",
                    "the entry does not say which kind of device it is about",
                    "write kind: with profiles, manufacturer, orderNumber, model or firmware");
        }
        return kind;
    }

    private Set<String> profiles(YamlFields kind) {
        Set<String> ids = new HashSet<>();
        for (String id : kind.texts("profiles")) {
            if (profiles.find(id).isEmpty()) {
                kind.complain(
                        "profiles",
                        "unknown-profile",
                        id,
                        "no profile is called \"%s\", so the entry would forbid nothing"
                                .formatted(id),
                        profiles.suggest(id)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("see: walkdown profiles list"));
            }
            ids.add(id);
        }
        if (kind.has("profiles") && kind.isEmptyList("profiles")) {
            kind.complain(
                    "profiles",
                    "missing-value",
                    "",
                    "an empty list of profiles says nothing",
                    "name a profile, or leave the key out");
        }
        return ids;
    }

    private static MatchRule rule(YamlFields kind) {
        return new MatchRule(
                pattern(kind, "manufacturer"),
                pattern(kind, "orderNumber"),
                pattern(kind, "model"),
                pattern(kind, "firmware"));
    }

    private static Pattern pattern(YamlFields kind, String key) {
        return kind.has(key)
                ? kind.required(key)
                        .flatMap(text -> ProfileReader.pattern(kind, key, text))
                        .orElse(ANY)
                : ANY;
    }
}
