package io.walkdown.cli.report;

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

/// Writes down what a run saw.
final class Seen {
    private static final Instant AT = Instant.parse("2026-11-23T07:35:00Z");

    private final List<Visit> visits = new ArrayList<>();
    private final List<Asset> assets = new ArrayList<>();
    private final String site;

    Seen(String site) {
        this.site = site;
    }

    /// What one device tells: `field=value` for core fields, `attributes.NAME=value` for others,
    /// `slot 2: field=value, …` for a module, `slot 2: empty` for an empty slot.
    Seen device(String name, String address, String... told) {
        var findings = new Findings("s7", InstantSource.fixed(AT));
        for (String each : told) {
            if (each.startsWith("slot ")) {
                module(findings, each);
            } else {
                tell(findings.device(), each);
            }
        }
        visits.add(visit(name, address, new ProbeOutcome.Identified(), 0));
        assets.add(new Asset(name, address, "s7", findings.nameplate(), findings.modules()));
        return this;
    }

    private static void module(Findings findings, String text) {
        int colon = text.indexOf(':');
        int slot = Integer.parseInt(text.substring("slot ".length(), colon));
        Findings.Plate plate = findings.module(new Module.Place(Module.Kind.SLOT, slot));
        String told = text.substring(colon + 1).strip();
        if (told.equals("empty")) {
            plate.state(NameplateField.ORDER_NUMBER, FieldState.EMPTY, "slot");
            plate.state(NameplateField.SERIAL_NUMBER, FieldState.EMPTY, "slot");
            return;
        }
        for (String each : told.split(", ", -1)) {
            tell(plate, each);
        }
    }

    private static void tell(Findings.Plate plate, String told) {
        int equals = told.indexOf('=');
        String name = told.substring(0, equals);
        String value = told.substring(equals + 1);
        if (name.startsWith("attributes.")) {
            plate.attribute(name.substring("attributes.".length()), value, "szl-001c");
            return;
        }
        NameplateField field = NameplateField.byId(name).orElseThrow();
        for (String each : value.split(" / ", -1)) {
            plate.told(field, each, "szl-0011");
        }
    }

    Seen silent(String name, String address, int misses) {
        visits.add(
                visit(
                        name,
                        address,
                        new ProbeOutcome.Silent("no answer to the connect in 2 s"),
                        misses));
        return this;
    }

    private static Visit visit(String name, String address, ProbeOutcome outcome, int misses) {
        return new Visit(
                name,
                address,
                102,
                "s7",
                "s7-300",
                outcome,
                Load.NONE,
                Load.NONE,
                List.of(),
                misses,
                Optional.of(AT.minusSeconds(86_400)));
    }

    Observations run(boolean complete) {
        var run = new Observations.Run("20261123T073500Z-1f0a", AT, AT, "ab12", complete ? 0 : 3);
        return new Observations(site, complete, run, visits, assets);
    }
}
