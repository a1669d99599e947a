package io.walkdown.cli.command;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.walkdown.cli.command.CommandLineUser.Ended;
import io.walkdown.scanner.export.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How an export ends: what is printed, which exit code, and what reached the other side.
class ExportEndsTest {
    private static final String TOKEN = "4f6a2d9c-secret-word";
    private static final String EVENTS = "/services/collector/event";
    private static final String SUCCESS = "{\"text\":\"Success\",\"code\":0}";
    private static final String NONE = "{\"next\":null,\"results\":[]}";

    private final WireMockServer other =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void listen() throws IOException {
        other.start();
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Files.writeString(
                folder.resolve("baseline.json"),
                """
                {"version": 1, "assets": [%s, %s]}
                """
                        .formatted(asset("filler", "S C-1"), asset("mixer", "S C-2")));
    }

    @AfterEach
    void stop() {
        other.stop();
    }

    private static String asset(String name, String serial) {
        return """
        {"name": "%s",
         "place": {"address": "10.1.0.%d", "protocol": "s7", "path": "port 102"},
         "observed": {
           "identity": {"manufacturer": "Siemens", "model": "CPU 315-2", "serialNumber": "%s"},
           "attributes": {},
           "modules": []}}
        """
                .formatted(name, name.length(), serial);
    }

    private Ended exports(String system, String... more) {
        var line =
                new ArrayList<>(
                        List.of(
                                "export",
                                system,
                                "--url",
                                other.baseUrl(),
                                "--token-file",
                                "token",
                                "--baseline",
                                "baseline.json",
                                "--plant",
                                "plant-7"));
        if (system.equals("netbox")) {
            line.addAll(List.of("--netbox-site", "plant-7"));
        }
        line.addAll(List.of(more));
        Ended ended = new CommandLineUser(folder).types(line.toArray(String[]::new));
        assertThat(ended.out() + ended.err()).doesNotContain(TOKEN);
        return ended;
    }

    /// The document, after it was seen to fit its schema.
    private static String fitting(Ended ended) throws IOException {
        String schema = Files.readString(Path.of("..", "docs", "schema", "export.schema.json"));
        assertThat(errors(schema, ended.out())).as(ended.out() + ended.err()).isEmpty();
        assertThat(errors(schema, ended.out().replace("\"outcome\"", "\"outcom\"")))
                .as("a schema that lets everything pass proves nothing")
                .isNotEmpty();
        return ended.out();
    }

