package io.walkdown.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant TIME = Instant.parse("2026-11-23T23:49:45.123456789Z");

    @Test
    void tellsTimesInTheSitesZoneToTheSecond() {
        ZoneId site = ZoneId.of("Europe/Amsterdam");

        assertThat(Times.of(TIME, site)).isEqualTo("Tue 24 Nov 00:49:45 CET");
        assertThat(Times.dated(TIME, site)).isEqualTo("24 Nov 2026 00:49:45 CET");
    }

    @Test
    void callsUtcByItsName() {
        assertThat(Times.of(TIME, ZoneOffset.UTC)).isEqualTo("Mon 23 Nov 23:49:45 UTC");
        assertThat(Times.dated(TIME)).isEqualTo("23 Nov 2026 23:49:45 UTC");
    }
}
