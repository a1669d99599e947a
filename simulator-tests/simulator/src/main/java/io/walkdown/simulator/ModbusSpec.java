package io.walkdown.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a simulated Modbus/TCP device is and can (`modbus:` in a plant file).
///
/// @param units the device's units by unit id, 0-255, each with its identity
/// @param gateway present when the units sit behind a serial line
/// @param wrongUnit what a request to a unit that is not in `units` gets when there is no gateway,
///   default `exception` 0B
record ModbusSpec(
        Map<Integer, Unit> units, @Nullable Gateway gateway, ModbusSpec.WrongUnit wrongUnit) {

    @JsonCreator
    ModbusSpec(
            @Nullable Map<Integer, Unit> units,
            @Nullable Gateway gateway,
            @Nullable WrongUnit wrongUnit) {
        this.units = Map.copyOf(Spec.required("units", units));
        this.gateway = gateway;
        this.wrongUnit = wrongUnit == null ? WrongUnit.EXCEPTION : wrongUnit;
        this.units.keySet().forEach(id -> Spec.inRange("units", id, 0, 255));
    }

    /// What a device does with a request to a unit that it is not.
    enum WrongUnit {
        EXCEPTION,
        SILENT,
        ANSWER
    }

    /// A serial line behind the device.
    ///
    /// @param busDelayMs how long an exchange on the line takes, in milliseconds, default 50; the
    ///   line carries one exchange at a time
    /// @param timeoutMs how long the gateway waits for a unit that does not answer, in
    ///   milliseconds, default 1000; then it gives exception 0B
    record Gateway(int busDelayMs, int timeoutMs) {

        @JsonCreator
        Gateway(int busDelayMs, int timeoutMs) {
            this.busDelayMs =
                    Spec.inRange("busDelayMs", busDelayMs == 0 ? 50 : busDelayMs, 1, 60_000);
            this.timeoutMs =
                    Spec.inRange("timeoutMs", timeoutMs == 0 ? 1000 : timeoutMs, 1, 60_000);
        }
    }

    /// One unit.
    ///
    /// @param absent the unit is listed and does not answer behind its gateway
    /// @param conformity 1 basic, 2 regular, 3 extended; with `single` 0x80 is added; default 1,
    ///   and 0 when there are no objects: then function 43 is not supported
    /// @param single whether one object can be read by itself (read code 04)
    /// @param maxObjects at most so many objects in one answer, default as many as fit
    /// @param objects device identification objects by id: 0 vendor, 1 product code, 2 revision, 3
    ///   URL, 4 product name, 5 model, 6 application name, 128 and up private
    /// @param serverId what function 17 reports, or null: function 17 is not supported
    /// @param objectsException exception code that function 43 gets instead of an answer, 0 for
    ///   none
    /// @param registers blocks of holding registers
    record Unit(
            boolean absent,
            int conformity,
            boolean single,
            int maxObjects,
            Map<Integer, String> objects,
            @Nullable String serverId,
            int objectsException,
            List<Registers> registers) {

        @JsonCreator
        Unit(
                boolean absent,
                int conformity,
                boolean single,
                int maxObjects,
                @Nullable Map<Integer, String> objects,
                @Nullable String serverId,
                int objectsException,
                @Nullable List<Registers> registers) {
            this.absent = absent;
            this.objects = objects == null ? Map.of() : Map.copyOf(objects);
            this.conformity =
                    Spec.inRange(
                            "conformity",
                            conformity == 0 && !this.objects.isEmpty() ? 1 : conformity,
                            0,
                            3);
            this.single = single;
            this.maxObjects =
                    Spec.inRange("maxObjects", maxObjects == 0 ? 128 : maxObjects, 1, 128);
            this.serverId = serverId;
            this.objectsException = Spec.inRange("objectsException", objectsException, 0, 0x0b);
            this.registers = registers == null ? List.of() : List.copyOf(registers);
            this.objects.forEach((id, value) -> Spec.text("objects." + id, value, 200));
        }
    }

    /// A block of holding registers.
    ///
    /// @param address first register, 0-65535
    /// @param words the values
    /// @param identification whether reading inside the block identifies the device and is
    ///   harmless; other blocks are process data
    /// @param openConnections the block is one register that gives the number of open TCP
    ///   connections at this moment
    record Registers(
            int address, List<Integer> words, boolean identification, boolean openConnections) {

        @JsonCreator
        Registers(
                int address,
                @Nullable List<Integer> words,
                boolean identification,
                boolean openConnections) {
            this.address = Spec.inRange("address", address, 0, 0xffff);
            this.words = words == null || words.isEmpty() ? List.of(0) : List.copyOf(words);
            this.words.forEach(word -> Spec.inRange("words", word, 0, 0xffff));
            Spec.inRange("words beyond", address + this.words.size(), 1, 0x10000);
            this.identification = identification;
            this.openConnections = openConnections;
        }

        boolean covers(int from, int count) {
            return from >= address && from + count <= address + words.size();
        }
    }
}
