package io.walkdown.suite.real;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What Walkdown must report of each server. [ServersAnswerTest] has the bytes behind each row.
final class Expectations {
    private static final String IDENTIFIED = "identified";
    private static final String PARTIAL = "partial";
    private static final String NOT_SUPPORTED = "not-supported";

    private static final String S7 = "protocol: s7; profile: s7-300; rack: 0; slot: 2";
    private static final String MODBUS = "protocol: modbus; profile: m340";
    private static final String BASIC_ALONE = "protocol: modbus; profile: quantum-noe";

    private Expectations() {}

    static List<Expectation> all() {
        return List.of(
                snap7(),
                pymodbus(),
                pymodbusBasic(),
                pymodbusWithoutRevision(),
                pymodbusUmlaut(),
                libmodbus(),
                modbusSerialBasic(),
                modbusSerialLongBasic(),
                modbusSerialLongRegular(),
                modbusSerialPrivate(),
                modbusSerialUmlaut(),
                jsmodbus(),
                digitalpetri(),
                j2mod(),
                j2modUnitOne());
    }

    private static Expectation snap7() {
        return new Expectation(
                "tells order number, hardware and firmware; its serial number is not asked for",
                ServerProgram.SNAP7,
                "",
                S7,
                IDENTIFIED,
                "",
                0,
                4,
                Map.of(
                        "orderNumber", known("6ES7 315-2EH14-0AB0"),
                        "hardwareRevision", known("4"),
                        "firmwareRevision", known("V3.2.6")),
                Map.of("bootLoader", known("A32.9.9")));
    }

    private static Expectation pymodbus() {
        return new Expectation(
                "tells all seven objects",
                ServerProgram.PYMODBUS,
                "whole",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                2,
                pymodbusFields(),
                pymodbusAttributes());
    }

    private static Expectation pymodbusBasic() {
        return new Expectation(
                "is asked once where the profile allows the basic objects alone",
                ServerProgram.PYMODBUS,
                "whole",
                BASIC_ALONE,
                IDENTIFIED,
                "",
                0,
                1,
                Map.of(
                        "manufacturer", known("Walkdown Lab"),
                        "orderNumber", known("WL-PY-300"),
                        "firmwareRevision", known("3.0.0-7")),
                Map.of());
    }

    private static Expectation pymodbusWithoutRevision() {
        return new Expectation(
                "leaves out a mandatory object: not supported",
                ServerProgram.PYMODBUS,
                "no-revision",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                2,
                with(pymodbusFields(), "firmwareRevision", NOT_SUPPORTED),
                pymodbusAttributes());
    }

    /// The first object's length is two bytes short, so that what follows is not where it should
    /// be.
    private static Expectation pymodbusUmlaut() {
        return new Expectation(
                "counts characters, not bytes: a broken list",
                ServerProgram.PYMODBUS,
                "umlaut",
                MODBUS,
                "malformed",
                "object list ends inside object 2",
                3,
                1,
                Map.of(),
                Map.of());
    }

    /// Its server id would tell its version; no profile allows Report Server ID.
    private static Expectation libmodbus() {
        return new Expectation(
                "refuses device identification, half a second late",
                ServerProgram.LIBMODBUS,
                "",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                1,
                notSupported(),
                noNames());
    }

    private static Expectation modbusSerialBasic() {
        return new Expectation(
                "holds the basic objects alone: one request",
                ServerProgram.MODBUS_SERIAL,
                "basic",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                1,
                with(modbusSerialFields(), "model", NOT_SUPPORTED),
                noNames());
    }

    private static Expectation modbusSerialLongBasic() {
        return new Expectation(
                "splits the basic objects over two answers",
                ServerProgram.MODBUS_SERIAL,
                "long-basic",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                2,
                Map.of(
                        "manufacturer", known("V".repeat(200)),
                        "orderNumber", known("P".repeat(100)),
                        "firmwareRevision", known("8.0.25"),
                        "model", NOT_SUPPORTED),
                noNames());
    }

