package io.walkdown.scanner.s7;

import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.ReadSzl;
import io.walkdown.profiles.ReadRequest.SzlList;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Step;
import io.walkdown.scanner.wire.Step.Kind;
import java.util.ArrayList;
import java.util.List;

/// Identifies a SIMATIC S7 CPU over one connection and one TSAP: five frames, and one more for each
/// continuation. Immutable, so threads may share it.
///
/// | what happens | outcome | fields |
/// |---|---|---|
/// | both lists, or the first where the second is not planned | identified | known, empty |
/// | a list that the device does not offer | identified | not supported |
/// | the connection request is refused for congestion, or resources are missing | busy | no answer |
/// | the TSAP, or the setup, is refused otherwise | refused | no answer |
/// | another protocol, told by the first bytes; no S7 at setup, or a close there | not-spoken | no answer |
/// | silence, a close or a disconnect after an earlier answer | partial | no answer |
/// | a list is denied, or fails with an error that tells nothing of it | partial | no answer |
/// | a list longer than the visit's reads | partial | known as far as it came |
/// | an answer that is no TPKT or breaks the protocol, a unit in several frames | malformed | as far as it came |
/// | the known-bad list does not rule the device out for the second list (S8) | identified | the first list's |
/// | an order number or module type on the safety list | withheld (S11), close only | known |
public final class S7Dialogue implements Dialogue {
    private static final String LEG = "tcp";

    /// A connection confirm's fixed part is 7 bytes; parameters rarely double it.
    private static final int CONFIRM_MAX = 64;

    private static final int SETUP_MAX = 64;

    /// TPKT 4, COTP 3, and the PDU that we offer.
    private static final int LIST_MAX = 4 + 3 + 480;

    private final S7Parameters parameters;
    private final Leg leg;

    /// Plans the visit.
    public S7Dialogue(S7Parameters parameters) {
        this.parameters = parameters;
        this.leg =
                new Leg(
                        LEG,
                        Transport.TCP,
                        parameters.port(),
                        new TpktFraming(),
                        new S7Operations(parameters.remoteTsap()),
                        steps());
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(
                step(
                        S7Frames.CONNECT_STEP,
                        Kind.OPEN,
                        S7Frames.connectTemplate(parameters.remoteTsap()),
                        CONFIRM_MAX,
                        "connect to TSAP " + S7Frames.tsap(parameters.remoteTsap())));
        steps.add(
                step(
                        S7Visit.SETUP_STEP,
                        Kind.OPEN,
                        S7Frames.setupTemplate(),
                        SETUP_MAX,
                        "agree on one job at a time and the PDU's size"));
        boolean both = parameters.plansComponentList();
        int spare = parameters.reads() - (both ? 2 : 1);
        int continueFirst = both ? Math.min(1, spare / 2) : Math.min(2, spare);
        addList(steps, ModuleIdentification.REQUEST, ModuleIdentification.LIST, continueFirst);
        if (both) {
            addList(
                    steps,
                    ComponentIdentification.REQUEST,
                    ComponentIdentification.LIST,
                    Math.min(4, spare - continueFirst));
        }
        steps.add(
                step(
                        S7Visit.CLOSE_STEP,
                        Kind.CLOSE,
                        S7Frames.disconnectTemplate(),
                        0,
                        "end the connection"));
        return steps;
    }

    private void addList(List<Step> steps, String request, int list, int continuations) {
        boolean first = list == ModuleIdentification.LIST;
        ReadRequest read = read(list);
        steps.add(
                new Step(
                        request,
                        Kind.READ,
                        request,
                        S7Frames.readTemplate(list),
                        first
                                ? Step.ALWAYS
                                : parameters
                                        .knownBad()
                                        .condition(
                                                read, "the order number is on the profile's list"),
                        1,
                        LIST_MAX,
                        parameters.requestTimeout(),
                        false,
                        first
                                ? "order number, hardware and firmware"
                                : "names, serial number and plant designation"));
        if (continuations > 0) {
            steps.add(
                    new Step(
                            request + S7Visit.MORE,
                            Kind.CONTINUE,
                            request,
                            S7Frames.continueTemplate(),
                            parameters
                                    .knownBad()
                                    .condition(read, "the answer says that more follows"),
                            continuations,
                            LIST_MAX,
                            parameters.requestTimeout(),
                            false,
                            "the rest of that list"));
        }
    }

    /// The read that a list's frames stand for.
    static ReadRequest read(int list) {
        return new ReadSzl(
                list == ModuleIdentification.LIST
                        ? SzlList.MODULE_IDENTIFICATION
                        : SzlList.COMPONENT_IDENTIFICATION);
    }

    private Step step(String id, Kind kind, FrameTemplate template, int answerMax, String meaning) {
        return new Step(
                id,
                kind,
                "",
                template,
                Step.ALWAYS,
                1,
                answerMax,
                parameters.requestTimeout(),
                false,
                meaning);
    }

    @Override
    public List<Leg> legs() {
        return List.of(leg);
    }

    @Override
    public ProbeOutcome run(Line line, Findings findings) {
        var visit = new S7Visit(parameters, leg, line.leg(LEG), findings.device());
        try {
            return visit.run();
        } finally {
            visit.close();
        }
    }
}
