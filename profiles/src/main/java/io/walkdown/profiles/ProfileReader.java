package io.walkdown.profiles;

import io.walkdown.profiles.LimitReader.Graded;
import io.walkdown.profiles.Profile.Kind;
import io.walkdown.profiles.Profile.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads a file of profiles. Every finding is collected, so that one reading tells all.
final class ProfileReader {
    private static final Set<String> FILE_KEYS = Set.of("version", "profiles");
    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "title",
                    "protocols",
                    "transports",
                    "requests",
                    "componentListOrderNumbers",
                    "eviction",
                    "perUnit",
                    "revisit",
                    "limits",
                    "like",
                    "match",
                    "notes",
                    "simulates");
    private static final Set<String> MATCH_KEYS =
            Set.of("manufacturer", "orderNumber", "model", "firmware");
    private static final Set<Limit> OPTIONAL =
            Set.of(Limit.READS_PER_SLOT, Limit.SLOTS, Limit.RESERVED, Limit.REVISIT);

    private final String file;
    private final Kind kind;
    private final List<Finding> findings;
    private final Function<String, Optional<Profile>> known;
    private final Set<String> ids = new HashSet<>();

    /// @param kind what the file's profiles are
    /// @param known the profiles of files read before, for `like`
    ProfileReader(
            String file,
            Kind kind,
            List<Finding> findings,
            Function<String, Optional<Profile>> known) {
        this.file = file;
        this.kind = kind;
        this.findings = findings;
        this.known = known;
    }

    /// The file's profiles that are right, in its order.
    List<Profile> read(String text) {
        List<Profile> profiles = new ArrayList<>();
        YamlNode root;
        try {
            root = YamlNode.read(text);
        } catch (YamlNode.Malformed e) {
            String message = String.valueOf(e.getMessage());
            findings.add(
                    new Finding(
                            file, e.line(), "", "yaml-syntax", "", message, "correct the YAML"));
            return profiles;
        }
        YamlFields.of(file, "", root, findings)
                .map(fields -> fields.only(FILE_KEYS))
                .ifPresent(fields -> {
                    requireVersion(fields);
                    fields.items("profiles").forEach(item -> profile(item, profiles));
                });
        return profiles;
    }

    static void requireVersion(YamlFields fields) {
        Optional<String> version = fields.required("version");
        if (version.isPresent() && !version.get().equals("1")) {
            fields.complain(
                    "version",
                    "unknown-version",
                    version.get(),
                    "this Walkdown reads version 1",
                    "write version: 1");
        }
    }

    private void profile(YamlNode item, List<Profile> profiles) {
        String path =
                item instanceof YamlNode.Mapping mapping
                                && mapping.entries().get("id") instanceof YamlNode.Scalar id
                        ? id.text()
                        : "profiles[" + ids.size() + "]";
        int before = findings.size();
        if (!ids.add(path)) {
            findings.add(
                    new Finding(
                            file,
                            item.line(),
                            path,
                            "duplicate-name",
                            path,
                            "the file has two profiles called \"%s\"".formatted(path),
                            "give one of them another id"));
        }
        Optional<Profile> profile =
                YamlFields.of(file, path, item, findings)
                        .map(fields -> fields.only(KEYS))
                        .flatMap(this::profile);
        profile.filter(read -> findings.size() == before).ifPresent(profiles::add);
    }

    private Optional<Profile> profile(YamlFields fields) {
        Optional<String> id = fields.required("id");
        Optional<String> title = fields.required("title");
        Optional<Profile> like = like(fields);
        Map<Limit, Graded> limits = limits(fields, like.isPresent());
        Optional<Revisit> revisit = revisit(fields, limits, like);
        Set<Protocol> protocols = protocols(fields);
        Set<ReadRequest> requests = requests(fields, protocols);
        boolean perUnit = flag(fields, "perUnit");
        Slots slots = slots(fields, limits);
        Set<Transport> transports = transports(fields, like);
        List<Pattern> componentList = patterns(fields, "componentListOrderNumbers");
        List<MatchRule> match = matches(fields);
        List<String> notes = fields.texts("notes");
        String simulates = simulates(fields);
        if (id.isEmpty() || title.isEmpty() || revisit.isEmpty() || !complete(limits, like)) {
            return Optional.empty();
        }
        return Optional.of(
                new Profile(
                        id.get(),
                        title.get(),
                        kind,
                        protocols,
                        new Gap(duration(limits, Limit.GAP, like)),
                        new Timeout(duration(limits, Limit.CONNECT_TIMEOUT, like)),
                        new Timeout(duration(limits, Limit.REQUEST_TIMEOUT, like)),
                        new Timeout(duration(limits, Limit.CLOSE_TIMEOUT, like)),
                        new VisitBudget(
                                (int) number(limits, Limit.REQUESTS, like, 0),
                                perUnit,
                                (int) number(limits, Limit.READS_PER_SLOT, like, 0)),
                        slots,
                        revisit.get(),
                        transports,
                        requests,
                        componentList,
                        match,
                        evidence(limits, like),
                        notes,
                        simulates));
    }

    private Optional<Profile> like(YamlFields fields) {
        Optional<String> id = fields.text("like");
        Optional<Profile> profile = id.flatMap(known);
        if (id.isPresent() && profile.isEmpty()) {
            fields.complain(
                    "like",
                    "unknown-profile",
                    id.get(),
                    "there is no profile \"%s\" before this one".formatted(id.get()),
                    "name one that is read earlier, for example unknown");
        }
        return profile;
    }

    private Map<Limit, Graded> limits(YamlFields fields, boolean alias) {
        Map<Limit, Graded> limits = new EnumMap<>(Limit.class);
        Optional<YamlFields> section =
                fields.fields("limits").map(keys -> keys.only(Set.copyOf(Limit.ids())));
        if (section.isEmpty()) {
            if (!alias) {
                fields.complain(
                        "limits",
                        "missing-key",
                        "",
                        "the profile has no limits",
                        "write limits, or like: unknown");
            }
            return limits;
        }
        var reader = new LimitReader(file, findings);
        for (Limit limit : Limit.values()) {
            reader.read(section.get(), limit).ifPresent(graded -> limits.put(limit, graded));
            if (!OPTIONAL.contains(limit) && !section.get().has(limit.id()) && !alias) {
                section.get()
                        .complain(
                                limit.id(),
                                "missing-key",
                                "",
                                "the limit %s is missing".formatted(limit.id()),
                                "write it with value, unit, grade, source and date");
            }
        }
        return limits;
    }

    private static boolean complete(Map<Limit, Graded> limits, Optional<Profile> like) {
        return like.isPresent()
                || Arrays.stream(Limit.values())
                        .filter(limit -> !OPTIONAL.contains(limit))
                        .allMatch(limits::containsKey);
    }

    private static Duration duration(
            Map<Limit, Graded> limits, Limit limit, Optional<Profile> like) {
        return Duration.ofMillis(number(limits, limit, like, limit.max()));
    }

    private static long number(
            Map<Limit, Graded> limits, Limit limit, Optional<Profile> like, long otherwise) {
        @Nullable Graded graded = limits.get(limit);
        return graded != null ? graded.value() : like.flatMap(limit::of).orElse(otherwise);
    }

    private Slots slots(YamlFields fields, Map<Limit, Graded> limits) {
        Optional<Slots.Eviction> eviction = choice(fields, "eviction", Slots.Eviction.values());
        @Nullable Graded max = limits.get(Limit.SLOTS);
        if (max == null) {
            return new Slots(1, false, 0, eviction.orElse(Slots.Eviction.REFUSES));
        }
        long reserved = number(limits, Limit.RESERVED, Optional.empty(), 0);
        if (reserved > max.value()) {
            fields.complain(
                    "limits",
                    "out-of-range",
                    Long.toString(reserved),
                    "%d of %d connections cannot be reserved".formatted(reserved, max.value()),
                    "reserve fewer");
            reserved = max.value();
        }
        return new Slots(
                (int) max.value(), true, (int) reserved, eviction.orElse(Slots.Eviction.REFUSES));
    }

    private Optional<Revisit> revisit(
            YamlFields fields, Map<Limit, Graded> limits, Optional<Profile> like) {
        String word = fields.text("revisit").orElse(like.isPresent() ? "like" : "every");
        @Nullable Graded interval = limits.get(Limit.REVISIT);
        return switch (word) {
            case "manual" -> Optional.of(new Revisit.Manual());
            case "never" -> Optional.of(new Revisit.Never());
            case "like" -> like.map(Profile::revisit);
            case "every" -> {
                if (interval == null) {
                    fields.complain(
                            "revisit",
                            "missing-key",
                            "every",
                            "revisit: every needs limits.revisit",
                            "write limits.revisit, or revisit: manual");
                    yield Optional.empty();
                }
                yield Optional.of(new Revisit.Every(Duration.ofMillis(interval.value())));
            }
            default -> {
                fields.complain(
                        "revisit",
                        "not-a-choice",
                        word,
                        "\"%s\" says nothing about visits".formatted(word),
                        "write every, manual or never");
                yield Optional.empty();
            }
        };
    }

    private Set<Protocol> protocols(YamlFields fields) {
        Set<Protocol> protocols = new HashSet<>();
        requireEntry(fields, "protocols", "write at least one, for example [modbus]");
        for (String id : fields.texts("protocols")) {
            Optional<Protocol> protocol = Protocol.byId(id);
            protocol.ifPresent(protocols::add);
            if (protocol.isEmpty()) {
                List<String> ids = Arrays.stream(Protocol.values()).map(Protocol::id).toList();
                fields.complain(
                        "protocols",
                        "not-a-choice",
                        id,
                        "there is no protocol \"%s\"".formatted(id),
                        "write one of " + String.join(", ", ids));
            }
        }
        return protocols;
    }

    private Set<ReadRequest> requests(YamlFields fields, Set<Protocol> protocols) {
        Set<ReadRequest> requests = new HashSet<>();
        for (String id : fields.texts("requests")) {
            Optional<ReadRequest> request = ReadRequest.byId(id);
            if (request.isEmpty() || !protocols.contains(request.get().protocol())) {
                List<String> ids = Arrays.stream(ReadRequest.all()).map(ReadRequest::id).toList();
                fields.complain(
                        "requests",
                        "not-a-choice",
                        id,
                        "\"%s\" is no read of the profile's protocols".formatted(id),
                        YamlFields.nearest(id, ids)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("the reads are " + String.join(", ", ids)));
            }
            request.ifPresent(requests::add);
        }
        return requests;
    }

    private Set<Transport> transports(YamlFields fields, Optional<Profile> like) {
        if (!fields.has("transports") && like.isPresent()) {
            return like.get().transports();
        }
        Set<Transport> transports = new HashSet<>();
        requireEntry(fields, "transports", "write [tcp], [udp] or both");
        for (String text : fields.texts("transports")) {
            Optional<Transport> transport = named(text, Transport.values());
            transport.ifPresent(transports::add);
            if (transport.isEmpty()) {
                fields.complain(
                        "transports",
                        "not-a-choice",
                        text,
                        "there is no transport \"%s\"".formatted(text),
                        "write tcp or udp");
            }
        }
        return transports;
    }

    private static void requireEntry(YamlFields fields, String key, String wayOut) {
        if (!fields.has(key)) {
            fields.complain(key, "missing-key", "", "the key " + key + " is missing", wayOut);
        } else if (fields.isEmptyList(key)) {
            fields.complain(key, "missing-value", "", "the list " + key + " is empty", wayOut);
        }
    }

    static List<Pattern> patterns(YamlFields fields, String key) {
        return fields.texts(key).stream()
                .flatMap(text -> pattern(fields, key, text).stream())
                .toList();
    }

    static Optional<Pattern> pattern(YamlFields fields, String key, String text) {
        try {
            return Optional.of(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            fields.complain(
                    key,
                    "pattern-syntax",
                    text,
                    "\"%s\" is no regular expression: %s".formatted(text, e.getDescription()),
                    "correct it; it has to match the whole value");
            return Optional.empty();
        }
    }

    private List<MatchRule> matches(YamlFields fields) {
        List<MatchRule> rules = new ArrayList<>();
        for (YamlNode item : fields.items("match")) {
            YamlFields.of(file, fields.path() + ".match", item, findings)
                    .map(rule -> rule.only(MATCH_KEYS))
                    .ifPresent(rule ->
                            rules.add(
                                    new MatchRule(
                                            part(rule, "manufacturer"),
                                            part(rule, "orderNumber"),
                                            part(rule, "model"),
                                            part(rule, "firmware"))));
        }
        return rules;
    }

    private static Pattern part(YamlFields rule, String key) {
        return rule.text(key)
                .flatMap(text -> pattern(rule, key, text))
                .orElseGet(() -> Pattern.compile(".*"));
    }

    private static List<Evidence> evidence(Map<Limit, Graded> limits, Optional<Profile> like) {
        List<Evidence> evidence =
                new ArrayList<>(limits.values().stream().map(Graded::evidence).toList());
        like.ifPresent(other ->
                other.evidence().stream()
                        .filter(theirs ->
                                limits.keySet().stream()
                                        .noneMatch(l -> l.id().equals(theirs.limit())))
                        .forEach(evidence::add));
        return evidence;
    }

    private String simulates(YamlFields fields) {
        Optional<String> id = fields.text("simulates");
        if (kind == Kind.SIMULATED && id.flatMap(known).isEmpty()) {
            fields.complain(
                    "simulates",
                    "unknown-profile",
                    id.orElse(""),
                    "a simulated profile names the shipped one that it stands for",
                    "write simulates: with the id of a shipped profile");
        }
        if (kind == Kind.BUILT_IN && id.isPresent()) {
            fields.complain(
                    "simulates",
                    "unknown-key",
                    id.get(),
                    "only simulated profiles simulate",
                    "remove it");
        }
        return id.orElse("");
    }

    private static boolean flag(YamlFields fields, String key) {
        Optional<String> text = fields.text(key);
        if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
            fields.complain(
                    key, "wrong-type", text.get(), "true or false is expected", "write one");
        }
        return text.map("true"::equals).orElse(false);
    }

    private static <E extends Enum<E>> Optional<E> choice(
            YamlFields fields, String key, E[] values) {
        Optional<String> text = fields.text(key);
        Optional<E> choice = text.flatMap(word -> named(word, values));
        if (text.isPresent() && choice.isEmpty()) {
            List<String> words =
                    Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
            fields.complain(
                    key,
                    "not-a-choice",
                    text.get(),
                    "there is no %s \"%s\"".formatted(key, text.get()),
                    "write one of " + String.join(", ", words));
        }
        return choice;
    }

    private static <E extends Enum<E>> Optional<E> named(String word, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
