package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.simulator.SimulatedPlant.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One polite scan of the demonstration's devices: what it learns, what the devices witness, and
/// what a dissector that is not ours makes of both directions.
class PoliteClientTest {

    /// Above every gap of the demonstration plant and above its site's spacing.
    private static final int GAP_MS = 45;

    private static final SimulatedPlant PLANT =
            SimulatedPlant.start(PlantFile.demo(), Ports.EPHEMERAL);
    private static final List<Bytes> FILLER = new ArrayList<>();
    private static final List<Bytes> LABELLER = new ArrayList<>();
    private static final List<Bytes> CHASSIS = new ArrayList<>();
    private static final List<Bytes> METERS = new ArrayList<>();
    private static final List<Bytes> CONVEYOR = new ArrayList<>();
    private static final List<Bytes> IDENTITIES = new ArrayList<>();

    @TempDir private Path folder;

    @BeforeAll
    static void scan() {
        s7("filler-plc", 2, FILLER, true);
        s7("labeller", 1, LABELLER, false);
        chassis();
        for (String device : List.of("capper", "mixer-chassis")) {
            Caller.pause(GAP_MS);
            IDENTITIES.add(Caller.askByUdp(PLANT, device, Requests.LIST_IDENTITY));
        }
        modbus("energy-meters", METERS, 1, 2, 3, 9);
        modbus("boiler", new ArrayList<>(), 255);
        conveyor();
    }

    @AfterAll
    static void end() {
        PLANT.close();
    }

    private static void s7(String device, int place, List<Bytes> answers, boolean fragments) {
        Caller caller = Caller.to(PLANT, device);
        ask(caller, answers, Requests.connect(place));
        ask(caller, answers, Requests.SETUP);
        ask(caller, answers, Requests.SZL_0011);
        ask(caller, answers, Requests.SZL_001C);
        if (fragments) {
            ask(caller, answers, Requests.followUp(1));
        }
        ask(caller, answers, Requests.DISCONNECT);
        caller.end();
    }

    private static void chassis() {
        Caller caller = Caller.to(PLANT, "mixer-chassis");
        ask(caller, CHASSIS, Requests.REGISTER);
        String session = CHASSIS.getFirst().from(4).first(4).toString();
        for (int slot = 0; slot <= 4; slot++) {
            ask(caller, CHASSIS, Requests.slotIdentity(session, slot));
        }
        Caller.pause(GAP_MS);
        caller.send(Requests.unregister(session));
        caller.end();
    }

    private static void modbus(String device, List<Bytes> answers, int... units) {
        Caller caller = Caller.to(PLANT, device);
        for (int unit : units) {
            long asked = System.nanoTime();
            ask(caller, answers, Requests.basicIdentification(unit));
            // a quarter of the line's time at most: rest three times as long as the exchange took
            long took = System.nanoTime() - asked;
            Caller.pause(units.length > 1 ? took * 3 / 1_000_000 + 1 : 0);
        }
        caller.end();
    }

    private static void conveyor() {
        Caller caller = Caller.to(PLANT, "conveyor");
        ask(caller, CONVEYOR, Requests.OPEN_CONNECTIONS);
        caller.end();
    }

    private static void ask(Caller caller, List<Bytes> answers, String request) {
        Caller.pause(GAP_MS);
        answers.add(caller.ask(request));
    }

    @Test
    void noDeviceSeesBreach() {
        assertThat(PLANT.breaches()).isEmpty();
    }

    @Test
    void devicesCountWhatWasSent() {
        WitnessReport.DeviceReport filler = PLANT.witness().device("filler-plc");

        assertThat(filler.connections()).isEqualTo(1);
        assertThat(filler.frames()).isEqualTo(6);
        assertThat(filler.maxOpen()).isEqualTo(1);
        assertThat(filler.openNow()).isZero();
        assertThat(filler.maxInFlight()).isEqualTo(1);
        assertThat(filler.minGapMs().orElse(0)).isBetween((double) GAP_MS, 5000.0);
        assertThat(filler.phases().getFirst().bytesOut())
                .isEqualTo(FILLER.stream().mapToInt(Bytes::length).sum());
        assertThat(PLANT.witness().device("press-safety").connections()).isZero();
    }

    @Test
    void panelKeepsItsConnections() {
        assertThat(PLANT.witness().hmi())
                .hasSize(5)
                .allSatisfy(hmi -> {
                    assertThat(hmi.lost()).isZero();
                    assertThat(hmi.polls()).isGreaterThan(10);
                    assertThat(hmi.longestAnswerMs()).isPositive();
                });
    }

