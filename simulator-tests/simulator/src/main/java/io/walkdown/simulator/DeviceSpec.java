package io.walkdown.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One device of a plant file: identity, limits and behaviour.
///
/// @param name the device's name, unique in the plant
/// @param address an IPv4 literal in 127.0.0.0/8
/// @param port where it listens; 0 (default): the protocol's standard port where the user may bind
///   it, else that port + 10000
/// @param minGapMs the shortest time in milliseconds between an answer and the next frame that the
///   device bears (S4), default 0
/// @param answerDelayMs how long it takes for every answer, in milliseconds, default 0
/// @param slots how many TCP connections it has, default 0: no limit
/// @param reservedSlots how many of them the scan must leave alone (S2), default 0
/// @param evicts what happens to a connection when all slots are taken, default `none`
/// @param silent it accepts connections and never answers
/// @param absent nothing listens
/// @param rubbish it answers everything with bytes that are no protocol
/// @param hmi the plant's panel polls it
/// @param budget the most that one scan may send it (S5); by default nothing is counted
/// @param s7 the device as an S7 CPU; exactly one of `s7`, `modbus` and `enip` is given
/// @param modbus the device as a Modbus/TCP device
/// @param enip the device as an EtherNet/IP device
/// @param site goes into the generated site file as it stands; `groups` and `safety` in it are what
///   the witness judges by
record DeviceSpec(
        String name,
        String address,
        int port,
        int minGapMs,
        int answerDelayMs,
        int slots,
        int reservedSlots,
        DeviceSpec.Evicts evicts,
        boolean silent,
        boolean absent,
        boolean rubbish,
        boolean hmi,
        DeviceSpec.Budget budget,
        @Nullable S7Spec s7,
        @Nullable ModbusSpec modbus,
        @Nullable EnipSpec enip,
        Map<String, Object> site) {

    @JsonCreator
    DeviceSpec(
            @Nullable String name,
            @Nullable String address,
            int port,
            int minGapMs,
            int answerDelayMs,
            int slots,
            int reservedSlots,
            @Nullable Evicts evicts,
            boolean silent,
            boolean absent,
            boolean rubbish,
            boolean hmi,
            @Nullable Budget budget,
            @Nullable S7Spec s7,
            @Nullable ModbusSpec modbus,
            @Nullable EnipSpec enip,
            @Nullable Map<String, Object> site) {
        this.name = Spec.required("name", name);
        this.address = Spec.loopback("address", Spec.required("address", address));
        this.port = Spec.inRange("port", port, 0, 0xffff);
        this.minGapMs = Spec.inRange("minGapMs", minGapMs, 0, 600_000);
        this.answerDelayMs = Spec.inRange("answerDelayMs", answerDelayMs, 0, 600_000);
        this.slots = Spec.inRange("slots", slots, 0, 1000);
        this.reservedSlots = Spec.inRange("reservedSlots", reservedSlots, 0, 1000);
        this.evicts = evicts == null ? Evicts.NONE : evicts;
        this.silent = silent;
        this.absent = absent;
        this.rubbish = rubbish;
        this.hmi = hmi;
        this.budget = budget == null ? new Budget(0, 0) : budget;
        this.s7 = s7;
        this.modbus = modbus;
        this.enip = enip;
        this.site = site == null ? Map.of() : new LinkedHashMap<>(site);
        if (Stream.of(s7, modbus, enip).filter(part -> part != null).count() != 1) {
            throw new PlantException("needs exactly one of s7, modbus and enip");
        }
    }

    /// What a device does when a connection arrives and all slots are taken.
    enum Evicts {
        /// refuses the newcomer by closing it at once
        NONE,
        /// closes the connection that has been open longest
        OLDEST,
        /// closes the connection whose last frame is longest ago
        IDLEST
    }

    /// The most that one scan may use of a device; 0: not counted.
    record Budget(int frames, int connections) {

        Budget {
            Spec.inRange("frames", frames, 0, 100_000);
            Spec.inRange("connections", connections, 0, 100_000);
        }
    }

    /// The protocols, with the ports that their standards give them.
    enum Protocol {
        S7(102),
        MODBUS(502),
        ENIP(44818);

        private final int standardPort;

        Protocol(int standardPort) {
            this.standardPort = standardPort;
        }

        int standardPort() {
            return standardPort;
        }
    }

    @JsonIgnore
    Protocol protocol() {
        return s7 != null ? Protocol.S7 : modbus != null ? Protocol.MODBUS : Protocol.ENIP;
    }

    boolean listensOnTcp() {
        return !absent && (enip == null || enip.tcp());
    }

    boolean answersUdp() {
        return !absent && enip != null && enip.udp();
    }

    boolean safety() {
        return Boolean.TRUE.equals(site.get("safety"));
    }

    /// The shared-fate groups that `site` names.
    List<String> groups() {
        return site.get("groups") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }
}
