package io.walkdown.scanner.modbus;

import io.walkdown.scanner.box.Drawing;
import java.util.Optional;
import org.apache.plc4x.java.modbus.readwrite.DriverType;
import org.apache.plc4x.java.modbus.readwrite.ModbusADU;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;

/// A Modbus frame as PLC4X shows it. For people alone: nothing is decided by it (S1), and a frame
/// that PLC4X cannot read has no box (S14).
public final class ModbusBox {
    private ModbusBox() {}

    /// How PLC4X shows it.
    ///
    /// @param answer whether a device sent it
    public static Optional<Drawing> of(byte[] frame, boolean answer) {
        try {
            var buffer = new ReadBufferByteBased(frame.clone());
            return Drawing.of(ModbusADU.staticParse(buffer, DriverType.MODBUS_TCP, answer));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