    private static Expectation modbusSerialLongRegular() {
        return new Expectation(
                "sends regular objects unasked, and splits them",
                ServerProgram.MODBUS_SERIAL,
                "long-regular",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                3,
                modbusSerialFields(),
                Map.of(
                        "vendorUrl", known("http://lab.example/" + "u".repeat(80)),
                        "modelName", known("MS-8025 rev C"),
                        "userApplicationName", known("A".repeat(120))));
    }

    private static Expectation modbusSerialPrivate() {
        return new Expectation(
                "sends a private object unasked; the next one is not fetched",
                ServerProgram.MODBUS_SERIAL,
                "private",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                2,
                modbusSerialFields(),
                with(modbusSerialAttributes(), "object80", known("Boiler house")));
    }

    private static Expectation modbusSerialUmlaut() {
        return new Expectation(
                "cuts text that is not ASCII",
                ServerProgram.MODBUS_SERIAL,
                "umlaut",
                MODBUS,
                IDENTIFIED,
                "",
                0,
                2,
                with(modbusSerialFields(), "model", known("Kühlkrei")),
                modbusSerialAttributes());
    }

    private static Expectation jsmodbus() {
        return new Expectation(
                "refuses with a malformed exception: not supported, and nothing more is asked",
                ServerProgram.JSMODBUS,
                "",
                MODBUS,
                PARTIAL,
                "behind an extra byte",
                3,
                1,
                notSupported(),
                with(noNames(), "exceptionForm", known("extra byte before the exception code")));
    }

    private static Expectation digitalpetri() {
        return new Expectation(
                "closes the connection without an answer",
                ServerProgram.DIGITALPETRI,
                "",
                MODBUS,
                "closed",
                "some servers close on a function they do not offer",
                3,
                1,
                Map.of(),
                Map.of());
    }

    private static Expectation j2mod() {
        return new Expectation(
                "refuses the unit",
                ServerProgram.J2MOD,
                "",
                MODBUS,
                PARTIAL,
                "unit refused, exception 0x02",
                3,
                1,
                Map.of(),
                Map.of());
    }

    private static Expectation j2modUnitOne() {
        return new Expectation(
                "serves unit 1, which does not support the read",
                ServerProgram.J2MOD,
                "",
                MODBUS + "; unit: 1",
                IDENTIFIED,
                "",
                0,
                1,
                notSupported(),
                noNames());
    }

    private static Map<String, String> pymodbusFields() {
        return Map.of(
                "manufacturer", known("Walkdown Lab"),
                "orderNumber", known("WL-PY-300"),
                "firmwareRevision", known("3.0.0-7"),
                "model", known("Boiler house gauge"));
    }

    private static Map<String, String> pymodbusAttributes() {
        return Map.of(
                "vendorUrl", known("http://lab.example/py"),
                "modelName", known("PY-300 rev B"),
                "userApplicationName", known("Gauge 7"));
    }

    private static Map<String, String> modbusSerialFields() {
        return Map.of(
                "manufacturer", known("Walkdown Lab"),
                "orderNumber", known("WL-MS-8025"),
                "firmwareRevision", known("8.0.25"),
                "model", known("Cooling water skid"));
    }

    private static Map<String, String> modbusSerialAttributes() {
        return Map.of(
                "vendorUrl", known("http://lab.example/ms"),
                "modelName", known("MS-8025 rev C"),
                "userApplicationName", known("Skid 2"));
    }

    private static Map<String, String> notSupported() {
        return Map.of(
                "manufacturer", NOT_SUPPORTED,
                "orderNumber", NOT_SUPPORTED,
                "firmwareRevision", NOT_SUPPORTED,
                "model", NOT_SUPPORTED);
    }

    private static Map<String, String> noNames() {
        return Map.of(
                "vendorUrl", NOT_SUPPORTED,
                "modelName", NOT_SUPPORTED,
                "userApplicationName", NOT_SUPPORTED);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String state) {
        var out = new HashMap<String, String>(fields);
        out.put(name, state);
        return out;
    }

    private static String known(String value) {
        return "known \"" + value + "\"";
    }
}
