package io.walkdown.scanner.asset;

import java.util.List;

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
}
