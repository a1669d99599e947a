package io.walkdown.scanner.s7;

import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.FrameTemplate.Source.AnswerTo;
import io.walkdown.scanner.wire.FrameTemplate.Source.Counter;
import io.walkdown.scanner.wire.FrameTemplate.Source.PreviousAnswer;
import java.util.List;
import org.apache.plc4x.java.s7.readwrite.COTPPacket;
import org.apache.plc4x.java.s7.readwrite.COTPPacketConnectionRequest;
import org.apache.plc4x.java.s7.readwrite.COTPPacketData;
import org.apache.plc4x.java.s7.readwrite.COTPPacketDisconnectRequest;
import org.apache.plc4x.java.s7.readwrite.COTPParameterCalledTsap;
import org.apache.plc4x.java.s7.readwrite.COTPParameterCallingTsap;
import org.apache.plc4x.java.s7.readwrite.COTPParameterTpduSize;
import org.apache.plc4x.java.s7.readwrite.COTPProtocolClass;
import org.apache.plc4x.java.s7.readwrite.COTPTpduSize;
import org.apache.plc4x.java.s7.readwrite.DataTransportErrorCode;
import org.apache.plc4x.java.s7.readwrite.DataTransportSize;
import org.apache.plc4x.java.s7.readwrite.S7Message;
import org.apache.plc4x.java.s7.readwrite.S7MessageRequest;
import org.apache.plc4x.java.s7.readwrite.S7MessageUserData;
import org.apache.plc4x.java.s7.readwrite.S7ParameterSetupCommunication;
import org.apache.plc4x.java.s7.readwrite.S7ParameterUserData;
import org.apache.plc4x.java.s7.readwrite.S7ParameterUserDataItemCPUFunctions;
import org.apache.plc4x.java.s7.readwrite.S7PayloadUserData;
import org.apache.plc4x.java.s7.readwrite.S7PayloadUserDataItem;
import org.apache.plc4x.java.s7.readwrite.S7PayloadUserDataItemCpuFunctionReadSzlNoDataRequest;
import org.apache.plc4x.java.s7.readwrite.S7PayloadUserDataItemCpuFunctionReadSzlRequest;
import org.apache.plc4x.java.s7.readwrite.SzlId;
import org.apache.plc4x.java.s7.readwrite.SzlModuleTypeClass;
import org.apache.plc4x.java.s7.readwrite.SzlSublist;
import org.apache.plc4x.java.s7.readwrite.TPKTPacket;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;

/// Every frame of an S7 visit: as a template for the plan, written by hand from RFC 1006 and ISO
/// 8073, and as the bytes that are sent, by PLC4X. All numbers most significant byte first.
final class S7Frames {
    static final String CONNECT_STEP = "cotp-connect";

    /// Our COTP reference; any number but 0.
    static final int OUR_REFERENCE = 0x0014;

    /// Where a connection confirm holds the device's reference.
    static final int THEIR_REFERENCE = 8;

    /// Where an answer holds the number that a continuation repeats.
    static final int SEQUENCE = 24;

    private static final int OUR_TSAP = 0x0100;

    /// The PDU that we offer; a device may take less.
    private static final int PDU = 480;

    /// Siemens publishes no frames; these were held against what foreign servers answer.
    private static final String S7_COMMUNICATION =
            "RFC 1006, 6; ISO 8073, 13.7; S7 communication (no public standard): ";

    private static final String SYSTEM_STATUS_LISTS =
            S7_COMMUNICATION
                    + "read SZL; lists in SIMATIC System and Standard Functions, chapter System"
                    + " Status Lists";

    private S7Frames() {}

    /// COTP connection request, class 0 (ISO 8073, 13.3): 22 bytes.
    static FrameTemplate connectTemplate(int remoteTsap) {
        return FrameTemplate.builder()
                .fixed("03 00 0016", "TPKT version 3, 22 bytes")
                .fixed("11 e0", "COTP connection request")
                .fixed("0000 0014", "their reference unknown, ours 0x0014")
                .fixed("00", "class 0")
                .fixed("c1 02 0100", "calling TSAP 01.00")
                .fixed("c2 02 %04x".formatted(remoteTsap), "called TSAP " + tsap(remoteTsap))
                .fixed("c0 01 0a", "TPDU size 1024")
                .standard("RFC 1006, 6; ISO 8073, 13.3")
                .build();
    }

    /// S7 setup communication: 25 bytes.
    static FrameTemplate setupTemplate() {
        return data("0019")
                .fixed("32 01 0000", "S7 job")
                .variable(2, new Counter(), "PDU reference")
                .fixed("0008 0000", "parameter of 8 bytes, no data")
                .fixed("f0 00", "setup communication")
                .fixed("0001 0001", "one job at a time, each way (S4)")
                .fixed("01e0", "PDU of at most 480 bytes")
                .standard(S7_COMMUNICATION + "setup communication")
                .build();
    }

