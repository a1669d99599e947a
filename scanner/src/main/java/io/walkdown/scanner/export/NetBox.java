package io.walkdown.scanner.export;

import static io.walkdown.scanner.asset.NameplateField.FIRMWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.HARDWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.AcceptedModule;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.NetBoxApi.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NetBox 4: devices with their types and modules, and four custom fields for what NetBox has no
/// place for.
///
/// A device is found by [DeviceSearch]; what could be several, or may be another's, is left alone
/// and told. Of a device that is there only what is ours is written, and only where it differs:
/// type, serial number, our custom fields. Its name, role, status, place and everything else belong
/// to people once it is there. Sites are never made, nothing is ever deleted, and no text of a
/// device goes into a field that NetBox renders as Markdown.
public final class NetBox implements Sink {
    static final String ASSET_ID = "walkdown_asset_id";
    static final String FIRMWARE = "walkdown_firmware";
    static final String HARDWARE = "walkdown_hardware";
    static final String ADDRESS = "walkdown_address";

    private static final List<String> CUSTOM_FIELDS =
            List.of(ASSET_ID, FIRMWARE, HARDWARE, ADDRESS);
    private static final int MAX_NAME = 64;
    private static final int MAX_SERIAL = 50;

    private static final String TAG = "walkdown";

    private final NetBoxApi api;
    private final Options options;

    private final NetBoxTypes types;

    /// Why NetBox cannot be asked any more.
    private Optional<String> gone = Optional.empty();

    /// How it is exported.
    ///
    /// @param site the slug of the site in NetBox, which must exist
    /// @param role the slug of the role that new devices get, which must exist
    /// @param init whether to make the custom fields where they are missing
    /// @param takeReplacements whether a device that was replaced in the plant is replaced there
    ///   too
    /// @param dryRun whether to read only
    public record Options(
            String site, String role, boolean init, boolean takeReplacements, boolean dryRun) {}

    public NetBox(Web web, Secret token, Options options) {
        this.api = new NetBoxApi(web, token, options.dryRun());
        this.types = new NetBoxTypes(api);
        this.options = options;
    }

    @Override
    public Delivery deliver(Inventory inventory) {
        api.requireVersion();
        requireCustomFields();
        requireTag();
        long site = api.required("/api/dcim/sites/", options.site(), "site");
        long role = api.required("/api/dcim/device-roles/", options.role(), "device role");
        KnownDevices known = KnownDevices.of(api.required("/api/dcim/devices/?site_id=" + site));
        var search = new DeviceSearch(api, known, inventory, options.takeReplacements());
        List<Entry> entries = new ArrayList<>();
        for (Inventory.Item item : inventory.assets()) {
            entries.add(entry(item, site, role, search));
        }
        return new Delivery("netbox", options.dryRun(), entries, gone);
    }

    private void requireCustomFields() {
        List<String> there = new ArrayList<>();
        api.required("/api/extras/custom-fields/?name=" + String.join("&name=", CUSTOM_FIELDS))
                .forEach(field -> there.add(field.path("name").asText()));
        List<String> missing =
                CUSTOM_FIELDS.stream().filter(name -> !there.contains(name)).toList();
        if (!missing.isEmpty() && !options.init()) {
            throw new ExportException(
                    "NetBox has no custom field " + String.join(", ", missing),
                    "let them be made once with --init, by a token that may do so");
        }
        for (String name : missing) {
            ObjectNode field = NetBoxApi.object();
            field.put("name", name);
            field.put(
                    "label", "Walkdown: " + name.substring("walkdown_".length()).replace('_', ' '));
            field.put("type", "text");
            field.putArray("object_types").add("dcim.device").add("dcim.module");
            try {
                api.create(
                        "/api/extras/custom-fields/",
                        "/api/extras/custom-fields/?name=" + name,
                        field);
            } catch (Refused e) {
                throw new ExportException(
                        "cannot make the custom field %s: %s".formatted(name, e.getMessage()),
                        "use a token that may add custom fields, or make it by hand");
            }
        }
    }

    private void requireTag() {
        String same = "/api/extras/tags/?slug=" + TAG;
        if (!api.required(same).isEmpty()) {
            return;
        }
        if (!options.init()) {
            throw new ExportException(
                    "NetBox has no tag " + TAG,
                    "let it be made once with --init, by a token that may do so");
        }
        ObjectNode tag = NetBoxApi.object();
        tag.put("name", TAG);
        tag.put("slug", TAG);
        try {
            api.create("/api/extras/tags/", same, tag);
        } catch (Refused e) {
            throw new ExportException(
                    "cannot make the tag %s: %s".formatted(TAG, e.getMessage()),
                    "use a token that may add tags, or make it by hand");
        }
    }

