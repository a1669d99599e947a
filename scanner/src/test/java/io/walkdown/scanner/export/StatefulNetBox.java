package io.walkdown.scanner.export;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A NetBox that keeps what it is told: lists with filters and pages, objects that are made and
/// changed, ETags. What it is asked next may be answered by a trouble.
final class StatefulNetBox implements AutoCloseable, ResponseDefinitionTransformerV2 {
    static final String TOKEN = "nbt_k3y.0f5a-secret";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final WireMockServer server;

    private final Map<String, Map<Long, ObjectNode>> lists = new TreeMap<>();
    private final Map<Long, Integer> versions = new TreeMap<>();
    private final List<String> writes = new ArrayList<>();
    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private long lastId;

    /// What happens to the next request that fits.
    ///
    /// @param method for example `POST`
    /// @param list for example `dcim/devices`, or `dcim/devices/*` for one of them alone
    /// @param takesEffect whether NetBox does what it was told, and the answer alone is lost
    /// @param answer what comes back
    record Trouble(
            String method, String list, boolean takesEffect, ResponseDefinitionBuilder answer) {
        static Trouble of(String method, String list, int status, String body) {
            return new Trouble(
                    method,
                    list,
                    false,
                    ResponseDefinitionBuilder.responseDefinition()
                            .withStatus(status)
                            .withBody(body));
        }

        static Trouble fault(String method, String list, boolean takesEffect, Fault fault) {
            return new Trouble(
                    method,
                    list,
                    takesEffect,
                    ResponseDefinitionBuilder.responseDefinition().withFault(fault));
        }
    }

