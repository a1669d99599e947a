package io.walkdown.scanner.export;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.AcceptedModule;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.Fact;
import io.walkdown.scanner.baseline.Facts;
import io.walkdown.scanner.baseline.Human;
import io.walkdown.scanner.baseline.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Inventories to export.
final class Inventories {
    private Inventories() {}

    static Inventory of(AcceptedAsset... assets) {
        return Inventory.of("plant-7", new Baseline(List.of(assets)), Optional.empty());
    }

    static AcceptedAsset plc(String name, String serial, String firmware) {
        return plc(name, serial, firmware, List.of());
    }

    static AcceptedAsset plc(
            String name, String serial, String firmware, List<AcceptedModule> modules) {
        return new AcceptedAsset(
                name,
                List.of(),
                new Place("10.1.0." + Math.floorMod(name.hashCode(), 250), "s7", "port 102"),
                facts(
                        Map.of(
                                "manufacturer", "Siemens",
                                "model", "CPU 315-2 PN/DP",
                                "orderNumber", "6ES7 315-2EH14-0AB0",
                                "serialNumber", serial,
                                "firmwareRevision", firmware)),
                modules,
                Human.NOTHING);
    }

    /// A device that tells that of itself.
    static AcceptedAsset told(String name, Map<String, String> values) {
        return told(name, values, Map.of());
    }

    static AcceptedAsset told(
            String name, Map<String, String> values, Map<String, String> attributes) {
        return new AcceptedAsset(
                name,
                List.of(),
                new Place("10.1.0." + Math.floorMod(name.hashCode(), 250), "s7", "port 102"),
                new Facts(facts(values).identity(), facts(attributes).identity()),
                List.of(),
                Human.NOTHING);
    }

    static AcceptedModule module(int slot, String serial) {
        return new AcceptedModule(
                new Module.Place(Module.Kind.SLOT, slot),
                facts(
                        Map.of(
                                "manufacturer", "Rockwell Automation",
                                "model", "1756-IB16",
                                "serialNumber", serial)));
    }

    /// One that does not tell who made it.
    static AcceptedModule nobodys(int slot) {
        return new AcceptedModule(
                new Module.Place(Module.Kind.SLOT, slot), facts(Map.of("serialNumber", "N-1")));
    }

    static AcceptedAsset[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> plc("plc-%04d".formatted(i), "S %05d-X".formatted(i), "V1"))
                .toArray(AcceptedAsset[]::new);
    }

    static Facts facts(Map<String, String> values) {
        var identity = new TreeMap<String, Fact>();
        values.forEach((name, value) ->
                identity.put(name, new Fact(FieldState.KNOWN, List.of(value), "s7 szl-0011")));
        return new Facts(identity, new TreeMap<>());
    }
}
