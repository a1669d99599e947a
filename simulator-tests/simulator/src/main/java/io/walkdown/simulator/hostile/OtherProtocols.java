package io.walkdown.simulator.hostile;

import io.walkdown.simulator.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Servers of other protocols on the port.
final class OtherProtocols {
    /// RFC 8446, 6: a record of type alert, version 3.1, two bytes: fatal, protocol_version.
    private static final Bytes TLS_ALERT = Bytes.hex("15 0301 0002 02 46");

    /// RFC 8446, 5.1 and 4.1.3: the beginning of a record of type handshake with a ServerHello.
    private static final Bytes TLS_HELLO =
            Edit.join(Bytes.hex("16 0303 007a 02 000076 0303"), Edit.filled(116, 0x5c));

    private OtherProtocols() {}

    /// Who answers whatever is asked first.
    private static final Map<String, Bytes> ANSWERING = new LinkedHashMap<>();

    /// Who speaks as soon as a connection stands.
    private static final Map<String, Bytes> GREETING = new LinkedHashMap<>();

    static {
        ANSWERING.put("TLS alert", TLS_ALERT);
        ANSWERING.put("TLS ServerHello", TLS_HELLO);
        ANSWERING.put(
                "HTTP",
                Edit.ascii("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html></html>"));
        ANSWERING.put("Redis", Edit.ascii("-ERR unknown command\r\n"));
        GREETING.put("SSH", Edit.ascii("SSH-2.0-OpenSSH_9.6\r\n"));
        GREETING.put("FTP", Edit.ascii("220 Welcome to the recipe server\r\n"));
        GREETING.put("Telnet", Bytes.hex("fffd18 fffd20 fffd23 fffd27"));
    }

    static List<Misbehaviour> all() {
        return List.of(
                framing("other-protocol", "Answers in another protocol: TLS, HTTP, Redis.")
                        .overTcp(OtherProtocols::answers),
                framing("other-protocol-closes", "The same, and closes behind it.")
                        .overTcp(OtherProtocols::answersAndCloses),
                framing("other-protocol-greets", "Speaks first, as SSH, FTP and Telnet do.")
                        .overTcp(OtherProtocols::greets),
                framing("other-controller", "Answers as a controller of another protocol.")
                        .overTcp(OtherProtocols::controllers));
    }

    private static Misbehaviour framing(String name, String does) {
        return Misbehaviour.of(name, Layer.FRAMING, does);
    }

    private static List<Variant> answers(Spoken spoken) {
        return ANSWERING.entrySet().stream()
                .map(other ->
                        Variant.at(
                                0,
                                other.getKey(),
                                _ -> Edit.write(other.getValue()),
                                spoken.otherProtocolAt(0)))
                .toList();
    }

    private static List<Variant> answersAndCloses(Spoken spoken) {
        return ANSWERING.entrySet().stream()
                .map(other ->
                        Variant.at(
                                0,
                                other.getKey(),
                                _ -> List.of(new Act.Write(other.getValue()), new Act.Close()),
                                spoken.otherProtocolAt(0)))
                .toList();
    }

    private static List<Variant> greets(Spoken spoken) {
        return GREETING.entrySet().stream()
                .map(other ->
                        Variant.onConnect(
                                other.getKey(),
                                _ -> Edit.write(other.getValue()),
                                spoken.otherProtocolAt(0)))
                .toList();
    }

    /// The first answer of another kind of controller.
    private static List<Variant> controllers(Spoken spoken) {
        return Stream.of(Spoken.S7, Spoken.MODBUS, Spoken.ENIP_TCP)
                .filter(other -> other != spoken)
                .map(other ->
                        Variant.at(
                                0,
                                other.title(),
                                _ -> Edit.write(other.answers().getFirst()),
                                spoken.otherProtocolAt(0)))
                .toList();
    }
}
