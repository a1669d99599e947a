package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Identity;
import java.util.Optional;

/// When two assets of one baseline are one device: the same product, with the same serial number,
/// asked by the same protocol. One device may be in a baseline once for each protocol.
final class SameDevices {
    private SameDevices() {}

    /// What both have in common then; empty where nothing identifies the asset.
    static Optional<String> key(AcceptedAsset asset) {
        Identity identity = asset.identity();
        return identity.serialNumber()
                .map(serial ->
                        "%s %s (%s)"
                                .formatted(
                                        identity.orderNumber()
                                                .or(identity::model)
                                                .orElse("product unknown"),
                                        serial,
                                        asset.place().protocol()));
    }
}
