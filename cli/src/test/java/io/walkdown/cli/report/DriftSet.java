package io.walkdown.cli.report;

import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.baseline.Drift;
import io.walkdown.scanner.baseline.DriftDetection;
import io.walkdown.scanner.baseline.Human;
import io.walkdown.scanner.gate.BaselineLines;
import io.walkdown.scanner.gate.Gate;
import io.walkdown.scanner.gate.Policy;
import io.walkdown.scanner.gate.PolicyFile;
import io.walkdown.scanner.gate.Severity;
import io.walkdown.scanner.gate.Threshold;
import io.walkdown.scanner.gate.Verdict;
import io.walkdown.scanner.gate.Waiver;
import io.walkdown.scanner.gate.WaiverFile;
import io.walkdown.scanner.gate.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// A plant in which everything happened that can happen: the one set behind all golden files.
public final class DriftSet {
    static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    public static final String POLICY =
            """
            version: 1
            missesInARow: 3
            severities:
              - {kind: firmware, criticality: critical, severity: critical}
              - {asset: labeller, severity: low}
              - {zone: Cell 3, severity: critical}
            required:
              - {fields: [serialNumber, human.owner], asset: [filler, oven], severity: high}
            forbidden:
              - product: 6ES7 315*
                before: V2.6
                reason: reads anybody's blocks
            """;

    public static final String WAIVERS =
            """
            version: 1
            waivers:
              - id: capper/moved
                reason: line 2 is being rebuilt
                owner: J. Jansen
                expires: 2026-12-31
              - id: oven/human.owner/required-field
                reason: nobody answers for it yet
                owner: R. Okafor
                expires: 2026-11-22
              - asset: nobody
                reason: left over
                owner: J. Jansen
                expires: 2027-03-31
            """;

    private DriftSet() {}

    /// What was accepted.
    public static Baseline baseline() {
        Observations accepted =
                new Seen("plant-7")
                        .device("filler", "10.1.0.11", s7("S C-F1", "V2.8.1"))
                        .device("capper", "10.1.0.12", s7("S C-C1", "V2.8.1"))
                        .device("oven", "10.1.0.13", s7("S C-O1", "V2.8.1"))
                        .device("mixer", "10.1.0.14", s7("S C-M1", "V2.8.1"))
                        .device("crane", "10.1.0.15", s7("S C-K1", "V2.8.1"))
                        .device("press", "10.1.0.16", s7("S C-P1", "V2.8.1"))
                        .device("labeller", "10.1.0.17", s7("unknown", "V2.8.1"))
                        .device("silo", "10.1.0.18", s7("S C-S1", "V2.8.1"))
                        .device(
                                "rack",
                                "10.1.0.19",
                                "orderNumber=6ES7 400",
                                "serialNumber=S C-R1",
                                "slot 2: orderNumber=A1, serialNumber=SN-2, firmwareRevision=1.0",
                                "slot 3: orderNumber=A1, serialNumber=SN-3, firmwareRevision=1.0",
                                "slot 4: orderNumber=A1, serialNumber=SN-4, firmwareRevision=1.0",
                                "slot 6: orderNumber=A1, serialNumber=SN-6, firmwareRevision=1.0")
                        .device("pump", "10.1.0.20", s7("S C-U1", "V2.8.1"))
                        .device("quiet", "10.1.0.21", s7("S C-Q1", "V2.8.1"))
                        .device("steady", "10.1.0.22", s7("S C-T1", "V2.8.1"))
                        .run(true);
        return new Baseline(
                Baseline.of(accepted).assets().stream().map(DriftSet::withHuman).toList());
    }

    private static String[] s7(String serial, String firmware) {
        return new String[] {
            "manufacturer=Siemens",
            "orderNumber=6ES7 315-2EH14-0AB0",
            "serialNumber=" + serial,
            "firmwareRevision=" + firmware
        };
    }

    private static AcceptedAsset withHuman(AcceptedAsset asset) {
        boolean critical = asset.name().equals("filler");
        return new AcceptedAsset(
                asset.name(),
                asset.formerNames(),
                asset.place(),
                asset.observed(),
                asset.modules(),
                new Human(
                        critical ? "J. Jansen" : "",
                        critical ? "critical" : "",
                        "",
                        "",
                        List.of()));
    }

    /// What a run saw, not all of it.
    public static Observations run() {
        return new Seen("plant-7")
                .device("filler", "10.1.0.11", s7("S C-F1", "V2.9.4"))
                .device("capper", "10.1.0.42", s7("S C-C1", "V2.8.1"))
                .device("oven", "10.1.0.13", s7("S C-O2", "V2.5.1"))
                .device(
                        "mixer",
                        "10.1.0.14",
                        "manufacturer=Siemens",
                        "orderNumber=6ES7 315-2EH14-0AB0",
                        "serialNumber=S C-M1",
                        "firmwareRevision=V2.8.1 / V2.8.2",
                        "location=hall 2")
                .device("crane-2", "10.1.0.15", s7("S C-K1", "V2.8.1"))
                .device("labeller", "10.1.0.17", s7("S C-L7", "V2.8.1"))
                .device(
                        "rack",
                        "10.1.0.19",
                        "orderNumber=6ES7 400",
                        "serialNumber=S C-R1",
                        "slot 2: orderNumber=B7, serialNumber=SN-9, firmwareRevision=2.0",
                        "slot 3: empty",
                        "slot 5: orderNumber=A1, serialNumber=SN-4, firmwareRevision=1.0",
                        "slot 6: orderNumber=A1, serialNumber=SN-6, firmwareRevision=1.1",
                        "slot 7: orderNumber=C1, serialNumber=SN-7, firmwareRevision=1.0")
                .silent("press", "10.1.0.16", 3)
                .silent("quiet", "10.1.0.21", 1)
                .device("pump", "10.1.0.20", s7("S C-U1", "V2.8.1"))
                .device("pump-copy", "10.1.0.30", s7("S C-U1", "V2.8.1"))
                .device("steady", "10.1.0.22", s7("S C-T1", "V2.8.1"))
                .device("bay-9", "10.1.0.31", s7("S C-B9", "V2.8.1"))
                .run(false);
    }

    static Drift drift() {
        return DriftDetection.compare(baseline(), run(), Policy.DEFAULT.drift());
    }

    static Policy policy(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        return ((PolicyFile.Reading.Read) PolicyFile.read(file)).policy();
    }

    static List<Waiver> waivers(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("waivers.yaml"), WAIVERS);
        return ((WaiverFile.Reading.Read) WaiverFile.read(file)).waivers();
    }

    /// What the policy and the waivers make of it, from high on, with the baseline's lines.
    static Verdict verdict(Path folder) throws IOException {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, baseline());
        Verdict verdict =
                new Gate(
                                policy(folder),
                                waivers(folder),
                                Zones.UNKNOWN,
                                new Threshold(Threshold.ANY.concerns(), Severity.HIGH))
                        .judge(baseline(), run(), drift(), TODAY);
        return verdict.at(BaselineLines.of(file, verdict.concerned()));
    }
}
