package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import io.walkdown.simulator.HonestTalk;
import io.walkdown.simulator.PlantFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a hostile device speaks, and the honest device behind it.
///
/// A visit asks requests 0, 1, … of one connection; an EtherNet/IP device that misbehaves over TCP
/// is honest by UDP, so that its slots are asked at all.
public enum Spoken {
    /// S7 communication: connect, set up, two system status lists, disconnect.
    S7(
            "S7",
            """
            s7: {slot: 2, orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: S C-X4U421302009,
                 systemName: SIMATIC 300, moduleName: PLC_1, plantId: Line 4,
                 moduleType: Model of this controller, pduSize: 480}
            """,
            "0300001611e00000001400c1020100c2020302c0010a",
            "0300001902f08032010000000100080000f0000001000101e0",
            "0300002102f080320700000002000800080001120411440100ff09000400110000",
            "0300002102f080320700000003000800080001120411440100ff090004001c0000"),
    /// Modbus/TCP: basic and regular device identification, no close of its own.
    MODBUS(
            "Modbus/TCP",
            """
            modbus:
              units:
                255: {conformity: 2, objects: {0: Acme, 1: AC-500, 2: V2.10, 3: acme.example,
                      4: Model of this controller, 5: AC, 6: Pump house}}
            """,
            "000100000005ff2b0e0100",
            "000200000005ff2b0e0200"),
    /// EtherNet/IP by datagram: ListIdentity.
    ENIP_UDP("EtherNet/IP, UDP", Constants.CHASSIS, "63000000 00000000 00000000 " + Constants.REST),
    /// EtherNet/IP over TCP: a session, two slots, the session's end.
    ENIP_TCP(
            "EtherNet/IP, slots",
            Constants.CHASSIS,
            "65000400 00000000 00000000 " + Constants.REST + "01000000",
            Constants.SLOT + "00",
            Constants.SLOT + "01");

    /// The honest device's model, which text attacks write over.
    static final String MODEL = "Model of this controller";

    /// Constants of an enum cannot be used before its values.
    private static final class Constants {
        static final String CHASSIS =
                """
                enip:
                  identity: {vendor: 1, deviceType: 14, productCode: 166, major: 33, minor: 11,
                             serial: "00C0FFEE", name: Model of this controller}
                  modules:
                    0: {vendor: 1, deviceType: 14, productCode: 166, major: 33, minor: 11,
                        serial: "00C0FFEE", name: Model of this controller}
                    1: {vendor: 1, deviceType: 7, productCode: 17, major: 3, minor: 5,
                        serial: "0BADCAFE", name: 1756-IB16/A DCIN}
                """;
        static final String REST = "77616c6b646f776e 00000000 ";
        static final String SLOT =
                "6f002400 40302010 00000000 "
                        + REST
                        + "00000000 0000 0200 00000000 b2001400"
                        + "5202 20062401 0001 0600 010220012401 0100 01";
    }

    private final String title;
    private final String device;
    private final String requests;

    Spoken(String title, String device, String... requests) {
        this.title = title;
        this.device = device;
        this.requests = String.join(",", requests);
    }

    /// The name on the page.
    public String title() {
        return title;
    }

    boolean overUdp() {
        return this == ENIP_UDP;
    }

    /// Whether a UDP port is served, too.
    boolean listensByUdp() {
        return this == ENIP_UDP || this == ENIP_TCP;
    }

    /// The honest device, at that address.
    PlantFile plant(String address) {
        return PlantFile.parse(
                """
                version: 1
                name: hostile
                devices:
                  - name: device
                    address: %s
                """
                                .formatted(address)
                        + device.indent(4));
    }

    private List<Bytes> requests() {
        return Pattern.compile(",").splitAsStream(requests).map(Bytes::hex).toList();
    }

    /// What the honest device answers in a whole visit, closing frames excluded.
    List<Bytes> answers() {
        HonestTalk talk = HonestTalk.with(plant("127.0.0.1"), 44818);
        List<Bytes> answers = new ArrayList<>();
        try {
            for (Bytes request : requests()) {
                Bytes answer = talk.answer(request).bytes();
                if (answer.length() == 0) {
                    throw new IllegalStateException(this + " does not answer " + request);
                }
                answers.add(answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return List.copyOf(answers);
    }

    /// How many answers that are.
    int count() {
        return requests().size();
    }

    /// How a visit ends that gets no answer to that request: a device that has answered before is
    /// not silent.
    String silentAt(int request) {
        return this == ENIP_TCP || request > 0 ? "partial" : "silent";
    }

    /// How a visit ends whose connection is closed in place of that answer. On port 102 other
    /// protocols accept the connection request and close at S7's setup.
    String closedAt(int request) {
        if (this == S7 && request == 1) {
            return "not-spoken";
        }
        return this == ENIP_TCP || request > 0 ? "partial" : "closed";
    }

    /// How a visit ends at a device that says at that request that it is busy.
    String busyAt(int request) {
        return this == ENIP_TCP ? "partial" : "busy";
    }

    /// How a visit ends at which another protocol answers that request.
    String otherProtocolAt(int request) {
        return this == ENIP_TCP ? "partial" : request == 0 ? "not-spoken" : "malformed";
    }
}
