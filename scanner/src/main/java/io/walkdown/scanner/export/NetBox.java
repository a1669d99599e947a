package io.walkdown.scanner.export;

import static io.walkdown.scanner.asset.NameplateField.FIRMWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.HARDWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final int MAX_MODEL = 100;
    private static final int MAX_PART_NUMBER = 50;

    private static final String TAG = "walkdown";

    private final NetBoxApi api;
    private final Options options;

    /// Types that were found or made, so that each is asked for once.
    private final Map<String, Long> types = new HashMap<>();

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
        this.options = options;
    }

    @Override
    public Delivery deliver(Inventory inventory) {
        api.requireVersion();
        requireCustomFields();
        requireTag();
        long site = api.required("/api/dcim/sites/", options.site(), "site");
        long role = api.required("/api/dcim/device-roles/", options.role(), "device role");
        KnownDevices known = KnownDevices.of(api.all("/api/dcim/devices/?site_id=" + site));
        var search = new DeviceSearch(api, known, inventory, options.takeReplacements());
        List<Entry> entries = new ArrayList<>();
        for (Inventory.Item item : inventory.assets()) {
            entries.add(entry(item, site, role, search));
        }
        return new Delivery("netbox", options.dryRun(), entries);
    }

    private void requireCustomFields() {
        List<String> there = new ArrayList<>();
        api.all("/api/extras/custom-fields/?name=" + String.join("&name=", CUSTOM_FIELDS))
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
        if (!api.all(same).isEmpty()) {
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
                            : create(item, wanted, site, role);
            Outcome outcome =
                    there.isEmpty()
                            ? Outcome.CREATED
                            : written.isEmpty() ? Outcome.UNCHANGED : Outcome.UPDATED;
            for (AcceptedModule module : item.asset().modules()) {
                module(device, module, written);
            }
            if (outcome == Outcome.UNCHANGED && !written.isEmpty()) {
                outcome = Outcome.UPDATED;
            }
            return new Entry(name, outcome, written, "");
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
        wanted.put("device_type", type("device", item.asset().observed(), written));
        if (item.value(SERIAL_NUMBER).isPresent()) {
            wanted.put(
                    "serial",
                    fitting(item.value(SERIAL_NUMBER).get(), MAX_SERIAL, "serial number"));
        }
        ObjectNode custom = wanted.putObject("custom_fields");
        custom.put(ASSET_ID, item.id());
        revisions(item.asset().observed(), custom);
        custom.put(ADDRESS, PlainText.of(item.asset().place().toString()));
        return wanted;
    }

    private static void revisions(Facts facts, ObjectNode custom) {
        facts.value(FIRMWARE_REVISION)
                .ifPresent(value -> custom.put(FIRMWARE, PlainText.of(value)));
        facts.value(HARDWARE_REVISION)
                .ifPresent(value -> custom.put(HARDWARE, PlainText.of(value)));
    }

    /// The device or module type; made where it is missing, with its manufacturer.
    private long type(String of, Facts facts, List<String> written) throws Refused {
        Optional<String> maker = facts.value(MANUFACTURER).map(PlainText::of);
        Optional<String> order = facts.value(ORDER_NUMBER).map(PlainText::of);
        Optional<String> product = facts.value(MODEL).map(PlainText::of).or(() -> order);
        if (maker.isEmpty() || product.isEmpty()) {
            throw new Refused(
                    Outcome.FAILED,
                    "a %s without a known manufacturer and a model or order number has no type in NetBox"
                            .formatted(of));
        }
        String makerSlug = NetBoxApi.slug(fitting(maker.get(), MAX_MODEL, "manufacturer"));
        ObjectNode manufacturer = NetBoxApi.object();
        manufacturer.put("name", maker.get());
        manufacturer.put("slug", makerSlug);
        long made =
                api.ensure("/api/dcim/manufacturers/", "slug=" + makerSlug, manufacturer, written);
        String filter =
                "manufacturer=%s&%s"
                        .formatted(
                                makerSlug,
                                order.map(number -> "part_number=" + NetBoxApi.query(number))
                                        .orElseGet(
                                                () -> "model=" + NetBoxApi.query(product.get())));
        Long known = types.get(of + filter);
        if (known != null) {
            return known;
        }
        ObjectNode type = NetBoxApi.object();
        type.put("manufacturer", made);
        type.put("model", fitting(model(of, makerSlug, product.get(), order), MAX_MODEL, "model"));
        order.ifPresent(number -> type.put("part_number", number));
        if (order.isPresent()) {
            fitting(order.get(), MAX_PART_NUMBER, "order number");
        }
        if (of.equals("device")) {
            type.put("slug", NetBoxApi.slug(makerSlug + "-" + order.orElse(product.get())));
            type.put("u_height", 0);
        }
        long id = api.ensure("/api/dcim/%s-types/".formatted(of), filter, type, written);
        types.put(of + filter, id);
        return id;
    }

    /// NetBox takes a maker's model once. Where another order number has it, ours goes behind it.
    private String model(String of, String maker, String product, Optional<String> order) {
        String list = "/api/dcim/%s-types/?manufacturer=%s&".formatted(of, maker);
        boolean taken =
                order.isPresent()
                        && api.all(list + "part_number=" + NetBoxApi.query(order.get())).isEmpty()
                        && !api.all(list + "model=" + NetBoxApi.query(product)).isEmpty();
        return taken ? "%s (%s)".formatted(product, order.orElse("")) : product;
    }

    private static String fitting(String text, int most, String what) throws Refused {
        if (text.length() > most) {
            throw new Refused(
                    Outcome.FAILED,
                    "its %s has %d characters; NetBox takes %d"
                            .formatted(what, text.length(), most));
        }
        return text;
    }

    private long create(Inventory.Item item, ObjectNode wanted, long site, long role)
            throws Refused {
        AcceptedAsset asset = item.asset();
        wanted.put("name", fitting(PlainText.of(asset.name()), MAX_NAME, "name"));
        wanted.put("site", site);
        wanted.put("role", role);
        wanted.put("status", "active");
        wanted.putArray("tags").addObject().put("slug", TAG);
        return api.create(
                "/api/dcim/devices/",
                "/api/dcim/devices/?cf_%s=%s&limit=2".formatted(ASSET_ID, item.id()),
                wanted);
    }

    private long update(JsonNode device, ObjectNode wanted, List<String> written) throws Refused {
        long id = device.path("id").asLong();
        written.addAll(api.change("/api/dcim/devices/%d/".formatted(id), device, wanted));
        return id;
    }

    /// A slot is a module bay, and what sits in it a module.
    private void module(long device, AcceptedModule module, List<String> written) throws Refused {
        String place = module.place().toString();
        if (module.facts().value(MANUFACTURER).isEmpty()) {
            return; // an empty slot, or a unit that tells nothing of itself
        }
        List<String> made = new ArrayList<>();
        ObjectNode bay = NetBoxApi.object();
        bay.put("device", device);
        bay.put("name", place);
        long bayId =
                api.ensure(
                        "/api/dcim/module-bays/",
                        "device_id=%d&name=%s".formatted(device, NetBoxApi.query(place)),
                        bay,
                        made);
        ObjectNode wanted = NetBoxApi.object();
        wanted.put("module_type", type("module", module.facts(), made));
        Optional<String> serial = module.facts().value(SERIAL_NUMBER).map(PlainText::of);
        if (serial.isPresent()) {
            wanted.put("serial", fitting(serial.get(), MAX_SERIAL, "serial number of " + place));
        }
        ObjectNode custom = wanted.putObject("custom_fields");
        revisions(module.facts(), custom);
        String inBay = "/api/dcim/modules/?device_id=%d&module_bay_id=%d".formatted(device, bayId);
        List<JsonNode> there = bayId == NetBoxApi.NOT_YET ? List.of() : api.all(inBay);
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
        made.forEach(each -> written.add(place + ": " + each));
    }
}
