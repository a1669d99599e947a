package io.walkdown.scanner.enip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipNamesTest {

    @ParameterizedTest
    @CsvSource({
        "1, Rockwell Automation/Allen-Bradley",
        "47, Omron Corporation",
        "243, Schneider Automation Inc.",
        "1251, Siemens AG",
        "0, CIP vendor 0",
        "65535, CIP vendor 65535"
    })
    void namesVendorsOrTheirNumber(int id, String name) {
        assertThat(CipNames.vendor(id)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "12, Communications Adapter",
        "14, Programmable Logic Controller",
        "50, ControlNet Physical Layer Component",
        "100, CIP device type 100"
    })
    void namesDeviceTypesOrTheirNumber(int id, String name) {
        assertThat(CipNames.deviceType(id)).isEqualTo(name);
    }
}
