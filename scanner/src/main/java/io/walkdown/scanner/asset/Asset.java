package io.walkdown.scanner.asset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What we believe is at a place, after one visit.
///
/// @param name the device's name in the site file
/// @param address IP literal
/// @param protocol the protocol's id
/// @param nameplate what the device says of itself
/// @param modules its modules or units, sorted by place
public record Asset(
        String name, String address, String protocol, Nameplate nameplate, List<Module> modules) {
    public Asset {
        modules = modules.stream().sorted().toList();
    }

    /// The same asset after something more was asked of it: what was asked again holds, the rest
    /// stays.
    public Asset asToldBy(Asset later) {
        Map<Module.Place, Nameplate> plates = new LinkedHashMap<>();
        modules.forEach(module -> plates.put(module.place(), module.nameplate()));
        later.modules()
                .forEach(module ->
                        plates.merge(module.place(), module.nameplate(), Nameplate::asToldBy));
        return new Asset(
                name,
                address,
                protocol,
                nameplate.asToldBy(later.nameplate()),
                plates.entrySet().stream()
                        .map(entry -> new Module(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
