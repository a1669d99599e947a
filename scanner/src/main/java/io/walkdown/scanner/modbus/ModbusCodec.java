package io.walkdown.scanner.modbus;

import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.scanner.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.plc4x.java.modbus.readwrite.DriverType;
import org.apache.plc4x.java.modbus.readwrite.ModbusADU;
import org.apache.plc4x.java.modbus.readwrite.ModbusDeviceInformationLevel;
import org.apache.plc4x.java.modbus.readwrite.ModbusDeviceInformationObject;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDU;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUReadDeviceIdentificationRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUReadHoldingRegistersRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUReadHoldingRegistersResponse;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUReportServerIdRequest;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDUReportServerIdResponse;
import org.apache.plc4x.java.modbus.readwrite.ModbusTcpADU;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;

/// Requests and answers by PLC4X's message model, where that model is right.
///
/// Three things are read from the raw bytes instead. PLC4X drops the function code of an exception,
/// so [Exchange] tells exceptions. It gives null for a conformity level or a more-follows byte that
/// it does not know, and it loses the whole object list where one object breaks it; so the header
/// of a device identification is read here, and its objects one by one.
final class ModbusCodec {
    private static final int PDU = 7;

    private ModbusCodec() {}

    static ModbusPDU deviceIdentification(Category category, int objectId) {
        return new ModbusPDUReadDeviceIdentificationRequest(level(category), (short) objectId);
    }

    static ModbusPDU reportServerId() {
        return new ModbusPDUReportServerIdRequest();
    }

    static ModbusPDU openConnections() {
        return new ModbusPDUReadHoldingRegistersRequest(ModbusFrames.OPEN_CONNECTIONS_REGISTER, 1);
    }

    /// The whole frame of that request.
    ///
    /// @param transaction 0 to 65535
    static byte[] frame(int transaction, int unit, ModbusPDU request) {
        var adu = new ModbusTcpADU(transaction, (short) unit, request);
        var buffer = new WriteBufferByteBased(adu.getLengthInBytes());
        try {
            adu.serialize(buffer);
        } catch (SerializationException e) {
            throw new IllegalStateException("a Modbus request of ours does not serialise", e);
        }
        return buffer.getBytes();
    }

    /// The object list in a whole answer frame (6.21).
    ///
    /// @param code the read device id code that was asked
    static DeviceObjects deviceObjects(Octets frame, int code) throws ParseException {
        if (frame.u8(8) != 0x0E) {
            throw new ParseException("MEI type 0x%02X is not 0x0E".formatted(frame.u8(8)));
        }
        int more = frame.u8(11);
        int count = frame.u8(13);
        var defects = new ArrayList<String>();
        if (frame.u8(9) != code) {
            defects.add("asked read code %d, answered %d".formatted(code, frame.u8(9)));
        }
        if (more != 0 && more != 0xFF) {
            defects.add("more-follows byte 0x%02X is neither 00 nor FF".formatted(more));
        }
        List<DeviceObject> objects = new ArrayList<>();
        objectList(frame.slice(14, frame.length() - 14), count, objects).ifPresent(defects::add);
        return new DeviceObjects(
                frame.u8(10) & 0x7F,
                more == 0xFF,
                frame.u8(ModbusFrames.NEXT_OBJECT_ID),
                objects,
                String.join("; ", defects));
    }

    /// Reads objects as long as they are sound. A length byte that is wrong (one known server
    /// counts characters, not bytes) makes the objects behind it rubbish that may still look like
    /// objects, so a list with any defect keeps only what stands before the first doubt: the object
    /// before the defect is in doubt itself, unless it ends exactly where the list does.
    private static Optional<String> objectList(Octets list, int count, List<DeviceObject> into) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (list.length() - at < 2 || list.length() - at < 2 + list.u8(at + 1)) {
                if (at < list.length() && !into.isEmpty()) {
                    into.removeLast();
                }
                keepSound(into);
                return Optional.of("object list ends inside object " + (i + 1));
            }
            DeviceObject object = object(list.slice(at, 2 + list.u8(at + 1)));
            if (!into.isEmpty() && object.id() <= into.getLast().id()) {
                into.removeLast();
                keepSound(into);
                return Optional.of("object ids do not ascend at object " + (i + 1));
            }
            into.add(object);
            at += 2 + object.value().length();
        }
        if (at == list.length()) {
            return Optional.empty();
        }
        if (!into.isEmpty()) {
            into.removeLast();
        }
        keepSound(into);
        return Optional.of((list.length() - at) + " bytes after the last object");
    }

    private static void keepSound(List<DeviceObject> objects) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).isReserved()) {
                objects.subList(Math.max(0, i - 1), objects.size()).clear();
            } else if (!DeviceText.isAscii(objects.get(i).value())) {
                objects.subList(i, objects.size()).clear();
            }
        }
    }

    private static DeviceObject object(Octets bytes) {
        try {
            var object =
                    ModbusDeviceInformationObject.staticParse(
                            new ReadBufferByteBased(bytes.toArray()));
            return new DeviceObject(object.getObjectId(), Octets.of(object.getData()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("device object " + bytes, e);
        }
    }

    /// The vendor-defined data in a whole answer frame to Report Server ID (6.13).
    static Octets serverId(Octets frame) throws ParseException {
        requireByteCount(frame);
        return pdu(frame) instanceof ModbusPDUReportServerIdResponse response
                ? Octets.of(response.getValue())
                : wrongKind(frame);
    }

    /// The value of the one register in a whole answer frame to Read Holding Registers (6.3).
    static int register(Octets frame) throws ParseException {
        requireByteCount(frame);
        Octets value =
                pdu(frame) instanceof ModbusPDUReadHoldingRegistersResponse response
                        ? Octets.of(response.getValue())
                        : wrongKind(frame);
        if (value.length() != 2) {
            throw new ParseException("one register asked, %d bytes came".formatted(value.length()));
        }
        return value.u16be(0);
    }

    private static void requireByteCount(Octets frame) throws ParseException {
        int rest = frame.length() - PDU - 2;
        if (frame.u8(PDU + 1) != rest) {
            throw new ParseException(
                    "byte count %d, but %d bytes follow".formatted(frame.u8(PDU + 1), rest));
        }
    }

    private static ModbusPDU pdu(Octets frame) throws ParseException {
        var buffer = new ReadBufferByteBased(frame.toArray());
        return ((ModbusTcpADU) ModbusADU.staticParse(buffer, DriverType.MODBUS_TCP, true)).getPdu();
    }

    private static Octets wrongKind(Octets frame) throws ParseException {
        throw new ParseException("answer of another kind: " + frame);
    }

    private static ModbusDeviceInformationLevel level(Category category) {
        return switch (category) {
            case BASIC -> ModbusDeviceInformationLevel.BASIC;
            case REGULAR -> ModbusDeviceInformationLevel.REGULAR;
            case EXTENDED -> ModbusDeviceInformationLevel.EXTENDED;
        };
    }
}
