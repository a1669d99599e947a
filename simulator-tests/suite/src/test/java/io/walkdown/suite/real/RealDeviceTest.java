package io.walkdown.suite.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// `walkdown scan` of servers that others wrote gives what each really serves, and each quirk as an
/// outcome. [Expectations] says what that is.
@Tag("real-devices")
class RealDeviceTest {
    private static final List<String> CORE_FIELDS =
            List.of(
                    "manufacturer",
                    "model",
                    "orderNumber",
                    "serialNumber",
                    "hardwareRevision",
                    "firmwareRevision",
                    "deviceType",
                    "tag",
                    "location",
                    "description");

    private final Setup setup = Setup.ofSystemProperties();

    @TempDir Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> scanTells() {
        return Expectations.all().stream()
                .map(row -> dynamicTest(row.program().id() + " " + row.name(), () -> check(row)));
    }

    private void check(Expectation row) throws Exception {
        Path own = Files.createTempDirectory(folder, row.program().id());
        Path log = own.resolve("server.log");
        Report report;
        try (var server = RunningServer.start(row.program(), row.identity(), setup, log)) {
            report = new Scan(setup.cli(), own).run(server, row.device());
        }

        SoftAssertions.assertSoftly(softly -> compare(softly, report, row));
    }

    private static void compare(SoftAssertions softly, Report report, Expectation row) {
        JsonNode visit = report.visit();
        softly.assertThat(visit.path("outcome").asText())
                .as("outcome of %s", visit)
                .isEqualTo(row.outcome());
        softly.assertThat(visit.path("reason").asText()).as("reason").contains(row.reason());
        softly.assertThat(report.exitCode()).as("exit code").isEqualTo(row.exitCode());
        softly.assertThat(report.json().path("run").path("exitCode").asInt(-1))
                .as("exit code in the document")
                .isEqualTo(row.exitCode());
        softly.assertThat(report.json().path("complete").asBoolean())
                .as("complete")
                .isEqualTo(row.exitCode() == 0);
        compareAsset(softly, report.asset(), row);
        compareLoad(softly, visit, row);
        softly.assertThat(report.errors())
                .as("standard error")
                .doesNotContain("Exception", "\tat ");
    }

    private static void compareAsset(SoftAssertions softly, JsonNode asset, Expectation row) {
        softly.assertThat(asset.isObject()).as("there is an asset").isEqualTo(row.hasAsset());
        if (row.hasAsset()) {
            softly.assertThat(Report.fields(asset.path("identity")))
                    .as("identity")
                    .isEqualTo(whole(row.fields()));
            softly.assertThat(Report.fields(asset.path("attributes")))
                    .as("attributes")
                    .isEqualTo(row.attributes());
        }
    }

    /// One connection, and never more of anything than the plan had said.
    private static void compareLoad(SoftAssertions softly, JsonNode visit, Expectation row) {
        JsonNode actual = visit.path("actual");
        JsonNode worst = visit.path("worstCase");
        softly.assertThat(actual.path("connections").asInt()).as("connections").isEqualTo(1);
        softly.assertThat(actual.path("frames").asInt()).as("frames").isEqualTo(row.frames());
        for (String term : List.of("frames", "bytes", "connections", "seconds")) {
            softly.assertThat(worst.path(term).isNumber()).as("worst case %s", term).isTrue();
            softly.assertThat(actual.path(term).asDouble())
                    .as("%s within the worst case", term)
                    .isBetween(0.0, worst.path(term).asDouble());
        }
        int unused = 0;
        for (JsonNode step : visit.path("unused")) {
            softly.assertThat(step.path("reason").asText()).as("why unused").isNotBlank();
            unused += step.path("count").asInt();
        }
        softly.assertThat(actual.path("frames").asInt() + unused)
                .as("frames sent and planned steps not taken")
                .isEqualTo(worst.path("frames").asInt());
    }

    private static Map<String, String> whole(Map<String, String> told) {
        assertThat(CORE_FIELDS).containsAll(told.keySet());
        var out = new HashMap<String, String>(told);
        CORE_FIELDS.forEach(field -> out.putIfAbsent(field, "not-asked"));
        return out;
    }
}
