package io.walkdown.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a simulated S7 CPU is and can (`s7:` in a plant file).
///
/// @param rack rack of the one TSAP it accepts, 0-7, default 0
/// @param slot slot of that TSAP, 0-31, default 0
/// @param pduSize largest PDU in bytes that it negotiates, 240-960, default 240
/// @param tsapGroups connection kinds that the scan may use (1 PG, 2 OP, 3 other), default 3 alone;
///   the CPU accepts all three, the witness blames the others (S2)
/// @param lists SZL ids that it has, default `0011` and `001C`, written as hexadecimal text; the
///   single-record forms `0111` and `011C` come with them
/// @param orderNumber order number, up to 20 characters
/// @param hardware hardware revision, default 1
/// @param firmware firmware as `V3.2.6`
/// @param bootLoader boot loader as `V1.0.0`, default that
/// @param serial serial number, up to 24 characters
/// @param systemName name of the automation system
/// @param moduleName name of the module
/// @param plantId plant designation
/// @param moduleType module type name, for example `CPU 315-2 PN/DP`
/// @param memoryCard serial number of the memory card
/// @param location location designation
record S7Spec(
        int rack,
        int slot,
        int pduSize,
        List<Integer> tsapGroups,
        List<String> lists,
        String orderNumber,
        int hardware,
        String firmware,
        String bootLoader,
        String serial,
        String systemName,
        String moduleName,
        String plantId,
        String moduleType,
        String memoryCard,
        String location) {

    @JsonCreator
    S7Spec(
            int rack,
            int slot,
            int pduSize,
            @Nullable List<Integer> tsapGroups,
            @Nullable List<String> lists,
            @Nullable String orderNumber,
            int hardware,
            @Nullable String firmware,
            @Nullable String bootLoader,
            @Nullable String serial,
            @Nullable String systemName,
            @Nullable String moduleName,
            @Nullable String plantId,
            @Nullable String moduleType,
            @Nullable String memoryCard,
            @Nullable String location) {
        this.rack = Spec.inRange("rack", rack, 0, 7);
        this.slot = Spec.inRange("slot", slot, 0, 31);
        this.pduSize = Spec.inRange("pduSize", pduSize == 0 ? 240 : pduSize, 240, 960);
        this.tsapGroups = tsapGroups == null ? List.of(3) : List.copyOf(tsapGroups);
        this.lists = lists == null ? List.of("0011", "001C") : List.copyOf(lists);
        this.orderNumber = Spec.text("orderNumber", orderNumber, 20);
        this.hardware = hardware == 0 ? 1 : hardware;
        this.firmware = Spec.version("firmware", firmware);
        this.bootLoader = Spec.version("bootLoader", bootLoader);
        this.serial = Spec.text("serial", serial, 24);
        this.systemName = Spec.text("systemName", systemName, 24);
        this.moduleName = Spec.text("moduleName", moduleName, 24);
        this.plantId = Spec.text("plantId", plantId, 32);
        this.moduleType = Spec.text("moduleType", moduleType, 32);
        this.memoryCard = Spec.text("memoryCard", memoryCard, 32);
        this.location = Spec.text("location", location, 32);
        for (String id : this.lists) {
            if (!id.equals("0011") && !id.equals("001C")) {
                throw new PlantException("lists: \"" + id + "\" is neither 0011 nor 001C");
            }
        }
    }

    boolean has(int list) {
        return lists.contains("%04X".formatted(list));
    }

    /// The last byte of the TSAP: rack and slot.
    int place() {
        return rack << 5 | slot;
    }
}
