package io.walkdown.suite.real;

import static io.walkdown.suite.real.Exchange.answered;
import static io.walkdown.suite.real.Exchange.closed;
import static io.walkdown.suite.real.Exchange.silent;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What each server answers, byte by byte, to requests written by hand: the facts behind
/// [RealDeviceTest]. Nothing of Walkdown's takes part.
@Tag("real-devices")
class ServersAnswerTest {
    private static final String BASIC = "0001 0000 0005 ff 2b 0e 01 00";
    private static final String REGULAR = "0001 0000 0005 ff 2b 0e 02 00";
    private static final String EXTENDED = "0001 0000 0005 ff 2b 0e 03 00";
    private static final String SERVER_ID = "0001 0000 0002 ff 11";

    private final Setup setup = Setup.ofSystemProperties();

    @TempDir Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> snap7() {
        return Stream.of(
                test(
                        "tells order number, hardware and firmware; confirms a disconnect",
                        ServerProgram.SNAP7,
                        "",
                        Szl.CONNECT,
                        Szl.SETUP,
                        Szl.MODULE_IDENTIFICATION,
                        Szl.DISCONNECT),
                test(
                        "sends the whole component identification list in one PDU of 480",
                        ServerProgram.SNAP7,
                        "",
                        Szl.CONNECT,
                        Szl.SETUP,
                        Szl.COMPONENT_IDENTIFICATION),
                test(
                        "refuses an unknown list with error D402 and return code 0A",
                        ServerProgram.SNAP7,
                        "",
                        Szl.CONNECT,
                        Szl.SETUP,
                        Szl.UNKNOWN));
    }

    @TestFactory
    Stream<DynamicTest> pymodbus() {
        String basic = text(0, "Walkdown Lab") + text(1, "WL-PY-300");
        String whole =
                text(3, "http://lab.example/py")
                        + text(4, "Boiler house gauge")
                        + text(5, "PY-300 rev B")
                        + text(6, "Gauge 7");
        return Stream.of(
                test(
                        "claims conformity 3 and serves each category in one answer",
                        ServerProgram.PYMODBUS,
                        "whole",
                        answered(BASIC, objects(1, 0x83, 0, 0, 3, basic + text(2, "3.0.0-7"))),
                        answered(
                                REGULAR,
                                objects(2, 0x83, 0, 0, 7, basic + text(2, "3.0.0-7") + whole)),
                        answered(
                                EXTENDED,
                                objects(3, 0x83, 0, 0, 7, basic + text(2, "3.0.0-7") + whole))),
                test(
                        "leaves out a mandatory object, and sends it with length 0 when asked alone",
                        ServerProgram.PYMODBUS,
                        "no-revision",
                        answered(BASIC, objects(1, 0x83, 0, 0, 2, basic)),
                        answered(
                                "0001 0000 0005 ff 2b 0e 04 02", objects(4, 0x83, 0, 0, 1, "0200")),
                        answered(EXTENDED, objects(3, 0x83, 0, 0, 6, basic + whole))),
                test(
                        "counts characters, not bytes, and sends more bytes than it counts",
                        ServerProgram.PYMODBUS,
                        "umlaut",
                        answered(
                                BASIC,
                                objects(
                                        1,
                                        0x83,
                                        0,
                                        0,
                                        3,
                                        "0009 4bc3a46c74652053c3bc64"
                                                + text(1, "WL-PY-300")
                                                + text(2, "3.0.0-7")))),
                test(
                        "answers Report Server ID with three objects, the run state last",
                        ServerProgram.PYMODBUS,
                        "whole",
                        answered(
                                SERVER_ID,
                                "0001 0000 0022 ff 11 1f %s ff"
                                        .formatted(hex("Walkdown Lab-WL-PY-300-3.0.0-7")))));
    }

    @TestFactory
    Stream<DynamicTest> libmodbus() {
        return Stream.of(
                dynamicTest(
                        "has no device identification, after half a second; its server id is its"
                                + " version",
                        () ->
                                talk(
                                        ServerProgram.LIBMODBUS,
                                        "",
                                        answered(BASIC, "0001 0000 0003 ff ab 01"),
                                        answered(SERVER_ID, libmodbusServerId()))));
    }

