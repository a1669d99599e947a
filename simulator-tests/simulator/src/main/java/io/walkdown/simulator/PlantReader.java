package io.walkdown.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.walkdown.simulator.PlantFile.Change;
import io.walkdown.simulator.PlantFile.Crowd;
import io.walkdown.simulator.PlantFile.Head;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns YAML into a [PlantFile]; every error names the file and the key.
final class PlantReader {

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    private static final JsonMapper TREE =
            JsonMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private PlantReader() {}

    static PlantFile parse(String file, String yaml) {
        ObjectNode root = root(file, yaml);
        JsonNode listed = root.remove("devices");
        Head head = convert(file, root, Head.class);
        List<ObjectNode> sources = new ArrayList<>();
        if (listed instanceof ArrayNode array) {
            array.forEach(node -> sources.add(object(file + ": devices", node)));
        }
        if (head.crowd() != null) {
            sources.addAll(crowd(file, head.crowd()));
        }
        return assemble(file, head, sources);
    }

    private static PlantFile assemble(String file, Head head, List<ObjectNode> sources) {
        List<DeviceSpec> devices = new ArrayList<>();
        Map<String, ObjectNode> byName = new HashMap<>();
        Set<String> places = new HashSet<>();
        for (ObjectNode source : sources) {
            String where = file + ": device " + source.path("name").asText("?");
            DeviceSpec device = convert(where, source, DeviceSpec.class);
            if (!places.add(place(device))) {
                throw new PlantException(where + ": another device listens at " + place(device));
            }
            if (byName.put(device.name(), source) != null) {
                throw new PlantException(where + ": the name is used twice");
            }
            for (String group : device.groups()) {
                if (!head.groups().containsKey(group)) {
                    throw new PlantException(where + ": there is no group \"" + group + "\"");
                }
            }
            devices.add(device);
        }
        PlantFile plant = new PlantFile(head, devices, byName);
        head.changes().forEach(plant::changed);
        return plant;
    }

    private static String place(DeviceSpec device) {
        int port = device.port() == 0 ? device.protocol().standardPort() : device.port();
        return device.address() + ":" + port;
    }

    /// The device that `source` becomes by `change`.
    static DeviceSpec changed(ObjectNode source, Change change) {
        ObjectNode merged = source.deepCopy();
        merge(merged, object("changes: set", change.set()));
        DeviceSpec before = convert("device " + change.device(), source, DeviceSpec.class);
        DeviceSpec after = convert("changes: " + change.device(), merged, DeviceSpec.class);
        if (!before.name().equals(after.name())
                || !before.address().equals(after.address())
                || before.port() != after.port()
                || before.protocol() != after.protocol()) {
            throw new PlantException(
                    "changes: name, address, port and protocol of " + change.device() + " stay");
        }
        return after;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties()
                .forEach(entry -> {
                    JsonNode old = into.get(entry.getKey());
                    if (old instanceof ObjectNode before
                            && entry.getValue() instanceof ObjectNode after) {
                        merge(before, after);
                    } else {
                        into.set(entry.getKey(), entry.getValue());
                    }
                });
    }

    private static List<ObjectNode> crowd(String file, Crowd crowd) {
        int first = ByteBuffer.wrap(InetAddress.ofLiteral(crowd.from()).getAddress()).getInt();
        ObjectNode template = object(file + ": crowd.template", crowd.template());
        List<ObjectNode> devices = new ArrayList<>();
        for (int i = 0; i < crowd.count(); i++) {
            String number = "%05d".formatted(i + 1);
            ObjectNode device = (ObjectNode) numbered(template, number);
            device.put("name", crowd.name().replace("{n}", number));
            device.put("address", address(first + i));
            devices.add(device);
        }
        return devices;
    }

    private static String address(int value) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(value).array())
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new PlantException("not four bytes", e);
        }
    }

    private static JsonNode numbered(JsonNode node, String number) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties()
                        .forEach(e -> copy.set(e.getKey(), numbered(e.getValue(), number)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(numbered(element, number)));
                yield copy;
            }
            case TextNode text -> TextNode.valueOf(text.textValue().replace("{n}", number));
            default -> node;
        };
    }

    private static ObjectNode root(String file, String yaml) {
        try {
            return object(file, YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            throw new PlantException(file + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode object(String where, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new PlantException(where + ": is not a map of keys and values");
    }

    private static <T> T convert(String where, JsonNode node, Class<T> type) {
        try {
            return TREE.treeToValue(node, type);
        } catch (UnrecognizedPropertyException e) {
            throw new PlantException(
                    "%s: unknown key \"%s\" in %s; known are %s"
                            .formatted(
                                    where, e.getPropertyName(), path(e), e.getKnownPropertyIds()),
                    e);
        } catch (JsonMappingException e) {
            throw new PlantException(where + ": " + path(e) + ": " + reason(e), e);
        } catch (JsonProcessingException e) {
            throw new PlantException(where + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String reason(JsonMappingException e) {
        if (e.getCause() instanceof PlantException cause && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return e.getOriginalMessage();
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            path.append(path.isEmpty() ? "" : ".");
            path.append(
                    step.getFieldName() == null
                            ? "[" + step.getIndex() + "]"
                            : step.getFieldName());
        }
        return path.isEmpty() ? "the file" : path.toString();
    }
}
