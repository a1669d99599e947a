package io.walkdown.scanner.s7;

import static io.walkdown.scanner.asset.FieldState.EMPTY;
import static io.walkdown.scanner.asset.FieldState.NOT_ASKED;
import static io.walkdown.scanner.asset.FieldState.NOT_SUPPORTED;
import static io.walkdown.scanner.asset.NameplateField.FIRMWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.HARDWARE_REVISION;
import static io.walkdown.scanner.asset.NameplateField.MANUFACTURER;
import static io.walkdown.scanner.asset.NameplateField.MODEL;
import static io.walkdown.scanner.asset.NameplateField.ORDER_NUMBER;
import static io.walkdown.scanner.asset.NameplateField.SERIAL_NUMBER;
import static io.walkdown.scanner.s7.Answers.text;
import static io.walkdown.scanner.s7.Answers.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Field;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.wire.Octets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records as devices have them and as they should not.
class SzlRecordsTest {
    private final Findings findings =
            new Findings("s7", InstantSource.fixed(Instant.parse("2026-11-23T07:35:00Z")));

    @Test
    void cutsRecordsByTheLengthThatTheListStates() {
        SzlData.Read read = read(0x0011, Answers.list(0x0011, 6, "000141424344", "000745464748"));

        assertThat(read.defect()).isEmpty();
        assertThat(read.entries()).extracting(SzlData.Entry::index).containsExactly(1, 7);
        assertThat(read.entry(7).orElseThrow().text(2, 20)).isEqualTo("EFGH");
        assertThat(read.entry(7).orElseThrow().text(6, 20)).isEmpty();
        assertThat(read.entry(2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', a list of 0 bytes has no head",
        "0011000000, a list of 5 bytes has no head",
        "001c000000040001, 'SZL 0x0011 asked, 0x001C answered'",
        "0111000000040001, 'SZL 0x0011 asked, 0x0111 answered'",
        "0011000000000001, records of 0 bytes hold no index",
        "001100000001000100, records of 1 bytes hold no index",
        "00110000000400020001414200, the list ends inside record 2 of 2",
        "00110000ffffffff0001, the list ends inside record 1 of 65535"
    })
    void namesTheDefectOfAList(String list, String defect) {
        assertThat(read(0x0011, list).defect()).isEqualTo(defect);
    }

    @Test
    void holdsAListWithoutRecordsForWhole() {
        assertThat(read(0x0011, "0011000000000000")).isEqualTo(new SzlData.Read(List.of(), ""));
    }

    @Test
    void endsATextAtTheFirstZeroAndWithoutBlanks() {
        tellModules(28, "0001" + zeros(" 6ES7 1\0junk", 20) + "000000090000");

        assertThat(value(ORDER_NUMBER)).isEqualTo("6ES7 1");
        assertThat(value(HARDWARE_REVISION)).isEqualTo("9");
    }

    @Test
    void readsLatin1() {
        tellComponents(34, "0005" + zeros("Gr\u00F6\u00DFe", 32));

        assertThat(value(SERIAL_NUMBER)).isEqualTo("Gr\u00F6\u00DFe");
    }

    @Test
    void saysNotSupportedOfVersionsThatShortRecordsDoNotHold() {
        tellModules(22, "0001" + text("6ES7 1", 20), "0007" + text("", 20));

        assertThat(value(ORDER_NUMBER)).isEqualTo("6ES7 1");
        assertThat(state(HARDWARE_REVISION)).isEqualTo(NOT_SUPPORTED);
        assertThat(state(FIRMWARE_REVISION)).isEqualTo(NOT_SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "56040503, V4.5.3",
        "5604ff00, V4.255.0",
        "41010203, A1.2.3",
        "5a010203, Z1.2.3",
        "40010203, ''",
        "5b010203, ''",
        "00010203, ''",
        "20202020, ''"
    })
    void readsAFirmwareThatBeginsWithALetter(String version, String text) {
        tellModules(28, "0007" + text("", 20) + "0000" + version);

        assertThat(value(FIRMWARE_REVISION)).isEqualTo(text);
        assertThat(state(FIRMWARE_REVISION))
                .isEqualTo(text.isEmpty() ? NOT_SUPPORTED : FieldState.KNOWN);
    }

    @Test
    void tellsBasicHardwareOnlyWhereItIsAnother() {
        tellModules(
                28,
                "0001" + text("6ES7 1", 20) + "000000010000",
                "0006" + text("6ES7 2", 20) + "000000020000");

        assertThat(attribute("basicHardware")).isEqualTo("6ES7 2");
        assertThat(value(HARDWARE_REVISION)).isEqualTo("1");
    }

    @Test
    void tellsAnEmptyOrderNumberAndHasNone() {
        String list = Answers.list(0x0011, 28, "0001" + text("", 20) + "000000010000");

        assertThat(ModuleIdentification.orderNumber(read(0x0011, list))).isEmpty();
        tellModules(28, "0001" + text("", 20) + "000000010000");
        assertThat(state(ORDER_NUMBER)).isEqualTo(EMPTY);
    }

    @Test
    void namesNoManufacturerButByItsId() {
        tellComponents(34, "0009" + "0147" + "00".repeat(30));

        assertThat(state(MANUFACTURER)).isEqualTo(NOT_ASKED);
        assertThat(attribute("manufacturerId")).isEqualTo("0x0147");
    }

    @Test
    void readsNoManufacturerFromARecordTooShortForIt() {
        tellComponents(3, "000900");

        assertThat(state(MANUFACTURER)).isEqualTo(NOT_ASKED);
        assertThat(attribute("manufacturerId")).isEmpty();
    }

    @Test
    void hasNoModuleTypeInAnEmptyText() {
        String empty = Answers.list(0x001C, 34, "0007" + zeros("", 32));
        String named = Answers.list(0x001C, 34, "0007" + zeros("CPU 312", 32));

        assertThat(ComponentIdentification.moduleType(read(0x001C, empty))).isEmpty();
        assertThat(ComponentIdentification.moduleType(read(0x001C, named))).hasValue("CPU 312");
        tellComponents(34, "0007" + zeros("", 32));
        assertThat(state(MODEL)).isEqualTo(EMPTY);
    }

    private void tellModules(int length, String... records) {
        SzlData.Read read = read(0x0011, Answers.list(0x0011, length, records));
        assertThat(read.defect()).isEmpty();
        ModuleIdentification.tell(read, NOT_SUPPORTED, findings.device());
    }

    private void tellComponents(int length, String... records) {
        SzlData.Read read = read(0x001C, Answers.list(0x001C, length, records));
        assertThat(read.defect()).isEmpty();
        ComponentIdentification.tell(read, NOT_SUPPORTED, findings.device());
    }

    private static SzlData.Read read(int list, String hex) {
        var data = new SzlData(list);
        data.add(new S7Answer.Piece(Octets.ofHex(hex), 0, false));
        return data.read();
    }

    private String value(NameplateField field) {
        return findings.nameplate().value(field).orElse("");
    }

    private FieldState state(NameplateField field) {
        return findings.nameplate().field(field).state();
    }

    private String attribute(String name) {
        return findings.nameplate()
                .attributes()
                .getOrDefault(name, Field.NOT_ASKED)
                .value()
                .orElse("");
    }
}