    private Entry entry(Inventory.Item item, long site, long role, DeviceSearch search) {
        String name = item.asset().name();
        List<String> written = new ArrayList<>();
        if (gone.isPresent()) {
            return new Entry(name, Outcome.FAILED, written, "not tried: " + gone.get());
        }
        try {
            Optional<JsonNode> there = search.of(item);
            ObjectNode wanted = wanted(item, written);
            long device =
                    there.isPresent()
                            ? update(there.get(), wanted, written)
                            : create(item, wanted, site, role, written);
            Outcome outcome =
                    there.isEmpty()
                            ? Outcome.CREATED
                            : written.isEmpty() ? Outcome.UNCHANGED : Outcome.UPDATED;
            List<String> left = new ArrayList<>();
            boolean whole = modules(device, item.asset().modules(), written, left);
            if (outcome == Outcome.UNCHANGED && !written.isEmpty()) {
                outcome = Outcome.UPDATED;
            }
            return new Entry(
                    name, whole ? outcome : Outcome.FAILED, written, String.join("; ", left));
        } catch (Refused e) {
            return new Entry(name, e.outcome(), written, String.valueOf(e.getMessage()));
        } catch (ExportException e) {
            gone = Optional.of(String.valueOf(e.getMessage()));
            return new Entry(name, Outcome.FAILED, written, String.valueOf(e.getMessage()));
        }
    }

    /// What NetBox should say of it, as far as that is ours.
    private ObjectNode wanted(Inventory.Item item, List<String> written) throws Refused {
        ObjectNode wanted = NetBoxApi.object();
        wanted.put("device_type", types.of("device", item.asset().observed(), written));
        if (item.value(SERIAL_NUMBER).isPresent()) {
            wanted.put(
                    "serial",
                    NetBoxTypes.fitting(
                            item.value(SERIAL_NUMBER).get(), MAX_SERIAL, "serial number"));
        }
        ObjectNode custom = wanted.putObject("custom_fields");
        custom.put(ASSET_ID, item.id());
        revisions(item.asset().observed(), custom);
        custom.put(ADDRESS, PlainText.of(item.asset().place().toString()));
        return wanted;
    }

    private static void revisions(Facts facts, ObjectNode custom) {
        facts.value(FIRMWARE_REVISION)
                .ifPresent(value -> custom.put(FIRMWARE, PlainText.told(value)));
        facts.value(HARDWARE_REVISION)
                .ifPresent(value -> custom.put(HARDWARE, PlainText.told(value)));
    }

    private long create(
            Inventory.Item item, ObjectNode wanted, long site, long role, List<String> written)
            throws Refused {
        AcceptedAsset asset = item.asset();
        wanted.put("name", NetBoxTypes.fitting(PlainText.told(asset.name()), MAX_NAME, "name"));
        wanted.put("site", site);
        wanted.put("role", role);
        wanted.put("status", "active");
        wanted.putArray("tags").addObject().put("slug", TAG);
        long id =
                api.create(
                        "/api/dcim/devices/",
                        "/api/dcim/devices/?cf_%s=%s&limit=2".formatted(ASSET_ID, item.id()),
                        wanted);
        written.add("device");
        return id;
    }

    private long update(JsonNode device, ObjectNode wanted, List<String> written) throws Refused {
        long id = device.path("id").asLong();
        written.addAll(api.change("/api/dcim/devices/%d/".formatted(id), device, wanted));
        return id;
    }

    /// Brings the modules; one that cannot be brought keeps no other back.
    ///
    /// @param left takes what was left out, with the reason
    /// @return whether all are there that NetBox can hold
    private boolean modules(
            long device, List<AcceptedModule> modules, List<String> written, List<String> left) {
        boolean whole = true;
        for (AcceptedModule module : modules) {
            String place = module.place().toString();
            if (module.facts().value(MANUFACTURER).isEmpty()) {
                left.add(place + ": left out, because it does not tell its manufacturer");
                continue;
            }
            List<String> made = new ArrayList<>();
            try {
                module(device, module, written, made);
            } catch (Refused e) {
                left.add("%s: %s".formatted(place, e.getMessage()));
                whole = false;
            } finally {
                made.forEach(each -> written.add(place + ": " + each));
            }
        }
        return whole;
    }

    /// A slot is a module bay, and what sits in it a module.
    ///
    /// @param made takes the kinds of what was made for it
    private void module(long device, AcceptedModule module, List<String> written, List<String> made)
            throws Refused {
        String place = module.place().toString();
        ObjectNode bay = NetBoxApi.object();
        bay.put("device", device);
        bay.put("name", place);
        long bayId =
                api.ensure(
                        "/api/dcim/module-bays/",
                        List.of("device_id=%d&name=%s".formatted(device, NetBoxApi.query(place))),
                        bay,
                        made);
        ObjectNode wanted = NetBoxApi.object();
        wanted.put("module_type", types.of("module", module.facts(), made));
        Optional<String> serial = module.facts().value(SERIAL_NUMBER).map(PlainText::told);
        if (serial.isPresent()) {
            wanted.put(
                    "serial",
                    NetBoxTypes.fitting(serial.get(), MAX_SERIAL, "serial number of " + place));
        }
        ObjectNode custom = wanted.putObject("custom_fields");
        revisions(module.facts(), custom);
        String inBay = "/api/dcim/modules/?device_id=%d&module_bay_id=%d".formatted(device, bayId);
        List<JsonNode> there = NetBoxApi.isNotYet(bayId) ? List.of() : api.all(inBay);
        if (there.isEmpty()) {
            wanted.put("device", device);
            wanted.put("module_bay", bayId);
            wanted.put("status", "active");
            wanted.put("replicate_components", false);
            api.create("/api/dcim/modules/", inBay, wanted);
            written.add(place);
        } else {
            String path = "/api/dcim/modules/%d/".formatted(there.getFirst().path("id").asLong());
            api.change(path, there.getFirst(), wanted)
                    .forEach(field -> written.add(place + "." + field));
        }
    }
}
