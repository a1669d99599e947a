package io.walkdown.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.walkdown.suite.Walkdown.Ended;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as a pipeline sees it: one document, whose plan, actual figures and witness agree.
class DemoTest {
    @TempDir static Path folder = Path.of("");

    private static Ended ended = new Ended(-1, "", "");
    private static JsonNode demo = NullNode.instance;

    @BeforeAll
    static void runsTheDemoOnce() {
        ended = new Walkdown(folder).run("demo", "--json", "--no-progress");
        demo = ended.json();
    }

    @Test
    void printsOneDocumentWithEveryPartAndNoBreach() {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(names(demo))
                .containsExactlyInAnyOrder(
                        "version", "plan", "scans", "drift", "witness", "breaches");
        assertThat(demo.get("version").asInt()).isEqualTo(1);
        assertThat(demo.get("breaches").asInt(-1)).isZero();
        assertThat(demo.at("/witness/breachCount").asInt(-1)).isZero();
        assertThat(demo.get("scans")).hasSize(2);
    }

    @Test
    void tellsEveryDeviceAndEveryAsset() {
        assertThat(texts(scan(0).get("visits"), "device"))
                .containsExactlyInAnyOrderElementsOf(texts(demo.at("/plan/devices"), "device"))
                .hasSize(14);
        assertThat(texts(scan(0).get("assets"), "name"))
                .containsExactlyInAnyOrder(
                        "filler-plc",
                        "labeller",
                        "palletizer",
                        "mixer-chassis",
                        "capper",
                        "boiler",
                        "compressor",
                        "energy-meters",
                        "conveyor",
                        "depalletizer");
        assertThat(texts(scan(1).get("assets"), "name")).contains("bay-12");
    }

    @Test
    void readsWhatTheDevicesSay() {
        JsonNode filler = asset(0, "filler-plc");
        assertThat(value(filler, "orderNumber")).isEqualTo("6ES7 315-2EH14-0AB0");
        assertThat(value(filler, "serialNumber")).isEqualTo("S C-C2UR28922012");
        assertThat(filler.at("/identity/serialNumber/source/request").asText())
                .isEqualTo("szl-001c");
        assertThat(asset(0, "mixer-chassis").get("modules")).hasSize(4);
        assertThat(texts(asset(0, "energy-meters").get("modules"), "unit"))
                .as("unit 9 is dead: no answer behind the gateway is no asset")
                .containsExactlyInAnyOrder("1", "2", "3");
        assertThat(value(asset(0, "boiler"), "model")).isEqualTo("Modicon M580");
    }

    @Test
    void staysWithinEveryTermOfTheWorstCase() {
        everyVisit()
                .forEach(visit -> {
                    JsonNode worst = visit.get("worstCase");
                    JsonNode actual = visit.get("actual");
                    for (String term : List.of("frames", "bytes", "connections", "seconds")) {
                        assertThat(actual.get(term).asDouble())
                                .as("%s %s", visit.get("device").asText(), term)
                                .isLessThanOrEqualTo(worst.get(term).asDouble());
                    }
                });
    }

    @Test
    void sendsToWhomAnswersInFullExactlyThePlanLessItsUnusedSteps() {
        List<JsonNode> whole =
                everyVisit().filter(visit -> text(visit, "outcome").equals("identified")).toList();

        assertThat(whole).hasSize(9 + 10);
        for (JsonNode visit : whole) {
            int unused = 0;
            for (JsonNode step : visit.get("unused")) {
                unused += step.get("count").asInt();
                assertThat(text(step, "reason")).isNotBlank();
            }
            assertThat(visit.at("/actual/frames").asInt())
                    .as(text(visit, "device"))
                    .isEqualTo(visit.at("/worstCase/frames").asInt() - unused);
            assertThat(visit.at("/actual/connections").asInt())
                    .as(text(visit, "device"))
                    .isEqualTo(visit.at("/worstCase/connections").asInt());
        }
    }