    @Test
    void s7TellsOrderNumberFirmwareAndSerialNumber() {
        assertThat(Caller.text(FILLER.get(2))).contains("6ES7 315-2EH14-0AB0");
        // index 7: V, then the version's three numbers
        assertThat(FILLER.get(2).toString()).contains("00c0" + "5603" + "0208");
        assertThat(Caller.text(FILLER.get(3))).contains("FILLER-4", "PLC_FILLER", "BOTTLING 4");
        assertThat(Caller.text(FILLER.get(4))).contains("MMC 267FF11F");
    }

    @Test
    void s7CutsLongListAtThePdu() {
        Bytes first = FILLER.get(3);
        Bytes second = FILLER.get(4);

        assertThat(first.length()).isEqualTo(247);
        assertThat(first.from(24).first(3)).isEqualTo(Bytes.hex("010101"));
        assertThat(second.from(24).first(3)).isEqualTo(Bytes.hex("010100"));
        assertThat(first.u16(31) + second.u16(31)).isEqualTo(8 + 10 * 34);
    }

    @Test
    void s7WithoutComponentListSaysSo() {
        Bytes refused = LABELLER.get(3);

        assertThat(refused.from(27)).isEqualTo(Bytes.hex("d402 0a 00 0000"));
    }

    @Test
    void s7ConfirmsDisconnect() {
        assertThat(FILLER.getLast()).isEqualTo(Bytes.hex("0300000a 05 c0 0014 0001"));
    }

    @Test
    void chassisTellsEveryModuleAndRefusesEmptySlot() {
        assertThat(CHASSIS.subList(1, 5))
                .extracting(Caller::text)
                .satisfiesExactly(
                        slot -> assertThat(slot).endsWith("1756-L73/B LOGIX5573"),
                        slot -> assertThat(slot).endsWith("1756-EN2T/D"),
                        slot -> assertThat(slot).endsWith("1756-IB16/A DCIN"),
                        slot -> assertThat(slot).endsWith("1756-OB16E/A DCOUT EFUSE"));
        assertThat(CHASSIS.get(2).from(40).first(4)).isEqualTo(Bytes.hex("81000000"));
        assertThat(CHASSIS.get(5).from(40)).isEqualTo(Bytes.hex("d2 00 01 01 1203 01"));
    }

    @Test
    void listIdentityTellsNameAndSerialNumber() {
        Bytes answer = IDENTITIES.getFirst();

        assertThat(Caller.text(answer)).contains("1763-L16BWA B/13.00");
        assertThat(answer.i32le(58)).isEqualTo(0x4061BF22);
        // the socket address is big-endian
        assertThat(answer.u16(34)).isEqualTo(PLANT.port("capper"));
    }

    @Test
    void gatewayTellsEveryUnitAndThatOneDoesNotAnswer() {
        assertThat(METERS)
                .extracting(Caller::text)
                .satisfiesExactly(
                        unit -> assertThat(unit).contains("METSEPM5320", "004.001.000"),
                        unit -> assertThat(unit).contains("METSEPM5320", "003.008.000"),
                        unit -> assertThat(unit).contains("ABB", "B23 112-100"),
                        unit -> assertThat(unit).hasSize(9));
        assertThat(METERS.getLast().from(6)).isEqualTo(Bytes.hex("09 ab 0b"));
    }

    @Test
    void registerTellsOpenConnections() {
        // the panel's and this one
        assertThat(CONVEYOR.getFirst().from(7)).isEqualTo(Bytes.hex("03 02 0002"));
    }

    @Test
    void captureIsReadByTheProtocolsOwnDissectors() throws Exception {
        Tools.require("tshark");
        Path capture = folder.resolve("scan.pcapng");
        PLANT.capture(capture);

        assertThat(Tools.tshark(PLANT, capture, Tools.MALFORMED, "frame.number")).isEmpty();
        assertThat(Tools.tshark(PLANT, capture, "s7comm.param.userdata.type == 4", "tcp.len"))
                .hasSize(5);
        assertThat(
                        Tools.tshark(
                                PLANT,
                                capture,
                                "modbus.func_code == 43 && modbus.object_id",
                                "ip.src"))
                .contains("127.20.0.18", "127.20.0.16");
        assertThat(Tools.tshark(PLANT, capture, "enip.lir.name || cip.id.product_name", "ip.src"))
                .contains("127.20.0.14", "127.20.0.15");
    }
}
