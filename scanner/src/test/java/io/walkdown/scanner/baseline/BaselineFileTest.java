package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.store.JsonProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineFileTest {
    private static final String CANONICAL =
            """
            {
              "assets": [
                {
                  "formerNames": [],
                  "human": {
                    "criticality": "",
                    "labels": [],
                    "location": "",
                    "notes": "",
                    "owner": ""
                  },
                  "name": "rack",
                  "observed": {
                    "attributes": {
                      "productCode": "54"
                    },
                    "evidence": {
                      "attributes": {
                        "productCode": "enip read"
                      },
                      "identity": {
                        "firmwareRevision": "enip read",
                        "orderNumber": "enip read",
                        "serialNumber": "enip read",
                        "tag": "enip read"
                      }
                    },
                    "identity": {
                      "firmwareRevision": [
                        "20.011",
                        "20.012"
                      ],
                      "orderNumber": null,
                      "serialNumber": "00C0FFEE",
                      "tag": ""
                    },
                    "modules": [
                      {
                        "attributes": {},
                        "evidence": {
                          "attributes": {},
                          "identity": {
                            "firmwareRevision": "enip slot",
                            "orderNumber": "enip slot",
                            "serialNumber": "enip slot"
                          }
                        },
                        "identity": {
                          "firmwareRevision": "1.2",
                          "orderNumber": "1756-IF8",
                          "serialNumber": "AA11"
                        },
                        "slot": 3
                      }
                    ]
                  },
                  "place": {
                    "address": "10.0.0.2",
                    "path": "port 44818",
                    "protocol": "enip"
                  }
                }
              ],
              "version": 1
            }
            """;

    @Test
    void writesTheCanonicalForm() {
        Plant plant =
                Plant.of(
                        Plant.enip("rack", "10.0.0.2")
                                .serial("00C0FFEE")
                                .firmware("20.012")
                                .firmware("20.011")
                                .told(NameplateField.TAG, " ")
                                .state(NameplateField.ORDER_NUMBER, FieldState.NOT_SUPPORTED)
                                .state(NameplateField.LOCATION, FieldState.NO_ANSWER)
                                .attribute("productCode", "54")
                                .attribute("status", "0x0030")
                                .slot(0, FieldState.EMPTY)
                                .slot(3, "1756-IF8", "AA11", "1.2"));

        assertThat(BaselineFile.text(plant.baseline())).isEqualTo(CANONICAL);
        assertThat(BaselineFile.text(Baseline.EMPTY))
                .isEqualTo("{\n  \"assets\": [],\n  \"version\": 1\n}\n");
    }

    @Test
    void keepsWhatPeopleWrote() {
        String text =
                CANONICAL
                        .replace("\"owner\": \"\"", "\"owner\": \"Bob\"")
                        .replace("\"labels\": []", "\"labels\": [\"b\", \"a\", \"b\"]")
                        .replace("\"notes\": \"\",\n", "");

        assertThat(BaselineFile.parse("b.json", text))
                .isInstanceOfSatisfying(
                        BaselineFile.Reading.Read.class,
                        read ->
                                assertThat(read.baseline().assets().getFirst().human())
                                        .isEqualTo(
                                                new Human("Bob", "", "", "", List.of("a", "b"))));
    }

    @Test
    void namesFileLineAndFieldOfWhatIsWrong() {
        String text =
                CANONICAL
                        .replace("\"notes\": \"\"", "\"note\": \"\"")
                        .replace("\"tag\": \"\"", "\"tagg\": \"\"")
                        .replace("\"slot\": 3", "\"slot\": 256")
                        .replace("\"address\": \"10.0.0.2\"", "\"address\": 10");

        assertThat(problems(text))
                .containsExactly(
                        "b.json:9: error: assets[0].human.note: unknown field; is 'notes' meant?",
                        "b.json:35: error: assets[0].observed.identity.tagg: 'tagg' is no core"
                                + " field",
                        "b.json:53: error: assets[0].observed.modules[0].slot: 256 is not a whole"
                                + " number from 0 to 255",
                        "b.json:58: error: assets[0].place.address: a number stands here; a text is"
                                + " needed");
    }

    @Test
    void refusesANameThatComesTwice() {
        String asset = CANONICAL.substring(CANONICAL.indexOf("    {"), CANONICAL.indexOf("\n  ],"));
        String text =
                CANONICAL.replace(asset, asset + ",\n" + asset.replace("\"rack\"", "\"RACK\""));

        assertThat(problems(text))
                .containsExactly(
                        "b.json:72: error: assets[1].name: 'RACK' is the name of another asset"
                                + " too");
    }

    @Test
    void refusesAnotherVersion() {
        assertThat(problems("{\"assets\": [], \"version\": 2}"))
                .containsExactly("b.json:1: error: version: 2 is not a whole number from 1 to 1");
    }

    @Test
    void tellsAMissingFileFromAWrongOne(@TempDir Path folder) {
        assertThat(BaselineFile.read(folder.resolve("baseline.json")))
                .isEqualTo(new BaselineFile.Reading.Absent());
    }

    @Test
    void findsAnAssetByWhereItIsAsked() {
        Baseline baseline = Plant.of(Plant.s7("filler", "10.0.0.1").serial("SN-10")).baseline();

        assertThat(baseline.at("10.0.0.1", 102, "s7")).isPresent();
        assertThat(baseline.at("10.0.0.1", 103, "s7")).isEmpty();
        assertThat(baseline.named("FILLER")).isPresent();
    }

    private static List<String> problems(String text) {
        return BaselineFile.parse("b.json", text) instanceof BaselineFile.Reading.Wrong wrong
                ? wrong.problems().stream().map(JsonProblem::text).toList()
                : List.of();
    }
}
