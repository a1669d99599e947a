package io.walkdown.scanner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.Fault;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import io.walkdown.scanner.export.FakeNetBox.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetBoxTest {
    private final FakeNetBox netBox = new FakeNetBox();

    @AfterEach
    void stop() {
        netBox.close();
    }

    private Delivery export(Inventory inventory) {
        return export(inventory, FakeNetBox.TOKEN, true, false);
    }

    private Delivery export(Inventory inventory, String word, boolean init, boolean dryRun) {
        var settings =
                new Web.Settings(
                        netBox.url(),
                        Duration.ofSeconds(2),
                        3,
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Optional.empty());
        Secret token = Secret.ofEnvironment(Map.of("T", word), "T");
        try (var web = new Web(settings, token, InstantSource.system())) {
            return new NetBox(web, token, new NetBox.Options("plant-7", "plc", init, false, dryRun))
                    .deliver(inventory);
        }
    }

    private static Inventory line() {
        return Inventories.of(
                Inventories.plc("filler", "S C-1", "V3.2.8"),
                Inventories.plc(
                        "rack-a", "S C-2", "V1.0", List.of(Inventories.module(2, "60237A41"))));
    }

    private ObjectNode device(String name) {
        return netBox.list("dcim/devices").stream()
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesDevicesWithTheirTypesAndModules() {
        Delivery delivery = export(line());

        assertThat(delivery.entries()).extracting(Entry::outcome).containsOnly(Outcome.CREATED);
        assertThat(netBox.list("dcim/manufacturers")).hasSize(2);
        assertThat(netBox.list("dcim/device-types"))
                .singleElement()
                .matches(type -> type.path("part_number").asText().equals("6ES7 315-2EH14-0AB0"))
                .matches(type -> type.path("slug").asText().equals("siemens-6es7-315-2eh14-0ab0"));
        assertThat(device("filler").path("serial").asText()).isEqualTo("S C-1");
        assertThat(device("filler").at("/custom_fields/walkdown_firmware").asText())
                .isEqualTo("V3.2.8");
        assertThat(netBox.list("dcim/modules"))
                .singleElement()
                .matches(module -> module.path("serial").asText().equals("60237A41"));
        assertThat(netBox.list("extras/custom-fields")).hasSize(4);
    }

    @Test
    void aSecondExportWritesNothing() {
        export(line());
        netBox.forgetWrites();

        Delivery second = export(line());

        assertThat(second.entries()).extracting(Entry::outcome).containsOnly(Outcome.UNCHANGED);
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void writesTheFieldsThatChangedAndLeavesWhatIsPeoples() {
        export(line());
        device("filler").put("name", "K4 filler").put("status", "planned");
        netBox.forgetWrites();

        Delivery second =
                export(
                        Inventories.of(
                                Inventories.plc("filler", "S C-1", "V3.3.0"),
                                Inventories.plc(
                                        "rack-a",
                                        "S C-2",
                                        "V1.0",
                                        List.of(Inventories.module(2, "602B8F17")))));

        assertThat(second.entries().get(0).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(second.entries().get(0).fields()).containsExactly("walkdown_firmware");
        assertThat(second.entries().get(1).fields()).containsExactly("slot 2.serial");
        assertThat(netBox.writes()).hasSize(2).allMatch(write -> write.startsWith("PATCH "));
        assertThat(device("K4 filler").path("status").asText()).isEqualTo("planned");
        assertThat(device("K4 filler").at("/custom_fields/walkdown_hardware").isMissingNode())
                .isTrue();
    }

    /// A device that somebody put there by hand, or another tool.
    @Test
    void takesUpADeviceThatBearsItsSerialNumber() {
        export(Inventories.of());
        netBox.add(
                "/api/dcim/devices/",
                Map.of(
                        "name",
                        "PLC_1",
                        "site",
                        site(),
                        "serial",
                        "s c-1",
                        "device_type",
                        typeOf("Siemens")));

        Delivery delivery = export(Inventories.of(Inventories.plc("filler", "S C-1", "V3.2.8")));

        assertThat(delivery.entries()).extracting(Entry::outcome).containsExactly(Outcome.UPDATED);
        assertThat(netBox.list("dcim/devices")).hasSize(1);
    }

    /// What makers leave in place of a serial number names nobody, on either side.
    @Test
    void aPlaceholderIsNoSerialNumber() {
        export(Inventories.of());
        ObjectNode coffee =
                netBox.add(
                        "/api/dcim/devices/",
                        Map.of(
                                "name",
                                "coffee-machine",
                                "site",
                                site(),
                                "serial",
                                "unknown",
                                "device_type",
                                typeOf("Siemens")));

        Delivery delivery = export(Inventories.of(Inventories.plc("filler", "UNKNOWN", "V1")));

        assertThat(delivery.entries()).extracting(Entry::outcome).containsExactly(Outcome.CREATED);
        assertThat(coffee.has("custom_fields")).isFalse();
        assertThat(netBox.writes()).noneMatch(write -> write.startsWith("PATCH "));
    }

    /// Makers number their products independently of each other.
    @Test
    void aDeviceOfAnotherManufacturerIsNotTakenOver() {
        export(Inventories.of());
        netBox.add(
                "/api/dcim/devices/",
                Map.of(
                        "name",
                        "drive",
                        "site",
                        site(),
                        "serial",
                        "S C-1",
                        "device_type",
                        typeOf("ABB")));
        netBox.forgetWrites();

        Delivery delivery = export(Inventories.of(Inventories.plc("filler", "S C-1", "V1")));

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.AMBIGUOUS);
        assertThat(delivery.entries().getFirst().detail()).contains("'drive'", "ABB");
        assertThat(netBox.writes()).isEmpty();
    }

    /// Two products of one maker may bear one number; the device is one of them at most.
    @Test
    void aDeviceIsGivenToOneAssetAlone() {
        export(Inventories.of());
        netBox.add(
                "/api/dcim/devices/",
                Map.of(
                        "name",
                        "PLC_1",
                        "site",
                        site(),
                        "serial",
                        "S C-1",
                        "device_type",
                        typeOf("Siemens")));

        Delivery delivery =
                export(
                        Inventories.of(
                                Inventories.plc("filler", "S C-1", "V1"),
                                Inventories.told(
                                        "panel",
                                        Map.of(
                                                "manufacturer", "Siemens",
                                                "model", "TP 700",
                                                "serialNumber", "S C-1"))));

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.AMBIGUOUS);
        assertThat(netBox.list("dcim/devices")).hasSize(1);
    }

    @Test
    void leavesAloneWhatIsAmbiguous() {
        export(Inventories.of());
        Map<String, ?> twin = Map.of("name", "a", "site", site(), "serial", "S C-1");
        netBox.add("/api/dcim/devices/", twin);
        netBox.add("/api/dcim/devices/", twin);
        netBox.add("/api/dcim/devices/", Map.of("name", "rack-a", "site", site(), "serial", ""));
        netBox.forgetWrites();

        Delivery delivery = export(line());

        assertThat(delivery.entries()).extracting(Entry::outcome).containsOnly(Outcome.AMBIGUOUS);
        assertThat(delivery.entries().get(0).detail()).contains("2 devices");
        assertThat(delivery.entries().get(1).detail()).contains("bears its name");
        assertThat(delivery.complete()).isFalse();
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void anAssetThatPeopleMovedToAnotherSiteIsNotMadeTwice() {
        export(line());
        ObjectNode elsewhere = netBox.add("/api/dcim/sites/", Map.of("slug", "store", "name", "S"));
        device("filler").put("site", elsewhere.path("id").asLong());

        Delivery delivery = export(line());

        assertThat(delivery.entries().get(0).outcome()).isEqualTo(Outcome.AMBIGUOUS);
        assertThat(delivery.entries().get(0).detail()).contains("another site");
        assertThat(netBox.list("dcim/devices")).hasSize(2);
    }

    @Test
    void aDryRunReadsAndSaysWhatWouldBe() {
        export(Inventories.of(Inventories.plc("filler", "S C-1", "V3.2.8")));
        netBox.forgetWrites();

        Delivery delivery =
                export(
                        Inventories.of(
                                Inventories.plc("filler", "S C-1", "V9"),
                                Inventories.plc(
                                        "new",
                                        "S C-9",
                                        "V1",
                                        List.of(Inventories.module(1, "77")))),
                        FakeNetBox.TOKEN,
                        false,
                        true);

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.CREATED);
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void whoeverChangesADeviceMeanwhileIsNotOverwritten() {
        export(line());
        netBox.beforePatch(device -> {
            device.put("comments", "being serviced");
            netBox.touched(device);
        });

        Delivery delivery = export(Inventories.of(Inventories.plc("filler", "S C-1", "V9")));

        assertThat(delivery.entries()).extracting(Entry::outcome).containsExactly(Outcome.UPDATED);
        assertThat(device("filler").path("comments").asText()).isEqualTo("being serviced");
        assertThat(device("filler").at("/custom_fields/walkdown_firmware").asText())
                .isEqualTo("V9");
    }

    @Test
    void whatWasMadeAlthoughTheAnswerWasLostIsNotMadeTwice() {
        export(Inventories.of());
        netBox.goesWrong(
                1,
                "POST",
                "/api/dcim/devices/",
                Trouble.fault(Fault.CONNECTION_RESET_BY_PEER, true));

        Delivery delivery = export(Inventories.of(Inventories.plc("filler", "S C-1", "V1")));

        assertThat(delivery.complete()).isTrue();
        assertThat(netBox.list("dcim/devices")).hasSize(1);
    }

    @Test
    void whatWasNotMadeIsMadeAgain() {
        for (Trouble trouble :
                List.of(
                        Trouble.fault(Fault.CONNECTION_RESET_BY_PEER, false),
                        Trouble.fault(Fault.RANDOM_DATA_THEN_CLOSE, false),
                        Trouble.status(200, "{\"half\": "),
                        Trouble.status(503, "busy"),
                        Trouble.status(429, "slow down"))) {
            try (var fresh = new FakeNetBox()) {
                fresh.goesWrong(1, "POST", "/api/dcim/devices/", trouble);
                var settings =
                        new Web.Settings(
                                fresh.url(),
                                Duration.ofSeconds(2),
                                3,
                                Duration.ofMillis(1),
                                Duration.ofMillis(5),
                                Optional.empty());
                Secret token = Secret.ofEnvironment(Map.of("T", FakeNetBox.TOKEN), "T");
                try (var web = new Web(settings, token, InstantSource.system())) {
                    var how = new NetBox.Options("plant-7", "plc", true, false, false);
                    Inventory one = Inventories.of(Inventories.plc("filler", "S C-1", "V1"));

                    assertThat(new NetBox(web, token, how).deliver(one).complete())
                            .as(trouble.toString())
                            .isTrue();
                    assertThat(fresh.list("dcim/devices")).hasSize(1);
                }
            }
        }
    }

    @Test
    void oneThatIsRefusedDoesNotKeepTheOthersBack() {
        netBox.goesWrong(
                1,
                "POST",
                "/api/dcim/devices/",
                Trouble.status(400, "{\"name\":[\"not \\u001b[31mvalid\"]}"));

        Delivery delivery = export(line());

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.FAILED, Outcome.CREATED);
        assertThat(delivery.entries().get(0).detail()).contains("400", "valid");
    }

    @Test
    void aWrongTokenEndsItAndIsNowhereInTheWords() {
        assertThatThrownBy(() -> export(line(), "nbt_wrong.999", true, false))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("refuses the token")
                .hasMessageNotContaining("999");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void withoutCustomFieldsAnotherVersionOrASiteNothingIsWritten() {
        assertThatThrownBy(() -> export(line(), FakeNetBox.TOKEN, false, false))
                .hasMessageContaining("custom field walkdown_asset_id")
                .extracting(e -> ((ExportException) e).wayOut())
                .asString()
                .contains("--init");
        netBox.isVersion("3.7.8");
        assertThatThrownBy(() -> export(line())).hasMessageContaining("3.7.8");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void aLongListIsReadPageByPage() {
        export(Inventories.of(Inventories.many(450)));
        netBox.forgetWrites();
        int before = netBox.requests();

        Delivery second = export(Inventories.of(Inventories.many(450)));

        assertThat(second.count(Outcome.UNCHANGED)).isEqualTo(450);
        assertThat(netBox.writes()).isEmpty();
        assertThat(netBox.requests() - before).isLessThan(12);
    }

    @Test
    void hostileTextsAndThoseThatDoNotFit() {
        String hostile = "\u001b[31m\u202e<script>alert(1)</script>\r\n=cmd()";

        Delivery delivery =
                export(
                        Inventories.of(
                                Inventories.plc("filler", "S C-1", hostile),
                                Inventories.plc("long", "S".repeat(51) + "1", "V1")));

        assertThat(delivery.entries())
                .extracting(Entry::outcome)
                .containsExactly(Outcome.CREATED, Outcome.FAILED);
        assertThat(delivery.entries().get(1).detail()).contains("52 characters");
        assertThat(device("filler").at("/custom_fields/walkdown_firmware").asText())
                .doesNotContain("\u001b", "\u202e", "\r", "\n");
        assertThat(device("filler").has("comments")).isFalse();
        assertThat(device("filler").has("description")).isFalse();
    }

    private long typeOf(String maker) {
        ObjectNode manufacturer =
                netBox.add(
                        "/api/dcim/manufacturers/",
                        Map.of("name", maker, "slug", NetBoxApi.slug(maker)));
        return netBox.add(
                        "/api/dcim/device-types/",
                        Map.of(
                                "model",
                                "some " + maker,
                                "manufacturer",
                                manufacturer.path("id").asLong()))
                .path("id")
                .asLong();
    }

    private long site() {
        return netBox.list("dcim/sites").getFirst().path("id").asLong();
    }
}
