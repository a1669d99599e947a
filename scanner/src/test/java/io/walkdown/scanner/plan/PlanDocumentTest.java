package io.walkdown.scanner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.walkdown.scanner.asset.Load;
import io.walkdown.throttle.Ledger.Standing;
import io.walkdown.throttle.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanDocumentTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path FILE = Path.of("..", "docs", "schema", "plan.schema.json");
    private static final Schema SCHEMA = schema();

    @TempDir private Path folder;

    @Test
    void saysWhatThePlanHolds() throws IOException {
        ScanPlan plan = plan();
        JsonNode document = JSON.readTree(PlanDocument.text(plan));

        assertThat(document.path("version").asInt()).isEqualTo(PlanDocument.VERSION);
        assertThat(document.path("hash").asText()).isEqualTo(plan.hash());
        assertThat(document.path("made").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(document.path("validUntil").asText()).isEqualTo("2026-11-30T12:00:00Z");
        assertThat(document.path("expectedEnd").asText()).isEqualTo(plan.expectedEnd().toString());
        assertThat(document.path("runs").asInt()).isEqualTo(1);
        assertThat(document.path("limits").toString())
                .isEqualTo("{\"concurrentVisits\":2,\"framesPerSecond\":0.5}");
        assertThat(load(document.path("totals").path("worstCase"))).isEqualTo(plan.worstCase());
        assertThat(document.path("devices")).hasSameSizeAs(plan.devices());
        for (int i = 0; i < plan.devices().size(); i++) {
            says(document.path("devices").path(i), plan.devices().get(i));
        }
    }

    private static void says(JsonNode document, DevicePlan device) {
        assertThat(document.path("device").asText()).isEqualTo(device.name());
        assertThat(document.path("address").asText()).isEqualTo(device.endpoint().address().text());
        assertThat(document.path("port").asInt()).isEqualTo(device.endpoint().port());
        assertThat(document.path("profile").asText()).isEqualTo(device.profile().id());
        assertThat(document.path("profileChosenBy").asText()).isEqualTo(device.chosenBy());
        assertThat(load(document.path("worstCase"))).isEqualTo(device.worstCase());
        assertThat(document.path("limits").path("deadlineMs").asLong())
                .isEqualTo(device.visitCost().seconds().toMillis());
        assertThat(document.path("limits").path("gapMs").asLong())
                .isEqualTo(device.profile().gap().value().toMillis());
        assertThat(document.has("withheld")).isEqualTo(!device.contacted());
        List<String> frames = texts(document.path("requests"), "hex");
        assertThat(frames)
                .isEqualTo(
                        device.contacted()
                                ? device.allLegs().stream()
                                        .flatMap(leg -> leg.steps().stream())
                                        .map(step -> step.template().hex())
                                        .toList()
                                : List.of());
    }

    @Test
    void tellsWhyADeviceIsNotContacted() throws IOException {
        JsonNode devices = JSON.readTree(PlanDocument.text(plan())).path("devices");

        assertThat(devices.path(3).path("withheld").toString())
                .isEqualTo(
                        "{\"rule\":\"S10\",\"reason\":\"visited\",\"until\":\"2026-11-23T13:00:00Z\","
                                + "\"due\":false,\"acknowledge\":null}");
        assertThat(devices.path(4).path("withheld").path("rule").asText()).isEqualTo("S2");
        assertThat(devices.path(4).path("withheld").path("until").isNull()).isTrue();
        assertThat(devices.path(4).path("withheld").path("due").asBoolean()).isTrue();
        assertThat(devices.path(4).path("requests")).isEmpty();
    }

    @Test
    void theSamePlanGivesTheSameBytes() {
        assertThat(PlanDocument.text(plan())).isEqualTo(PlanDocument.text(plan())).endsWith("}\n");
    }

    @Test
    void fulfilsThePublishedSchema() throws IOException {
        assertThat(complaints(JSON.readTree(PlanDocument.text(plan())))).isEmpty();
    }

    @Test
    void theSchemaNamesExactlyTheKeysOfADocument() throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(FILE));
        var published = new TreeSet<String>();
        published(schema, published);
        var written = new TreeSet<String>();
        keys(JSON.readTree(PlanDocument.text(plan())), written);

        assertThat(published).isNotEmpty().isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource
    void theSchemaRefusesAChangedDocument(String what, Consumer<ObjectNode> change)
            throws IOException {
        var document = (ObjectNode) JSON.readTree(PlanDocument.text(plan()));

        change.accept(document);

        assertThat(complaints(document)).as(what).isNotEmpty();
    }

    static Stream<Arguments> theSchemaRefusesAChangedDocument() {
        return Stream.of(
                change("another version", plan -> plan.put("version", 2)),
                change("no hash", plan -> plan.remove("hash")),
                change("half a hash", plan -> plan.put("hash", "0123456789abcdef")),
                change("a key of its own", plan -> plan.put("approvedBy", "J. Smit")),
                change("a frame that is no hexadecimal", plan -> request(plan).put("hex", "zz")),
                change("a step without end", plan -> request(plan).put("repeatMax", 65)),
                change("an unknown kind of step", plan -> request(plan).put("kind", "write")),
                change("a device that sends nothing", plan -> requests(plan).removeAll()),
                change("a rule that does not exist", plan -> withheld(plan).put("rule", "S16")),
                change(
                        "a withheld device that sends",
                        plan -> withheldDevice(plan).set("requests", requests(plan).deepCopy())),
                change(
                        "a withheld device that costs",
                        plan -> withheldDevice(plan).withObject("worstCase").put("frames", 1)));
    }

    private static Arguments change(String what, Consumer<ObjectNode> change) {
        return Arguments.of(what, change);
    }

    private static ObjectNode withheldDevice(ObjectNode plan) {
        return (ObjectNode) plan.path("devices").path(4);
    }

    private static ObjectNode withheld(ObjectNode plan) {
        return (ObjectNode) withheldDevice(plan).path("withheld");
    }

    private static ArrayNode requests(ObjectNode plan) {
        return (ArrayNode) plan.path("devices").path(0).path("requests");
    }

    private static ObjectNode request(ObjectNode plan) {
        return (ObjectNode) requests(plan).path(0);
    }

    /// Every protocol, and one device for each way of being withheld.
    private ScanPlan plan() {
        var visited =
                new Standing.NotBefore(SamplePlans.NOW.plusSeconds(3600), Rule.S10, "visited");
        return SamplePlans.plan(
                folder,
                SamplePlans.siteOf(
                        "limits: {concurrentVisits: 2, framesPerSecond: 0.5}",
                        List.of(
                                "name: a, address: 127.20.0.1, protocol: modbus, profile: quick-m340",
                                "name: b, address: 127.20.0.2, protocol: s7, profile: quick-s7,"
                                        + " canary: true",
                                "name: c, address: 127.20.0.3, protocol: enip, profile: quick-logix,"
                                        + " slots: [0]",
                                "name: d, address: 127.20.0.4, protocol: modbus, profile: m580",
                                "name: e, address: 127.20.0.5, protocol: s7, profile: s7-300",
                                "name: f, address: 127.20.0.6, protocol: modbus, profile: s7-1500",
                                "name: g, address: 127.20.0.7, protocol: s7, safety: true")),
                SamplePlans.PROFILES,
                new SampleLedger(Map.of("127.20.0.4", visited), new ArrayList<>()));
    }

    private static Load load(JsonNode terms) {
        return new Load(
                terms.path("frames").asInt(),
                terms.path("bytes").asLong(),
                terms.path("connections").asInt(),
                Duration.ofNanos(
                        terms.path("seconds").decimalValue().movePointRight(9).longValueExact()));
    }

    private static List<String> texts(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(key).asText())
                .toList();
    }

    private static void published(JsonNode schema, Set<String> into) {
        schema.path("properties").fieldNames().forEachRemaining(into::add);
        schema.forEach(child -> published(child, into));
    }

    private static void keys(JsonNode node, Set<String> into) {
        node.fieldNames().forEachRemaining(into::add);
        node.forEach(child -> keys(child, into));
    }

    private static List<Error> complaints(JsonNode document) {
        return SCHEMA.validate(document);
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(Files.readString(FILE)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
