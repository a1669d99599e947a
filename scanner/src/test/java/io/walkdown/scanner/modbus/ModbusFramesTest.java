package io.walkdown.scanner.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.scanner.wire.FrameTemplate;
import java.util.HexFormat;
import org.apache.plc4x.java.modbus.readwrite.ModbusPDU;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModbusFramesTest {
    @ParameterizedTest
    @EnumSource
    void plc4xWritesTheDeviceIdentificationTemplate(Category category) {
        requireSame(
                ModbusFrames.deviceIdentification(255, category),
                ModbusCodec.deviceIdentification(category, 0),
                255,
                0);
    }

    @ParameterizedTest
    @EnumSource
    void plc4xWritesTheContinuationTemplate(Category category) {
        for (int next = 0; next <= 255; next++) {
            requireSame(
                    ModbusFrames.moreDeviceIdentification(7, category),
                    ModbusCodec.deviceIdentification(category, next),
                    7,
                    next);
        }
    }

    @Test
    void plc4xWritesTheServerIdTemplate() {
        requireSame(ModbusFrames.reportServerId(0), ModbusCodec.reportServerId(), 0, 0);
    }

    @Test
    void plc4xWritesTheOpenConnectionsTemplate() {
        requireSame(ModbusFrames.openConnections(1), ModbusCodec.openConnections(), 1, 0);
    }

    @ParameterizedTest
    @CsvSource({"BASIC, 01", "REGULAR, 02", "EXTENDED, 03"})
    void printsTheBytesWithTheirVariables(Category category, String code) {
        assertThat(ModbusFrames.deviceIdentification(255, category).hex())
                .isEqualToIgnoringCase("....00000005ff2b0e" + code + "00");
        assertThat(ModbusFrames.moreDeviceIdentification(255, category).hex())
                .isEqualToIgnoringCase("....00000005ff2b0e" + code + "..");
        assertThat(ModbusFrames.reportServerId(1).hex()).isEqualTo("....000000020111");
        assertThat(ModbusFrames.openConnections(1).hex())
                .isEqualTo("....0000000601" + "03102a0001");
    }

    @Test
    void explainsEveryByteOnce() {
        FrameTemplate template = ModbusFrames.moreDeviceIdentification(255, Category.EXTENDED);

        int at = 0;
        for (FrameTemplate.Part part : template.layout()) {
            assertThat(part.offset()).isEqualTo(at);
            assertThat(part.meaning()).isNotBlank();
            at += part.length();
        }
        assertThat(at).isEqualTo(template.length());
    }

    private static void requireSame(FrameTemplate template, ModbusPDU request, int unit, int next) {
        byte[] expected = template.bytes();
        expected[0] = 0x12;
        expected[1] = 0x34;
        if (template.variables().size() == 2) {
            expected[expected.length - 1] = (byte) next;
        }
        assertThat(HexFormat.of().formatHex(ModbusCodec.frame(0x1234, unit, request)))
                .isEqualTo(HexFormat.of().formatHex(expected));
    }
}