    @TestFactory
    Stream<DynamicTest> modbusSerial() {
        String basic = text(0, "Walkdown Lab") + text(1, "WL-MS-8025") + text(2, "8.0.25");
        String named = text(4, "Cooling water skid") + text(5, "MS-8025 rev C");
        String url = text(3, "http://lab.example/" + "u".repeat(80));
        String longText = text(6, "A".repeat(120));
        String regular = basic + text(3, "http://lab.example/ms") + named + text(6, "Skid 2");
        return Stream.of(
                test(
                        "has conformity 1 where it holds the basic objects alone; no Report Server"
                                + " ID, without a word",
                        ServerProgram.MODBUS_SERIAL,
                        "basic",
                        answered(BASIC, objects(1, 0x81, 0, 0, 3, basic)),
                        silent(SERVER_ID)),
                test(
                        "splits long basic objects over two answers",
                        ServerProgram.MODBUS_SERIAL,
                        "long-basic",
                        answered(BASIC, objects(1, 0x81, 0xFF, 1, 1, text(0, "V".repeat(200)))),
                        answered(
                                "0001 0000 0005 ff 2b 0e 01 01",
                                objects(
                                        1,
                                        0x81,
                                        0,
                                        0,
                                        2,
                                        text(1, "P".repeat(100)) + text(2, "8.0.25")))),
                test(
                        "ignores the read code, so that basic goes on at a regular object, for ever",
                        ServerProgram.MODBUS_SERIAL,
                        "long-regular",
                        answered(BASIC, objects(1, 0x82, 0xFF, 6, 6, basic + url + named)),
                        answered(
                                "0001 0000 0005 ff 2b 0e 01 06",
                                objects(1, 0x82, 0xFF, 6, 6, basic + url + named)),
                        answered(REGULAR, objects(2, 0x82, 0xFF, 6, 6, basic + url + named)),
                        answered(
                                "0001 0000 0005 ff 2b 0e 02 06",
                                objects(2, 0x82, 0, 0, 1, longText))),
                test(
                        "has conformity 3 where it holds private objects, and goes on at them",
                        ServerProgram.MODBUS_SERIAL,
                        "private",
                        answered(
                                EXTENDED,
                                objects(
                                        3,
                                        0x83,
                                        0xFF,
                                        0x81,
                                        8,
                                        regular + text(128, "Boiler house"))),
                        answered(
                                "0001 0000 0005 ff 2b 0e 03 81",
                                objects(3, 0x83, 0, 0, 1, text(129, "C".repeat(150))))),
                test(
                        "counts characters, not bytes, and cuts the text to as many bytes",
                        ServerProgram.MODBUS_SERIAL,
                        "umlaut",
                        answered(
                                BASIC,
                                objects(
                                        1,
                                        0x82,
                                        0,
                                        0,
                                        7,
                                        basic
                                                + text(3, "http://lab.example/ms")
                                                + text(4, "Kühlkrei")
                                                + text(5, "MS-8025 rev C")
                                                + text(6, "Skid 2")))));
    }

    @TestFactory
    Stream<DynamicTest> jsmodbus() {
        return Stream.of(
                test(
                        "puts a byte too many before the exception code; ignores Report Server ID",
                        ServerProgram.JSMODBUS,
                        "",
                        answered(BASIC, "0001 0000 0004 ff ab 0e 01"),
                        silent(SERVER_ID)));
    }

    @TestFactory
    Stream<DynamicTest> digitalpetri() {
        String name = "closes the connection on a function code that it does not know";
        return Stream.of(
                test(name, ServerProgram.DIGITALPETRI, "", closed(BASIC)),
                test(name, ServerProgram.DIGITALPETRI, "", closed(SERVER_ID)));
    }

    @TestFactory
    Stream<DynamicTest> j2mod() {
        return Stream.of(
                test(
                        "refuses a unit that it does not serve with exception 2, others with 1",
                        ServerProgram.J2MOD,
                        "",
                        answered(BASIC, "0001 0000 0003 ff ab 02"),
                        answered("0001 0000 0005 01 2b 0e 01 00", "0001 0000 0003 01 ab 01"),
                        answered("0001 0000 0002 01 11", "0001 0000 0003 01 91 01")));
    }

    private DynamicTest test(
            String name, ServerProgram program, String identity, Exchange... exchanges) {
        return dynamicTest(name, () -> talk(program, identity, exchanges));
    }

    private void talk(ServerProgram program, String identity, Exchange... exchanges)
            throws Exception {
        Path log = Files.createTempFile(folder, program.id(), ".log");
        try (var server = RunningServer.start(program, identity, setup, log);
                var socket = new Socket(server.address(), server.port())) {
            for (Exchange exchange : List.of(exchanges)) {
                exchange.check(socket);
            }
        }
    }

    private String libmodbusServerId() throws Exception {
        Path file = ServerProgram.LIBMODBUS.versionFile(setup);
        String id = "LMB" + Files.readString(file).strip();
        int count = id.length() + 2;
        return "0001 0000 00%02x ff 11 %02x b4 ff %s".formatted(count + 3, count, hex(id));
    }

    private static String objects(
            int code, int conformity, int more, int next, int count, String list) {
        String data = list.replace(" ", "");
        return "0001 0000 %04x ff 2b 0e %02x %02x %02x %02x %02x %s"
                .formatted(8 + data.length() / 2, code, conformity, more, next, count, data);
    }

    private static String text(int id, String text) {
        return "%02x%02x%s".formatted(id, text.getBytes(StandardCharsets.UTF_8).length, hex(text));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
