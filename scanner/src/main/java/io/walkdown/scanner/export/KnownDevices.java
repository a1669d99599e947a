package io.walkdown.scanner.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.scanner.baseline.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The devices that NetBox has at one site, read once.
final class KnownDevices {
    private final Map<String, List<JsonNode>> byAssetId = new HashMap<>();
    private final Map<String, List<JsonNode>> bySerial = new HashMap<>();
    private final Map<String, List<JsonNode>> byAddress = new HashMap<>();
    private final Set<Long> all = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private KnownDevices() {}

    static KnownDevices of(List<JsonNode> devices) {
        var known = new KnownDevices();
        for (JsonNode device : devices) {
            known.all.add(device.path("id").asLong());
            add(known.byAssetId, assetId(device), device);
            add(known.bySerial, folded(device.path("serial").asText("")), device);
            if (!assetId(device).isEmpty()) {
                add(known.byAddress, custom(device, NetBox.ADDRESS), device);
            }
            known.names.add(folded(device.path("name").asText("")));
        }
        return known;
    }

    /// Our id of a device; empty where it bears none.
    static String assetId(JsonNode device) {
        return custom(device, NetBox.ASSET_ID);
    }

    private static String custom(JsonNode device, String field) {
        JsonNode value = device.at("/custom_fields/" + field);
        return value.isNull() ? "" : value.asText("");
    }

    private static void add(Map<String, List<JsonNode>> index, String key, JsonNode device) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, _ -> new ArrayList<>()).add(device);
        }
    }

    List<JsonNode> byAssetId(String id) {
        return byAssetId.getOrDefault(id, List.of());
    }

    List<JsonNode> bySerial(String serial) {
        return serial.isBlank() ? List.of() : bySerial.getOrDefault(folded(serial), List.of());
    }

    /// The devices of ours that were last seen in that place.
    List<JsonNode> at(Place place) {
        return byAddress.getOrDefault(PlainText.of(place.toString()), List.of());
    }

    boolean has(JsonNode device) {
        return all.contains(device.path("id").asLong());
    }

    boolean hasName(String name) {
        return names.contains(folded(name));
    }

    /// As we would write it: what people wrote may lack the apostrophe that we put before a
    /// formula.
    private static String folded(String text) {
        return PlainText.told(text.strip()).toLowerCase(Locale.ROOT);
    }
}
