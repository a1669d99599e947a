package io.walkdown.scanner.export;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplunkHecTest {
    private static final String TOKEN = "4f6a2d9c-hec-token";
    private static final String EVENTS = "/services/collector/event";
    private static final String ACKS = "/services/collector/ack";
    private static final String SUCCESS = "{\"text\":\"Success\",\"code\":0}";

    private final WireMockServer splunk =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    private final List<Duration> waits = new ArrayList<>();

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void listen() {
        splunk.start();
    }

    @AfterEach
    void stop() {
        splunk.stop();
    }

    private static SplunkHec.Options with(int batch, boolean acknowledged) {
        return new SplunkHec.Options(Optional.of("ot"), batch, acknowledged, 3, 1, false);
    }

    private Delivery export(Inventory inventory, SplunkHec.Options how) {
        return export(splunk.baseUrl(), inventory, how);
    }

    private Delivery export(String url, Inventory inventory, SplunkHec.Options how) {
        var settings =
                new Web.Settings(
                        URI.create(url),
                        Duration.ofMillis(400),
                        3,
                        Duration.ofMillis(1),
                        Duration.ofMinutes(2),
                        Optional.empty());
        Secret token = Secret.ofEnvironment(Map.of("T", TOKEN), "T");
        try (var web = new Web(settings, token, InstantSource.system(), waits::add);
                var delivered =
                        how.dryRun() ? Delivered.toRead(state()) : Delivered.toWrite(state())) {
            return new SplunkHec(web, how, delivered).deliver(inventory);
        }
    }

    private Path state() {
        return folder.resolve("exports").resolve("splunk.json");
    }

    private void answers(ResponseDefinitionBuilder answer) {
        splunk.stubFor(post(urlPathEqualTo(EVENTS)).willReturn(answer));
    }

    /// First one answer, then success for ever.
    private void answersFirst(ResponseDefinitionBuilder answer) {
        splunk.stubFor(
                post(urlPathEqualTo(EVENTS))
                        .inScenario("s")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("up")
                        .willReturn(answer));
        splunk.stubFor(
                post(urlPathEqualTo(EVENTS))
                        .inScenario("s")
                        .whenScenarioStateIs("up")
                        .willReturn(okJson(SUCCESS)));
    }

    private int requests() {
        return splunk.countRequestsMatching(postRequestedFor(urlPathEqualTo(EVENTS)).build())
                .getCount();
    }

    /// Every event that reached Splunk, in order.
    private List<JsonNode> events() throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (var request : splunk.findAll(postRequestedFor(urlPathEqualTo(EVENTS)))) {
            for (String line : request.getBodyAsString().split("\n", -1)) {
                if (!line.isEmpty()) {
                    events.add(JsonMapper.builder().build().readTree(line));
                }
            }
        }
        return events;
    }

    @Test
    void sendsAnEventForEachAssetInCompressedBatches() throws IOException {
        answers(okJson(SUCCESS));

        Delivery delivery = export(Inventories.of(Inventories.many(7)), with(3, false));

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .hasSize(7)
                .containsOnly(Outcome.CREATED);
        assertThat(requests()).isEqualTo(3);
        splunk.verify(
                3,
                postRequestedFor(urlPathEqualTo(EVENTS))
                        .withHeader(
                                "Content-Encoding",
                                com.github.tomakehurst.wiremock.client.WireMock.equalTo("gzip"))
                        .withHeader(
                                "Authorization",
                                com.github.tomakehurst.wiremock.client.WireMock.equalTo(
                                        "Splunk " + TOKEN)));
        assertThat(events())
                .hasSize(7)
                .allMatch(event -> event.path("sourcetype").asText().equals("walkdown:asset"))
                .allMatch(event -> event.path("index").asText().equals("ot"))
                .extracting(event -> event.at("/event/observed/serialNumber").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void aSecondExportSendsWhatChanged() throws IOException {
        answers(okJson(SUCCESS));
        export(Inventories.of(Inventories.many(5)), with(500, false));
        splunk.resetRequests();

        Delivery second = export(Inventories.of(Inventories.many(5)), with(500, false));
        assertThat(second.count(Outcome.UNCHANGED)).isEqualTo(5);
        assertThat(requests()).isZero();

        var changed = Inventories.many(5);
        changed[2] = Inventories.plc("plc-0002", "S 00002-X", "V2");
        assertThat(export(Inventories.of(changed), with(500, false)).count(Outcome.CREATED))
                .isEqualTo(1);
        assertThat(events()).hasSize(1);
    }

    private static final AcceptedAsset FILLER = Inventories.plc("filler", "S 1-A", "V1");
    private static final AcceptedAsset MIXER = Inventories.plc("mixer", "S 2-A", "V1");

    @Test
    void saysOnceThatAnAssetIsGone() throws IOException {
        answers(okJson(SUCCESS));
        export(Inventories.of(FILLER, MIXER), with(500, false));
        splunk.resetRequests();

        Delivery second = export(Inventories.of(MIXER), with(500, false));

        assertThat(second.entries())
                .extracting(Entry::asset, Entry::outcome)
                .containsExactly(
                        tuple("mixer", Outcome.UNCHANGED), tuple("filler", Outcome.UPDATED));
        assertThat(second.entries().getLast().fields()).containsExactly("removed");
        assertThat(events())
                .singleElement()
                .matches(event -> event.at("/event/removed").asBoolean())
                .matches(event -> event.at("/event/name").asText().equals("filler"))
                .matches(event -> event.at("/event/site").asText().equals("plant-7"))
                .matches(event -> event.at("/event/asset_id").asText().length() == 16)
                .matches(event -> event.path("sourcetype").asText().equals("walkdown:asset"));

        export(Inventories.of(MIXER), with(500, false));
        assertThat(requests()).isEqualTo(1);

        Delivery back = export(Inventories.of(FILLER, MIXER), with(500, false));
        assertThat(back.count(Outcome.CREATED)).isEqualTo(1);
        assertThat(export(Inventories.of(MIXER), with(500, false)).count(Outcome.UPDATED))
                .isEqualTo(1);
    }

    @Test
    void whatWasNotSaidToBeGoneIsSaidNextTime() throws IOException {
        answers(okJson(SUCCESS));
        export(Inventories.of(FILLER), with(500, false));
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(export(Inventories.of(), with(500, false)).count(Outcome.FAILED)).isEqualTo(1);

        splunk.resetAll();
        answers(okJson(SUCCESS));
        var dry = new SplunkHec.Options(Optional.of("ot"), 500, false, 3, 1, true);
        assertThat(export(Inventories.of(), dry).count(Outcome.UPDATED)).isEqualTo(1);
        assertThat(export(Inventories.of(), with(500, false)).count(Outcome.UPDATED)).isEqualTo(1);
        assertThat(export(Inventories.of(), with(500, false)).entries()).isEmpty();
        assertThat(events()).hasSize(1);
    }

    /// Another plant, another index and another system have their own.
    @Test
    void whatAnotherPlantHasIsNotGone() {
        answers(okJson(SUCCESS));
        export(Inventories.of(FILLER), with(500, false));
        var elsewhere = new SplunkHec.Options(Optional.of("it"), 500, false, 3, 1, false);
        var other = new Inventory("plant-8", List.of(), Optional.empty(), List.of());

        assertThat(export(other, with(500, false)).entries()).isEmpty();
        assertThat(export(Inventories.of(), elsewhere).entries()).isEmpty();
        assertThat(requests()).isEqualTo(1);
    }

    /// One system has many spellings.
    @Test
    void anotherSpellingOfTheAddressSendsNothingAgain() {
        answers(okJson(SUCCESS));
        Inventory two = Inventories.of(Inventories.many(2));
        String local = "http://localhost:" + splunk.port();
        export(local, two, with(500, false));

        for (String url :
                List.of(
                        local + "/",
                        local + "//",
                        "HTTP://LocalHost:" + splunk.port(),
                        "http://LOCALHOST:" + splunk.port() + "/")) {
            assertThat(export(url, two, with(500, false)).count(Outcome.UNCHANGED))
                    .as(url)
                    .isEqualTo(2);
        }
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void anAddressIsKeptInOneSpelling() {
        assertThat(
                        List.of(
                                "https://splunk.example.org",
                                "https://splunk.example.org:443/",
                                "HTTPS://Splunk.Example.ORG:443"))
                .extracting(url -> Web.Settings.of(url, Optional.empty()).base().toString())
                .containsOnly("https://splunk.example.org");
        assertThat(Web.Settings.of("https://Host:8088/Pre/fix/", Optional.empty()).base())
                .hasToString("https://host:8088/Pre/fix");
        assertThat(Web.Settings.of("http://[::1]:80/", Optional.empty()).base())
                .hasToString("http://[::1]");
    }

    @Test
    void waitsWhereSplunkIsBusyAndDoublesNothing() throws IOException {
        answersFirst(
                aResponse()
                        .withStatus(503)
                        .withHeader("Retry-After", "17")
                        .withBody("{\"text\":\"Server is busy\",\"code\":9}"));

        Delivery delivery = export(Inventories.of(Inventories.many(2)), with(500, false));

        assertThat(waits).containsExactly(Duration.ofSeconds(17));
        assertThat(delivery.complete()).isTrue();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        answersFirst(okJson(SUCCESS));
        splunk.stubFor(
                post(urlPathEqualTo(EVENTS))
                        .inScenario("s")
                        .whenScenarioStateIs("up")
                        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        Delivery broken = export(Inventories.of(Inventories.many(6)), with(2, false));

        assertThat(broken.count(Outcome.CREATED)).isEqualTo(2);
        assertThat(broken.count(Outcome.FAILED)).isEqualTo(4);
        assertThat(broken.entries().get(2).detail()).contains("it may have arrived");
        assertThat(broken.entries().get(5).detail()).contains("an earlier batch failed");
        assertThat(requests()).as("a lost POST is not repeated").isEqualTo(2);

        splunk.resetAll();
        answers(okJson(SUCCESS));
        Delivery rest = export(Inventories.of(Inventories.many(6)), with(2, false));
        assertThat(rest.count(Outcome.UNCHANGED)).isEqualTo(2);
        assertThat(rest.count(Outcome.CREATED)).isEqualTo(4);
        assertThat(events()).hasSize(4);
    }

    @Test
    void halfAnAnswerAndASilentSplunkAreNoSuccess() {
        for (ResponseDefinitionBuilder answer :
                List.of(
                        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        aResponse().withBody("<html>proxy</html>"),
                        aResponse().withBody("{\"text\":\"Success\""),
                        okJson(SUCCESS).withFixedDelay(2000))) {
            splunk.resetAll();
            answers(answer);

            Delivery delivery = export(Inventories.of(Inventories.many(1)), with(1, false));

            assertThat(delivery.complete()).isFalse();
            assertThat(requests()).isEqualTo(1);
            assertThat(state()).doesNotExist();
        }
    }

    @Test
    void aSuccessThatIsNoneInsideOkIsTold() {
        answers(okJson("{\"text\":\"Server is busy\",\"code\":9}"));

        Delivery delivery = export(Inventories.of(Inventories.many(3)), with(3, false));

        assertThat(delivery.count(Outcome.FAILED)).isEqualTo(3);
        assertThat(state()).doesNotExist();
    }

    @Test
    void goesOnWithoutAnEventThatSplunkDoesNotTake() throws IOException {
        answersFirst(
                okJson(
                        "{\"text\":\"Invalid data format\",\"code\":6,"
                                + "\"invalid-event-number\":1}"));

        Delivery delivery = export(Inventories.of(Inventories.many(3)), with(3, false));

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.CREATED, Outcome.FAILED, Outcome.CREATED);
        assertThat(delivery.entries().get(1).detail()).contains("does not take this event");
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void whatGoesBackToWhatItWasIsToldAgain() {
        answers(okJson(SUCCESS));
        for (String firmware : List.of("V1", "V2", "V1")) {
            assertThat(
                            export(
                                            Inventories.of(Inventories.plc("plc", "S 1", firmware)),
                                            with(3, false))
                                    .count(Outcome.CREATED))
                    .isEqualTo(1);
        }
    }

    @Test
    void aWrongTokenEndsItAndIsNowhereInTheWords() {
        answers(
                aResponse()
                        .withStatus(403)
                        .withBody("{\"text\":\"Invalid token " + TOKEN + "\",\"code\":4}"));

        assertThatThrownBy(() -> export(Inventories.of(Inventories.many(3)), with(3, false)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("refuses the token")
                .hasMessageNotContaining(TOKEN);
        assertThat(requests()).isEqualTo(1);
    }

    /// Splunk forgets an id that it has answered with true.
    @Test
    void anAcknowledgementIsReadOnce() throws IOException {
        answers(okJson("{\"text\":\"Success\",\"code\":0,\"ackId\":7}"));
        splunk.stubFor(
                post(urlPathEqualTo(ACKS))
                        .inScenario("ack")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("indexed")
                        .willReturn(okJson("{\"acks\":{\"7\":false}}")));
        splunk.stubFor(
                post(urlPathEqualTo(ACKS))
                        .inScenario("ack")
                        .whenScenarioStateIs("indexed")
                        .willSetStateTo("forgotten")
                        .willReturn(okJson("{\"acks\":{\"7\":true}}")));
        splunk.stubFor(
                post(urlPathEqualTo(ACKS))
                        .inScenario("ack")
                        .whenScenarioStateIs("forgotten")
                        .willReturn(okJson("{\"acks\":{\"7\":false}}")));

        assertThat(export(Inventories.of(Inventories.many(2)), with(2, true)).complete()).isTrue();
        splunk.verify(2, postRequestedFor(urlPathEqualTo(ACKS)));
    }

    @Test
    void whatIsNeverAcknowledgedIsNotDelivered() throws IOException {
        answers(okJson("{\"text\":\"Success\",\"code\":0,\"ackId\":7}"));
        splunk.stubFor(post(urlPathEqualTo(ACKS)).willReturn(okJson("{\"acks\":{\"7\":false}}")));

        Delivery delivery = export(Inventories.of(Inventories.many(2)), with(2, true));

        assertThat(delivery.count(Outcome.FAILED)).isEqualTo(2);
        splunk.verify(3, postRequestedFor(urlPathEqualTo(ACKS)));
        assertThat(state()).doesNotExist();
    }

    @Test
    void theTokenIsInOneHeaderAndNowhereElse() throws IOException {
        answers(okJson(SUCCESS));

        Delivery delivery = export(Inventories.of(Inventories.many(2)), with(2, false));

        assertThat(delivery.toString()).doesNotContain(TOKEN);
        assertThat(Files.readString(state())).doesNotContain(TOKEN);
        assertThat(Secret.ofEnvironment(Map.of("T", TOKEN), "T")).hasToString("(token)");
        assertThat(splunk.findAll(postRequestedFor(urlPathEqualTo(EVENTS))))
                .allMatch(request -> !request.getUrl().contains(TOKEN))
                .allMatch(request -> !request.getBodyAsString().contains(TOKEN));
    }

    @Test
    void noRedirectTakesTheTokenAway() {
        splunk.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(307)
                                        .withHeader("Location", splunk.baseUrl() + "/elsewhere")));

        assertThat(export(Inventories.of(Inventories.many(1)), with(1, false)).complete())
                .isFalse();
        splunk.verify(0, postRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void plainHttpIsForThisMachineAlone() {
        for (String url : List.of("http://10.1.2.3:8088", "http://splunk.example.org", "ftp://h")) {
            assertThatThrownBy(() -> Web.Settings.of(url, Optional.empty()))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining(url);
        }
    }

    @Test
    void aDryRunSendsNothing() {
        answers(okJson(SUCCESS));
        var dry = new SplunkHec.Options(Optional.empty(), 500, false, 3, 1, true);

        Delivery delivery = export(Inventories.of(Inventories.many(2)), dry);

        assertThat(delivery.dryRun()).isTrue();
        assertThat(delivery.count(Outcome.CREATED)).isEqualTo(2);
        assertThat(requests()).isZero();
    }

    @Test
    void aDeviceCannotWriteItsOwnEvents() throws IOException {
        answers(okJson(SUCCESS));
        String hostile = "x\"}\n{\"event\":{\"owned\":true}}\u001b[31m\u202e\u0000<b>=cmd()";

        export(Inventories.of(Inventories.plc("filler", "S 1-A", hostile)), with(1, false));

        assertThat(events()).hasSize(1);
        assertThat(events().getFirst().at("/event/observed/firmwareRevision").asText())
                .doesNotContain("\n", "\u001b", "\u202e", "\u0000")
                .contains("owned");
    }

    @Test
    void aFormulaOfADeviceIsNone() throws IOException {
        answers(okJson(SUCCESS));
        Inventory hostile =
                Inventories.of(Inventories.plc("filler", "=S1", "@SUM(A1)"), FORMULA_IN_A_RACK);

        export(hostile, with(500, false));

        assertThat(events().getFirst().at("/event/observed/firmwareRevision").asText())
                .isEqualTo("'@SUM(A1)");
        assertThat(events().getFirst().at("/event/observed/serialNumber").asText())
                .isEqualTo("'=S1");
        assertThat(events().getLast().at("/event/modules/0/observed/serialNumber").asText())
                .isEqualTo("'+1-2");
        assertThat(export(hostile, with(500, false)).count(Outcome.UNCHANGED)).isEqualTo(2);
    }

    private static final AcceptedAsset FORMULA_IN_A_RACK =
            Inventories.plc("rack", "S 3-A", "-40", List.of(Inventories.module(1, "+1-2")));

    @Test
    void waitsAsLongAsSplunkAsksWhereItIsAskedTooOften() throws IOException {
        answersFirst(aResponse().withStatus(429).withHeader("Retry-After", "7"));

        assertThat(export(Inventories.of(FILLER), with(500, false)).complete()).isTrue();

        assertThat(waits).containsExactly(Duration.ofSeconds(7));
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aRateLimitThatDoesNotEndIsTold() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "7"));

        Delivery delivery = export(Inventories.of(FILLER), with(500, false));

        assertThat(delivery.count(Outcome.FAILED)).isEqualTo(1);
        assertThat(delivery.isInVain()).isTrue();
        assertThat(requests()).isEqualTo(3);
        assertThat(state()).doesNotExist();
    }

    /// What would meet every other batch too.
    @Test
    void aReasonOfTheWholeSystemIsOne() {
        answers(aResponse().withStatus(400).withBody("{\"text\":\"Incorrect index\",\"code\":7}"));
        Delivery wrongIndex = export(Inventories.of(FILLER), with(500, false));
        assertThat(wrongIndex.isInVain()).isTrue();
        assertThat(wrongIndex.stopped().orElse("")).contains("Incorrect index");

        Delivery nobody = export("http://127.0.0.1:9", Inventories.of(FILLER), with(500, false));
        assertThat(nobody.isInVain()).isTrue();
        assertThat(nobody.stopped().orElse("")).contains("no connection to 127.0.0.1:9");
    }

    /// Some of it is there then, or may be.
    @Test
    void aBatchThatMayHaveArrivedOrAnEarlierOneIsNotInVain() {
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(export(Inventories.of(FILLER), with(1, false)).isInVain()).isFalse();

        splunk.resetAll();
        answersFirst(okJson(SUCCESS));
        splunk.stubFor(
                post(urlPathEqualTo(EVENTS))
                        .inScenario("s")
                        .whenScenarioStateIs("up")
                        .willReturn(aResponse().withStatus(403)));
        Delivery half = export(Inventories.of(FILLER, MIXER), with(1, false));
        assertThat(half.count(Outcome.CREATED)).isEqualTo(1);
        assertThat(half.isInVain()).isFalse();
        assertThat(half.stopped()).isPresent();
    }

    @Test
    void aBadAddressIsNotRepeatedInWhole() {
        for (String url :
                List.of(
                        "https://ada:SEKRET@splunk.example.org:8088",
                        "https://splunk.example.org/?token=SEKRET",
                        "https://splunk.example.org/#SEKRET",
                        "http://splunk.example.org/SEKRET",
                        "SEKRET",
                        "SEKRET:x",
                        "https://splunk.example.org/ SEKRET")) {
            assertThatThrownBy(() -> Web.Settings.of(url, Optional.empty()))
                    .isInstanceOf(ExportException.class)
                    .hasMessageNotContaining("SEKRET");
        }
        assertThatThrownBy(() -> Secret.ofEnvironment(Map.of(), "SEKRET"))
                .isInstanceOf(ExportException.class)
                .hasMessageNotContaining("SEKRET");
    }
}
