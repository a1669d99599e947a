package io.walkdown.scanner.export;

import io.walkdown.scanner.asset.Identity;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What is exported: the accepted assets, and how the newest run found them.
///
/// @param site the plant's name
/// @param assets in the baseline's order
/// @param run the run that the visits are of; empty without observations
/// @param visits how that run's visits went
public record Inventory(
        String site,
        List<Item> assets,
        Optional<Observations.Run> run,
        List<Observations.Visit> visits) {
    public Inventory {
        assets = List.copyOf(assets);
        visits = List.copyOf(visits);
    }

    /// One asset.
    ///
    /// @param id the same in every export: of what identifies the device (serial number with maker
    ///   and product, else MAC address), else of the site and its place there
    /// @param weakerIds the ids that it bore, or would have, while less was known of it, without
    ///   order number, by its MAC address, by its place
    /// @param asset as it was accepted
    public record Item(String id, List<String> weakerIds, AcceptedAsset asset) {
        public Item {
            weakerIds = List.copyOf(weakerIds);
        }

        /// A known value of the device itself, harmless.
        Optional<String> value(NameplateField field) {
            return asset.value(field).map(PlainText::told);
        }
    }

    /// The inventory of a baseline.
    ///
    /// @param observations a run of the same site
    public static Inventory of(
            String site, Baseline baseline, Optional<Observations> observations) {
        return new Inventory(
                site,
                baseline.assets().stream().map(asset -> item(site, asset)).toList(),
                observations.map(Observations::run),
                observations.map(Observations::visits).orElse(List.of()));
    }

    /// Its ids from the strongest to the weakest; the first is the one that it bears.
    private static Item item(String site, AcceptedAsset asset) {
        Identity identity = asset.identity();
        var ids = new LinkedHashSet<String>();
        identity.serialNumber()
                .ifPresent(serial -> {
                    String maker = identity.manufacturer().orElse("");
                    identity.orderNumber()
                            .ifPresent(order -> ids.add(bySerial(maker, order, serial)));
                    ids.add(bySerial(maker, identity.model().orElse(""), serial));
                });
        identity.mac().ifPresent(mac -> ids.add(hash("mac", mac)));
        ids.add(hash("place", site, asset.place().toString()));
        return new Item(ids.getFirst(), ids.stream().skip(1).toList(), asset);
    }

    private static String bySerial(String maker, String product, String serial) {
        return hash("serial", maker, product, serial);
    }

    /// Sixteen hex digits of a SHA-256 over the parts.
    static String hash(String... parts) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
