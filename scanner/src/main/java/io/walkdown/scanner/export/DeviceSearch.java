package io.walkdown.scanner.export;

import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.NetBoxApi.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the device of a NetBox site that an asset is: by our own id, else by its serial number.
/// What could be several, or may be another's, is refused. A device is given to one asset alone.
/// Not thread-safe.
final class DeviceSearch {
    private final NetBoxApi api;
    private final KnownDevices known;

    /// How many assets of the inventory bear an id.
    private final Map<String, Long> bearers;

    private final Set<Long> given = new HashSet<>();

    DeviceSearch(NetBoxApi api, KnownDevices known, Inventory inventory) {
        this.api = api;
        this.known = known;
        this.bearers =
                inventory.assets().stream()
                        .collect(Collectors.groupingBy(Inventory.Item::id, Collectors.counting()));
    }

    /// The device that it is; empty where NetBox has none.
    Optional<JsonNode> of(Inventory.Item item) throws Refused {
        requireOne(item);
        Optional<JsonNode> device = found(item);
        if (device.isPresent() && !given.add(device.get().path("id").asLong())) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "another asset of the baseline is NetBox's device %s already"
                            .formatted(named(device.get())));
        }
        return device;
    }

    /// Two assets that nothing tells apart would be brought to one device, in turns.
    private void requireOne(Inventory.Item item) throws Refused {
        if (bearers.getOrDefault(item.id(), 0L) > 1) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "several assets of the baseline bear its maker, product and serial number");
        }
    }

    private Optional<JsonNode> found(Inventory.Item item) throws Refused {
        Optional<JsonNode> own = one(known.byAssetId(item.id()), "id");
        if (own.isPresent()) {
            return own;
        }
        requireNotElsewhere(item);
        Optional<JsonNode> same = bySerial(item);
        if (same.isEmpty() && known.hasName(item.asset().name())) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "another device of the site bears its name; give that one its serial number, or"
                            + " another name");
        }
        return same;
    }

    private static Optional<JsonNode> one(List<JsonNode> found, String what) throws Refused {
        if (found.size() > 1) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "%d devices of the site bear its %s".formatted(found.size(), what));
        }
        return found.stream().findFirst();
    }

    private void requireNotElsewhere(Inventory.Item item) throws Refused {
        List<JsonNode> elsewhere =
                api.all(
                        "/api/dcim/devices/?cf_%s=%s&limit=2"
                                .formatted(NetBox.ASSET_ID, item.id()));
        if (!elsewhere.isEmpty()) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "NetBox has it at another site, %s"
                            .formatted(
                                    PlainText.of(elsewhere.getFirst().at("/site/slug").asText())));
        }
    }

    /// A serial number says who a device is together with its maker alone, and what makers leave in
    /// place of one says nothing.
    private Optional<JsonNode> bySerial(Inventory.Item item) throws Refused {
        if (item.asset().identity().strength() != IdentityStrength.SERIAL_NUMBER) {
            return Optional.empty();
        }
        Optional<JsonNode> same =
                one(
                        item.value(SERIAL_NUMBER).map(known::bySerial).orElse(List.of()),
                        "serial number");
        if (same.isPresent()) {
            requireNotAnothers(item, same.get());
        }
        return same;
    }

    private static void requireNotAnothers(Inventory.Item item, JsonNode device) throws Refused {
        String id = KnownDevices.assetId(device);
        if (!id.isEmpty()) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "the device with its serial number, %s, is another of our assets, %s"
                            .formatted(named(device), PlainText.of(id)));
        }
        Optional<String> maker = item.value(MANUFACTURER);
        if (maker.isPresent() && !isOf(device, maker.get())) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "the device with its serial number, %s, is of another manufacturer, %s"
                            .formatted(
                                    named(device),
                                    PlainText.of(
                                            device.at("/device_type/manufacturer/name")
                                                    .asText("unknown"))));
        }
    }

    private static boolean isOf(JsonNode device, String maker) {
        JsonNode manufacturer = device.at("/device_type/manufacturer");
        return manufacturer.path("name").asText("").strip().equalsIgnoreCase(maker.strip())
                || manufacturer.path("slug").asText("").equals(NetBoxApi.slug(maker));
    }

    private static String named(JsonNode device) {
        return "'%s' (%d)"
                .formatted(
                        PlainText.of(device.path("name").asText("")), device.path("id").asLong());
    }
}
