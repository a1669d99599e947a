package io.walkdown.scanner.export;

import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import io.walkdown.scanner.asset.Identity;
import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.NetBoxApi.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the device of a NetBox site that an asset is: by our own id, by an id that the asset bore
/// while less was known of it, or by its serial number. What could be several, or may be another's,
/// is refused, and so is what was replaced: a device of ours that stood where the asset stands,
/// with another serial number, unless it is to be taken. A device is given to one asset alone. Not
/// thread-safe.
final class DeviceSearch {
    private final NetBoxApi api;
    private final KnownDevices known;

    private final boolean takesReplacements;

    /// How many assets of the inventory bear an id.
    private final Map<String, Long> bearers;

    /// How many may have borne it before.
    private final Map<String, Long> weaker;

    private final Set<Long> given = new HashSet<>();

    /// @param takesReplacements whether a device that was replaced becomes the asset that stands in
    ///   its place
    DeviceSearch(
            NetBoxApi api, KnownDevices known, Inventory inventory, boolean takesReplacements) {
        this.api = api;
        this.known = known;
        this.takesReplacements = takesReplacements;
        this.bearers = counted(inventory.assets().stream().map(Inventory.Item::id));
        this.weaker =
                counted(inventory.assets().stream().flatMap(item -> item.weakerIds().stream()));
    }

    private static Map<String, Long> counted(Stream<String> ids) {
        return ids.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
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
        Optional<JsonNode> same = byWeakerId(item);
        if (same.isEmpty()) {
            same = bySerial(item);
        }
        if (same.isEmpty()) {
            same = inItsPlace(item);
        }
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
        String ids =
                Stream.concat(Stream.of(item.id()), weakerIds(item))
                        .map(id -> "cf_%s=%s".formatted(NetBox.ASSET_ID, id))
                        .collect(Collectors.joining("&"));
        List<JsonNode> elsewhere =
                api.all("/api/dcim/devices/?" + ids).stream()
                        .filter(device -> !known.has(device))
                        .toList();
        if (!elsewhere.isEmpty()) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "NetBox has it at another site, %s"
                            .formatted(
                                    PlainText.of(elsewhere.getFirst().at("/site/slug").asText())));
        }
    }

    /// One that another asset bears, or may have borne too, says nothing.
    private Stream<String> weakerIds(Inventory.Item item) {
        return item.weakerIds().stream()
                .filter(id -> !bearers.containsKey(id))
                .filter(id -> weaker.getOrDefault(id, 0L) == 1);
    }

    private Optional<JsonNode> byWeakerId(Inventory.Item item) throws Refused {
        List<JsonNode> found = weakerIds(item).flatMap(id -> known.byAssetId(id).stream()).toList();
        Optional<JsonNode> same = one(found, "weaker ids");
        return same.isPresent() && hasAnotherSerial(item, same.get())
                ? replaced(item, same.get())
                : same;
    }

    private static boolean hasAnotherSerial(Inventory.Item item, JsonNode device) {
        Optional<String> serial = item.asset().identity().serialNumber();
        String there = device.path("serial").asText("");
        return serial.isPresent()
                && Identity.identifies(there)
                && !PlainText.told(there.strip())
                        .equalsIgnoreCase(item.value(SERIAL_NUMBER).orElse("").strip());
    }

    /// A device of ours that stood where the asset stands, and is none that the baseline still has.
    private Optional<JsonNode> inItsPlace(Inventory.Item item) throws Refused {
        List<JsonNode> gone =
                known.at(item.asset().place()).stream()
                        .filter(device -> !bearers.containsKey(KnownDevices.assetId(device)))
                        .toList();
        Optional<JsonNode> device = one(gone, "place");
        if (device.isPresent() && !hasAnotherSerial(item, device.get())) {
            throw new Refused(
                    Outcome.AMBIGUOUS,
                    "NetBox's device %s stood in its place, and nothing tells whether it is the same"
                            .formatted(named(device.get())));
        }
        return device.isPresent() ? replaced(item, device.get()) : device;
    }

    private Optional<JsonNode> replaced(Inventory.Item item, JsonNode device) throws Refused {
        if (takesReplacements) {
            return Optional.of(device);
        }
        throw new Refused(
                Outcome.REPLACED,
                "in place of NetBox's device %s with the serial number %s; --take-replacements makes"
                                .formatted(
                                        named(device),
                                        PlainText.of(device.path("serial").asText("")))
                        + " that one this asset, with the serial number "
                        + item.value(SERIAL_NUMBER).orElse(""));
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
