package io.walkdown.scanner.export;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.Fault;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.StatefulNetBox.Trouble;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetBoxFaultsTest {
    private static final String DEVICES = "dcim/devices";

    private final StatefulNetBox netBox = new StatefulNetBox();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void stop() {
        netBox.close();
    }

    private Delivery export(AcceptedAsset... assets) {
        return export(new NetBox.Options("plant-7", "plc", true, false, false), assets);
    }

    private Delivery export(NetBox.Options how, AcceptedAsset... assets) {
        return export(StatefulNetBox.TOKEN, how, assets);
    }

    private Delivery export(String secret, NetBox.Options how, AcceptedAsset... assets) {
        var settings =
                new Web.Settings(
                        URI.create(netBox.server.baseUrl()),
                        Duration.ofMillis(700),
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Optional.empty());
        Secret token = Secret.ofEnvironment(Map.of("T", secret), "T");
        try (var web = new Web(settings, token, InstantSource.system(), waits::add)) {
            Delivery delivery = new NetBox(web, token, how).deliver(Inventories.of(assets));
            assertThat(delivery.toString()).doesNotContain(secret);
            return delivery;
        }
    }

    private static List<Outcome> outcomes(Delivery delivery) {
        return delivery.entries().stream().map(Entry::outcome).toList();
    }

    private static AcceptedAsset filler(String firmware) {
        return Inventories.plc(
                "filler",
                "S C-1",
                firmware,
                List.of(Inventories.module(1, "M-1"), Inventories.module(2, "M-2")));
    }

    @Test
    void aFirstExportMakesEverythingAndASecondNothing() {
        assertThat(outcomes(export(filler("V1"), Inventories.plc("mixer", "S C-2", "V1"))))
                .containsExactly(Outcome.CREATED, Outcome.CREATED);

        ObjectNode device = netBox.device("filler");
        assertThat(device.path("serial").asText()).isEqualTo("S C-1");
        assertThat(device.at("/site/slug").asText()).isEqualTo("plant-7");
        assertThat(device.at("/tags/0/slug").asText()).isEqualTo("walkdown");
        assertThat(device.at("/custom_fields/walkdown_firmware").asText()).isEqualTo("V1");
        assertThat(device.at("/device_type/part_number").asText()).isEqualTo("6ES7 315-2EH14-0AB0");
        assertThat(netBox.all("dcim/device-types")).hasSize(1);
        assertThat(netBox.all("dcim/modules"))
                .extracting(module -> module.path("serial").asText())
                .containsExactly("M-1", "M-2");
        assertThat(netBox.all("dcim/sites")).hasSize(2);
        assertThat(netBox.writes()).contains("POST extras/custom-fields", "POST extras/tags");

        assertThat(outcomes(export(filler("V1"), Inventories.plc("mixer", "S C-2", "V1"))))
                .containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED);
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void writesOnlyWhatDiffersAndLeavesWhatBelongsToPeople() {
        export(filler("V1"));
        netBox.changed("filler", "comments", "ask Ada");
        netBox.writes();

        Delivery delivery = export(filler("V2"));

        assertThat(delivery.entries().getFirst().fields()).containsExactly("walkdown_firmware");
        assertThat(netBox.writes()).containsExactly("PATCH " + DEVICES);
        assertThat(netBox.device("filler").path("comments").asText()).isEqualTo("ask Ada");
        assertThat(netBox.device("filler").at("/custom_fields/walkdown_firmware").asText())
                .isEqualTo("V2");
        assertThat(netBox.device("filler").at("/custom_fields/walkdown_asset_id").asText())
                .isNotEmpty();
    }

    @Test
    void takesOverADeviceThatPeopleMadeByItsSerialNumber() {
        export(Inventories.plc("mixer", "S C-2", "V1"));
        netBox.add(
                DEVICES,
                """
                {"name": "PLC 4", "serial": "s c-1", "site": {"id": 1}, "status": "planned",
                 "device_type": {"id": 9, "manufacturer": {"name": "SIEMENS", "slug": "s-ag"}}}
                """);

        assertThat(outcomes(export(Inventories.plc("filler", "S C-1", "V1"))))
                .containsExactly(Outcome.UPDATED);
        assertThat(netBox.device("PLC 4").path("status").asText()).isEqualTo("planned");
        assertThat(netBox.all(DEVICES)).hasSize(2);
    }

    @Test
    void leavesAloneWhatCouldBeSeveral() {
        export();
        for (String name : List.of("a", "b")) {
            netBox.add(
                    DEVICES,
                    "{\"name\":\"%s\",\"serial\":\"S C-1\",\"site\":{\"id\":1}}".formatted(name));
        }
        netBox.add(DEVICES, "{\"name\":\"Mixer\",\"serial\":\"other\",\"site\":{\"id\":1}}");
        netBox.writes();

        Delivery delivery =
                export(
                        Inventories.plc("filler", "S C-1", "V1"),
                        Inventories.plc("mixer", "S C-2", "V1"),
                        Inventories.plc("twin-1", "S C-9", "V1"),
                        Inventories.plc("twin-2", "S C-9", "V1"));

        assertThat(outcomes(delivery)).containsOnly(Outcome.AMBIGUOUS);
        assertThat(delivery.complete()).isFalse();
        assertThat(delivery.entries().getFirst().detail()).contains("2 devices");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void anAssetAtAnotherSiteIsNotMadeTwice() {
        export(filler("V1"));
        netBox.device("filler").withObject("/site").put("id", 2).put("slug", "plant-8");
        netBox.writes();

        Delivery delivery = export(filler("V1"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.AMBIGUOUS);
        assertThat(delivery.entries().getFirst().detail()).contains("plant-8");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void twoOrderNumbersOfOneModelAreTwoTypes() {
        export(filler("V1"));
        netBox.all("dcim/device-types").getFirst().put("part_number", "6ES7 315-2EH13-0AB0");

        assertThat(outcomes(export(filler("V1")))).containsExactly(Outcome.UPDATED);
        assertThat(netBox.all("dcim/device-types"))
                .extracting(type -> type.path("model").asText())
                .containsExactly("CPU 315-2 PN/DP", "CPU 315-2 PN/DP (6ES7 315-2EH14-0AB0)");
        netBox.writes();
        assertThat(outcomes(export(filler("V1")))).containsExactly(Outcome.UNCHANGED);
    }

    @Test
    void aLostAnswerDoublesNothing() {
        export();
        for (boolean takesEffect : List.of(true, false)) {
            for (Fault fault :
                    List.of(
                            Fault.CONNECTION_RESET_BY_PEER,
                            Fault.EMPTY_RESPONSE,
                            Fault.MALFORMED_RESPONSE_CHUNK,
                            Fault.RANDOM_DATA_THEN_CLOSE)) {
                String name = fault + " " + takesEffect;
                netBox.next(Trouble.fault("POST", DEVICES, takesEffect, fault));

                assertThat(outcomes(export(Inventories.plc(name, "S " + name.hashCode(), "V1"))))
                        .as(name)
                        .containsExactly(Outcome.CREATED);
                assertThat(netBox.device(name)).isNotNull();

                netBox.next(Trouble.fault("PATCH", DEVICES, takesEffect, fault));
                assertThat(outcomes(export(Inventories.plc(name, "S " + name.hashCode(), "V2"))))
                        .as(name)
                        .containsExactly(Outcome.UPDATED);
                assertThat(netBox.device(name).at("/custom_fields/walkdown_firmware").asText())
                        .isEqualTo("V2");
            }
        }
    }

    /// Longer than a request may take.
    @Test
    void aSilentNetBoxDoublesNothing() {
        export();
        var late = okJson("{}").withFixedDelay(1500);
        for (boolean takesEffect : List.of(true, false)) {
            String name = "plc " + takesEffect;
            netBox.next(new Trouble("POST", DEVICES, takesEffect, late));
            assertThat(outcomes(export(Inventories.plc(name, "S C-" + takesEffect, "V1"))))
                    .containsExactly(Outcome.CREATED);

            netBox.next(new Trouble("PATCH", DEVICES, takesEffect, late));
            assertThat(outcomes(export(Inventories.plc(name, "S C-" + takesEffect, "V2"))))
                    .containsExactly(Outcome.UPDATED);
            assertThat(netBox.device(name).at("/custom_fields/walkdown_firmware").asText())
                    .isEqualTo("V2");
        }
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        export();
        netBox.next(
                new Trouble(
                        "POST",
                        DEVICES,
                        false,
                        aResponse().withStatus(429).withHeader("Retry-After", "33")));
        netBox.next(
                new Trouble(
                        "PATCH",
                        DEVICES,
                        false,
                        aResponse()
                                .withStatus(503)
                                .withHeader("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT")));

        assertThat(outcomes(export(filler("V1")))).containsExactly(Outcome.CREATED);
        assertThat(outcomes(export(filler("V2")))).containsExactly(Outcome.UPDATED);
        assertThat(waits).containsExactly(Duration.ofSeconds(33), Duration.ofMinutes(2));
        assertThat(netBox.all(DEVICES)).hasSize(1);
    }

    @Test
    void looksAgainWhereSomebodyElseWasFaster() {
        export(filler("V1"));
        netBox.next(Trouble.of("PATCH", DEVICES, 412, "{}"));
        netBox.writes();

        assertThat(outcomes(export(filler("V2")))).containsExactly(Outcome.UPDATED);
        assertThat(netBox.writes()).containsExactly("PATCH " + DEVICES, "PATCH " + DEVICES);

        netBox.next(Trouble.of("PATCH", DEVICES, 412, "{}"));
        netBox.next(Trouble.of("PATCH", DEVICES, 412, "{}"));
        assertThat(outcomes(export(filler("V3")))).containsExactly(Outcome.FAILED);
        assertThat(netBox.writes()).hasSize(2);
    }

    @Test
    void oneRefusedDeviceKeepsNoOtherBack() {
        export();
        netBox.next(
                Trouble.of(
                        "POST",
                        DEVICES,
                        400,
                        "{\"serial\":[\"no \\u001b[31m" + StatefulNetBox.TOKEN + "\"]}"));

        Delivery delivery =
                export(
                        Inventories.plc("filler", "S C-1", "V1"),
                        Inventories.plc("mixer", "S C-2", "V1"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.FAILED, Outcome.CREATED);
        assertThat(delivery.entries().getFirst().detail()).contains("400").contains("(token)");
    }

    @Test
    void aNetBoxThatGoesAwayLeavesAWholeAccount() {
        export();
        netBox.next(Trouble.of("POST", DEVICES, 403, "{\"detail\":\"may not\"}"));

        Delivery delivery =
                export(
                        Inventories.plc("filler", "S C-1", "V1"),
                        Inventories.plc("mixer", "S C-2", "V1"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.FAILED, Outcome.FAILED);
        assertThat(delivery.entries().get(1).detail()).startsWith("not tried");
        assertThat(netBox.all(DEVICES)).isEmpty();
    }

    private static final AcceptedAsset MIXER = Inventories.plc("mixer", "S C-2", "V2");

    /// A proxy that says yes to everything has written nothing.
    @Test
    void aYesWithoutTheObjectIsLookedAtAgain() {
        export(filler("V1"));
        for (String body :
                List.of("<html>ok</html>", "{}", "", "{\"id\":", "{\"id\":4711}", "[]")) {
            netBox.next(Trouble.of("PATCH", DEVICES, 200, body));
            netBox.next(Trouble.of("PATCH", DEVICES, 200, body));

            Delivery delivery = export(filler("V2"));

            assertThat(outcomes(delivery)).as(body).containsExactly(Outcome.FAILED);
            assertThat(netBox.device("filler").at("/custom_fields/walkdown_firmware").asText())
                    .isEqualTo("V1");
        }
        netBox.next(Trouble.of("PATCH", DEVICES, 200, "<html>ok</html>"));
        netBox.writes();
        assertThat(outcomes(export(filler("V2")))).containsExactly(Outcome.UPDATED);
        assertThat(netBox.writes()).containsExactly("PATCH " + DEVICES, "PATCH " + DEVICES);
        assertThat(netBox.device("filler").at("/custom_fields/walkdown_firmware").asText())
                .isEqualTo("V2");
    }

    /// Somebody removes it, or it alone cannot be read.
    @Test
    void theTroubleOfOneDeviceIsItsOwn() {
        export(filler("V1"), MIXER);
        for (int status : List.of(404, 400, 410, 200)) {
            netBox.next(Trouble.of("GET", DEVICES + "/*", status, "{\"detail\":\"Not found.\"}"));

            Delivery delivery =
                    export(filler("V" + status), Inventories.plc("mixer", "S C-2", "V" + status));

            assertThat(outcomes(delivery))
                    .as("" + status)
                    .containsExactly(Outcome.FAILED, Outcome.UPDATED);
            assertThat(delivery.entries().getFirst().detail()).contains("/api/dcim/devices/");
        }
    }

    @Test
    void aListThatCannotBeAskedForOneAssetIsItsOwnTrouble() {
        export();
        netBox.next(Trouble.of("GET", "dcim/device-types", 400, "{\"part_number\":[\"?\"]}"));

        assertThat(outcomes(export(Inventories.plc("filler", "S C-1", "V1"), MIXER)))
                .containsExactly(Outcome.FAILED, Outcome.CREATED);
    }

    /// Permissions in NetBox may be for some objects alone.
    @Test
    void oneThatTheTokenMayNotWriteKeepsNoOtherBack() {
        AcceptedAsset[] four = Inventories.many(4);
        export(four);
        AcceptedAsset[] changed = new AcceptedAsset[four.length];
        for (int i = 0; i < four.length; i++) {
            changed[i] = Inventories.plc(four[i].name(), "S %05d-X".formatted(i), "V2");
        }
        netBox.next(new Trouble("PATCH", DEVICES, true, okJson("{}"))); // written; looked at again
        netBox.next(Trouble.of("PATCH", DEVICES, 403, "{\"detail\":\"not this one\"}"));

        Delivery delivery = export(changed);

        assertThat(outcomes(delivery))
                .containsExactly(Outcome.UPDATED, Outcome.FAILED, Outcome.UPDATED, Outcome.UPDATED);
        assertThat(delivery.entries().get(1).detail()).contains("not this one");
    }

    @Test
    void severalInARowThatTheTokenMayNotWriteEndIt() {
        AcceptedAsset[] five = Inventories.many(5);
        export(five[0]);
        netBox.writes();
        for (int attempt = 0; attempt < 3; attempt++) {
            netBox.next(Trouble.of("POST", DEVICES, 403, "{\"detail\":\"may not\"}"));
        }

        Delivery delivery =
                export(
                        Inventories.plc("plc-0000", "S 00000-X", "V2"),
                        five[1],
                        five[2],
                        five[3],
                        five[4]);

        assertThat(outcomes(delivery))
                .containsExactly(
                        Outcome.UPDATED,
                        Outcome.FAILED,
                        Outcome.FAILED,
                        Outcome.FAILED,
                        Outcome.FAILED);
        assertThat(delivery.entries().get(4).detail()).startsWith("not tried");
        assertThat(netBox.writes()).hasSize(4);
    }

    @Test
    void oneModuleThatFailsKeepsNoOtherBackAndEverythingIsTold() {
        export();
        netBox.next(Trouble.of("POST", "dcim/modules", 400, "{\"serial\":[\"not valid\"]}"));
        AcceptedAsset rack =
                Inventories.plc(
                        "rack",
                        "S C-1",
                        "V1",
                        List.of(
                                Inventories.module(1, "M-1"),
                                Inventories.module(2, "M-2"),
                                Inventories.module(3, "M".repeat(51)),
                                Inventories.nobodys(4),
                                Inventories.module(5, "M-5")));

        Delivery delivery = export(rack);

        assertThat(outcomes(delivery)).containsExactly(Outcome.FAILED);
        Entry entry = delivery.entries().getFirst();
        assertThat(entry.fields())
                .contains("device", "slot 2", "slot 5", "slot 1: module-bays")
                .doesNotContain("slot 1", "slot 3", "slot 4");
        assertThat(entry.detail())
                .contains("slot 1: NetBox answered 400")
                .contains("slot 3: its serial number of slot 3 has 51 characters")
                .contains("slot 4: left out, because it does not tell its manufacturer");
        assertThat(netBox.all("dcim/modules")).hasSize(2);
    }

    @Test
    void aModuleWithoutAManufacturerIsToldAndFailsNothing() {
        AcceptedAsset rack =
                Inventories.plc("rack", "S C-1", "V1", List.of(Inventories.nobodys(4)));
        export(rack);

        Delivery second = export(rack);

        assertThat(outcomes(second)).containsExactly(Outcome.UNCHANGED);
        assertThat(second.entries().getFirst().detail()).startsWith("slot 4: left out");
        assertThat(second.complete()).isTrue();
    }

    @Test
    void aManufacturerThatPeopleGaveAnotherSlugIsFoundByItsName() {
        netBox.add("dcim/manufacturers", "{\"name\":\"Siemens\",\"slug\":\"s-ag\"}");

        assertThat(outcomes(export(MIXER))).containsExactly(Outcome.CREATED);
        assertThat(netBox.all("dcim/manufacturers")).hasSize(1);
        assertThat(netBox.device("mixer").at("/device_type/manufacturer/slug").asText())
                .isEqualTo("s-ag");
        netBox.writes();
        assertThat(outcomes(export(MIXER))).containsExactly(Outcome.UNCHANGED);
        assertThat(netBox.writes()).isEmpty();
    }

    /// Two racks of one kind, of which NetBox knows nothing: what the first needs the second has.
    @Test
    void aDryRunTellsWhatTheRealRunDoes() {
        AcceptedAsset[] plant = {
            filler("V1"),
            Inventories.plc(
                    "rack",
                    "S C-3",
                    "V1",
                    List.of(Inventories.module(1, "R-1"), Inventories.nobodys(2))),
            MIXER
        };
        export();
        Delivery dry = export(new NetBox.Options("plant-7", "plc", true, false, true), plant);

        assertThat(netBox.writes()).noneMatch(write -> write.contains("dcim"));
        assertThat(export(plant).entries()).isEqualTo(dry.entries());
        assertThat(dry.entries().getFirst().fields())
                .contains("manufacturers", "device-types", "slot 1: module-types");

        AcceptedAsset[] changed = {
            filler("V2"),
            Inventories.plc("rack", "S C-3", "V1"),
            Inventories.told("new", Map.of("manufacturer", "ABB", "model", "AC500"))
        };
        Delivery second = export(new NetBox.Options("plant-7", "plc", true, false, true), changed);
        assertThat(export(changed).entries()).isEqualTo(second.entries());
    }

    @Test
    void tooLongTextsAreToldAndNeverCut() {
        Delivery delivery =
                export(
                        Inventories.plc("x".repeat(65), "S C-1", "V1"),
                        Inventories.plc("mixer", "S".repeat(51), "V1"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.FAILED, Outcome.FAILED);
        assertThat(delivery.entries().getFirst().detail()).contains("serial number has 51");
        assertThat(delivery.entries().get(1).detail()).contains("name has 65 characters");
        assertThat(netBox.all(DEVICES)).isEmpty();
    }

    @Test
    void withoutInitWhatIsMissingIsNamed() {
        var how = new NetBox.Options("plant-7", "plc", false, false, false);

        assertThatThrownBy(() -> export(how, filler("V1")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("walkdown_asset_id");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void aSiteIsNeverMade() {
        var how = new NetBox.Options("plant-9", "plc", true, false, false);

        assertThatThrownBy(() -> export(how, filler("V1")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("plant-9");
        assertThat(netBox.all("dcim/sites")).hasSize(2);
    }

    @Test
    void aWrongTokenEndsIt() {
        var how = new NetBox.Options("plant-7", "plc", true, false, false);

        assertThatThrownBy(() -> export("0123456789abcdef", how, filler("V1")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("refuses the token")
                .hasMessageNotContaining("0123456789abcdef");
        assertThat(netBox.server.getAllServeEvents()).hasSize(1);
        netBox.server.verify(
                getRequestedFor(urlPathEqualTo("/api/status/"))
                        .withHeader(
                                "Authorization",
                                com.github.tomakehurst.wiremock.client.WireMock.equalTo(
                                        "Token 0123456789abcdef")));
    }

    @Test
    void aDryRunReadsOnlyAndSaysWhatItWouldDo() {
        export(filler("V1"));
        netBox.writes();
        var dry = new NetBox.Options("plant-7", "plc", true, false, true);

        Delivery delivery = export(dry, filler("V2"), Inventories.plc("mixer", "S C-2", "V1"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.UPDATED, Outcome.CREATED);
        assertThat(delivery.entries().getFirst().fields()).containsExactly("walkdown_firmware");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void whatIsNoNetBoxIsNotWrittenTo() {
        for (var answer :
                List.of(
                        okJson("{\"netbox-version\":\"3.7.1\"}"),
                        okJson("{\"netbox-version\":"),
                        aResponse().withBody("<html>sign in</html>"),
                        aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
                        aResponse().withStatus(502),
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        okJson("{\"netbox-version\":\"4.6\"}").withFixedDelay(1500))) {
            for (int attempt = 0; attempt < 3; attempt++) {
                netBox.next(new Trouble("GET", "status/", false, answer));
            }

            assertThatThrownBy(() -> export(filler("V1"))).isInstanceOf(ExportException.class);
            assertThat(netBox.writes()).isEmpty();
            netBox.noMoreTroubles();
        }
    }

    @Test
    void halfAListIsNoReasonToMakeADevice() {
        export();
        for (String half : List.of("{\"results\":[{\"id\":", "{\"results\":[{}]}", "[]", "")) {
            netBox.writes();
            netBox.next(Trouble.of("GET", DEVICES, 200, half));

            assertThatThrownBy(() -> export(filler("V1")))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("none that can be read");
            assertThat(netBox.writes()).isEmpty();
        }
    }

    @Test
    void readsEveryPage() {
        AcceptedAsset[] many = Inventories.many(230);
        assertThat(export(many).count(Outcome.CREATED)).isEqualTo(230);
        netBox.writes();

        assertThat(export(many).count(Outcome.UNCHANGED)).isEqualTo(230);
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void aDeviceCannotMoveNetBoxesPages() {
        String hostile = "V1\u001b[31m\u202e\u0000\n<script>alert(1)</script>[x](javascript:1)";

        export(Inventories.plc("filler", "S C-1", hostile));

        ObjectNode device = netBox.device("filler");
        assertThat(device.has("comments")).isFalse();
        assertThat(device.has("description")).isFalse();
        assertThat(device.at("/custom_fields/walkdown_firmware").asText())
                .doesNotContain("\u001b", "\u202e", "\u0000", "\n")
                .contains("\\u{1b}");
    }

    @Test
    void aFormulaOfADeviceIsNone() {
        AcceptedAsset hostile =
                Inventories.plc(
                        "filler", "=S1", "@SUM(A1)", List.of(Inventories.module(1, "+1-2")));

        export(hostile, Inventories.told("made", FORMULAS));

        ObjectNode device = netBox.device("filler");
        assertThat(device.path("serial").asText()).isEqualTo("'=S1");
        assertThat(device.at("/custom_fields/walkdown_firmware").asText()).isEqualTo("'@SUM(A1)");
        assertThat(netBox.all("dcim/modules").getFirst().path("serial").asText())
                .isEqualTo("'+1-2");
        assertThat(netBox.device("made").at("/device_type/model").asText()).isEqualTo("'-1+1");
        assertThat(netBox.device("made").at("/device_type/part_number").asText())
                .isEqualTo("'@order");
        assertThat(netBox.device("made").at("/device_type/manufacturer/name").asText())
                .isEqualTo("'=Maker");
        netBox.writes();
        assertThat(outcomes(export(hostile, Inventories.told("made", FORMULAS))))
                .containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED);
        assertThat(netBox.writes()).isEmpty();
    }

    private static final Map<String, String> FORMULAS =
            Map.of("manufacturer", "=Maker", "model", "-1+1", "orderNumber", "@order");

    /// People wrote it as it stands on the device.
    @Test
    void aSerialNumberThatLooksLikeAFormulaIsFoundAllTheSame() {
        export();
        netBox.add(
                DEVICES,
                """
                {"name": "PLC 4", "serial": "=S1", "site": {"id": 1},
                 "device_type": {"id": 9, "manufacturer": {"name": "Siemens", "slug": "siemens"}}}
                """);

        assertThat(outcomes(export(Inventories.plc("filler", "=S1", "V1"))))
                .containsExactly(Outcome.UPDATED);
    }

    @Test
    void aTokenThatMayWriteNothingIsAReasonOfTheWholeSystem() {
        export();
        netBox.next(Trouble.of("POST", DEVICES, 403, "{\"detail\":\"may not\"}"));

        Delivery delivery = export(Inventories.plc("filler", "S C-1", "V1"), MIXER);

        assertThat(delivery.isInVain()).isTrue();
        assertThat(delivery.stopped().orElse("")).contains("may not");
    }
}
