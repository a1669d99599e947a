package io.walkdown.scanner.enip;

import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.ReadRequest.ReadSlotIdentity;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import io.walkdown.scanner.wire.Step;
import io.walkdown.scanner.wire.Step.Kind;
import io.walkdown.scanner.wire.ToldFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Identifies an EtherNet/IP device by one unicast datagram and, only where slots are listed, its
/// chassis modules one by one over one TCP connection. Immutable, so threads may share it.
///
/// | what happens | outcome | fields |
/// |---|---|---|
/// | identity told, each slot answered or refused | identified | known, empty, not supported |
/// | no usable answer to the datagram | as it ended; TCP is not taken | no answer |
/// | the device refuses ListIdentity | identified | not supported |
/// | the router finds nothing in a slot | goes on | empty |
/// | a module refuses, or the device does not route | goes on | not supported |
/// | a slot is busy, or silent, or the session is refused | partial, visit ends | no answer |
/// | an answer breaks the protocol | malformed, visit ends | no answer |
/// | the known-bad list does not rule the device out for slots (S8) | identified; TCP is not taken | known |
/// | an answer is on the safety list | withheld (S11), close only | known |
public final class EnipDialogue implements Dialogue {
    private static final String UDP = "udp";
    private static final String TCP = "tcp";
    private static final String LIST_IDENTITY = "list-identity";

    /// ListIdentity: an answer stays below the least datagram that every IPv4 host takes.
    private static final int LIST_IDENTITY_MAX = 512;

    /// RegisterSession: header 24, version 2, options 2.
    private static final int REGISTER_MAX = 24 + 4;

    /// SendRRData: header 24; interface handle 4, timeout 2, item count 2, null address item 4,
    /// data item's type and length 4; then the longest unconnected CIP message, 504.
    private static final int SLOT_MAX = 24 + 16 + 504;

    private final EnipParameters parameters;
    private final Leg udp;
    private final Optional<Leg> tcp;

    /// Plans the visit.
    public EnipDialogue(EnipParameters parameters) {
        this.parameters = parameters;
        this.udp = leg(UDP, Transport.UDP, parameters.udpPort(), List.of(listIdentityStep()));
        this.tcp =
                parameters.asksSlots()
                        ? Optional.of(leg(TCP, Transport.TCP, parameters.tcpPort(), sessionSteps()))
                        : Optional.empty();
    }

    @Override
    public List<Leg> legs() {
        return tcp.map(leg -> List.of(udp, leg)).orElseGet(() -> List.of(udp));
    }

    @Override
    public ProbeOutcome run(Line line, Findings findings) {
        ProbeOutcome device = readDevice(line, findings);
        if (tcp.isEmpty()) {
            return device;
        }
        Leg leg = tcp.get();
        Conversation conversation = line.leg(TCP);
        if (!device.complete()) {
            leave(
                    leg,
                    conversation,
                    "%s: %s, %s".formatted(LIST_IDENTITY, device.id(), device.evidence()));
            return device;
        }
        Optional<String> knownBad =
                parameters
                        .knownBad()
                        .objection(new ReadSlotIdentity(), ToldFacts.of(findings.device()));
        if (knownBad.isPresent()) {
            leave(leg, conversation, knownBad.get());
            return device;
        }
        return new ChassisReading(parameters, leg, conversation, findings).read();
    }

    private static void leave(Leg leg, Conversation conversation, String reason) {
        leg.steps().forEach(step -> conversation.notTaken(step.id(), reason));
        conversation.close();
    }

    private ProbeOutcome readDevice(Line line, Findings findings) {
        var fields = new IdentityFields(findings.device(), LIST_IDENTITY);
        fields.without(FieldState.NO_ANSWER);
        Conversation conversation = line.leg(UDP);
        try {
            return switch (conversation.ask(LIST_IDENTITY, EnipFrames.listIdentity())) {
                case Reply.Answer(var bytes) -> listed(bytes, fields);
                case Reply.Ended(var outcome) -> outcome;
            };
        } finally {
            conversation.close();
        }
    }

    private ProbeOutcome listed(Octets answer, IdentityFields fields) {
        try {
            var packet = Encapsulation.of(answer, Encapsulation.LIST_IDENTITY);
            if (packet.refused()) {
                return refused(packet, fields);
            }
            var listed = ListedIdentity.of(packet.data());
            fields.listed(listed);
            return new SafetyList(parameters.safetyController())
                    .objection(listed.identity())
                    .orElseGet(Identified::new);
        } catch (BrokenAnswer | IndexOutOfBoundsException e) {
            return new Malformed(LIST_IDENTITY + ": " + e.getMessage());
        }
    }

    private static ProbeOutcome refused(Encapsulation packet, IdentityFields fields) {
        fields.attribute("encapsulationStatus", "0x%02X".formatted(packet.status()));
        if (packet.busy()) {
            return new Busy(LIST_IDENTITY + ": " + packet.words());
        }
        fields.without(FieldState.NOT_SUPPORTED);
        return new Identified();
    }

    private Leg leg(String id, Transport transport, int port, List<Step> steps) {
        var operations = new EnipOperations(Set.copyOf(parameters.slots()));
        return new Leg(id, transport, port, new EncapsulationFraming(), operations, steps);
    }

    private Step listIdentityStep() {
        return step(
                LIST_IDENTITY,
                Kind.READ,
                LIST_IDENTITY,
                EnipFrames.listIdentityTemplate(),
                LIST_IDENTITY_MAX,
                "Asks the device for its identity, by one datagram.");
    }

    private List<Step> sessionSteps() {
        List<Step> steps = new ArrayList<>();
        steps.add(
                step(
                        EnipFrames.REGISTER_STEP,
                        Kind.OPEN,
                        "",
                        EnipFrames.registerTemplate(),
                        REGISTER_MAX,
                        "Opens a session."));
        var routing = RoutingTimeout.within(parameters.requestTimeout());
        parameters.slots().forEach(slot -> steps.add(slotStep(slot, routing)));
        steps.add(
                step(
                        ChassisReading.UNREGISTER_STEP,
                        Kind.CLOSE,
                        "",
                        EnipFrames.unregisterTemplate(),
                        0,
                        "Ends the session; the device closes the connection without an answer."));
        return steps;
    }

    private Step slotStep(int slot, RoutingTimeout routing) {
        return step(
                ChassisReading.step(slot),
                Kind.READ,
                ChassisReading.REQUEST,
                EnipFrames.slotTemplate(slot, routing),
                SLOT_MAX,
                "Asks the module in slot %d for its identity.".formatted(slot));
    }

    private Step step(
            String id,
            Kind kind,
            String request,
            FrameTemplate template,
            int answerMax,
            String meaning) {
        String when =
                request.equals(LIST_IDENTITY)
                        ? Step.ALWAYS
                        : parameters
                                .knownBad()
                                .condition(
                                        new ReadSlotIdentity(),
                                        "the device answered list-identity");
        return new Step(
                id,
                kind,
                request,
                template,
                when,
                1,
                answerMax,
                parameters.requestTimeout(),
                false,
                meaning);
    }
}
