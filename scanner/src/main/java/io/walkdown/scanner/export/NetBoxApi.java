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
    /// The id of what a dry run would have made.
    static final long NOT_YET = -1;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 1000;
    private static final int TRIES = 2;

    private final Web web;
    private final String scheme;
    private final boolean dryRun;

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
        JsonNode status = json(read("/api/status/"));
        String version = status.path("netbox-version").asText("");
        if (!version.startsWith("4.")) {
            throw new ExportException(
                    "%s is no NetBox that Walkdown knows: its version is '%s'"
                            .formatted("the system", PlainText.of(version)),
                    "use NetBox 4");
        }
    }

    /// The id of an object that people have made.
    long required(String list, String slug, String what) {
        List<JsonNode> found = all(list + "?slug=" + query(slug));
        if (found.size() != 1) {
            throw new ExportException(
                    "NetBox has no %s with the slug '%s'".formatted(what, slug),
                    "make it in NetBox, or name another");
        }
        return found.getFirst().path("id").asLong();
    }

    /// Every object of a list, page by page.
    List<JsonNode> all(String list) {
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

    private static ExportException malformed(String path) {
        return new ExportException(
                "NetBox's answer to %s is none that can be read".formatted(path),
                "see that the address is NetBox's own, without /api");
    }

    private Reply.Answer read(String path) {
        return switch (web.send(scheme, Call.get(path))) {
            case Reply.Answer answer -> {
                requireAllowed(answer);
                if (!answer.ok()) {
                    throw new ExportException(
                            "NetBox answered %d to %s: %s"
                                    .formatted(answer.status(), path, web.quoted(answer.body())),
                            "see NetBox's log");
                }
                yield answer;
            }
            case Reply.Lost(String why) -> throw unreachable(why);
            case Reply.NotSent(String why) -> throw unreachable(why);
        };
    }

    private void requireAllowed(Reply.Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new ExportException(
                    "NetBox refuses the token: " + web.quoted(answer.body()),
                    "see that the token is valid, and what it may read and write");
        }
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

    /// The id of the one object that fits the filter; made where there is none.
    ///
    /// @param made takes the kind of object that was made
    long ensure(String list, String filter, ObjectNode wanted, List<String> made) throws Refused {
        if (wanted.properties().stream().anyMatch(each -> each.getValue().asLong(0) == NOT_YET)) {
            return NOT_YET; // it hangs on what a dry run did not make
        }
        Long known = ensured.get(list + filter);
        if (known != null) {
            return known;
        }
        long id = looked(list, filter, wanted, made);
        ensured.put(list + filter, id);
        return id;
    }

    private long looked(String list, String filter, ObjectNode wanted, List<String> made)
            throws Refused {
        List<JsonNode> found = all(list + "?" + filter);
        if (found.size() > 1) {
            throw new Refused(
                    Delivery.Outcome.AMBIGUOUS,
                    "NetBox has %d that fit %s?%s".formatted(found.size(), list, filter));
        }
        if (!found.isEmpty()) {
            return found.getFirst().path("id").asLong();
        }
        made.add(list.substring("/api/dcim/".length(), list.length() - 1));
        return create(list, list + "?" + filter, wanted);
    }

    /// Makes an object. Where the answer is lost, it is looked for before it is made again.
    ///
    /// @param same the list in which it stands once it is made
    long create(String list, String same, ObjectNode wanted) throws Refused {
        if (dryRun) {
            return NOT_YET;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            switch (web.send(scheme, write("POST", list, wanted, Optional.empty()))) {
                case Reply.Answer answer -> {
                    requireAllowed(answer);
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
                case Reply.NotSent(String why) -> throw new Refused(why);
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
            if (!json(now).path("id").canConvertToLong()) {
                throw malformed(path);
            }
            ObjectNode changes = differing(json(now), wanted);
            if (changes.isEmpty()) {
                return attempt == 0 ? List.of() : names(differing(seen, wanted));
            }
            Reply reply = web.send(scheme, write("PATCH", path, changes, now.header("ETag")));
            if (reply instanceof Reply.Answer answer) {
                requireAllowed(answer);
                if (answer.ok()) {
                    return names(changes);
                }
                if (answer.status() != 412 && answer.status() < 500) {
                    throw new Refused(
                            "NetBox answered %d: %s"
                                    .formatted(answer.status(), web.quoted(answer.body())));
                }
            } else if (reply instanceof Reply.NotSent(String why)) {
                throw new Refused(why);
            }
        }
        if (differing(json(read(path)), wanted).isEmpty()) {
            return names(differing(seen, wanted));
        }
        throw new Refused("somebody else changes it just now, or NetBox gives no whole answer");
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
                    ? is.path("id").asLong(is.asLong(NOT_YET - 1)) != should.asLong()
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
