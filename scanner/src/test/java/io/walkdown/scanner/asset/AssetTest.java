package io.walkdown.scanner.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.Module.Kind;
import io.walkdown.scanner.asset.Module.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetTest {
    private static final Source THEN = new Source("s7", "szl-001c", Instant.EPOCH);
    private static final Source NOW = new Source("s7", "szl-0011", Instant.EPOCH.plusSeconds(60));

    @Test
    void whatWasAskedAgainHoldsAndTheRestStays() {
        Asset before =
                asset(
                        Map.of(
                                NameplateField.TAG, Field.told("LINE 4", THEN),
                                NameplateField.ORDER_NUMBER, Field.told("A", THEN)),
                        1,
                        "one");
        Asset later =
                asset(
                        Map.of(NameplateField.ORDER_NUMBER, Field.of(FieldState.NO_ANSWER, NOW)),
                        2,
                        "two");

        Asset now = before.asToldBy(later);

        assertThat(now.nameplate().value(NameplateField.TAG)).contains("LINE 4");
        assertThat(now.nameplate().field(NameplateField.ORDER_NUMBER))
                .isEqualTo(Field.of(FieldState.NO_ANSWER, NOW));
        assertThat(now.modules()).hasSize(2);
        assertThat(now.modules().getLast().nameplate().value(NameplateField.MODEL)).contains("two");
        assertThat(before.asToldBy(before)).isEqualTo(before);
    }

    private static Asset asset(Map<NameplateField, Field> fields, int slot, String model) {
        var module =
                new Module(
                        new Place(Kind.SLOT, slot),
                        new Nameplate(
                                Map.of(NameplateField.MODEL, Field.told(model, THEN)),
                                new TreeMap<>()));
        return new Asset(
                "filler",
                "10.0.0.1",
                "s7",
                new Nameplate(fields, new TreeMap<>()),
                List.of(module));
    }

    @ParameterizedTest
    @CsvSource({
        "SN-10, true",
        "0x12, true",
        "0x11, false",
        "'0000', false",
        "'- - 7 -', false",
        "Unknown, false",
        "n/a, false",
        "'', false",
        "\u0661\u0662, true",
        "\u2167\u2168, true",
        "\u00e9\u00e8, true",
        "12345, false",
    })
    void aSerialNumberIdentifiesByTwoDifferentLettersOrNumbers(String text, boolean identifies) {
        assertThat(Identity.identifies(text)).isEqualTo(identifies);
    }
}
