package io.walkdown.profiles;

import java.util.Arrays;
import java.util.Optional;

/// A read that Walkdown can ask for. There is no write: what is not a case here cannot be spelled
/// (S1). Parameters only; the bytes are the protocol package's business.
public sealed interface ReadRequest {
    /// The name used in profiles, plans and on screens, for example `szl-0011`.
    String id();

    /// The protocol that the request belongs to.
    Protocol protocol();

    /// An S7 system status list, read whole.
    ///
    /// @param list which list
    record ReadSzl(SzlList list) implements ReadRequest {
        @Override
        public String id() {
            return list == SzlList.MODULE_IDENTIFICATION ? "szl-0011" : "szl-001c";
        }

        @Override
        public Protocol protocol() {
            return Protocol.S7;
        }
    }

    /// The S7 system status lists that may be read (SIMATIC System and Standard Functions, chapter
    /// "System Status Lists").
    enum SzlList {
        /// SZL-ID 0x0011, index 0: order number, hardware, firmware.
        MODULE_IDENTIFICATION,
        /// SZL-ID 0x001C, index 0: system and module name, plant designation, serial number.
        COMPONENT_IDENTIFICATION
    }

    /// Modbus Read Device Identification, function code 43 (0x2B), MEI type 14 (Modbus Application
    /// Protocol V1.1b3, 6.21).
    ///
    /// @param category how much is read; stream access
    record ReadDeviceIdentification(Category category) implements ReadRequest {
        @Override
        public String id() {
            return switch (category) {
                case BASIC -> "device-id-basic";
                case REGULAR -> "device-id-regular";
                case EXTENDED -> "device-id-extended";
            };
        }

        @Override
        public Protocol protocol() {
            return Protocol.MODBUS;
        }
    }

    /// The stream access categories of the Modbus device identification object, with their read
    /// device id codes 1 to 3.
    enum Category {
        BASIC,
        REGULAR,
        EXTENDED
    }

    /// Modbus Report Server ID, function code 17 (0x11) (Modbus Application Protocol V1.1b3, 6.13).
    record ReportServerId() implements ReadRequest {
        @Override
        public String id() {
            return "report-server-id";
        }

        @Override
        public Protocol protocol() {
            return Protocol.MODBUS;
        }
    }

    /// The number of open TCP connections of a WAGO 750 coupler: holding register 0x102A, read
    /// before anything else so that two connections stay free (S2).
    record ReadOpenConnections() implements ReadRequest {
        @Override
        public String id() {
            return "wago-open-connections";
        }

        @Override
        public Protocol protocol() {
            return Protocol.MODBUS;
        }
    }

    /// EtherNet/IP ListIdentity, command 0x0063, one unicast datagram (CIP Networks Library, volume
    /// 2, 2-4.2).
    record ListIdentity() implements ReadRequest {
        @Override
        public String id() {
            return "list-identity";
        }

        @Override
        public Protocol protocol() {
            return Protocol.ENIP;
        }
    }

    /// Get_Attributes_All on the Identity object of the module in one chassis slot, by unconnected
    /// send (CIP Networks Library, volume 1, 3-5.5.4 and 5A-2).
    record ReadSlotIdentity() implements ReadRequest {
        @Override
        public String id() {
            return "slot-identity";
        }

        @Override
        public Protocol protocol() {
            return Protocol.ENIP;
        }
    }

    /// Every request that exists, in the order in which a visit would ask.
    static ReadRequest[] all() {
        return new ReadRequest[] {
            new ReadSzl(SzlList.MODULE_IDENTIFICATION),
            new ReadSzl(SzlList.COMPONENT_IDENTIFICATION),
            new ReadOpenConnections(),
            new ReadDeviceIdentification(Category.BASIC),
            new ReadDeviceIdentification(Category.REGULAR),
            new ReadDeviceIdentification(Category.EXTENDED),
            new ReportServerId(),
            new ListIdentity(),
            new ReadSlotIdentity()
        };
    }

    /// The request of that [#id()], or empty.
    static Optional<ReadRequest> byId(String id) {
        return Arrays.stream(all()).filter(request -> request.id().equals(id)).findFirst();
    }
}
