package io.walkdown.cli.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people read them: in the site's zone, to the second, with the zone's name.
public final class Times {
    private static final DateTimeFormatter NEAR =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DATED =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);
    private static final ZoneId UTC = ZoneId.of("UTC");

    private Times() {}

    /// A time of these days, for example `Mon 23 Nov 23:49:45 UTC`.
    public static String of(Instant time, ZoneId zone) {
        return NEAR.format(time.atZone(named(zone)));
    }

    /// A time that may lie years back, for example `23 Nov 2026 23:49:45 UTC`.
    public static String dated(Instant time, ZoneId zone) {
        return DATED.format(time.atZone(named(zone)));
    }

    /// The same where no site is known.
    public static String dated(Instant time) {
        return dated(time, UTC);
    }

    /// Java calls it `Z`, which nobody at a machine does.
    private static ZoneId named(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? UTC : zone;
    }
}
