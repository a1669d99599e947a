package io.walkdown.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a simulated EtherNet/IP device is and can (`enip:` in a plant file).
///
/// @param identity the device's own Identity object
/// @param udp whether it answers ListIdentity by UDP, default true
/// @param tcp whether it listens on TCP, default true
/// @param modules the Identity objects in its chassis by slot, 0-31; empty: no backplane
/// @param emptySlotDelayMs how long the router takes to refuse an empty slot, in milliseconds
record EnipSpec(
        Identity identity,
        boolean udp,
        boolean tcp,
        Map<Integer, Identity> modules,
        int emptySlotDelayMs) {

    @JsonCreator
    EnipSpec(
            @JsonProperty("identity") @Nullable Identity identity,
            @JsonProperty("udp") @Nullable Boolean udp,
            @JsonProperty("tcp") @Nullable Boolean tcp,
            @JsonProperty("modules") @Nullable Map<Integer, Identity> modules,
            @JsonProperty("emptySlotDelayMs") int emptySlotDelayMs) {
        this(
                Spec.required("identity", identity),
                udp == null || udp,
                tcp == null || tcp,
                modules == null ? Map.of() : Map.copyOf(modules),
                Spec.inRange("emptySlotDelayMs", emptySlotDelayMs, 0, 60_000));
        this.modules.keySet().forEach(slot -> Spec.inRange("modules", slot, 0, 31));
    }

    /// A CIP Identity object (CIP volume 1, 5A-2).
    ///
    /// @param vendor vendor id, 0-65535
    /// @param deviceType device type, 0-65535
    /// @param productCode product code, 0-65535
    /// @param major major revision, 0-127
    /// @param minor minor revision, 0-255
    /// @param status status word
    /// @param serial serial number as eight hexadecimal digits
    /// @param name product name, up to 32 characters
    /// @param state state, default 3 (operational)
    record Identity(
            int vendor,
            int deviceType,
            int productCode,
            int major,
            int minor,
            int status,
            String serial,
            String name,
            int state) {

        @JsonCreator
        Identity(
                int vendor,
                int deviceType,
                int productCode,
                int major,
                int minor,
                int status,
                @Nullable String serial,
                @Nullable String name,
                int state) {
            this.vendor = Spec.inRange("vendor", vendor, 0, 0xffff);
            this.deviceType = Spec.inRange("deviceType", deviceType, 0, 0xffff);
            this.productCode = Spec.inRange("productCode", productCode, 0, 0xffff);
            this.major = Spec.inRange("major", major, 0, 127);
            this.minor = Spec.inRange("minor", minor, 0, 255);
            this.status = Spec.inRange("status", status, 0, 0xffff);
            this.serial = Spec.text("serial", Spec.required("serial", serial), 8);
            this.name = Spec.text("name", name, 32);
            this.state = state == 0 ? 3 : Spec.inRange("state", state, 0, 255);
            if (!this.serial.matches("[0-9A-Fa-f]{8}")) {
                throw new PlantException(
                        "serial: \"" + serial + "\" is not eight hexadecimal digits in quotes");
            }
        }

        int serialNumber() {
            return Integer.parseUnsignedInt(serial, 16);
        }
    }
}
