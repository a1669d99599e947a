package io.walkdown.scanner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.export.Delivery.Entry;
import io.walkdown.scanner.export.Delivery.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A device of ours in NetBox stays the same when more is learned of it, and becomes no other when
/// another stands in its place.
class NetBoxIdentityTest {
    private static final Map<String, String> CPU =
            Map.of("manufacturer", "Siemens", "model", "CPU 315-2 PN/DP");

    private final StatefulNetBox netBox = new StatefulNetBox();

    @AfterEach
    void stop() {
        netBox.close();
    }

    private Delivery export(AcceptedAsset... assets) {
        return export(false, assets);
    }

    private Delivery export(boolean takeReplacements, AcceptedAsset... assets) {
        var settings =
                new Web.Settings(
                        URI.create(netBox.server.baseUrl()),
                        Duration.ofSeconds(2),
                        3,
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Optional.empty());
        Secret token = Secret.ofEnvironment(Map.of("T", StatefulNetBox.TOKEN), "T");
        var how = new NetBox.Options("plant-7", "plc", true, takeReplacements, false);
        try (var web = new Web(settings, token, InstantSource.system())) {
            return new NetBox(web, token, how).deliver(Inventories.of(assets));
        }
    }

    private static AcceptedAsset filler(Map<String, String> values, Map<String, String> own) {
        var all = new HashMap<>(CPU);
        all.putAll(values);
        return Inventories.told("filler", all, own);
    }

    private static AcceptedAsset filler(String... values) {
        return filler(values.length == 0 ? Map.of() : Map.of(values[0], values[1]), Map.of());
    }

    private static List<Outcome> outcomes(Delivery delivery) {
        return delivery.entries().stream().map(Entry::outcome).toList();
    }

    /// Each step tells more than the one before.
    @Test
    void staysTheSameDeviceWhenMoreIsLearnedOfIt() {
        Map<String, String> mac = Map.of("macAddress", "28:63:36:aa:bb:cc");
        Map<String, String> serial = Map.of("serialNumber", "S C-1");
        Map<String, String> both =
                Map.of("serialNumber", "S C-1", "orderNumber", "6ES7 315-2EH14-0AB0");
        assertThat(outcomes(export(filler()))).containsExactly(Outcome.CREATED);

        for (AcceptedAsset next :
                List.of(filler(Map.of(), mac), filler(serial, mac), filler(both, mac))) {
            Delivery delivery = export(next);

            assertThat(outcomes(delivery)).containsExactly(Outcome.UPDATED);
            assertThat(delivery.entries().getFirst().fields()).contains("walkdown_asset_id");
            netBox.writes();
            assertThat(outcomes(export(next))).containsExactly(Outcome.UNCHANGED);
            assertThat(netBox.writes()).isEmpty();
        }
        assertThat(netBox.all("dcim/devices")).hasSize(1);
        assertThat(netBox.device("filler").path("serial").asText()).isEqualTo("S C-1");
    }

    /// The device that people renamed is still the one that its ids say.
    @Test
    void staysTheSameDeviceUnderTheNameThatPeopleGaveIt() {
        export(filler());
        netBox.changed("filler", "name", "K4");

        assertThat(outcomes(export(filler("serialNumber", "S C-1"))))
                .containsExactly(Outcome.UPDATED);
        assertThat(netBox.all("dcim/devices")).hasSize(1);
    }

    @Test
    void anIdThatTwoMayHaveBorneSaysNothing() {
        Map<String, String> mac = Map.of("macAddress", "28:63:36:aa:bb:cc");
        export(filler(Map.of(), mac));
        netBox.writes();
        var other = new HashMap<>(CPU);
        other.put("serialNumber", "S C-2");

        Delivery delivery =
                export(
                        filler(Map.of("serialNumber", "S C-1"), mac),
                        Inventories.told("twin", other, mac));

        assertThat(outcomes(delivery)).containsExactly(Outcome.AMBIGUOUS, Outcome.CREATED);
        assertThat(netBox.device("filler").path("serial").asText()).isEmpty();
        assertThat(netBox.writes()).noneMatch(write -> write.startsWith("PATCH "));
    }