    StatefulNetBox() {
        server =
                new WireMockServer(
                        options().dynamicPort().bindAddress("127.0.0.1").extensions(this));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(WireMock.ok()));
        add("dcim/sites", "{\"slug\":\"plant-7\",\"name\":\"Plant 7\"}");
        add("dcim/sites", "{\"slug\":\"plant-8\",\"name\":\"Plant 8\"}");
        add("dcim/device-roles", "{\"slug\":\"plc\",\"name\":\"PLC\"}");
    }

    @Override
    public String getName() {
        return "netbox";
    }

    synchronized long add(String list, String json) {
        try {
            return made(list, (ObjectNode) JSON.readTree(json)).path("id").asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    synchronized void next(Trouble trouble) {
        troubles.add(trouble);
    }

    synchronized void noMoreTroubles() {
        troubles.clear();
    }

    /// What was written since the last question, for example `POST dcim/devices`.
    synchronized List<String> writes() {
        List<String> all = List.copyOf(writes);
        writes.clear();
        return all;
    }

    synchronized List<ObjectNode> all(String list) {
        return List.copyOf(of(list).values());
    }

    synchronized ObjectNode device(String name) {
        return all("dcim/devices").stream()
                .filter(device -> device.path("name").asText().equals(name))
                .reduce((_, _) -> {
                    throw new AssertionError("there are two devices " + name);
                })
                .orElseThrow();
    }

    /// Somebody else removes it.
    synchronized void remove(String list, long id) {
        of(list).remove(id);
    }

    /// Somebody else changes a device.
    synchronized void changed(String name, String field, String value) {
        ObjectNode device = device(name);
        device.put(field, value);
        versions.merge(device.path("id").asLong(), 1, Integer::sum);
    }

    @Override
    public synchronized ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        URI uri = URI.create(request.getAbsoluteUrl());
        String[] path = uri.getPath().substring("/api/".length()).split("/", -1);
        String method = request.getMethod().getName();
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            return answer(403, "{\"detail\":\"Invalid token\"}").build();
        }
        String list = path[0] + "/" + path[1];
        if (!method.equals("GET")) {
            writes.add(method + " " + list);
        }
        Trouble trouble = troubles.peek();
        String one = path.length > 2 && !path[2].isEmpty() ? list + "/*" : list;
        boolean hit =
                trouble != null
                        && trouble.method().equals(method)
                        && List.of(list, one).contains(trouble.list());
        if (hit && !trouble.takesEffect()) {
            return troubles.remove().answer().build();
        }
        ResponseDefinitionBuilder done = done(method, list, path, uri, request);
        return hit ? troubles.remove().answer().build() : done.build();
    }

    private ResponseDefinitionBuilder done(
            String method, String list, String[] path, URI uri, Request request) {
        if (path[0].equals("status")) {
            return answer(200, "{\"netbox-version\":\"4.6.8\"}");
        }
        return switch (method) {
            case "GET" -> path[2].isEmpty() ? listed(list, query(uri)) : shown(list, id(path));
            case "POST" -> {
                ObjectNode body = body(request);
                Optional<String> wrong = wrong(list, body);
                yield wrong.isPresent()
                        ? answer(400, wrong.get())
                        : answer(201, made(list, body).toString());
            }
            case "PATCH" -> patched(list, id(path), request);
            default -> throw new AssertionError("it never " + method + "s");
        };
    }

    private static long id(String[] path) {
        return Long.parseLong(path[2]);
    }

    private Map<Long, ObjectNode> of(String list) {
        return lists.computeIfAbsent(list, _ -> new TreeMap<>());
    }

    private ObjectNode object(String list, long id) {
        return Optional.ofNullable(of(list).get(id)).orElseThrow();
    }

    private ObjectNode made(String list, ObjectNode body) {
        long id = ++lastId;
        ObjectNode object = JSON.createObjectNode();
        object.put("id", id);
        merge(object, body);
        of(list).put(id, object);
        versions.put(id, 1);
        return object;
    }

    /// References come as ids and stand as objects; custom fields are merged.
    private void merge(ObjectNode object, ObjectNode body) {
        for (Map.Entry<String, JsonNode> each : body.properties()) {
            String target = REFERENCES.get(each.getKey());
            if (target != null && each.getValue().isNumber()) {
                object.set(each.getKey(), object(target, each.getValue().asLong()).deepCopy());
            } else if (each.getKey().equals("custom_fields")) {
                object.withObject("/custom_fields").setAll((ObjectNode) each.getValue());
            } else {
                object.set(each.getKey(), each.getValue());
            }
        }
    }

    private static final Map<String, String> REFERENCES =
            Map.of(
                    "site", "dcim/sites",
                    "role", "dcim/device-roles",
                    "manufacturer", "dcim/manufacturers",
                    "device_type", "dcim/device-types",
                    "module_type", "dcim/module-types",
                    "device", "dcim/devices",
                    "module_bay", "dcim/module-bays");

    /// NetBox's own constraints, as far as they matter here.
    private Optional<String> wrong(String list, ObjectNode body) {
        boolean twice =
                switch (list) {
                    case "dcim/devices" -> taken(list, body, "name", "site");
                    case "dcim/device-types", "dcim/module-types" ->
                            taken(list, body, "model", "manufacturer");
                    case "dcim/manufacturers" -> taken(list, body, "slug", "slug");
                    case "dcim/module-bays" -> taken(list, body, "name", "device");
                    default -> false;
                };
        return twice ? Optional.of("{\"__all__\":[\"must be unique\"]}") : Optional.empty();
    }

    private boolean taken(String list, ObjectNode body, String field, String within) {
        return of(list).values().stream()
                .anyMatch(each ->
                        each.path(field).asText().equals(body.path(field).asText())
                                && (each.path(within).isObject()
                                        ? each.path(within).path("id").asLong()
                                                == body.path(within).asLong()
                                        : each.path(within).equals(body.path(within))));
    }

    private ResponseDefinitionBuilder patched(String list, long id, Request request) {
        String given = request.getHeader("If-Match");
        if (given != null && !given.equals(etag(id))) {
            return answer(412, "{\"detail\":\"changed meanwhile\"}");
        }
        merge(object(list, id), body(request));
        versions.merge(id, 1, Integer::sum);
        return shown(list, id);
    }

    private ResponseDefinitionBuilder shown(String list, long id) {
        return answer(200, object(list, id).toString()).withHeader("ETag", etag(id));
    }

    private String etag(long id) {
        return "W/\"%d-%d\"".formatted(id, versions.get(id));
    }

    private ResponseDefinitionBuilder listed(String list, Map<String, List<String>> query) {
        List<ObjectNode> found =
                of(list).values().stream().filter(each -> fits(each, query)).toList();
        int offset = Integer.parseInt(query.getOrDefault("offset", List.of("0")).getFirst());
        int limit = Integer.parseInt(query.getOrDefault("limit", List.of("50")).getFirst());
        List<ObjectNode> page = found.stream().skip(offset).limit(limit).toList();
        ObjectNode answer = JSON.createObjectNode();
        answer.put("count", found.size());
        if (offset + page.size() < found.size()) {
            answer.put("next", "http://elsewhere.invalid/api/" + list + "/?offset=further");
        } else {
            answer.putNull("next");
        }
        ArrayNode results = answer.putArray("results");
        page.forEach(results::add);
        return answer(200, answer.toString());
    }

    private static boolean fits(ObjectNode object, Map<String, List<String>> query) {
        return query.entrySet().stream()
                .filter(each -> !each.getKey().equals("limit") && !each.getKey().equals("offset"))
                .allMatch(each -> each.getValue().contains(value(object, each.getKey())));
    }

    private static String value(ObjectNode object, String filter) {
        Function<String, String> at = pointer -> object.at(pointer).asText();
        if (filter.startsWith("cf_")) {
            return at.apply("/custom_fields/" + filter.substring(3));
        }
        return switch (filter) {
            case "site_id", "device_id", "module_bay_id", "manufacturer_id" ->
                    at.apply("/" + filter.substring(0, filter.length() - 3) + "/id");
            case "manufacturer" -> at.apply("/manufacturer/slug");
            default -> at.apply("/" + filter);
        };
    }

    private static Map<String, List<String>> query(URI uri) {
        var query = new LinkedHashMap<String, List<String>>();
        String raw = uri.getRawQuery();
        for (String each : (raw == null ? "" : raw).split("&", -1)) {
            if (!each.isEmpty()) {
                String[] pair = each.split("=", 2);
                query.computeIfAbsent(pair[0], _ -> new ArrayList<>())
                        .add(URLDecoder.decode(pair[1], UTF_8));
            }
        }
        return query;
    }

    private static ObjectNode body(Request request) {
        try {
            return (ObjectNode) JSON.readTree(request.getBodyAsString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ResponseDefinitionBuilder answer(int status, String body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    @Override
    public void close() {
        server.stop();
    }
}
