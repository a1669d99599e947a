package io.walkdown.profiles;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a site's overlay and applies it. Tightening is free; loosening needs reason, name and a
/// last day, and is undone after it (S12).
final class OverlayReader {
    private static final Set<String> FILE_KEYS = Set.of("version", "overlays");
    private static final Pattern VALUE = Pattern.compile("(\\d{1,12})\\s*([a-z]+)?");
    private static final Set<String> OWN_KEYS =
            Set.of(
                    "profile",
                    "forbid",
                    "allow",
                    "componentListOrderNumbers",
                    "reason",
                    "by",
                    "until");

    private final String file;
    private final LocalDate today;
    private final List<Finding> findings;
    private final Map<String, Profile> profiles;
    private final List<Adjustment> adjustments = new ArrayList<>();

    /// @param profiles every profile by id; changed in place
    OverlayReader(
            String file, LocalDate today, List<Finding> findings, Map<String, Profile> profiles) {
        this.file = file;
        this.today = today;
        this.findings = findings;
        this.profiles = profiles;
    }

    /// Applies the file's overlays in their order.
    ///
    /// @return what they do, expired ones included
    List<Adjustment> apply(String text) {
        YamlNode root;
        try {
            root = YamlNode.read(text);
        } catch (YamlNode.Malformed e) {
            findings.add(
                    new Finding(
                            file,
                            e.line(),
                            "",
                            "yaml-syntax",
                            "",
                            String.valueOf(e.getMessage()),
                            "correct the YAML"));
            return adjustments;
        }
        YamlFields.of(file, "", root, findings)
                .map(fields -> fields.only(FILE_KEYS))
                .ifPresent(fields -> {
                    ProfileReader.requireVersion(fields);
                    int number = 0;
                    for (YamlNode item : fields.items("overlays")) {
                        YamlFields.of(file, "overlays[" + number++ + "]", item, findings)
                                .map(overlay -> overlay.only(keys()))
                                .ifPresent(this::overlay);
                    }
                });
        return adjustments;
    }

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>(OWN_KEYS);
        keys.addAll(Limit.ids());
        return keys;
    }

    private void overlay(YamlFields fields) {
        Optional<String> id = fields.required("profile");
        if (id.isEmpty()) {
            return;
        }
        Profile profile = profiles.get(id.get());
        if (profile == null) {
            fields.complain(
                    "profile",
                    "unknown-profile",
                    id.get(),
                    "there is no profile \"%s\"".formatted(id.get()),
                    YamlFields.nearest(id.get(), profiles.keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("walkdown profiles list shows all"));
            return;
        }
        Acknowledged acknowledged = acknowledged(fields);
        for (Limit limit : Limit.values()) {
            fields.text(limit.id())
                    .flatMap(text -> value(fields, limit, text))
                    .ifPresent(value -> adjust(fields, id.get(), limit, value, acknowledged));
        }
        forbid(fields, id.get());
        allow(fields, id.get(), acknowledged);
        allowComponentList(fields, id.get(), acknowledged);
    }

    /// What a loosening has to bring along.
    private record Acknowledged(
            Optional<String> reason, Optional<String> by, Optional<LocalDate> until) {
        boolean whole() {
            return reason.isPresent() && by.isPresent() && until.isPresent();
        }
    }

    private static Acknowledged acknowledged(YamlFields fields) {
        Optional<LocalDate> until = Optional.empty();
        Optional<String> text = fields.text("until");
        try {
            until = text.map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            fields.complain(
                    "until",
                    "wrong-type",
                    text.orElse(""),
                    "\"%s\" is no date".formatted(text.orElse("")),
                    "write it as 2027-01-31");
        }
        return new Acknowledged(
                fields.text("reason").filter(t -> !t.isBlank()),
                fields.text("by").filter(t -> !t.isBlank()),
                until);
    }

    private static Optional<Long> value(YamlFields fields, Limit limit, String text) {
        Matcher matcher = VALUE.matcher(text);
        Optional<Long> factor =
                matcher.matches()
                        ? matcher.group(2) == null && limit.unit() != Limit.Unit.MILLIS
                                ? Optional.of(1L)
                                : Optional.ofNullable(matcher.group(2)).flatMap(limit::factor)
                        : Optional.empty();
        if (factor.isEmpty()) {
            fields.complain(
                    limit.id(),
                    "wrong-unit",
                    text,
                    "\"%s\" is no value of %s".formatted(text, limit.id()),
                    "write a whole number and its unit: " + limit.units());
            return Optional.empty();
        }
        long own = Limit.scaled(Long.parseLong(matcher.group(1)), factor.get());
        if (own < limit.min() || own > limit.max()) {
            fields.complain(
                    limit.id(),
                    "out-of-range",
                    text,
                    "%s is outside %s to %s"
                            .formatted(
                                    limit.text(own),
                                    limit.text(limit.min()),
                                    limit.text(limit.max())),
                    "write a value in that range");
            return Optional.empty();
        }
        return Optional.of(own);
    }

    private void adjust(
            YamlFields fields, String id, Limit limit, long value, Acknowledged acknowledged) {
        Profile before = profile(id);
        Optional<Long> old = limit.of(before);
        boolean loosens = old.isEmpty() || !limit.atLeastAsStrict(value, old.get());
        if (loosens && !acknowledged.whole()) {
            fields.complain(
                    limit.id(),
                    "S12-loosening",
                    limit.text(value),
                    "%s is less strict than the shipped %s, and reason, by and until are not all"
                                    .formatted(
                                            limit.text(value),
                                            old.map(limit::text).orElse("unknown"))
                            + " given",
                    "write reason:, by: and until: beside it, or a stricter value");
            return;
        }
        boolean inForce = !loosens || !today.isAfter(acknowledged.until().orElse(LocalDate.MIN));
        adjustments.add(
                new Adjustment(
                        id,
                        limit.id(),
                        old.map(limit::text).orElse("unknown"),
                        limit.text(value),
                        loosens,
                        acknowledged.reason().orElse(""),
                        acknowledged.by().orElse(""),
                        acknowledged.until(),
                        inForce,
                        file,
                        fields.lineOf(limit.id())));
        if (inForce) {
            change(fields, id, limit, value);
        }
    }

    private void change(YamlFields fields, String id, Limit limit, long value) {
        try {
            profiles.put(id, new ProfileChange(profile(id)).set(limit, value).after());
        } catch (IllegalArgumentException e) {
            fields.complain(
                    limit.id(),
                    "out-of-range",
                    limit.text(value),
                    String.valueOf(e.getMessage()),
                    "write a value that fits the profile's others");
        }
    }

    private void forbid(YamlFields fields, String id) {
        for (String name : fields.texts("forbid")) {
            Optional<ReadRequest> request = ReadRequest.byId(name);
            if (request.isEmpty() || !profile(id).allows(request.get())) {
                fields.complain(
                        "forbid",
                        "not-a-choice",
                        name,
                        "profile %s does not allow \"%s\" anyway".formatted(id, name),
                        "remove it, or see: walkdown profiles show " + id);
                continue;
            }
            profiles.put(id, new ProfileChange(profile(id)).forbid(request.get()).after());
            adjustments.add(
                    new Adjustment(
                            id,
                            "requests",
                            name,
                            "without " + name,
                            false,
                            "",
                            "",
                            Optional.empty(),
                            true,
                            file,
                            fields.lineOf("forbid")));
        }
    }

    /// A read more is a loosening (S12). It must be one of the profile's protocols, and there is no
    /// read that is not a [ReadRequest].
    private void allow(YamlFields fields, String id, Acknowledged acknowledged) {
        for (String name : fields.texts("allow")) {
            Optional<ReadRequest> request = ReadRequest.byId(name);
            if (request.isEmpty() || !profile(id).protocols().contains(request.get().protocol())) {
                fields.complain(
                        "allow",
                        "not-a-choice",
                        name,
                        "\"%s\" is no read of the protocols of %s".formatted(name, id),
                        "see: walkdown profiles show " + id);
                continue;
            }
            if (loosened(fields, id, "allow", name, acknowledged)) {
                profiles.put(id, new ProfileChange(profile(id)).allow(request.get()).after());
            }
        }
    }

    /// Order numbers for which somebody vouches that SZL 0x001C may be read; a loosening (S12).
    private void allowComponentList(YamlFields fields, String id, Acknowledged acknowledged) {
        for (Pattern pattern : ProfileReader.patterns(fields, "componentListOrderNumbers")) {
            if (loosened(
                    fields, id, "componentListOrderNumbers", pattern.pattern(), acknowledged)) {
                profiles.put(
                        id, new ProfileChange(profile(id)).allowComponentListOf(pattern).after());
            }
        }
    }

    /// Notes a loosening that is no number.
    ///
    /// @return whether it is in force
    private boolean loosened(
            YamlFields fields, String id, String key, String value, Acknowledged acknowledged) {
        if (!acknowledged.whole()) {
            fields.complain(
                    key,
                    "S12-loosening",
                    value,
                    "%s is less strict than what ships, and reason, by and until are not all given"
                            .formatted(value),
                    "write reason:, by: and until: beside it");
            return false;
        }
        boolean inForce = !today.isAfter(acknowledged.until().orElse(LocalDate.MIN));
        adjustments.add(
                new Adjustment(
                        id,
                        key,
                        "without it",
                        value,
                        true,
                        acknowledged.reason().orElse(""),
                        acknowledged.by().orElse(""),
                        acknowledged.until(),
                        inForce,
                        file,
                        fields.lineOf(key)));
        return inForce;
    }

    private Profile profile(String id) {
        Profile profile = profiles.get(id);
        if (profile == null) {
            throw new IllegalStateException("profile " + id + " was there a moment ago");
        }
        return profile;
    }
}
