package io.walkdown.scanner.site;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Turns the document into a [Site], or reports why not.
final class SiteReader {
    static final Set<String> KEYS =
            Set.of(
                    "version",
                    "site",
                    "timeZone",
                    "scope",
                    "exclude",
                    "limits",
                    "windows",
                    "schedule",
                    "baseline",
                    "runs",
                    "overlays",
                    "knownBad",
                    "knownBadKeys",
                    "approval",
                    "groups",
                    "devices");
    private static final Set<String> GROUP_KEYS =
            Set.of("kind", "concurrentVisits", "framesPerSecond", "busTimePercent");

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Path file;
    private final Complaints complaints;
    private final KnownProfiles profiles;
    private final Instant now;

    SiteReader(Path file, Complaints complaints, KnownProfiles profiles, Instant now) {
        this.file = file;
        this.complaints = complaints;
        this.profiles = profiles;
        this.now = now;
    }

    /// The site, or empty where so much is wrong that none can be made. Whether it may be used is
    /// for the complaints to say.
    Optional<Site> read(YamlNode root) {
        return Fields.of(new Value(root, "", complaints), KEYS).map(this::site);
    }

    private Site site(Fields fields) {
        fields.required("version", "write version: 1").ifPresent(value -> value.integer(1, 1));
        String name =
                fields.required("site", "write the site's name, for example site: plant-7")
                        .flatMap(SiteReader::name)
                        .orElse("");
        ZoneId zone = zone(fields);
        long errors = complaints.errors();
        Scope scope = scope(fields);
        boolean judged = complaints.errors() == errors;
        Windows windows = new WindowReader(complaints, zone).read(fields);
        Map<String, Group> groups = groups(fields);
        DeviceReader reader =
                new DeviceReader(
                        complaints,
                        profiles,
                        groups,
                        judged ? Optional.of(scope) : Optional.empty(),
                        new AcknowledgementReader(complaints, zone, now));
        List<Device> devices = devices(fields, reader);
        devices.stream()
                .flatMap(device -> device.groups().stream())
                .forEach(group -> groups.computeIfAbsent(group, Group::undeclared));
        return new Site(
                file,
                name,
                zone,
                scope,
                limits(fields),
                windows,
                fields.optional("schedule")
                        .flatMap(value -> value.parsed(Rule.SCHEDULE_SYNTAX, Schedule::parse)),
                path(fields, "baseline", "baseline.json"),
                path(fields, "runs", "runs"),
                paths(fields, "overlays"),
                new KnownBadFiles(paths(fields, "knownBad"), paths(fields, "knownBadKeys")),
                approvalKeys(fields),
                groups,
                devices);
    }

    private static Optional<String> name(Value value) {
        return value.text().flatMap(text -> value.parsed(Rule.NAME_SYNTAX, Names::parse));
    }

    private ZoneId zone(Fields fields) {
        Optional<Value> value = fields.optional("timeZone");
        boolean listed =
                fields.optional("windows").map(Value::node).orElse(null)
                        instanceof YamlNode.Sequence;
        if (value.isEmpty() && (listed || fields.has("schedule"))) {
            fields.required(
                    "timeZone",
                    "windows and schedule are in local time; write for example"
                            + " timeZone: Europe/Amsterdam");
        }
        return value.flatMap(given -> given.parsed(Rule.TIME_ZONE, SiteReader::zoneId)).orElse(UTC);
    }

    private static Parsed<ZoneId> zoneId(String id) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (known.contains(id)) {
            return new Parsed.Right<>(ZoneId.of(id));
        }
        String wayOut =
                Suggestion.nearest(id, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("write a region of the IANA time zone database, or UTC");
        return new Parsed.Wrong<>("\"" + id + "\" is not a time zone", wayOut);
    }

    private Scope scope(Fields fields) {
        String wayOut = "name the ranges that may be contacted, scope: [10.1.2.0/24]";
        Optional<Value> written = fields.required("scope", wayOut);
        List<Value> items = written.map(Value::items).orElse(List.of());
        if (items.isEmpty()) {
            written.filter(SiteReader::isList)
                    .ifPresent(value ->
                            value.error(
                                    Rule.MISSING_KEY,
                                    "scope is empty, so nothing may be contacted",
                                    wayOut));
        }
        return new Scope(ranges(items, true), ranges(fields.items("exclude"), false));
    }

    private static boolean isList(Value value) {
        return value.isNothing() || value.node() instanceof YamlNode.Sequence;
    }

    private List<Cidr> ranges(List<Value> items, boolean warnOfPublic) {
        List<Cidr> ranges = new ArrayList<>();
        for (Value item : items) {
            item.parsed(Rule.CIDR, Cidr::parse)
                    .ifPresent(range -> {
                        ranges.add(range);
                        if (warnOfPublic && !range.isSingle() && holdsPublic(range)) {
                            warnOfPublicRange(item, range);
                        }
                    });
        }
        return ranges;
    }

    /// Private ranges are aligned blocks, so a range holds public addresses exactly where its first
    /// or its last address is public.
    private static boolean holdsPublic(Cidr range) {
        return range.network().isPublic() || range.last().isPublic();
    }

