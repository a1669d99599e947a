package io.walkdown.scanner.plan;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.box.Drawing;
import io.walkdown.scanner.enip.EnipBox;
import io.walkdown.scanner.modbus.ModbusBox;
import io.walkdown.scanner.s7.S7Box;
import java.util.Optional;

/// Frames as Apache PLC4X shows them, for people. Nothing is decided by it.
public final class FrameBox {
    private FrameBox() {}

    /// One frame; empty where PLC4X cannot read it, or reads it wrong.
    ///
    /// @param answer whether a device sent it
    public static Optional<Drawing> of(Protocol protocol, byte[] frame, boolean answer) {
        return switch (protocol) {
            case S7 -> S7Box.of(frame);
            case MODBUS -> ModbusBox.of(frame, answer);
            case ENIP -> EnipBox.of(frame, answer);
            default -> Optional.empty();
        };
    }
}
