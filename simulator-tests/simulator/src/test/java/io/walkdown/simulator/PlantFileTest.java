package io.walkdown.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantFileTest {

    private static final String GOOD =
            """
            version: 1
            name: small
            devices:
              - {name: a, address: 127.0.0.1, minGapMs: 5, s7: {slot: 2}}
              - {name: b, address: 127.0.0.2, modbus: {units: {1: {objects: {0: x}}}}}
              - {name: c, address: 127.0.0.3, enip: {identity: {serial: "0000000A"}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    version: 1           | version: 2             | version: 2 is not within 1 to 1
                    devices:             | device:                | unknown key "device"
                    name: small          | scope: []              | name is missing
                    minGapMs: 5          | minGapMs: -1           | minGapMs: -1 is not within
                    minGapMs: 5          | minGapMs: soon         | minGapMs
                    minGapMs: 5          | minGapMs: 5.5          | minGapMs
                    minGapMs: 5          | mingapms: 5            | unknown key "mingapms"
                    minGapMs: 5          | evicts: newest         | evicts
                    minGapMs: 5          | port: 70000            | port: 70000 is not within
                    minGapMs: 5          | site: {groups: [x]}    | there is no group "x"
                    127.0.0.1            | 10.0.0.1               | address: "10.0.0.1" is not
                    127.0.0.1            | 127.0.0.256            | address: "127.0.0.256" is not
                    127.0.0.1            | localhost              | address: "localhost" is not
                    name: b              | name: a                | device a: the name is used twice
                    s7: {slot: 2}        | hmi: true              | exactly one of s7, modbus and enip
                    s7: {slot: 2}        | s7: {slot: 99}         | slot: 99 is not within 0 to 31
                    s7: {slot: 2}        | s7: {pduSize: 10}      | pduSize: 10 is not within
                    s7: {slot: 2}        | s7: {firmware: 4.2}    | firmware: "4.2" is not like
                    s7: {slot: 2}        | s7: {lists: ["0232"]}  | lists: "0232" is neither
                    {0: x}               | {zero: x}              | objects
                    units: {1:           | units: {300:           | units: 300 is not within 0 to 255
                    name: small          | limits: {framesPerSecond: 0}   | framesPerSecond: 0.0 is not
                    name: small          | limits: {concurrentVisits: 0}  | concurrentVisits: 0 is not
                    name: small          | groups: {g: {busTimePercent: 200}} | busTimePercent: 200.0 is not
                    minGapMs: 5          | budget: {frames: -1}   | frames: -1 is not within
                    {objects: {0: x}}    | {registers: [{address: 0, words: [70000]}]} | words: 70000 is not
                    "0000000A"}          | "0000000A"}, modules: {99: {serial: "00000001"}} | modules: 99 is not
                    127.0.0.1, minGapMs: 5, s7: {slot: 2} | 127.0.0.2, port: 502, s7: {slot: 2} | listens at 127.0.0.2:502
                    "0000000A"           | "12"                   | serial: "12" is not eight
                    """)
    void errorNamesKeyValueAndRule(String good, String bad, String message) {
        String yaml = GOOD.replace(good, bad);

        assertThat(yaml).isNotEqualTo(GOOD);
        assertThatExceptionOfType(PlantException.class)
                .isThrownBy(() -> PlantFile.parse(yaml))
                .withMessageContaining(message);
    }

    @Test
    void errorNamesDevice() {
        assertThatThrownBy(() -> PlantFile.parse(GOOD.replace("slot: 2", "slot: 99")))
                .hasMessage("plant: device a: s7: slot: 99 is not within 0 to 31");
    }

    @Test
    void errorNamesFileAndTextThatIsNoYaml(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plant.yaml"), "version: [");

        assertThatExceptionOfType(PlantException.class)
                .isThrownBy(() -> PlantFile.read(file))
                .withMessageContaining("plant.yaml");
        assertThatExceptionOfType(PlantException.class)
                .isThrownBy(() -> PlantFile.read(folder.resolve("none.yaml")))
                .withMessageContaining("none.yaml");
        assertThatExceptionOfType(PlantException.class).isThrownBy(() -> PlantFile.parse(""));
    }

    @Test
    void changeOfAnUnknownDeviceOrOfAnAddressIsRefused() {
        assertThatExceptionOfType(PlantException.class)
                .isThrownBy(
                        () -> PlantFile.parse(GOOD + "changes: [{device: z, set: {absent: true}}]"))
                .withMessageContaining("\"z\"");
        assertThatExceptionOfType(PlantException.class)
                .isThrownBy(() ->
                        PlantFile.parse(GOOD + "changes: [{device: a, set: {address: 127.0.0.9}}]"))
                .withMessageContaining("stay");
    }

    @Test
    void changeMergesIntoTheDevice() {
        PlantFile plant =
                PlantFile.parse(GOOD + "changes: [{device: a, set: {s7: {firmware: V2.0.0}}}]");

        DeviceSpec changed = plant.changed(plant.head().changes().getFirst());

        S7Spec cpu = Spec.required("s7", changed.s7());
        assertThat(cpu.firmware()).isEqualTo("V2.0.0");
        assertThat(cpu.slot()).isEqualTo(2);
        assertThat(changed.minGapMs()).isEqualTo(5);
        assertThat(plant.changeCount()).isEqualTo(1);
    }

    @Test
    void crowdNumbersItsDevices() {
        PlantFile plant =
                PlantFile.parse(
                        """
                        version: 1
                        name: crowd
                        crowd:
                          name: plc-{n}
                          count: 300
                          from: 127.30.0.1
                          template: {s7: {serial: "SN {n}", slot: 2}, site: {rack: 0}}
                        """);

        assertThat(plant.deviceNames()).hasSize(300).startsWith("plc-00001").endsWith("plc-00300");
        DeviceSpec last = plant.devices().getLast();
        assertThat(last.address()).isEqualTo("127.30.1.44");
        assertThat(Spec.required("s7", last.s7()).serial()).isEqualTo("SN 00300");
    }
}
