package io.walkdown.scanner.export;

import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.NetBoxApi.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// NetBox's device and module types, with their manufacturers, found or made.
final class NetBoxTypes {
    private static final int MAX_MODEL = 100;
    private static final int MAX_PART_NUMBER = 50;

    private final NetBoxApi api;

    /// Those that were found or made, so that each is asked for once.
    private final Map<String, Long> types = new HashMap<>();

    NetBoxTypes(NetBoxApi api) {
        this.api = api;
    }

    /// The id of the type of what tells that of itself; made where it is missing, with its
    /// manufacturer.
    ///
    /// @param kind `device` or `module`
    /// @param written takes what was made
    long of(String kind, Facts facts, List<String> written) throws Refused {
        Optional<String> maker = facts.value(MANUFACTURER).map(PlainText::told);
        Optional<String> order = facts.value(ORDER_NUMBER).map(PlainText::told);
        Optional<String> product = facts.value(MODEL).map(PlainText::told).or(() -> order);
        if (maker.isEmpty() || product.isEmpty()) {
            throw new Refused(
                    Outcome.FAILED,
                    "a %s without a known manufacturer and a model or order number has no type in NetBox"
                            .formatted(kind));
        }
        String makerSlug = NetBoxApi.slug(fitting(maker.get(), MAX_MODEL, "manufacturer"));
        long made = manufacturer(maker.get(), makerSlug, written);
        String filter =
                "manufacturer_id=%d&%s"
                        .formatted(
                                made,
                                order.map(number -> "part_number=" + NetBoxApi.query(number))
                                        .orElseGet(
                                                () -> "model=" + NetBoxApi.query(product.get())));
        Long known = types.get(kind + filter);
        if (known != null) {
            return known;
        }
        ObjectNode type = NetBoxApi.object();
        type.put("manufacturer", made);
        type.put("model", fitting(model(kind, made, product.get(), order), MAX_MODEL, "model"));
        order.ifPresent(number -> type.put("part_number", number));
        if (order.isPresent()) {
            fitting(order.get(), MAX_PART_NUMBER, "order number");
        }
        if (kind.equals("device")) {
            type.put("slug", NetBoxApi.slug(makerSlug + "-" + order.orElse(product.get())));
            type.put("u_height", 0);
        }
        long id = api.ensure("/api/dcim/%s-types/".formatted(kind), List.of(filter), type, written);
        types.put(kind + filter, id);
        return id;
    }

    /// By its slug, else by its exact name: people may have given it another slug.
    private long manufacturer(String name, String slug, List<String> written) throws Refused {
        ObjectNode manufacturer = NetBoxApi.object();
        manufacturer.put("name", name);
        manufacturer.put("slug", slug);
        return api.ensure(
                "/api/dcim/manufacturers/",
                List.of("slug=" + slug, "name=" + NetBoxApi.query(name)),
                manufacturer,
                written);
    }

    /// NetBox takes a maker's model once. Where another order number has it, ours goes behind it.
    private String model(String kind, long maker, String product, Optional<String> order)
            throws Refused {
        if (order.isEmpty() || NetBoxApi.isNotYet(maker)) {
            return product;
        }
        String list = "/api/dcim/%s-types/?manufacturer_id=%d&".formatted(kind, maker);
        boolean taken =
                api.all(list + "part_number=" + NetBoxApi.query(order.get())).isEmpty()
                        && !api.all(list + "model=" + NetBoxApi.query(product)).isEmpty();
        return taken ? "%s (%s)".formatted(product, order.get()) : product;
    }

    /// That text, if NetBox takes so much.
    static String fitting(String text, int most, String what) throws Refused {
        if (text.length() > most) {
            throw new Refused(
                    Outcome.FAILED,
                    "its %s has %d characters; NetBox takes %d"
                            .formatted(what, text.length(), most));
        }
        return text;
    }
}