    /// CR, setup, two lists, DR; list identity; one basic identification.
    @Test
    void sendsFewFrames() {
        assertThat(frames("filler-plc")).isEqualTo(5 + continuations("filler-plc"));
        assertThat(frames("palletizer")).isLessThanOrEqualTo(5 + continuations("palletizer"));
        assertThat(frames("labeller")).isEqualTo(4);
        assertThat(frames("capper")).isEqualTo(1);
        assertThat(visit(0, "capper").at("/actual/connections").asInt(-1)).isZero();
        assertThat(frames("compressor")).isEqualTo(1);
        assertThat(visit(0, "compressor").at("/actual/connections").asInt()).isEqualTo(1);
    }

    @Test
    void agreesWithWhatTheDevicesCounted() {
        Map<String, int[]> ours = new HashMap<>();
        // Nobody listens at the spare address in the first scan, so nobody counts there.
        Stream<JsonNode> heard =
                everyVisit().filter(visit -> !text(visit, "outcome").equals("refused"));
        heard.forEach(visit -> {
            int[] sums = ours.computeIfAbsent(text(visit, "device"), any -> new int[3]);
            sums[0] += visit.at("/actual/frames").asInt();
            sums[1] += visit.at("/actual/connections").asInt();
            sums[2] += visit.at("/actual/bytes").asInt();
        });
        for (JsonNode device : demo.at("/witness/devices")) {
            int bytes = 0;
            for (JsonNode phase : device.get("phases")) {
                bytes += phase.get("bytesIn").asInt() + phase.get("bytesOut").asInt();
            }
            assertThat(
                            new int[] {
                                device.get("frames").asInt(),
                                device.get("connections").asInt(),
                                bytes
                            })
                    .as(text(device, "name"))
                    .containsExactly(ours.getOrDefault(text(device, "name"), new int[3]));
            assertThat(device.get("openNow").asInt(-1)).as(text(device, "name")).isZero();
            assertThat(device.get("maxInFlight").asInt()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void leavesTheOperatorPanelsAlone() {
        assertThat(demo.at("/witness/hmi")).hasSizeGreaterThanOrEqualTo(5);
        for (JsonNode panel : demo.at("/witness/hmi")) {
            assertThat(panel.get("polls").asInt()).as(text(panel, "device")).isPositive();
            assertThat(panel.get("lost").asInt(-1)).as(text(panel, "device")).isZero();
        }
    }

    @Test
    void findsTheThreeChangesAndNothingElse() {
        assertThat(texts(demo.at("/drift/items"), "id"))
                .containsExactlyInAnyOrder(
                        "bay-12/appeared",
                        "mixer-chassis/slot-2/serialNumber",
                        "mixer-chassis/slot-2/firmwareRevision",
                        "palletizer/firmwareRevision");
    }

    @Test
    void fitsThePublishedSchemas() {
        assertThat(Schemas.errors("observations", scan(0))).isEmpty();
        assertThat(Schemas.errors("observations", scan(1))).isEmpty();
        assertThat(Schemas.errors("drift", demo.get("drift"))).isEmpty();
        assertThat(Schemas.errors("witness", demo.get("witness"))).isEmpty();
    }

    private static JsonNode scan(int which) {
        return demo.get("scans").get(which);
    }

    private static Stream<JsonNode> everyVisit() {
        return Stream.of(0, 1).flatMap(scan -> elements(scan(scan).get("visits")));
    }

    private static JsonNode visit(int scan, String device) {
        return named(scan(scan).get("visits"), "device", device);
    }

    private static JsonNode asset(int scan, String name) {
        return named(scan(scan).get("assets"), "name", name);
    }

    private static int frames(String device) {
        return visit(0, device).at("/actual/frames").asInt();
    }

    /// Continuations that were planned and taken.
    private static int continuations(String device) {
        int planned = 0;
        for (JsonNode request : named(demo.at("/plan/devices"), "device", device).get("requests")) {
            planned +=
                    text(request, "kind").equals("continue") ? request.get("repeatMax").asInt() : 0;
        }
        for (JsonNode step : visit(0, device).get("unused")) {
            planned -= text(step, "step").endsWith("-more") ? step.get("count").asInt() : 0;
        }
        return planned;
    }

    private static JsonNode named(JsonNode array, String field, String value) {
        return elements(array)
                .filter(element -> text(element, field).equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value));
    }

    private static String value(JsonNode asset, String field) {
        return asset.at("/identity/" + field + "/value").asText();
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asText();
    }

    private static List<String> texts(JsonNode array, String field) {
        return elements(array).map(element -> text(element, field)).toList();
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
