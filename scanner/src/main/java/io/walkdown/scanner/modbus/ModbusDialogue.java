package io.walkdown.scanner.modbus;

import io.walkdown.profiles.Profile.Transport;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.Module.Kind;
import io.walkdown.scanner.asset.Module.Place;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.modbus.UnitReading.Result;
import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Identifies a Modbus/TCP device, or the listed units behind a gateway, over one connection.
///
/// A native device is asked under its one unit id. Of a gateway the address itself is the asset and
/// each listed unit a module; no other unit is ever asked. What a device answers becomes:
///
/// | answer | outcome | its fields |
/// |---|---|---|
/// | objects, or exception 1 or 3 | identified | known, empty, not supported |
/// | exception 2 or 4 to the first read: the unit is refused | partial | no answer |
/// | exception 0A or 0B: no answer behind a gateway | partial | no answer |
/// | exception 5 or 6 | busy | no answer |
/// | objects up to a defect in the list | partial | known as far as sound, no answer |
/// | another protocol, told by the first bytes | not-spoken | no answer |
/// | another transaction, unit or function, or any other broken frame | malformed | no answer |
/// | silence, or a close, after an earlier answer | partial | no answer |
///
/// Busy and malformed stand even where something was learned before, because they are signs of
/// trouble (S7).
public final class ModbusDialogue implements Dialogue {
    private static final String LEG = "tcp";

    /// The connections that must stay free beside our own (S2).
    private static final int STAY_FREE = 2;

    private final ModbusParameters parameters;
    private final List<UnitPlan> plans;
    private final Leg leg;

    /// Plans the visit.
    public ModbusDialogue(ModbusParameters parameters) {
        this.parameters = parameters;
        this.plans =
                parameters.units().stream().map(unit -> UnitPlan.of(parameters, unit)).toList();
        this.leg =
                new Leg(
                        LEG,
                        Transport.TCP,
                        parameters.port(),
                        new MbapFraming(),
                        new ModbusOperations(Set.copyOf(parameters.units())),
                        steps());
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (UnitPlan plan : plans) {
            boolean later = !plan.equals(plans.getFirst());
            steps.addAll(plan.steps(parameters.requestTimeout(), later));
        }
        return steps;
    }

    @Override
    public List<Leg> legs() {
        return List.of(leg);
    }

    @Override
    public ProbeOutcome run(Line line, Findings findings) {
        Conversation conversation = line.leg(LEG);
        try {
            return read(new Exchange(conversation), findings);
        } finally {
            conversation.close();
        }
    }

    private ProbeOutcome read(Exchange exchange, Findings findings) {
        if (plans.getFirst().preflight()) {
            Optional<ProbeOutcome> held = preflight(exchange, plans.getFirst().unit());
            if (held.isPresent()) {
                return held.get();
            }
        }
        List<String> unusable = new ArrayList<>();
        for (UnitPlan plan : plans) {
            var reading = new UnitReading(exchange, plan, plate(findings, plan.unit()), parameters);
            switch (reading.read()) {
                case Result.Done() -> {}
                case Result.Unusable(var reason) -> unusable.add(reason);
                case Result.Over(var outcome) -> {
                    return outcome;
                }
            }
        }
        return unusable.isEmpty() ? new Identified() : new Partial(String.join("; ", unusable));
    }

    private Plate plate(Findings findings, int unit) {
        return parameters.gateway()
                ? findings.module(new Place(Kind.UNIT, unit))
                : findings.device();
    }

    /// Reads how many connections are open, ours among them. A count that is refused holds the
    /// visit back too: where the profile wants it read, nothing is asked without it.
    private Optional<ProbeOutcome> preflight(Exchange exchange, int unit) {
        var answer =
                exchange.ask(
                        UnitPlan.PREFLIGHT_STEP,
                        unit,
                        ModbusCodec.openConnections(),
                        ModbusCodec::register);
        return switch (answer) {
            case Answer.Told<Integer>(var open) -> tooFull(open);
            case Answer.Refused<Integer> refused ->
                    Optional.of(
                            refused.meaning() == Refusal.BUSY
                                    ? new ProbeOutcome.Busy("open connections: " + refused.words())
                                    : new Withheld(
                                            "S2",
                                            "open connections cannot be read: " + refused.words()));
            case Answer.Broken<Integer>(var reason) ->
                    Optional.of(new Malformed("open connections: " + reason));
            case Answer.Nothing<Integer>(var outcome) -> Optional.of(outcome);
        };
    }

    private Optional<ProbeOutcome> tooFull(int open) {
        int slots = parameters.slots().orElseThrow();
        return open + STAY_FREE > slots
                ? Optional.of(
                        new Withheld(
                                "S2",
                                "%d of %d connections are open with ours; %d must stay free"
                                        .formatted(open, slots, STAY_FREE)))
                : Optional.empty();
    }
}
