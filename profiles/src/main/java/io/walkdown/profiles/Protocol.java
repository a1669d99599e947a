package io.walkdown.profiles;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// An industrial protocol that a profile can speak about.
///
/// A profile may describe limits for a protocol that this version of Walkdown does not speak yet; a
/// site file may name only protocols with [#spoken()].
public enum Protocol {
    /// Siemens S7comm over ISO-on-TCP (RFC 1006), TCP port 102.
    S7(102, true),
    /// Modbus/TCP (Modbus Messaging on TCP/IP Implementation Guide V1.0b), TCP port 502.
    MODBUS(502, true),
    /// EtherNet/IP (CIP Networks Library, volume 2), UDP and TCP port 44818.
    ENIP(44818, true),
    /// Omron FINS over UDP, port 9600.
    FINS(9600, false),
    /// Mitsubishi SLMP; the port is set in each project, none is standard.
    SLMP(5007, false),
    /// Beckhoff ADS discovery over UDP, port 48899.
    ADS(48899, false),
    /// BACnet/IP, UDP port 47808.
    BACNET(47808, false),
    /// OPC UA binary, TCP port 4840.
    OPCUA(4840, false),
    /// DNP3, TCP port 20000.
    DNP3(20000, false),
    /// IEC 60870-5-104, TCP port 2404.
    IEC104(2404, false),
    /// IEC 61850 MMS over ISO-on-TCP, TCP port 102.
    MMS(102, false),
    /// HART-IP, UDP and TCP port 5094.
    HARTIP(5094, false);

    private final int defaultPort;
    private final boolean spoken;

    Protocol(int defaultPort, boolean spoken) {
        this.defaultPort = defaultPort;
        this.spoken = spoken;
    }

    /// The port that the protocol's standard or its registration names, 1 to 65535.
    public int defaultPort() {
        return defaultPort;
    }

    /// Whether this version of Walkdown can ask in this protocol.
    public boolean spoken() {
        return spoken;
    }

    /// The name used in site files and profiles: lower case, without punctuation.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The protocol of that [#id()], or empty.
    public static Optional<Protocol> byId(String id) {
        return Arrays.stream(values()).filter(p -> p.id().equals(id)).findFirst();
    }
}
