package io.walkdown.scanner.export;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// As much of NetBox 4 as exports use: lists with filters and pages, objects that are made and
/// changed, ETags. References are kept as ids and shown as objects, as NetBox does.
final class FakeNetBox implements AutoCloseable {
    static final String TOKEN = "nbt_AbC.0123456789";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> REFERENCES =
            Map.of(
                    "site", "/api/dcim/sites/",
                    "role", "/api/dcim/device-roles/",
                    "device_type", "/api/dcim/device-types/",
                    "module_type", "/api/dcim/module-types/",
                    "manufacturer", "/api/dcim/manufacturers/",
                    "device", "/api/dcim/devices/",
                    "module_bay", "/api/dcim/module-bays/");

    /// What a test lets go wrong.
    record Trouble(int status, Optional<Fault> fault, boolean takesEffect, String body) {
        static Trouble status(int status, String body) {
            return new Trouble(status, Optional.empty(), false, body);
        }

        static Trouble fault(Fault fault, boolean takesEffect) {
            return new Trouble(0, Optional.of(fault), takesEffect, "");
        }
    }

    private final Map<String, List<ObjectNode>> lists = new LinkedHashMap<>();
    private final List<String> writes = new ArrayList<>();
    private final Map<Long, Integer> versions = new LinkedHashMap<>();
    private final WireMockServer server;
    private BiFunction<String, String, Optional<Trouble>> trouble = (_, _) -> Optional.empty();
    private Consumer<ObjectNode> beforePatch = _ -> {};
    private String version = "4.6.8";
    private long lastId = 100;

    FakeNetBox() {
        server =
                new WireMockServer(
                        options()
                                .dynamicPort()
                                .bindAddress("127.0.0.1")
                                .extensions(
                                        new ResponseDefinitionTransformerV2() {
                                            @Override
                                            public ResponseDefinition transform(ServeEvent event) {
                                                return answer(event.getRequest());
                                            }

                                            @Override
                                            public String getName() {
                                                return "netbox";
                                            }
                                        }));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        add("/api/dcim/sites/", Map.of("slug", "plant-7", "name", "Plant 7"));
        add("/api/dcim/device-roles/", Map.of("slug", "plc", "name", "PLC"));
    }

    URI url() {
        return URI.create(server.baseUrl());
    }

    /// Method and path of every request that wrote, in order.
    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    synchronized void forgetWrites() {
        writes.clear();
    }

    int requests() {
        return server.getAllServeEvents().size();
    }

    synchronized List<ObjectNode> list(String kind) {
        return List.copyOf(lists.getOrDefault("/api/" + kind + "/", List.of()));
    }

    void isVersion(String other) {
        version = other;
    }

    /// @param when takes method and path
    void goesWrong(BiFunction<String, String, Optional<Trouble>> when) {
        trouble = when;
    }

    /// The first so many requests that fit go wrong.
    void goesWrong(int times, String method, String path, Trouble how) {
        int[] left = {times};
        goesWrong((m, p) ->
                m.equals(method) && p.startsWith(path) && left[0]-- > 0
                        ? Optional.of(how)
                        : Optional.empty());
    }

    void beforePatch(Consumer<ObjectNode> change) {
        beforePatch = change;
    }

    synchronized ObjectNode add(String list, Map<String, ?> values) {
        ObjectNode object = JSON.valueToTree(values);
        return add(list, object);
    }

    private ObjectNode add(String list, ObjectNode object) {
        object.put("id", ++lastId);
        lists.computeIfAbsent(list, _ -> new ArrayList<>()).add(object);
        return object;
    }

