package io.walkdown.scanner.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteFileTest {
    @TempDir private Path folder;

    @Test
    void readsEveryKeyOfTheSample() {
        Site site = SampleSite.load(folder, SampleSite.FULL);

        assertThat(site.name()).isEqualTo("plant-7");
        assertThat(site.timeZone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(site.scope().allowed()).containsExactly(Cidr.of("127.20.0.0/16"));
        assertThat(site.scope().excluded()).containsExactly(Cidr.of("127.20.9.9"));
        assertThat(site.limits()).isEqualTo(new Limits(2, 5));
        assertThat(site.windows().list())
                .containsExactly(
                        new Window(
                                Set.of(
                                        DayOfWeek.MONDAY,
                                        DayOfWeek.TUESDAY,
                                        DayOfWeek.WEDNESDAY,
                                        DayOfWeek.THURSDAY,
                                        DayOfWeek.FRIDAY),
                                LocalTime.of(22, 0),
                                LocalTime.of(5, 0)));
        assertThat(site.schedule()).contains("0 2 * * sun");
        assertThat(site.baseline()).isEqualTo(folder.resolve("baseline.json"));
        assertThat(site.runs()).isEqualTo(folder.resolve("runs"));
        assertThat(site.overlays()).containsExactly(folder.resolve("our-limits.yaml"));
        assertThat(site.groups().get("cell-3-gateway"))
                .isEqualTo(
                        new Group(
                                "cell-3-gateway",
                                Group.Kind.SERIAL_GATEWAY,
                                1,
                                OptionalDouble.empty(),
                                OptionalDouble.of(1),
                                true));
        assertThat(site.groups().get("line-2")).isEqualTo(Group.undeclared("line-2"));
        assertThat(site.devices())
                .extracting(Device::name)
                .containsExactly("filler", "rack-a", "meters", "sis", "bay-9");
    }

    @Test
    void readsADevicesFields() {
        Site site = SampleSite.load(folder, SampleSite.FULL);

        Device filler = site.devices().getFirst();

        assertThat(filler.endpointText()).isEqualTo("127.20.0.11:102");
        assertThat(filler.protocol()).isEqualTo(Protocol.S7);
        assertThat(filler.profile()).contains("s7-300");
        assertThat(filler.rack()).isEqualTo(OptionalInt.of(0));
        assertThat(filler.slot()).isEqualTo(OptionalInt.of(2));
        assertThat(filler.clients()).isEqualTo(OptionalInt.of(2));
        assertThat(filler.zone()).isEqualTo("Cell 3");
        assertThat(filler.purdue()).isEqualTo("1");
        assertThat(filler.s7()).isEqualTo(S7Access.DEFAULT);
        assertThat(filler.at()).isEqualTo(new Position(16, 5));
        assertThat(filler.path()).isEqualTo("devices[0]");
        assertThat(site.devices().get(1).slots()).containsExactly(0, 1, 3);
        assertThat(site.devices().get(2).units()).containsExactly(1, 2, 7);
        assertThat(site.devices().get(3).safety()).isTrue();
        assertThat(site.devices().get(4).spare()).isTrue();
    }

    @Test
    void warnsOfAGroupThatNobodyDeclared() {
        assertThat(SampleSite.findings(folder, SampleSite.FULL))
                .extracting(SampleSite::brief)
                .containsExactly("17:101 WARNING devices[1].groups[0] unknown-group");
    }

    @Test
    void readsTheFurtherKeys() {
        Site site =
                SampleSite.load(
                        folder,
                        SampleSite.withDevices(
                                "{name: a, address: 10.0.0.1, protocol: s7, s7: {remoteTsap:"
                                        + " \"02.01\"}, canary: true, criticality: high,"
                                        + " acknowledge: [{rule: S2, by: J, reason: r, until:"
                                        + " 2026-12-31}, {rule: S3, by: J, reason: r, until:"
                                        + " 2026-12-31T18:00+01:00}]}",
                                "{name: b, address: 10.0.0.2, protocol: modbus, unit: 255,"
                                        + " acknowledge: {rule: S2, by: J, reason: r, until:"
                                        + " 2026-12-31T18:00}}"));

        Device a = site.devices().getFirst();
        Device b = site.devices().getLast();
        assertThat(a.s7())
                .isEqualTo(new S7Access(S7Access.ConnectionGroup.OP, OptionalInt.of(0x0201)));
        assertThat(a.canary()).isTrue();
        assertThat(a.criticality()).contains(Criticality.HIGH);
        assertThat(a.acknowledgements())
                .extracting(given -> given.rule() + " " + given.until())
                .containsExactly("S2 2027-01-01T00:00:00Z", "S3 2026-12-31T17:00:00Z");
        assertThat(a.acknowledgement("S2", SampleSite.NOW)).isPresent();
        assertThat(a.acknowledgement("S8", SampleSite.NOW)).isEmpty();
        assertThat(b.unit()).isEqualTo(OptionalInt.of(255));
        assertThat(b.acknowledgements().getFirst().until()).hasToString("2026-12-31T18:00:00Z");
    }

    @Test
    void anExpiredAcknowledgementIsToldAndHasNoEffect() {
        String text =
                SampleSite.withDevices(
                        "{name: a, address: 10.0.0.1, protocol: s7, acknowledge: {rule: S2, by: J,"
                                + " reason: r, until: 2026-11-22}}");

        assertThat(SampleSite.findings(folder, text))
                .extracting(SampleSite::brief)
                .containsExactly("6:97 WARNING devices[0].acknowledge.until acknowledge-expired");
        assertThat(
                        SampleSite.load(folder, text)
                                .devices()
                                .getFirst()
                                .acknowledgement("S2", SampleSite.NOW))
                .isEmpty();
    }

    @Test
    void listsADeviceInExcludeAsExcluded() {
        Site site =
                SampleSite.load(
                        folder,
                        """
                        version: 1
                        site: p
                        scope: [10.0.0.0/16]
                        exclude: [10.0.9.0/24, 8.8.8.8]
                        windows: any
                        devices:
                          - {name: a, address: 10.0.9.9, protocol: s7}
                          - {name: b, address: 8.8.8.8, protocol: s7}
                          - {name: c, address: 10.0.0.1, protocol: s7, safety: true}
                          - {name: d, address: 10.0.0.2, protocol: s7}
                        """);

        assertThat(site.visits().stream().map(site::exclusion).map(why -> why.orElse("")).toList())
                .containsExactly(
                        "exclude names 10.0.9.0/24",
                        "exclude names 8.8.8.8",
                        "c is a safety system",
                        "");
    }

    @Test
    void findsWhatTheContractRefusesApartFromWhatIsWrong() {
        SiteFile.Result refused =
                SampleSite.read(
                        folder,
                        SampleSite.withDevices("{name: a, address: 10.9.0.1, protocol: s7}"));
        SiteFile.Result both =
                SampleSite.read(
                        folder,
                        SampleSite.withDevices(
                                "{name: a, address: 10.9.0.1, protocol: s7, prot: 3}"));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        SiteFile.Result.Invalid.class,
                        invalid -> assertThat(invalid.kind()).isEqualTo(Diagnostic.Kind.CONTRACT));
        assertThat(both)
                .isInstanceOfSatisfying(
                        SiteFile.Result.Invalid.class,
                        invalid ->
                                assertThat(invalid.kind())
                                        .isEqualTo(Diagnostic.Kind.CONFIGURATION));
    }

    @Test
    void namesFilesThatCannotBeRead() throws IOException {
        Path large = folder.resolve("large.yaml");
        Files.write(large, new byte[SiteFile.MAX_BYTES + 1]);
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "site: Zürich".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(rule(large)).isEqualTo("file-too-large");
        assertThat(rule(latin)).isEqualTo("file-not-utf8");
        assertThat(rule(folder)).isEqualTo("file-unreadable");
        assertThat(rule(folder.resolve("none.yaml"))).isEqualTo("file-unreadable");
    }

    private static String rule(Path file) {
        return SiteFile.read(file, SampleSite.PROFILES, SampleSite.NOW)
                        instanceof SiteFile.Result.Invalid(List<Diagnostic> findings)
                ? findings.getFirst().rule()
                : "loaded";
    }

    @Test
    void theTemplateLoadsWithoutFindings() {
        assertThat(SampleSite.findings(folder, SiteTemplate.siteYaml())).isEmpty();
        assertThat(SampleSite.load(folder, SiteTemplate.siteYaml()).devices())
                .extracting(device -> device.protocol().id())
                .containsExactly("s7", "enip", "modbus")
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Protocol.values()).stream()
                                .filter(Protocol::spoken)
                                .map(Protocol::id)
                                .toList());
        assertThat(SampleSite.load(folder, SiteTemplate.siteYaml()).devices())
                .allMatch(device -> device.address().isLoopback())
                .allMatch(device -> device.profile().isPresent());
        assertThat(SiteTemplate.gitignore()).contains("runs/\n");
    }

    @Test
    void theTemplatesCommentedDevicesAreRightToo() {
        String uncommented =
                SiteTemplate.siteYaml()
                        .replaceAll("(?m)^  # ((- \\{)|(- name)|(  [a-z]+:))", "  $1");

        assertThat(SampleSite.findings(folder, uncommented)).isEmpty();
        assertThat(SampleSite.load(folder, uncommented).devices()).hasSize(5);
    }
}
