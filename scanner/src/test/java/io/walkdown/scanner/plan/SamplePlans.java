package io.walkdown.scanner.plan;

import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.plan.Planner.Chosen;
import io.walkdown.scanner.site.Diagnostic;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.Selector;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.SiteFile;
import io.walkdown.throttle.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plans made of a site file's text, for tests.
public final class SamplePlans {
    /// When the plans are made.
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /// What version the plans say they come from.
    static final String VERSION = "0.1.0-test";

    /// The shipped profiles, and quick ones with these limits: gap 5 ms, connect 500 ms, answer 150
    /// ms, close 300 ms, revisit 1 s. `patient-m340` waits 2 s for each, so that a busy machine
    /// does not make a well device look silent.
    public static final ProfileLibrary PROFILES =
            ProfileLibrary.builtIn()
                    .withSimulated(
                            "quick.yaml",
                            "version: 1\nprofiles:\n"
                                    + quick("quick-m340", "m340", "modbus", "tcp", 4)
                                    + "    requests: [device-id-basic, device-id-regular]\n"
                                    + patient()
                                    + quick("quick-s7", "s7-300", "s7", "tcp", 8)
                                    + "    requests: [szl-0011, szl-001c]\n"
                                    + "    componentListOrderNumbers: ['6ES7 315-.*']\n"
                                    + quick("quick-logix", "logix", "enip", "tcp, udp", 1)
                                    + "    requests: [list-identity, slot-identity]\n"
                                    + quick(
                                            "quick-gateway",
                                            "modbus-gateway-serial",
                                            "modbus",
                                            "tcp",
                                            1)
                                    + "    requests: [device-id-basic]\n    perUnit: true\n");

    private SamplePlans() {}

    private static String quick(
            String id, String simulates, String protocol, String transports, int reads) {
        String limits =
                Stream.of(
                                "gap: 5 ms",
                                "connectTimeout: 500 ms",
                                "requestTimeout: 150 ms",
                                "closeTimeout: 300 ms",
                                "revisit: 1 s",
                                "slots: 32 connections",
                                "reserved: 8 connections",
                                "readsPerSlot: 1 reads",
                                "requests: " + reads + " reads")
                        .filter(limit ->
                                protocol.equals("enip") || !limit.startsWith("readsPerSlot"))
                        .map(SamplePlans::limit)
                        .collect(Collectors.joining());
        return """
          - id: %s
            title: "For tests"
            simulates: %s
            protocols: [%s]
            transports: [%s]
            limits:
        %s\
        """
                .formatted(id, simulates, protocol, transports, limits);
    }

    private static String patient() {
        return quick("patient-m340", "m340", "modbus", "tcp", 4)
                        .replaceAll("value: (500|150|300), unit: ms", "value: 2000, unit: ms")
                + "    requests: [device-id-basic, device-id-regular]\n";
    }

    private static String limit(String text) {
        List<String> parts = Pattern.compile("[: ]+").splitAsStream(text).toList();
        return "      %s: {value: %s, unit: %s, grade: J, source: tests, date: 2026-11-23}\n"
                .formatted(parts.get(0), parts.get(1), parts.get(2));
    }

    /// A site file of those devices, in 127.20.0.0/16 and 10.20.0.0/16.
    ///
    /// @param devices flow mappings without their braces
    public static String siteOf(String... devices) {
        return siteOf("limits: {concurrentVisits: 2, framesPerSecond: 5}", List.of(devices));
    }

    /// The same with other lines before `devices`.
    public static String siteOf(String lines, List<String> devices) {
        return """
        version: 1
        site: plant-7
        timeZone: UTC
        scope: [127.20.0.0/16, 10.20.0.0/16]
        """
                + (lines.contains("windows:") ? "" : "windows: any\n")
                + lines
                + "\ndevices:\n"
                + devices.stream().map("  - {%s}\n"::formatted).collect(Collectors.joining());
    }

    /// The site that the text describes.
    public static Site site(Path folder, String text) {
        Path file = folder.resolve("site.yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var known = new KnownProfiles(id -> PROFILES.find(id).isPresent(), PROFILES::suggest);
        return switch (SiteFile.read(file, known, NOW)) {
            case SiteFile.Result.Loaded(Site site, var warnings) -> site;
            case SiteFile.Result.Invalid(List<Diagnostic> findings) ->
                    throw new AssertionError(findings.toString());
        };
    }

    /// A plan of the whole site for which no ledger stands in the way.
    public static ScanPlan plan(Path folder, String text) {
        return plan(folder, text, PROFILES, new SampleLedger());
    }

    /// A plan for the selectors.
    public static ScanPlan plan(
            Path folder, String text, ProfileLibrary profiles, Ledger ledger, String... only) {
        var planner = new Planner(profiles, _ -> Optional.empty(), ledger, VERSION);
        List<Chosen> chosen =
                Stream.of(only)
                        .map(typed -> new Chosen(typed, Selector.parse(typed).orThrow()))
                        .toList();
        return planner.plan(site(folder, text), chosen, NOW);
    }

    /// The profiles with an overlay of those lines applied.
    static ProfileLibrary overlaid(String lines) {
        return switch (PROFILES.withOverlay(
                "overlay.yaml",
                "version: 1\noverlays:\n  - {" + lines + "}\n",
                LocalDate.of(2026, 11, 23))) {
            case ProfileLibrary.Result.Loaded(ProfileLibrary library) -> library;
            case ProfileLibrary.Result.Invalid(var findings) ->
                    throw new AssertionError(findings.toString());
        };
    }
}
