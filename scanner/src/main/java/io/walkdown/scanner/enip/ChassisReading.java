package io.walkdown.scanner.enip;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Module.Kind;
import io.walkdown.scanner.asset.Module.Place;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Closed;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.NotSpoken;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Refused;
import io.walkdown.scanner.asset.ProbeOutcome.Reset;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import java.util.List;
import java.util.Optional;

/// One pass over the listed slots in one session. Used once, by the visit's thread.
///
/// The device itself has answered before, so silence, refusal or a close here leave the visit
/// partial. Busy slots do too, and like every other trouble they end it (S7).
final class ChassisReading {
    static final String UNREGISTER_STEP = "unregister-session";
    static final String REQUEST = "slot-identity";

    private final EnipParameters parameters;
    private final Leg leg;
    private final Conversation conversation;
    private final Findings findings;

    /// 0 until the device gave one; 0 is no valid handle.
    private long session;

    ChassisReading(
            EnipParameters parameters, Leg leg, Conversation conversation, Findings findings) {
        this.parameters = parameters;
        this.leg = leg;
        this.conversation = conversation;
        this.findings = findings;
    }

    /// The step that asks that slot.
    static String step(int slot) {
        return "slot-" + slot;
    }

    /// Registers, asks each slot, and closes, whatever happens.
    ProbeOutcome read() {
        try {
            Optional<ProbeOutcome> over = register();
            if (over.isPresent()) {
                leave(parameters.slots(), "no session: " + over.get().evidence());
                conversation.notTaken(UNREGISTER_STEP, "no session");
                return over.get();
            }
            return slots();
        } finally {
            close();
        }
    }

    private void close() {
        if (session == 0) {
            conversation.close();
        } else {
            conversation.close(UNREGISTER_STEP, EnipFrames.unregister(session));
        }
    }

    private Optional<ProbeOutcome> register() {
        String step = EnipFrames.REGISTER_STEP;
        return switch (conversation.ask(step, EnipFrames.register())) {
            case Reply.Answer(var bytes) -> registered(bytes);
            case Reply.Ended(var outcome) -> Optional.of(afterIdentity(step, outcome));
        };
    }

    private Optional<ProbeOutcome> registered(Octets answer) {
        try {
            var packet = Encapsulation.of(answer, Encapsulation.REGISTER_SESSION);
            if (packet.refused()) {
                return Optional.of(new Partial(EnipFrames.REGISTER_STEP + ": " + packet.words()));
            }
            if (packet.session() == 0) {
                return Optional.of(new Malformed("session handle 0"));
            }
            session = packet.session();
            return Optional.empty();
        } catch (BrokenAnswer | IndexOutOfBoundsException e) {
            return Optional.of(new Malformed(EnipFrames.REGISTER_STEP + ": " + e.getMessage()));
        }
    }

    private ProbeOutcome slots() {
        List<Integer> slots = parameters.slots();
        for (int i = 0; i < slots.size(); i++) {
            Optional<ProbeOutcome> over = slot(slots.get(i));
            if (over.isPresent()) {
                leave(slots.subList(i + 1, slots.size()), over.get().evidence());
                return over.get();
            }
        }
        return new Identified();
    }

    private Optional<ProbeOutcome> slot(int slot) {
        var fields = new IdentityFields(findings.module(new Place(Kind.SLOT, slot)), REQUEST);
        fields.without(FieldState.NO_ANSWER);
        byte[] frame = EnipFrames.slot(leg.step(step(slot)).template(), session);
        return switch (conversation.ask(step(slot), frame)) {
            case Reply.Answer(var bytes) -> answered(slot, bytes, fields);
            case Reply.Ended(var outcome) -> Optional.of(afterIdentity(step(slot), outcome));
        };
    }

    private Optional<ProbeOutcome> answered(int slot, Octets answer, IdentityFields fields) {
        try {
            var packet =
                    Encapsulation.of(answer, Encapsulation.SEND_RR_DATA, EnipFrames.context(slot));
            if (packet.refused()) {
                fields.attribute("encapsulationStatus", "0x%02X".formatted(packet.status()));
                return Optional.of(new Partial(step(slot) + ": " + packet.words()));
            }
            if (packet.session() != session) {
                return Optional.of(new Malformed(step(slot) + ": answer of another session"));
            }
            return understood(slot, SlotAnswer.of(packet.data()), fields);
        } catch (BrokenAnswer | IndexOutOfBoundsException e) {
            return Optional.of(new Malformed(step(slot) + ": " + e.getMessage()));
        }
    }

    private Optional<ProbeOutcome> understood(int slot, SlotAnswer answer, IdentityFields fields) {
        return switch (answer) {
            case SlotAnswer.Told(var identity) -> {
                fields.told(identity);
                yield new SafetyList(parameters.safetyController()).objection(identity);
            }
            case SlotAnswer.Refused refused -> refused(slot, refused, fields);
        };
    }

    private Optional<ProbeOutcome> refused(
            int slot, SlotAnswer.Refused refused, IdentityFields fields) {
        fields.attribute("cipStatus", refused.evidence());
        if (refused.busy()) {
            String reason = "%s: busy, CIP status %s".formatted(step(slot), refused.evidence());
            return Optional.of(new Partial(reason));
        }
        fields.without(refused.empty() ? FieldState.EMPTY : FieldState.NOT_SUPPORTED);
        return Optional.empty();
    }

    private void leave(List<Integer> slots, String reason) {
        slots.forEach(slot -> conversation.notTaken(step(slot), reason));
    }

    private static ProbeOutcome afterIdentity(String step, ProbeOutcome outcome) {
        return switch (outcome) {
            case Silent s -> new Partial(step + ": " + s.reason());
            case Refused r -> new Partial(step + ": " + r.reason());
            case Closed c -> new Partial(step + ": " + c.reason());
            case NotSpoken n -> new Partial(step + ": " + n.reason());
            case Busy _, Malformed _, Reset _, Withheld _, Stopped _, Partial _, Identified _ ->
                    outcome;
        };
    }
}
