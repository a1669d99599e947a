package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes down what a run saw, for tests.
final class Plant {
    static final Instant AT = Instant.parse("2026-11-23T07:35:00Z");

    private final List<Visit> visits = new ArrayList<>();
    private final List<Asset> assets = new ArrayList<>();

    /// One device, as it answers.
    static final class Device {
        private final String name;
        private final String address;
        private final String protocol;
        private final Findings findings;
        private ProbeOutcome outcome = new ProbeOutcome.Identified();

        Device(String name, String address, String protocol) {
            this.name = name;
            this.address = address;
            this.protocol = protocol;
            this.findings = new Findings(protocol, InstantSource.fixed(AT));
        }

        Device serial(String serial) {
            return told(NameplateField.SERIAL_NUMBER, serial);
        }

        Device firmware(String firmware) {
            return told(NameplateField.FIRMWARE_REVISION, firmware);
        }

        Device order(String order) {
            return told(NameplateField.ORDER_NUMBER, order);
        }

        Device told(NameplateField field, String value) {
            findings.device().told(field, value, "read");
            return this;
        }

        Device state(NameplateField field, FieldState state) {
            findings.device().state(field, state, "read");
            return this;
        }

        Device attribute(String name, String value) {
            findings.device().attribute(name, value, "read");
            return this;
        }

        Device slot(int slot, String order, String serial, String firmware) {
            Findings.Plate plate = findings.module(new Module.Place(Module.Kind.SLOT, slot));
            plate.told(NameplateField.ORDER_NUMBER, order, "slot");
            plate.told(NameplateField.SERIAL_NUMBER, serial, "slot");
            plate.told(NameplateField.FIRMWARE_REVISION, firmware, "slot");
            return this;
        }

        Device slot(int slot, FieldState state) {
            Findings.Plate plate = findings.module(new Module.Place(Module.Kind.SLOT, slot));
            plate.state(NameplateField.ORDER_NUMBER, state, "slot");
            plate.state(NameplateField.SERIAL_NUMBER, state, "slot");
            return this;
        }

        Device partial() {
            outcome = new ProbeOutcome.Partial("a read had no answer");
            return this;
        }
    }

    static Device s7(String name, String address) {
        return new Device(name, address, "s7");
    }

    static Device enip(String name, String address) {
        return new Device(name, address, "enip");
    }

    static Plant of(Device... devices) {
        Plant plant = new Plant();
        for (Device device : devices) {
            plant.visits.add(
                    plant.visit(
                            device.name,
                            device.address,
                            device.protocol,
                            device.outcome,
                            0,
                            Optional.of(AT)));
            plant.assets.add(
                    new Asset(
                            device.name,
                            device.address,
                            device.protocol,
                            device.findings.nameplate(),
                            device.findings.modules()));
        }
        return plant;
    }

    Plant silent(String name, String address, int misses) {
        visits.add(
                visit(
                        name,
                        address,
                        "s7",
                        new ProbeOutcome.Silent("no answer to the connect in 2 s"),
                        misses,
                        Optional.of(AT.minusSeconds(86_400))));
        return this;
    }

    Plant withheld(String name, String address) {
        visits.add(
                visit(
                        name,
                        address,
                        "s7",
                        new ProbeOutcome.Withheld("S2", "clients is missing"),
                        0,
                        Optional.empty()));
        return this;
    }

    private Visit visit(
            String name,
            String address,
            String protocol,
            ProbeOutcome outcome,
            int misses,
            Optional<Instant> answered) {
        return new Visit(
                name,
                address,
                protocol.equals("s7") ? 102 : 44_818,
                protocol,
                "profile",
                outcome,
                Load.NONE,
                Load.NONE,
                List.of(),
                misses,
                answered);
    }

    Observations seen() {
        var run = new Observations.Run("20261123T073500Z-1f0a", AT, AT, "ab12", 0);
        return new Observations("plant-7", true, run, visits, assets);
    }

    Baseline baseline() {
        return Baseline.of(seen());
    }
}