    private synchronized ResponseDefinition answer(Request request) {
        String method = request.getMethod().value();
        String url = request.getUrl();
        String path = url.split("\\?", 2)[0];
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            return text(403, "{\"detail\":\"Invalid token\"}");
        }
        Optional<Trouble> wrong = trouble.apply(method, path);
        if (wrong.isPresent() && !wrong.get().takesEffect()) {
            return told(wrong.get());
        }
        try {
            ResponseDefinition answer =
                    answer(method, url, path, request.getBodyAsString(), request);
            return wrong.map(FakeNetBox::told).orElse(answer);
        } catch (JsonProcessingException e) {
            return text(400, "{\"detail\":\"JSON parse error\"}");
        }
    }

    private static ResponseDefinition told(Trouble trouble) {
        return trouble.fault()
                .map(fault -> aResponse().withFault(fault).build())
                .orElseGet(() -> text(trouble.status(), trouble.body()));
    }

    private ResponseDefinition answer(
            String method, String url, String path, String body, Request request)
            throws JsonProcessingException {
        if (path.equals("/api/status/")) {
            return text(200, "{\"netbox-version\":\"%s\"}".formatted(version));
        }
        if (method.equals("GET") && path.matches(".*/[0-9]+/")) {
            return detail(object(path));
        }
        if (method.equals("GET")) {
            return page(path, url);
        }
        writes.add(method + " " + path);
        ObjectNode given = (ObjectNode) JSON.readTree(body);
        if (method.equals("POST")) {
            ObjectNode made = given.deepCopy();
            made.remove("replicate_components");
            return text(201, shown(add(path, made)).toString());
        }
        ObjectNode object = object(path);
        beforePatch.accept(object);
        beforePatch = _ -> {};
        if (!etag(object).equals(request.getHeader("If-Match"))) {
            return text(412, "{\"detail\":\"changed meanwhile\"}");
        }
        given.properties()
                .forEach(each -> {
                    if (each.getKey().equals("custom_fields")) {
                        object.withObjectProperty("custom_fields")
                                .setAll((ObjectNode) each.getValue());
                    } else {
                        object.set(each.getKey(), each.getValue());
                    }
                });
        touched(object);
        return text(200, shown(object).toString());
    }

    void touched(ObjectNode object) {
        versions.merge(object.path("id").asLong(), 1, Integer::sum);
    }

    private String etag(ObjectNode object) {
        return "W/\"%d-%d\""
                .formatted(
                        object.path("id").asLong(),
                        versions.getOrDefault(object.path("id").asLong(), 0));
    }

    private ObjectNode object(String path) {
        String list = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
        long id = Long.parseLong(path.substring(list.length(), path.length() - 1));
        return byId(list, id);
    }

    private ObjectNode byId(String list, long id) {
        return lists.getOrDefault(list, List.of()).stream()
                .filter(each -> each.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    private ResponseDefinition detail(ObjectNode object) {
        return aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withHeader("ETag", etag(object))
                .withBody(shown(object).toString())
                .build();
    }

    private ResponseDefinition page(String path, String url) {
        Map<String, List<String>> query = query(url);
        int limit = Integer.parseInt(query.getOrDefault("limit", List.of("50")).getFirst());
        int offset = Integer.parseInt(query.getOrDefault("offset", List.of("0")).getFirst());
        List<ObjectNode> all =
                lists.getOrDefault(path, List.of()).stream()
                        .filter(each -> fits(each, query))
                        .toList();
        ObjectNode answer = JSON.createObjectNode();
        answer.put("count", all.size());
        answer.put("next", offset + limit < all.size() ? "http://netbox.invalid/next" : null);
        ArrayNode results = answer.putArray("results");
        all.stream().skip(offset).limit(limit).forEach(each -> results.add(shown(each)));
        return text(200, answer.toString());
    }

    private static Map<String, List<String>> query(String url) {
        var query = new LinkedHashMap<String, List<String>>();
        int at = url.indexOf('?');
        for (String part : at < 0 ? new String[0] : url.substring(at + 1).split("&", -1)) {
            String[] both = part.split("=", 2);
            query.computeIfAbsent(both[0], _ -> new ArrayList<>())
                    .add(URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private boolean fits(ObjectNode object, Map<String, List<String>> query) {
        return query.entrySet().stream()
                .filter(each -> !List.of("limit", "offset").contains(each.getKey()))
                .allMatch(each -> each.getValue().contains(value(object, each.getKey())));
    }

    private String value(ObjectNode object, String filter) {
        if (filter.startsWith("cf_")) {
            return object.at("/custom_fields/" + filter.substring(3)).asText();
        }
        if (filter.endsWith("_id")) {
            return object.path(filter.substring(0, filter.length() - 3)).asText();
        }
        if (filter.equals("manufacturer")) {
            return byId("/api/dcim/manufacturers/", object.path("manufacturer").asLong())
                    .path("slug")
                    .asText();
        }
        return object.path(filter).asText();
    }

    /// References as NetBox shows them: with what is worth telling of them, and a type with its
    /// maker.
    private ObjectNode shown(ObjectNode object) {
        ObjectNode shown = object.deepCopy();
        REFERENCES.forEach((name, list) -> {
            if (shown.path(name).isNumber()) {
                long id = shown.path(name).asLong();
                ObjectNode there = shown(byId(list, id));
                ObjectNode reference = shown.putObject(name);
                reference.put("id", id);
                for (String told : List.of("slug", "name", "model", "manufacturer")) {
                    if (there.has(told)) {
                        reference.set(told, there.get(told));
                    }
                }
            }
        });
        return shown;
    }

    private static ResponseDefinition text(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body)
                .build();
    }

    @Override
    public void close() {
        server.stop();
    }
}
