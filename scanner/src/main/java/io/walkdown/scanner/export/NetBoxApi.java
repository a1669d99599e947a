package io.walkdown.scanner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.scanner.export.Web.Call;
import io.walkdown.scanner.export.Web.Reply;
import java.io.IOException;
import java.io.Serial;
import java.net.URLEncoder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// NetBox's REST API, as far as it is needed: lists, objects that must be there, objects that are
/// made, and changes of single fields.
final class NetBoxApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 1000;
    private static final int TRIES = 2;

    /// Objects in a row that the token may not write, after which it may write none.
    private static final int MOST_FORBIDDEN = 3;

    private final Web web;
    private final String scheme;
    private final boolean dryRun;

    /// The id of what a dry run has made last; they are negative.
    private long lastNotYet;

    private int forbidden;
    private boolean mayWrite;

    /// What was found or made in this export: many devices share a type.
    private final Map<String, Long> ensured = new HashMap<>();

    /// What was asked for was not done, for that asset.
    static final class Refused extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        private final Delivery.Outcome outcome;

        Refused(String why) {
            this(Delivery.Outcome.FAILED, why);
        }

        Refused(Delivery.Outcome outcome, String why) {
            super(why);
            this.outcome = outcome;
        }

        Delivery.Outcome outcome() {
            return outcome;
        }
    }

    NetBoxApi(Web web, Secret token, boolean dryRun) {
        this.web = web;
        // tokens of version 2 begin with nbt_ (NetBox 4.5)
        this.scheme = token.reveal().startsWith("nbt_") ? "Bearer" : "Token";
        this.dryRun = dryRun;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String query(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /// Lower-case letters, digits and dashes, at most a hundred.
    static String slug(String text) {
        String slug =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String name = slug.isEmpty() ? "x-" + Inventory.hash(text) : slug;
        return name.length() <= 100 ? name : name.substring(0, 83) + "-" + Inventory.hash(text);
    }

    /// NetBox 4, or nothing is done.
    void requireVersion() {
        JsonNode status = json(status());
        String version = status.path("netbox-version").asText("");
        if (!version.startsWith("4.")) {
            throw new ExportException(
                    "%s is no NetBox that Walkdown knows: its version is '%s'"
                            .formatted("the system", PlainText.of(version)),
                    "use NetBox 4");
        }
    }

    private Reply.Answer status() {
        try {
            return read("/api/status/");
        } catch (Refused e) {
            throw new ExportException(
                    String.valueOf(e.getMessage()),
                    "see that the address is NetBox's own, without /api");
        }
    }

    /// The id of an object that people have made.
    long required(String list, String slug, String what) {
        List<JsonNode> found = required(list + "?slug=" + query(slug));
        if (found.size() != 1) {
            throw new ExportException(
                    "NetBox has no %s with the slug '%s'".formatted(what, slug),
                    "make it in NetBox, or name another");
        }
        return found.getFirst().path("id").asLong();
    }

    /// Every object of a list, without which nothing can begin.
    List<JsonNode> required(String list) {
        try {
            return all(list);
        } catch (Refused e) {
            throw new ExportException(
                    String.valueOf(e.getMessage()),
                    "see NetBox's log, and that the address is NetBox's own, without /api");
        }
    }

    /// Every object of a list, page by page.
    List<JsonNode> all(String list) throws Refused {
        List<JsonNode> all = new ArrayList<>();
        String limited = list.contains("limit=") ? list : with(list, "limit=" + PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer =
                    json(read(page == 0 ? limited : with(limited, "offset=" + all.size())));
            JsonNode results = answer.path("results");
            if (!results.isArray()) {
                throw malformed(list);
            }
            for (JsonNode each : results) {
                if (!each.path("id").canConvertToLong()) {
                    throw malformed(list);
                }
                all.add(each);
            }
            if (answer.path("next").isNull()
                    || answer.path("next").isMissingNode()
                    || results.isEmpty()) {
                return all;
            }
        }
        throw malformed(list);
    }

    private static String with(String path, String parameter) {
        return path + (path.contains("?") ? "&" : "?") + parameter;
    }

    private static Refused malformed(String path) {
        return new Refused("NetBox's answer to %s is none that can be read".formatted(path));
    }

    /// @throws Refused if NetBox answers, and not with what was asked for
    private Reply.Answer read(String path) throws Refused {
        return switch (web.send(scheme, Call.get(path))) {
            case Reply.Answer answer -> {
                if (answer.status() == 401 || answer.status() == 403) {
                    throw refusesTheToken(answer);
                }
                if (!answer.ok()) {
                    throw new Refused(
                            "NetBox answered %d to %s: %s"
                                    .formatted(answer.status(), path, web.quoted(answer.body())));
                }
                yield answer;
            }
            case Reply.Lost(String why) -> throw unreachable(why);
            case Reply.NotSent(String why) -> throw unreachable(why);
        };
    }

    private ExportException refusesTheToken(Reply.Answer answer) {
        return new ExportException(
                "NetBox refuses the token: " + web.quoted(answer.body()),
                "see that the token is valid, and what it may read and write");
    }

    /// A 403 to something written speaks of that object alone, because NetBox's permissions may be
    /// for some; where nothing was written yet, or several in a row are refused, it speaks of the
    /// token.
    private void requireAllowed(String list, Reply.Answer answer) throws Refused {
        if (answer.status() == 401) {
            throw refusesTheToken(answer);
        }
        if (answer.status() == 403) {
            forbidden++;
            if (forbidden >= MOST_FORBIDDEN || (!mayWrite && isDevice(list))) {
                throw refusesTheToken(answer);
            }
            throw new Refused("the token may not write it: " + web.quoted(answer.body()));
        }
        if (answer.ok()) {
            forbidden = 0;
            mayWrite = mayWrite || isDevice(list);
        }
    }

    private static boolean isDevice(String path) {
        return path.startsWith("/api/dcim/devices/");
    }

    private static ExportException unreachable(String why) {
        return new ExportException(
                "NetBox cannot be asked: " + why, "nothing is lost: export again once it answers");
    }

    private JsonNode json(Reply.Answer answer) {
        try {
            JsonNode read = JSON.readTree(answer.body());
            return read == null ? JSON.missingNode() : read;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    /// Whether it is an id of something that a dry run did not make.
    static boolean isNotYet(long id) {
        return id < 0;
    }

    /// The id of the one object that fits a filter; made where none fits.
    ///
    /// @param filters what to look by, the surest first; an object that is made fits that one
    /// @param made takes the kind of object that was made, or in a dry run would be
    long ensure(String list, List<String> filters, ObjectNode wanted, List<String> made)
            throws Refused {
        String key = list + filters.getFirst();
        Long known = ensured.get(key);
        if (known != null) {
            return known;
        }
        long id = looked(list, filters, wanted, made);
        ensured.put(key, id);
        return id;
    }

    private long looked(String list, List<String> filters, ObjectNode wanted, List<String> made)
            throws Refused {
        boolean hangsOnNothing =
                wanted.properties().stream()
                        .noneMatch(each ->
                                each.getValue().isNumber() && isNotYet(each.getValue().asLong()));
        for (String filter : hangsOnNothing ? filters : List.<String>of()) {
            List<JsonNode> found = all(list + "?" + filter);
            if (found.size() > 1) {
                throw new Refused(
                        Delivery.Outcome.AMBIGUOUS,
                        "NetBox has %d that fit %s?%s".formatted(found.size(), list, filter));
            }
            if (!found.isEmpty()) {
                return found.getFirst().path("id").asLong();
            }
        }
        long id = create(list, list + "?" + filters.getFirst(), wanted);
        made.add(list.substring("/api/dcim/".length(), list.length() - 1));
        return id;
    }

    /// Makes an object. Where the answer is lost, it is looked for before it is made again.
    ///
    /// @param same the list in which it stands once it is made
    long create(String list, String same, ObjectNode wanted) throws Refused {
        if (dryRun) {
            return --lastNotYet;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            switch (web.send(scheme, write("POST", list, wanted, Optional.empty()))) {
                case Reply.Answer answer -> {
                    requireAllowed(list, answer);
                    JsonNode made = json(answer);
                    if (answer.ok() && made.path("id").canConvertToLong()) {
                        return made.path("id").asLong();
                    }
                    if (!answer.ok() && answer.status() < 500) {
                        throw new Refused(
                                "NetBox answered %d: %s"
                                        .formatted(answer.status(), web.quoted(answer.body())));
                    }
                }
                case Reply.NotSent(String why) -> throw unreachable(why);
                case Reply.Lost _ -> {
                    // looked for below
                }
            }
            List<JsonNode> found = all(same);
            if (found.size() == 1) {
                return found.getFirst().path("id").asLong();
            }
        }
        throw new Refused(
                "NetBox gave no whole answer to a POST to " + list + ", and has not made it");
    }

    /// Writes the fields that differ, if nobody else has changed the object meanwhile.
    ///
    /// @param seen the object as a list showed it
    /// @return the names of those fields
    List<String> change(String path, JsonNode seen, ObjectNode wanted) throws Refused {
        if (differing(seen, wanted).isEmpty()) {
            return List.of();
        }
        if (dryRun) {
            return names(differing(seen, wanted));
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Reply.Answer now = read(path);
            if (!isSame(json(now), seen)) {
                throw malformed(path);
            }
            ObjectNode changes = differing(json(now), wanted);
            if (changes.isEmpty()) {
                return attempt == 0 ? List.of() : names(differing(seen, wanted));
            }
            Reply reply = web.send(scheme, write("PATCH", path, changes, now.header("ETag")));
            if (reply instanceof Reply.Answer answer) {
                requireAllowed(path, answer);
                if (answer.ok() && isSame(json(answer), seen)) {
                    return names(changes);
                }
                if (!answer.ok() && answer.status() != 412 && answer.status() < 500) {
                    throw new Refused(
                            "NetBox answered %d: %s"
                                    .formatted(answer.status(), web.quoted(answer.body())));
                }
            } else if (reply instanceof Reply.NotSent(String why)) {
                throw unreachable(why);
            }
            // what was answered without the object may have been written: it is looked at again
        }
        if (differing(json(read(path)), wanted).isEmpty()) {
            return names(differing(seen, wanted));
        }
        throw new Refused("somebody else changes it just now, or NetBox gives no whole answer");
    }

    private static boolean isSame(JsonNode answer, JsonNode seen) {
        return answer.path("id").canConvertToLong()
                && answer.path("id").asLong() == seen.path("id").asLong();
    }

    private static List<String> names(ObjectNode changes) {
        List<String> names = new ArrayList<>();
        changes.properties()
                .forEach(each -> {
                    if (each.getValue().isObject()) {
                        each.getValue().fieldNames().forEachRemaining(names::add);
                    } else {
                        names.add(each.getKey());
                    }
                });
        return names;
    }

    /// A reference stands in an answer as an object, in a request as its id.
    private static ObjectNode differing(JsonNode there, ObjectNode wanted) {
        ObjectNode changes = object();
        for (Map.Entry<String, JsonNode> each : wanted.properties()) {
            JsonNode is = there.path(each.getKey());
            JsonNode should = each.getValue();
            if (each.getKey().equals("custom_fields")) {
                ObjectNode custom = differing(is, (ObjectNode) should);
                if (!custom.isEmpty()) {
                    changes.set(each.getKey(), custom);
                }
            } else if (should.isNumber()
                    ? is.path("id").asLong(is.asLong(Long.MIN_VALUE)) != should.asLong()
                    : !is.asText("").equals(should.asText())) {
                changes.set(each.getKey(), should);
            }
        }
        return changes;
    }

    private static Call write(String method, String path, JsonNode body, Optional<String> etag) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        etag.ifPresent(tag -> headers.put("If-Match", tag));
        return new Call(method, path, headers, Optional.of(body.toString().getBytes(UTF_8)));
    }
}