    private void warnOfPublicRange(Value item, Cidr range) {
        complaints.warning(
                item.spot(),
                Rule.SCOPE_PUBLIC_RANGE,
                item.written(),
                "%s holds public addresses, which stay refused (S11)".formatted(range),
                "name public addresses one by one");
    }

    private Limits limits(Fields fields) {
        Optional<Fields> limits =
                fields.optional("limits")
                        .flatMap(value ->
                                Fields.of(value, Set.of("concurrentVisits", "framesPerSecond")));
        return limits.map(keys ->
                        new Limits(
                                visits(keys, Limits.DEFAULT.concurrentVisits()),
                                frames(keys).orElse(Limits.DEFAULT.framesPerSecond())))
                .orElse(Limits.DEFAULT);
    }

    private static int visits(Fields fields, int otherwise) {
        return fields.integer("concurrentVisits", 1, Limits.MOST_VISITS).orElse(otherwise);
    }

    private static OptionalDouble frames(Fields fields) {
        return decimal(fields, "framesPerSecond", Limits.LEAST_FRAMES, Limits.MOST_FRAMES);
    }

    private static OptionalDouble decimal(
            Fields fields, String key, BigDecimal min, BigDecimal max) {
        return fields.decimal(key, min, max)
                .map(number -> OptionalDouble.of(number.doubleValue()))
                .orElse(OptionalDouble.empty());
    }

    private Map<String, Group> groups(Fields fields) {
        Map<String, Group> groups = new LinkedHashMap<>();
        fields.optional("groups")
                .filter(value -> !value.isNothing())
                .flatMap(Value::mapping)
                .ifPresent(mapping -> mapping.entries().forEach(entry -> group(entry, groups)));
        return groups;
    }

    private void group(YamlNode.Entry entry, Map<String, Group> groups) {
        String path = YamlReader.child("groups", entry.key());
        Value name =
                new Value(new YamlNode.Scalar(entry.keyAt(), entry.key(), false), path, complaints);
        Optional<String> right = name.parsed(Rule.NAME_SYNTAX, Names::parse);
        Fields.of(new Value(entry.value(), path, complaints), GROUP_KEYS)
                .ifPresent(keys -> right.ifPresent(id -> groups.put(id, group(id, keys))));
    }

    private static Group group(String name, Fields keys) {
        Group.Kind kind =
                keys.optional("kind")
                        .flatMap(value ->
                                Choice.of(
                                        value, "kind of group", Group.Kind::byId, Group.Kind.ids()))
                        .orElse(Group.Kind.OTHER);
        OptionalDouble percent =
                decimal(keys, "busTimePercent", Group.LEAST_PERCENT, Group.MOST_PERCENT);
        int visits = visits(keys, 1);
        if (percent.isPresent() && visits > 1) {
            keys.optional("concurrentVisits")
                    .ifPresent(value ->
                            value.error(
                                    Rule.CONFLICTING_KEYS,
                                    "a line with busTimePercent carries one exchange at a time, so"
                                            + " a visit's worst case holds for one visit (S6)",
                                    "write concurrentVisits: 1, or leave out busTimePercent"));
            visits = 1;
        }
        return new Group(name, kind, visits, frames(keys), percent, true);
    }

    private List<Device> devices(Fields fields, DeviceReader reader) {
        Optional<Value> value =
                fields.required("devices", "list the devices, or write devices: []");
        List<Device> devices = new ArrayList<>();
        fields.items("devices").forEach(item -> reader.read(item).ifPresent(devices::add));
        reader.compare(devices);
        value.filter(SiteReader::isList)
                .filter(list -> list.items().isEmpty())
                .ifPresent(list ->
                        complaints.warning(
                                list.spot(),
                                Rule.NO_DEVICES,
                                "",
                                "no device is listed, so nothing will be asked",
                                "add a device"));
        return devices;
    }

    private Path path(Fields fields, String key, String otherwise) {
        return fields.optional(key)
                .flatMap(this::path)
                .orElseGet(() -> file.resolveSibling(otherwise));
    }

    private List<Path> paths(Fields fields, String key) {
        return fields.items(key).stream().flatMap(item -> path(item).stream()).toList();
    }

    private List<Path> approvalKeys(Fields fields) {
        String wayOut = "name public keys, approval: {keys: [operations.pub.pem]}";
        Optional<Value> keys =
                fields.optional("approval")
                        .flatMap(value -> Fields.of(value, Set.of("keys")))
                        .flatMap(approval -> approval.required("keys", wayOut));
        List<Value> items = keys.map(Value::items).orElse(List.of());
        if (items.isEmpty()) {
            keys.filter(SiteReader::isList)
                    .ifPresent(value ->
                            value.error(
                                    Rule.MISSING_KEY,
                                    "no key is named, so no plan could be approved (S5)",
                                    wayOut));
        }
        return items.stream().flatMap(item -> path(item).stream()).toList();
    }

    private Optional<Path> path(Value value) {
        return value.text()
                .flatMap(text -> {
                    try {
                        return Optional.of(file.resolveSibling(text));
                    } catch (InvalidPathException e) {
                        value.error(
                                Rule.PATH_SYNTAX,
                                "\"" + text + "\" is not a path",
                                "write a path, relative to this file");
                        return Optional.empty();
                    }
                });
    }
}