    private static List<String> errors(String schema, String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(text, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    private void splunkAnswers(ResponseDefinitionBuilder answer) {
        other.stubFor(post(urlPathEqualTo(EVENTS)).willReturn(answer));
    }

    /// A NetBox that has types and custom fields, and no device.
    private void isNetBox(ResponseDefinitionBuilder toMixer) {
        lists("site", "dcim/sites", "{\"id\":1,\"slug\":\"plant-7\"}");
        lists("role", "dcim/device-roles", "{\"id\":2,\"slug\":\"plc\"}");
        lists("tag", "extras/tags", "{\"id\":3,\"slug\":\"walkdown\"}");
        lists("maker", "dcim/manufacturers", "{\"id\":4,\"slug\":\"siemens\"}");
        lists("type", "dcim/device-types", "{\"id\":5}");
        lists(
                "fields",
                "extras/custom-fields",
                "{\"id\":6,\"name\":\"walkdown_asset_id\"},{\"id\":7,\"name\":\"walkdown_firmware\"},"
                        + "{\"id\":8,\"name\":\"walkdown_hardware\"},"
                        + "{\"id\":9,\"name\":\"walkdown_address\"}");
        other.stubFor(
                get(urlPathEqualTo("/api/status/"))
                        .willReturn(okJson("{\"netbox-version\":\"4.6.8\"}")));
        other.stubFor(get(urlPathEqualTo("/api/dcim/devices/")).willReturn(okJson(NONE)));
        other.stubFor(
                post(urlPathEqualTo("/api/dcim/devices/"))
                        .willReturn(aResponse().withStatus(201).withBody("{\"id\":70}")));
        other.stubFor(
                post(urlPathEqualTo("/api/dcim/devices/"))
                        .withRequestBody(containing("\"mixer\""))
                        .willReturn(toMixer));
    }

    private void lists(String name, String list, String results) {
        other.stubFor(
                get(urlPathEqualTo("/api/" + list + "/"))
                        .withName(name)
                        .willReturn(okJson("{\"next\":null,\"results\":[%s]}".formatted(results))));
    }

    @Test
    void splunkGetsEverythingAndTheSecondTimeNothing() throws IOException {
        splunkAnswers(okJson(SUCCESS));

        assertThat(exports("splunk").done().out())
                .contains("created", "filler", "mixer", "splunk: 2 created");
        assertThat(exports("splunk").done().out()).isEqualTo("splunk: 2 unchanged\n");

        other.verify(
                1,
                postRequestedFor(urlPathEqualTo(EVENTS))
                        .withHeader("Authorization", equalTo("Splunk " + TOKEN)));
    }

    @Test
    void splunkThatTakesOneEventAndNotTheOther() throws IOException {
        splunkAnswers(okJson(SUCCESS));
        other.stubFor(
                post(urlPathEqualTo(EVENTS))
                        .withRequestBody(containing("\"mixer\""))
                        .willReturn(
                                okJson(
                                        "{\"text\":\"Invalid data format %s\",\"code\":6,"
                                                        .formatted(TOKEN)
                                                + "\"invalid-event-number\":0}")));

        Ended ended = exports("splunk", "--batch-size", "1", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.INCOMPLETE.code());
        assertThat(fitting(ended)).contains("\"created\"", "\"failed\"", "(token)");
    }

    @Test
    void splunkThatDoesNotKnowTheIndexIsTold() throws IOException {
        splunkAnswers(
                aResponse().withStatus(400).withBody("{\"text\":\"Incorrect index\",\"code\":7}"));

        Ended ended = exports("splunk", "--index", "nowhere", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(fitting(ended)).contains("\"stopped\"", "Incorrect index");
        assertThat(exports("splunk").out()).contains("stopped: Splunk answered 400");
    }

    @Test
    void aDryRunForSplunkSendsNothing() throws IOException {
        Ended ended = exports("splunk", "--dry-run", "--json").done();

        assertThat(fitting(ended)).contains("\"dryRun\": true", "\"created\"");
        assertThat(exports("splunk", "--dry-run").done().out()).contains("nothing was written");
        other.verify(0, anyRequestedFor(anyUrl()));
        assertThat(folder.resolve("state").resolve("exports")).doesNotExist();
    }

    @Test
    void aSecondExportAtTheSameTimeEndsWithAReason() {
        splunkAnswers(okJson(SUCCESS));
        try (var _ = Delivered.toWrite(folder.resolve("delivered.json"))) {
            exports("splunk", "--state", "delivered.json")
                    .failed(ExitCode.FAILED, "another export is under way");
        }
        other.verify(0, anyRequestedFor(anyUrl()));

        exports("splunk", "--state", "delivered.json").done();
    }

    @Test
    void netBoxGetsEverything() throws IOException {
        isNetBox(aResponse().withStatus(201).withBody("{\"id\":71}"));

        Ended ended = exports("netbox", "--json").done();

        assertThat(fitting(ended)).contains("\"created\"", "\"complete\": true");
        other.verify(
                2,
                postRequestedFor(urlPathEqualTo("/api/dcim/devices/"))
                        .withHeader("Authorization", equalTo("Token " + TOKEN)));
        assertThat(exports("netbox").done().out()).contains("netbox: 2 created");
    }

    @Test
    void netBoxThatRefusesOneGetsTheOther() throws IOException {
        isNetBox(
                aResponse()
                        .withStatus(400)
                        .withBody("{\"serial\":[\"not \u001b[31m valid: %s\"]}".formatted(TOKEN)));

        Ended ended = exports("netbox", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.INCOMPLETE.code());
        assertThat(fitting(ended))
                .contains("\"created\"", "\"failed\"", "(token)", "\"complete\": false");
        assertThat(exports("netbox").out())
                .contains("1 created, 1 failed")
                .doesNotContain("\u001b");
    }

    @Test
    void netBoxThatLetsTheTokenReadAloneIsTold() throws IOException {
        isNetBox(aResponse().withStatus(201));
        other.stubFor(
                any(urlPathEqualTo("/api/dcim/devices/"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .willReturn(aResponse().withStatus(403).withBody("{\"detail\":\"no\"}")));

        Ended ended = exports("netbox", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(fitting(ended)).contains("\"stopped\"", "not tried");
    }

    @Test
    void aDryRunForNetBoxReadsOnly() throws IOException {
        isNetBox(aResponse().withStatus(500));

        Ended ended = exports("netbox", "--dry-run", "--json").done();

        assertThat(fitting(ended)).contains("\"dryRun\": true", "\"created\"", "\"device\"");
        other.verify(0, postRequestedFor(anyUrl()));
    }
}