    @Test
    void anIdThatAnotherAssetBearsIsNotTaken() {
        Map<String, String> mac = Map.of("macAddress", "28:63:36:aa:bb:cc");
        AcceptedAsset port = Inventories.told("port", CPU, mac);
        export(port);
        netBox.writes();

        Delivery delivery = export(port, filler(Map.of("serialNumber", "S C-1"), mac));

        assertThat(outcomes(delivery)).containsExactly(Outcome.CREATED, Outcome.UNCHANGED);
        assertThat(netBox.all("dcim/devices")).hasSize(2);
    }

    @Test
    void aDeviceAtAnotherSiteIsFoundByAWeakerId() {
        export(filler());
        netBox.device("filler").withObject("/site").put("id", 2).put("slug", "plant-8");
        netBox.writes();

        Delivery delivery = export(filler("serialNumber", "S C-1"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.AMBIGUOUS);
        assertThat(delivery.entries().getFirst().detail()).contains("plant-8");
        assertThat(netBox.writes()).isEmpty();
    }

    @Test
    void aReplacementIsToldAndLeftAlone() {
        export(filler("serialNumber", "S C-1"));
        ObjectNode before = netBox.device("filler").deepCopy();
        netBox.writes();

        for (int export = 0; export < 2; export++) {
            Delivery delivery = export(filler("serialNumber", "S C-9"));

            assertThat(outcomes(delivery)).containsExactly(Outcome.REPLACED);
            assertThat(delivery.complete()).isFalse();
            assertThat(delivery.entries().getFirst().detail())
                    .contains("'filler'", "S C-1", "S C-9", "--take-replacements");
        }
        assertThat(netBox.writes()).isEmpty();
        assertThat(netBox.device("filler")).isEqualTo(before);
    }

    @Test
    void aReplacementIsTakenWhereThatIsAskedFor() {
        export(filler("serialNumber", "S C-1"));

        Delivery delivery = export(true, filler("serialNumber", "S C-9"));

        assertThat(outcomes(delivery)).containsExactly(Outcome.UPDATED);
        assertThat(delivery.entries().getFirst().fields())
                .containsExactly("serial", "walkdown_asset_id");
        assertThat(netBox.all("dcim/devices")).hasSize(1);
        netBox.writes();
        assertThat(outcomes(export(filler("serialNumber", "S C-9"))))
                .containsExactly(Outcome.UNCHANGED);
        assertThat(netBox.writes()).isEmpty();
    }

    /// What was known by its place alone, and bears a serial number that people gave it.
    @Test
    void aSerialNumberThatPeopleGaveItSpeaksAgainstAWeakerId() {
        export(filler());
        netBox.changed("filler", "serial", "S C-1");

        assertThat(outcomes(export(filler("serialNumber", "S C-9"))))
                .containsExactly(Outcome.REPLACED);
        assertThat(outcomes(export(filler("serialNumber", "s c-1"))))
                .containsExactly(Outcome.UPDATED);
    }

    /// It may be the same, whose serial number cannot be read any more.
    @Test
    void whatIsKnownByLessThanItWasIsLeftAlone() {
        export(filler("serialNumber", "S C-1"));
        netBox.changed("filler", "name", "K4");
        netBox.writes();

        assertThat(outcomes(export(true, filler()))).containsExactly(Outcome.AMBIGUOUS);
        assertThat(netBox.writes()).isEmpty();
    }

    /// Where a device went elsewhere and another came, nothing was replaced.
    @Test
    void aDeviceThatMovedIsNoReplacement() {
        AcceptedAsset moved = Inventories.plc("mixer", "S C-1", "V1");
        export(Inventories.plc("filler", "S C-1", "V1"));
        netBox.changed("filler", "name", "K4");

        assertThat(outcomes(export(moved, Inventories.plc("filler", "S C-9", "V1"))))
                .containsExactly(Outcome.CREATED, Outcome.UPDATED);
    }
}
