package io.walkdown.scanner.s7;

import io.walkdown.profiles.Profile.Transport;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Closed;
import io.walkdown.scanner.asset.ProbeOutcome.Identified;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.NotSpoken;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Refused;
import io.walkdown.scanner.asset.ProbeOutcome.Silent;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.wire.Conversation;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Line;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.Reply;
import io.walkdown.scanner.wire.Step;
import io.walkdown.scanner.wire.Step.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Identifies a SIMATIC S7 CPU over one connection and one TSAP: five frames, and one more for each
/// continuation. Immutable, so threads may share it.
///
/// | what happens | outcome | fields |
/// |---|---|---|
/// | both lists, or the first where the second is not planned or not offered | identified | known, empty, not supported |
/// | a list is refused | identified, that list's fields not supported | |
/// | the connection request is refused for congestion, or resources are missing | busy | no answer |
/// | the TSAP is refused otherwise | refused | |
/// | confirmed, then closed at setup: another protocol of port 102 | not-spoken | |
/// | silence, or a close, after an earlier answer | partial | no answer |
/// | a list longer than the visit's reads | partial | known as far as it came |
/// | an answer that breaks the protocol | malformed | no answer |
/// | an answer on the safety list | withheld (S11), close only | known |
public final class S7Dialogue implements Dialogue {
    private static final String LEG = "tcp";
    private static final String SETUP_STEP = "setup";
    private static final String CLOSE_STEP = "cotp-disconnect";

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
                        new S7Operations(),
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
                        SETUP_STEP,
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
                        CLOSE_STEP,
                        Kind.CLOSE,
                        S7Frames.disconnectTemplate(),
                        0,
                        "end the connection"));
        return steps;
    }

    private void addList(List<Step> steps, String request, int list, int continuations) {
        boolean first = list == ModuleIdentification.LIST;
        steps.add(
                new Step(
                        request,
                        Kind.READ,
                        request,
                        S7Frames.readTemplate(list),
                        first ? Step.ALWAYS : "the order number is on the profile's list",
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
                            request + "-more",
                            Kind.CONTINUE,
                            request,
                            S7Frames.continueTemplate(),
                            "the answer says that more follows",
                            continuations,
                            LIST_MAX,
                            parameters.requestTimeout(),
                            false,
                            "the rest of that list"));
        }
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
        var talk = new Talk(line.leg(LEG), findings.device());
        try {
            return talk.run();
        } finally {
            talk.close();
        }
    }

    /// One visit's exchange. Belongs to the visit's thread.
    private final class Talk {
        private final Conversation conversation;
        private final Plate plate;
        private int theirReference = -1;
        private int jobs;

        Talk(Conversation conversation, Plate plate) {
            this.conversation = conversation;
            this.plate = plate;
        }

        ProbeOutcome run() {
            Optional<ProbeOutcome> failed = connect().or(this::setUp);
            if (failed.isPresent()) {
                ModuleIdentification.state(FieldState.NO_ANSWER, plate);
                return failed.get();
            }
            return readLists();
        }

        void close() {
            if (theirReference < 0) {
                conversation.close();
            } else {
                conversation.close(CLOSE_STEP, S7Frames.disconnect(theirReference));
            }
        }

        private Optional<ProbeOutcome> connect() {
            byte[] request = S7Frames.connect(parameters.remoteTsap());
            return switch (conversation.ask(S7Frames.CONNECT_STEP, request)) {
                case Reply.Ended(var outcome) -> Optional.of(outcome);
                case Reply.Answer(var answer) -> confirmed(answer);
            };
        }

        private Optional<ProbeOutcome> confirmed(Octets answer) {
            int kind = answer.u8(5) & 0xF0;
            if (answer.length() < 11 || answer.u8(4) != answer.length() - 5) {
                return Optional.of(new Malformed("COTP header does not fit its frame: " + answer));
            }
            if (kind == 0x80) {
                return Optional.of(turnedAway(answer.u8(10)));
            }
            if (kind != 0xD0 || answer.u16be(6) != S7Frames.OUR_REFERENCE) {
                return Optional.of(
                        new Malformed("no confirmation of our connection request: " + answer));
            }
            theirReference = answer.u16be(S7Frames.THEIR_REFERENCE);
            return Optional.empty();
        }

        /// Reasons 1 and 129 are congestion (ISO 8073, 13.5.3).
        private ProbeOutcome turnedAway(int reason) {
            String words =
                    "TSAP %s refused, reason %d"
                            .formatted(S7Frames.tsap(parameters.remoteTsap()), reason);
            return reason == 1 || reason == 129 ? new Busy(words) : new Refused(words);
        }

        private Optional<ProbeOutcome> setUp() {
            jobs++;
            return switch (conversation.ask(SETUP_STEP, S7Frames.setup(jobs))) {
                case Reply.Ended(Closed(var reason)) ->
                        Optional.of(
                                new NotSpoken(
                                        "connected, then closed at S7 setup, as servers of another"
                                                + " protocol on this port do: "
                                                + reason));
                case Reply.Ended(var outcome) -> Optional.of(told(outcome));
                case Reply.Answer(var answer) -> agreed(answer);
            };
        }

        private Optional<ProbeOutcome> agreed(Octets answer) {
            if (answer.length() < 19) {
                return Optional.of(new Malformed("setup answer ends too early: " + answer));
            }
            String wrong = S7Answer.wrongHeader(answer, 0x03, jobs);
            if (!wrong.isEmpty()) {
                return Optional.of(new Malformed("setup: " + wrong));
            }
            int error = answer.u16be(17);
            if (error != 0) {
                String words = "setup refused, error 0x%04X".formatted(error);
                return Optional.of(
                        error >>> 8 == S7Answer.NO_RESOURCES
                                ? new Busy(words)
                                : new Refused(words));
            }
            return answer.length() == 27 && answer.u8(19) == 0xF0
                    ? Optional.empty()
                    : Optional.of(new Malformed("no answer to S7 setup: " + answer));
        }

        private ProbeOutcome readLists() {
            var modules = new SzlData();
            ListEnd first =
                    readList(ModuleIdentification.REQUEST, ModuleIdentification.LIST, modules);
            SzlData.Read read = modules.read(ModuleIdentification.LIST);
            switch (first) {
                case ListEnd.Whole() -> ModuleIdentification.tell(read, plate);
                case ListEnd.Refused() ->
                        ModuleIdentification.state(FieldState.NOT_SUPPORTED, plate);
                case ListEnd.Over(var outcome) -> {
                    if (read.defect().isEmpty() || !read.entries().isEmpty()) {
                        ModuleIdentification.tell(read, plate);
                    }
                    ModuleIdentification.state(FieldState.NO_ANSWER, plate);
                    return outcome;
                }
            }
            Optional<String> number = ModuleIdentification.orderNumber(read);
            Optional<ProbeOutcome> safety = number.flatMap(this::objection);
            return safety.orElseGet(() -> readComponents(number));
        }

        private ProbeOutcome readComponents(Optional<String> orderNumber) {
            if (!parameters.plansComponentList()) {
                return new Identified();
            }
            if (orderNumber.filter(parameters::allowsComponentListOf).isEmpty()) {
                conversation.notTaken(
                        ComponentIdentification.REQUEST,
                        "the profile does not allow it for order number "
                                + orderNumber.orElse("unknown"));
                notContinued(
                        ComponentIdentification.REQUEST, "the list is not allowed for this device");
                return new Identified();
            }
            var components = new SzlData();
            ListEnd end =
                    readList(
                            ComponentIdentification.REQUEST,
                            ComponentIdentification.LIST,
                            components);
            SzlData.Read read = components.read(ComponentIdentification.LIST);
            return switch (end) {
                case ListEnd.Whole() -> {
                    ComponentIdentification.tell(read, plate);
                    yield ComponentIdentification.moduleType(read)
                            .flatMap(this::objection)
                            .orElse(new Identified());
                }
                case ListEnd.Refused() -> {
                    ComponentIdentification.state(FieldState.NOT_SUPPORTED, plate);
                    yield new Identified();
                }
                case ListEnd.Over(var outcome) -> {
                    if (!read.entries().isEmpty() && outcome instanceof Partial) {
                        ComponentIdentification.tell(read, plate);
                    }
                    ComponentIdentification.state(FieldState.NO_ANSWER, plate);
                    yield outcome;
                }
            };
        }

        private Optional<ProbeOutcome> objection(String name) {
            return parameters.safetyController().test(name)
                    ? Optional.of(new Withheld("S11", name + " is on the safety list"))
                    : Optional.empty();
        }

        /// Reads a list to its end, or as far as the plan goes.
        private ListEnd readList(String request, int list, SzlData into) {
            int left = continuations(request);
            S7Answer answer = ask(request, S7Frames.read(next(), list));
            while (true) {
                switch (answer) {
                    case S7Answer.Piece(var data, var sequence, var more) -> {
                        into.add(data);
                        if (!more) {
                            notContinued(request, "the answer came whole");
                            return whole(request, into.read(list));
                        }
                        if (left == 0) {
                            return new ListEnd.Over(
                                    new Partial(request + " is longer than the visit may read"));
                        }
                        left--;
                        answer = ask(request + "-more", S7Frames.more(next(), sequence));
                    }
                    case S7Answer.NotSupported _ -> {
                        notContinued(request, "the device does not offer the list");
                        return new ListEnd.Refused();
                    }
                    case S7Answer.Denied(var busy, var words) -> {
                        return new ListEnd.Over(
                                busy
                                        ? new Busy(request + ": " + words)
                                        : new Partial(request + " denied: " + words));
                    }
                    case S7Answer.Broken(var reason) -> {
                        return new ListEnd.Over(new Malformed(request + ": " + reason));
                    }
                    case S7Answer.Nothing(var outcome) -> {
                        return new ListEnd.Over(outcome);
                    }
                }
            }
        }

        private ListEnd whole(String request, SzlData.Read read) {
            return read.defect().isEmpty()
                    ? new ListEnd.Whole()
                    : new ListEnd.Over(new Malformed(request + ": " + read.defect()));
        }

        private int next() {
            return ++jobs;
        }

        private S7Answer ask(String stepId, byte[] frame) {
            return switch (conversation.ask(stepId, frame)) {
                case Reply.Ended(var outcome) -> new S7Answer.Nothing(told(outcome));
                case Reply.Answer(var answer) -> S7Answer.ofList(answer, jobs);
            };
        }

        /// Silence after an answer is not a silent device, nor is a close after one a closed door.
        private ProbeOutcome told(ProbeOutcome outcome) {
            return switch (outcome) {
                case Silent(var reason) -> new Partial("timeout after an answer: " + reason);
                case Closed(var reason) -> new Partial("closed after an answer: " + reason);
                default -> outcome;
            };
        }

        private int continuations(String request) {
            return leg.steps().stream()
                    .filter(step -> step.id().equals(request + "-more"))
                    .mapToInt(Step::repeatMax)
                    .sum();
        }

        private void notContinued(String request, String reason) {
            if (continuations(request) > 0) {
                conversation.notTaken(request + "-more", reason);
            }
        }
    }

    /// How the reading of a list ended.
    private sealed interface ListEnd {
        /// It came whole.
        record Whole() implements ListEnd {}

        /// The device does not offer it.
        record Refused() implements ListEnd {}

        /// The visit ends with it.
        record Over(ProbeOutcome outcome) implements ListEnd {}
    }
}
