package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.SimulatedPlant.Ports;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// nmap's own scripts recognise the devices; they are also rude enough for the witness to notice.
@Tag("nmap")
class NmapTest {

    private static final SimulatedPlant PLANT =
            SimulatedPlant.start(PlantFile.demo(), Ports.EPHEMERAL);

    @AfterAll
    static void end() {
        PLANT.close();
    }

    /// The plus sign runs a script on ports that are not the protocol's own.
    private static String nmap(String script, String device) throws Exception {
        Tools.require("nmap");
        return Tools.run(
                List.of(
                        "nmap",
                        "--unprivileged",
                        "-Pn",
                        "-n",
                        "-sT",
                        "-p" + PLANT.port(device),
                        "--script",
                        "+" + script,
                        PLANT.address(device)));
    }

    @Test
    void s7InfoReadsOrderNumberVersionAndSerialNumber() throws Exception {
        assertThat(nmap("s7-info", "filler-plc"))
                .contains("Module: 6ES7 315-2EH14-0AB0")
                .contains("Version: 3.2.8")
                .contains("Serial Number: S C-C2UR28922012")
                .contains("System Name: FILLER-4");
        assertThat(PLANT.witness().device("filler-plc").breachCount()).isPositive();
    }

    @Test
    void modbusDiscoverReadsDeviceIdentification() throws Exception {
        assertThat(nmap("modbus-discover", "energy-meters"))
                .contains("Schneider Electric METSEPM5320 004.001.000");
    }

    @Test
    void enipInfoReadsIdentity() throws Exception {
        assertThat(nmap("enip-info", "mixer-chassis"))
                .contains("vendor: Rockwell Automation/Allen-Bradley (1)")
                .contains("productName: 1756-L73/B LOGIX5573")
                .contains("serialNumber: 0x00b3a5c1")
                .contains("revision: 20.19")
                .contains("deviceIp: 127.20.0.14");
    }
}
