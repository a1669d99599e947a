package io.walkdown.scanner.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SiteTest {
    @TempDir private Path folder;

    @Test
    void mergesEntriesOfOneAddressIntoOneVisit() {
        Site site =
                SampleSite.load(
                        folder,
                        SampleSite.withDevices(
                                "{name: m1, address: 10.0.0.1, protocol: modbus, unit: 1, clients:"
                                        + " 1, criticality: low, spare: true}",
                                "{name: other, address: 10.0.0.2, protocol: s7}",
                                "{name: m2, address: 10.0.0.1, protocol: modbus, units: [7, 2],"
                                        + " canary: true, criticality: high}",
                                "{name: cpu, address: 10.0.0.1, protocol: s7, safety: true}"));

        assertThat(site.visits()).hasSize(2);
        VisitEntry visit = site.visits().getFirst();
        assertThat(visit.address()).isEqualTo(IpLiteral.of("10.0.0.1"));
        assertThat(visit.endpoints())
                .extracting(Endpoint::name, Endpoint::port)
                .containsExactly(tuple("m1", 502), tuple("cpu", 102));
        Endpoint meters = visit.atPort(502).orElseThrow();
        assertThat(meters.units()).containsExactly(1, 7, 2);
        assertThat(meters.ofUnit(2)).map(Device::name).contains("m2");
        assertThat(meters.clients()).isEqualTo(OptionalInt.of(1));
        assertThat(meters.criticality()).contains(Criticality.HIGH);
        assertThat(meters.canary()).isTrue();
        assertThat(meters.spare()).isFalse();
        assertThat(visit.safety()).isTrue();
        assertThat(site.exclusion(visit)).contains("cpu is a safety system");
    }

    @Test
    void orderCommentsAndPathsDoNotChangeTheNormalForm() {
        String a = "{name: a, address: 10.0.0.1, protocol: modbus, units: [1, 2]}";
        String b = "{name: b, address: 10.0.0.2, protocol: s7, port: 102}";
        String first = SampleSite.withDevices(a, b);
        String second =
                "# moved\nbaseline: other.json\n"
                        + SampleSite.withDevices(
                                        b.replace(", port: 102", ""), a.replace("1, 2", "2, 1"))
                                .replace("10.0.0.0/16, 8.8.4.4", "8.8.4.4/32, 10.0.0.0/16");

        assertThat(SampleSite.load(folder, second).normalised())
                .isEqualTo(SampleSite.load(folder, first).normalised());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    127.20.0.0/16      | 127.20.0.0/17
                    127.20.9.9         | 127.20.9.8
                    concurrentVisits: 2 | concurrentVisits: 3
                    framesPerSecond: 5 | framesPerSecond: 4.5
                    mon-fri            | mon-thu
                    05:00              | 05:01
                    busTimePercent: 1  | busTimePercent: 2
                    serial-gateway,    | gateway,
                    rack: 0            | rack: 1
                    clients: 2         | clients: 3
                    [1, 2, 7]          | [1, 2, 8]
                    [0, 1, 3]          | [0, 1]
                    safety: true       | safety: false
                    spare: true        | spare: false
                    port: 502          | port: 503
                    profile: s7-300    | profile: s7-1200
                    groups: [line-2]   | groups: [ring-2]
                    Europe/Amsterdam   | Europe/Berlin
                    name: bay-9        | name: bay-8
                    127.20.0.15        | 127.20.0.16
                    """)
    void whatDecidesContactChangesTheNormalForm(String from, String to) {
        String changed = SampleSite.FULL.replace(from, to);

        assertThat(changed).isNotEqualTo(SampleSite.FULL);
        assertThat(SampleSite.load(folder, changed).normalised())
                .isNotEqualTo(SampleSite.load(folder, SampleSite.FULL).normalised());
    }

    @Test
    void findsADeviceByNameAndSuggestsOne() {
        Site site = SampleSite.load(folder, SampleSite.FULL);

        assertThat(site.device("RACK-A")).map(Device::name).contains("rack-a");
        assertThat(site.nearestName("fillr")).contains("filler");
        assertThat(site.nearestName("nothing-like-it")).isEmpty();
    }
}
