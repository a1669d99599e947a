package io.walkdown.scanner.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Site files for tests.
final class SampleSite {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final KnownProfiles PROFILES =
            KnownProfiles.of(List.of("s7-300", "s7-1200", "logix", "modbus-gateway-serial"));

    /// Every key that the interface names.
    static final String FULL =
            """
            version: 1
            site: plant-7
            timeZone: Europe/Amsterdam
            scope: [127.20.0.0/16]            # nothing outside is ever contacted
            exclude: [127.20.9.9]
            limits: {concurrentVisits: 2, framesPerSecond: 5}   # defaults; the whole site
            windows:                          # `windows: any` to allow any time
              - {days: mon-fri, from: "22:00", to: "05:00"}     # the day on which the window opens
            schedule: "0 2 * * sun"           # for `run`
            baseline: baseline.json           # defaults, beside this file
            runs: runs
            overlays: [our-limits.yaml]
            groups:
              cell-3-gateway: {kind: serial-gateway, concurrentVisits: 1, busTimePercent: 1}
            devices:
              - {name: filler, address: 127.20.0.11, protocol: s7, profile: s7-300, rack: 0, slot: 2, clients: 2, zone: Cell 3, purdue: 1}
              - {name: rack-a, address: 127.20.0.12, protocol: enip, profile: logix, slots: [0, 1, 3], groups: [line-2]}
              - {name: meters, address: 127.20.0.13, port: 502, protocol: modbus, profile: modbus-gateway-serial, units: [1, 2, 7], groups: [cell-3-gateway]}
              - {name: sis, address: 127.20.0.14, protocol: s7, safety: true}
              - {name: bay-9, address: 127.20.0.15, protocol: enip, spare: true}      # nothing expected; silence is not incomplete
            """;

    private SampleSite() {}

    /// A file in lines 1 to 5, whose devices follow from line 6 on.
    static String withDevices(String... devices) {
        return """
        version: 1
        site: plant-7
        scope: [10.0.0.0/16, 8.8.4.4]
        windows: any
        devices:
        """
                + String.join("", List.of(devices).stream().map(d -> "  - " + d + "\n").toList());
    }

    static SiteFile.Result read(Path folder, String text) {
        try {
            Path file = folder.resolve("site.yaml");
            Files.writeString(file, text);
            return SiteFile.read(file, PROFILES, NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Site load(Path folder, String text) {
        return switch (read(folder, text)) {
            case SiteFile.Result.Loaded loaded -> loaded.site();
            case SiteFile.Result.Invalid(List<Diagnostic> findings) ->
                    throw new AssertionError(findings.toString());
        };
    }

    static List<Diagnostic> findings(Path folder, String text) {
        return switch (read(folder, text)) {
            case SiteFile.Result.Loaded loaded -> loaded.warnings();
            case SiteFile.Result.Invalid(List<Diagnostic> findings) -> findings;
        };
    }

    /// `line:column severity kind path rule`, for exact comparison.
    static String brief(Diagnostic d) {
        String kind = d.kind() == Diagnostic.Kind.CONTRACT ? " contract" : "";
        return "%d:%d %s%s %s %s"
                .formatted(d.line(), d.column(), d.severity(), kind, d.path(), d.rule())
                .replace("  ", " ");
    }
}