    /// Read SZL, index 0: 33 bytes.
    static FrameTemplate readTemplate(int list) {
        return data("0021")
                .fixed("32 07 0000", "S7 user data")
                .variable(2, new Counter(), "PDU reference")
                .fixed("0008 0008", "parameter and data of 8 bytes each")
                .fixed("000112 04 11", "request")
                .fixed("44 01", "CPU functions: read SZL")
                .fixed("00", "sequence number 0")
                .fixed("ff 09 0004", "4 bytes follow")
                .fixed("%04x 0000".formatted(list), "SZL-ID 0x%04X, index 0".formatted(list))
                .standard(SYSTEM_STATUS_LISTS)
                .build();
    }

    /// Read the rest of an SZL: 33 bytes.
    static FrameTemplate continueTemplate() {
        return data("0021")
                .fixed("32 07 0000", "S7 user data")
                .variable(2, new Counter(), "PDU reference")
                .fixed("000c 0004", "parameter of 12 bytes, data of 4")
                .fixed("000112 08 12", "continuation")
                .fixed("44 01", "CPU functions: read SZL")
                .variable(1, new PreviousAnswer(SEQUENCE), "sequence number of the answer before")
                .fixed("00 00 0000", "data unit 0, no more, no error")
                .fixed("0a 00 0000", "no data")
                .standard(SYSTEM_STATUS_LISTS)
                .build();
    }

    /// COTP disconnect request (ISO 8073, 13.5): 11 bytes.
    static FrameTemplate disconnectTemplate() {
        return FrameTemplate.builder()
                .fixed("03 00 000b", "TPKT version 3, 11 bytes")
                .fixed("06 80", "COTP disconnect request")
                .variable(2, new AnswerTo(CONNECT_STEP, THEIR_REFERENCE), "their reference")
                .fixed("0014", "our reference")
                .fixed("00", "reason: not specified")
                .standard("RFC 1006, 6; ISO 8073, 13.5")
                .build();
    }

    private static FrameTemplate.Builder data(String length) {
        return FrameTemplate.builder()
                .fixed("03 00 " + length, "TPKT version 3, whole length")
                .fixed("02 f0 80", "COTP data, last unit");
    }

    /// A TSAP as it is usually written, for example `03.02`.
    static String tsap(int tsap) {
        return "%02x.%02x".formatted(tsap >>> 8, tsap & 0xFF);
    }

    static byte[] connect(int remoteTsap) {
        return bytes(
                new COTPPacketConnectionRequest(
                        List.of(
                                new COTPParameterCallingTsap(OUR_TSAP),
                                new COTPParameterCalledTsap(remoteTsap),
                                new COTPParameterTpduSize(COTPTpduSize.SIZE_1024)),
                        null,
                        0,
                        OUR_REFERENCE,
                        COTPProtocolClass.CLASS_0));
    }

    static byte[] setup(int reference) {
        return s7(
                new S7MessageRequest(
                        reference, new S7ParameterSetupCommunication(1, 1, PDU), null));
    }

    /// @param list 0x0011 or 0x001C; PLC4X writes a wrong frame for lists that it does not know
    static byte[] read(int reference, int list) {
        SzlSublist sublist =
                list == 0x0011
                        ? SzlSublist.MODULE_IDENTIFICATION
                        : SzlSublist.COMPONENT_IDENTIFICATION;
        var item =
                new S7PayloadUserDataItemCpuFunctionReadSzlRequest(
                        DataTransportErrorCode.OK,
                        DataTransportSize.OCTET_STRING,
                        4,
                        new SzlId(SzlModuleTypeClass.CPU, (byte) 0, sublist),
                        0);
        return userData(reference, (short) 0x11, (short) 0, item);
    }

    /// @param sequence the sequence number of the answer before, 0 to 255
    static byte[] more(int reference, int sequence) {
        var item =
                new S7PayloadUserDataItemCpuFunctionReadSzlNoDataRequest(
                        DataTransportErrorCode.NOT_FOUND, DataTransportSize.NULL, 0);
        return userData(reference, (short) 0x12, (short) sequence, item);
    }

    private static byte[] userData(
            int reference, short method, short sequence, S7PayloadUserDataItem item) {
        boolean first = method == 0x11;
        var parameter =
                new S7ParameterUserDataItemCPUFunctions(
                        method,
                        (byte) 4,
                        (byte) 4,
                        (short) 1,
                        sequence,
                        first ? null : (short) 0,
                        first ? null : (short) 0,
                        first ? null : 0);
        return s7(
                new S7MessageUserData(
                        reference,
                        new S7ParameterUserData(List.of(parameter)),
                        new S7PayloadUserData(List.of(item))));
    }

    /// @param theirReference the device's reference, 0 to 65535
    static byte[] disconnect(int theirReference) {
        return bytes(
                new COTPPacketDisconnectRequest(
                        List.of(), null, theirReference, OUR_REFERENCE, COTPProtocolClass.CLASS_0));
    }

    private static byte[] s7(S7Message message) {
        return bytes(new COTPPacketData(List.of(), message, true, (byte) 0));
    }

    private static byte[] bytes(COTPPacket packet) {
        var frame = new TPKTPacket(packet);
        var buffer = new WriteBufferByteBased(frame.getLengthInBytes());
        try {
            frame.serialize(buffer);
        } catch (SerializationException e) {
            throw new IllegalStateException("an S7 request of ours does not serialise", e);
        }
        return buffer.getBytes();
    }
}
