package io.walkdown.suite.real;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A server that others wrote, with our few lines around it in `src/test/servers`.
enum ServerProgram {
    /// S7comm, C++, with the built-in identity of a CPU 315-2 PN/DP.
    SNAP7("127.84.0.1"),
    /// Modbus/TCP, Python.
    PYMODBUS("127.84.0.2"),
    /// Modbus/TCP, C.
    LIBMODBUS("127.84.0.3"),
    /// Modbus/TCP, JavaScript.
    MODBUS_SERIAL("127.84.0.4"),
    /// Modbus/TCP, JavaScript.
    JSMODBUS("127.84.0.5"),
    /// Modbus/TCP, Java.
    DIGITALPETRI("127.84.0.6"),
    /// Modbus/TCP, Java.
    J2MOD("127.84.0.7");

    private final String address;

    ServerProgram(String address) {
        this.address = address;
    }

    /// The name of its folder, and in `-DallowMissing`.
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The program of that [#id()], or empty.
    static Optional<ServerProgram> byId(String id) {
        return Arrays.stream(values()).filter(program -> program.id().equals(id)).findFirst();
    }

    /// The loopback address that is this server's own, so that a mix-up shows.
    String address() {
        return address;
    }

    /// The start of its command line; empty where the server is not there.
    Optional<List<String>> command(Setup setup) {
        return switch (this) {
            case SNAP7, PYMODBUS, LIBMODBUS, MODBUS_SERIAL, JSMODBUS -> installed(setup.servers());
            case DIGITALPETRI ->
                    java(setup.sources(), "com.digitalpetri.modbus.server.ModbusTcpServer");
            case J2MOD -> java(setup.sources(), "com.ghgande.j2mod.modbus.slave.ModbusSlave");
        };
    }

    /// The version that install-servers noted.
    Path versionFile(Setup setup) {
        return setup.servers().resolve(id()).resolve("version");
    }

    private Optional<List<String>> installed(Path servers) {
        Path run = servers.resolve(id()).resolve("run");
        return Files.isExecutable(run) ? Optional.of(List.of(run.toString())) : Optional.empty();
    }

    private Optional<List<String>> java(Path sources, String neededClass) {
        try {
            Class.forName(neededClass, false, ServerProgram.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
        return Optional.of(
                List.of(
                        Setup.java(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        Setup.property("java.class.path"),
                        sources.resolve(id()).resolve("Server.java").toString()));
    }
}
