package io.walkdown.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A plant as its file describes it: checked, and not running.
///
/// Immutable. `docs/plant-file.md` describes the format key by key.
public final class PlantFile {

    private final Head head;
    private final List<DeviceSpec> devices;
    private final Map<String, ObjectNode> sources;

    PlantFile(Head head, List<DeviceSpec> devices, Map<String, ObjectNode> sources) {
        this.head = head;
        this.devices = List.copyOf(devices);
        this.sources = Map.copyOf(sources);
    }

    /// Reads a plant file.
    ///
    /// @throws PlantException when it cannot be read or is wrong; the message names the file and
    ///   the key
    public static PlantFile read(Path file) {
        try {
            return PlantReader.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new PlantException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads a plant from YAML text.
    ///
    /// @throws PlantException when it is wrong; the message names the key
    public static PlantFile parse(String yaml) {
        return PlantReader.parse("plant", yaml);
    }

    /// The demonstration plant: about a dozen devices of many makes on 127.20.0.x.
    public static PlantFile demo() {
        String name = "demo-plant.yaml";
        try (InputStream in = PlantFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new PlantException("the resource " + name + " is missing");
            }
            return PlantReader.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new PlantException("the resource " + name + " cannot be read", e);
        }
    }

    /// The plant's name, which is also the site's.
    public String name() {
        return head.name();
    }

    /// The names of all devices, those of a crowd included, in the file's order.
    public List<String> deviceNames() {
        return devices.stream().map(DeviceSpec::name).toList();
    }

    /// How many changes the file holds for [SimulatedPlant#applyChanges()].
    public int changeCount() {
        return head.changes().size();
    }

    Head head() {
        return head;
    }

    List<DeviceSpec> devices() {
        return devices;
    }

    /// The device as `change` makes it.
    DeviceSpec changed(Change change) {
        ObjectNode source = sources.get(change.device());
        if (source == null) {
            throw new PlantException("changes: there is no device \"" + change.device() + "\"");
        }
        return PlantReader.changed(source, change);
    }

    /// Everything in a plant file but its devices.
    ///
    /// @param version the format's version: 1
    /// @param name the site's name
    /// @param scope the site's scope, default 127.0.0.0/8
    /// @param exclude addresses outside the scope; a device that listens on one counts any contact
    ///   as a breach (S11)
    /// @param limits the site's limits
    /// @param groups shared-fate groups
    /// @param changes what [SimulatedPlant#applyChanges()] does
    record Head(
            int version,
            String name,
            List<String> scope,
            List<String> exclude,
            Limits limits,
            Map<String, Group> groups,
            List<Change> changes,
            @Nullable Crowd crowd) {

        @JsonCreator
        Head(
                int version,
                @Nullable String name,
                @Nullable List<String> scope,
                @Nullable List<String> exclude,
                @Nullable Limits limits,
                @Nullable Map<String, Group> groups,
                @Nullable List<Change> changes,
                @Nullable Crowd crowd) {
            this.version = Spec.inRange("version", version, 1, 1);
            this.name = Spec.required("name", name);
            this.scope = scope == null ? List.of("127.0.0.0/8") : List.copyOf(scope);
            this.exclude = exclude == null ? List.of() : List.copyOf(exclude);
            this.limits = limits == null ? new Limits(2, 5, 25) : limits;
            this.groups = groups == null ? Map.of() : new LinkedHashMap<>(groups);
            this.changes = changes == null ? List.of() : List.copyOf(changes);
            this.crowd = crowd;
        }
    }

    /// The site's limits (S6).
    ///
    /// @param concurrentVisits the most scan connections at one time, default 2
    /// @param framesPerSecond the most frames a second, default 5
    /// @param toleranceMs by how much a frame may seem early against `framesPerSecond`, in
    ///   milliseconds, default 25: arrival times are taken by threads that must first be woken
    record Limits(int concurrentVisits, double framesPerSecond, int toleranceMs) {

        Limits {
            Spec.inRange("concurrentVisits", concurrentVisits, 1, 100_000);
            Spec.inRange("framesPerSecond", framesPerSecond, 0.01, 100_000);
            Spec.inRange("toleranceMs", toleranceMs, 0, 10_000);
        }

        @JsonCreator
        Limits(
                @JsonProperty("concurrentVisits") @Nullable Integer concurrentVisits,
                @JsonProperty("framesPerSecond") @Nullable Double framesPerSecond,
                @JsonProperty("toleranceMs") @Nullable Integer toleranceMs) {
            this(
                    concurrentVisits == null ? 2 : concurrentVisits,
                    framesPerSecond == null ? 5 : framesPerSecond,
                    toleranceMs == null ? 25 : toleranceMs);
        }
    }

    /// A shared-fate group.
    ///
    /// @param kind goes into the site file
    /// @param concurrentVisits the most scan connections at one time, default 1
    /// @param busTimePercent the most bus time in percent, default 0: not judged
    record Group(@Nullable String kind, int concurrentVisits, double busTimePercent) {

        Group {
            Spec.inRange("concurrentVisits", concurrentVisits, 1, 100_000);
            Spec.inRange("busTimePercent", busTimePercent, 0, 100.0);
        }

        @JsonCreator
        Group(
                @JsonProperty("kind") @Nullable String kind,
                @JsonProperty("concurrentVisits") @Nullable Integer concurrentVisits,
                @JsonProperty("busTimePercent") @Nullable Double busTimePercent) {
            this(
                    kind,
                    concurrentVisits == null ? 1 : concurrentVisits,
                    busTimePercent == null ? 0 : busTimePercent);
        }
    }

    /// A change of the plant between two scans.
    ///
    /// @param device the device
    /// @param set keys of the device with their new values; maps are merged
    record Change(String device, JsonNode set) {

        @JsonCreator
        Change(@Nullable String device, @Nullable JsonNode set) {
            this.device = Spec.required("device", device);
            this.set = Spec.required("set", set);
        }
    }

    /// Many devices of one kind.
    ///
    /// @param count how many, 1-100000
    /// @param from the first one's address; each next device has the next address
    /// @param template a device without name and address: `{n}` in any text is the device's number,
    ///   five digits, from 00001
    record Crowd(String name, int count, String from, JsonNode template) {

        @JsonCreator
        Crowd(
                @Nullable String name,
                int count,
                @Nullable String from,
                @Nullable JsonNode template) {
            this.name = name == null ? "device-{n}" : name;
            this.count = Spec.inRange("count", count, 1, 100_000);
            this.from = Spec.loopback("from", Spec.required("from", from));
            this.template = Spec.required("template", template);
        }
    }
}
