package io.walkdown.scanner.s7;

import io.walkdown.profiles.KnownFacts;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings.Plate;
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
import io.walkdown.scanner.wire.Step;
import io.walkdown.scanner.wire.ToldFacts;
import java.util.Optional;
import java.util.function.Function;

/// One visit's exchange: connect, set up, read the lists, close. Used once, by the visit's thread.
final class S7Visit {
    static final String SETUP_STEP = "setup";
    static final String CLOSE_STEP = "cotp-disconnect";

    /// What a list's step id takes for its continuation.
    static final String MORE = "-more";

    private final S7Parameters parameters;
    private final Leg leg;
    private final Conversation conversation;
    private final Plate plate;

    /// Empty until the device has confirmed, and again once it has disconnected.
    private Optional<Integer> theirReference = Optional.empty();

    private int jobs;

    S7Visit(S7Parameters parameters, Leg leg, Conversation conversation, Plate plate) {
        this.parameters = parameters;
        this.leg = leg;
        this.conversation = conversation;
        this.plate = plate;
    }

    ProbeOutcome run() {
        Optional<ProbeOutcome> failed = connect().or(this::setUp);
        if (failed.isPresent()) {
            ModuleIdentification.state(FieldState.NO_ANSWER, plate);
            return failed.get();
        }
        return readModules();
    }

    /// Ends a connection that stands in COTP's own way, then TCP's (S3).
    void close() {
        if (theirReference.isEmpty()) {
            conversation.close();
        } else {
            conversation.close(CLOSE_STEP, S7Frames.disconnect(theirReference.get()));
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
        return switch (CotpAnswer.of(answer)) {
            case CotpAnswer.Confirmed(int reference) -> {
                theirReference = Optional.of(reference);
                yield Optional.empty();
            }
            case CotpAnswer.Disconnected gone -> Optional.of(turnedAway(gone));
            case CotpAnswer.Broken(var reason) -> Optional.of(new Malformed(reason));
        };
    }

    private ProbeOutcome turnedAway(CotpAnswer.Disconnected gone) {
        String words =
                "TSAP %s: %s".formatted(S7Frames.tsap(parameters.remoteTsap()), gone.words());
        return gone.busy() ? new Busy(words) : new Refused(words);
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
            case Reply.Ended(var outcome) -> Optional.of(afterAnswer(outcome));
            case Reply.Answer(var answer) -> agreed(answer);
        };
    }

    private Optional<ProbeOutcome> agreed(Octets answer) {
        if (CotpAnswer.disconnects(answer)) {
            return Optional.of(disconnected(answer, this::turnedAway));
        }
        return switch (SetupAnswer.of(answer, jobs)) {
            case SetupAnswer.Agreed() -> Optional.empty();
            case SetupAnswer.Foreign(var reason) -> Optional.of(new NotSpoken(reason));
            case SetupAnswer.Declined(var busy, var words) ->
                    Optional.of(busy ? new Busy(words) : new Refused(words));
            case SetupAnswer.Broken(var reason) -> Optional.of(new Malformed(reason));
        };
    }

    /// The connection is over by the device's will: it is not disconnected a second time.
    private ProbeOutcome disconnected(
            Octets answer, Function<CotpAnswer.Disconnected, ProbeOutcome> outcome) {
        return switch (CotpAnswer.of(answer)) {
            case CotpAnswer.Disconnected gone -> {
                theirReference = Optional.empty();
                conversation.notTaken(CLOSE_STEP, "the device disconnected");
                yield outcome.apply(gone);
            }
            case CotpAnswer.Broken(var reason) -> new Malformed(reason);
            case CotpAnswer.Confirmed _ -> new Malformed("a second confirmation: " + answer);
        };
    }

    private ProbeOutcome readModules() {
        var modules = new SzlData(ModuleIdentification.LIST);
        ListEnd end =
                readList(ModuleIdentification.REQUEST, modules, ModuleIdentification::orderNumber);
        SzlData.Read read = modules.read();
        return switch (end) {
            case ListEnd.Whole() -> {
                ModuleIdentification.tell(read, FieldState.NOT_SUPPORTED, plate);
                yield readComponents(ModuleIdentification.orderNumber(read));
            }
            case ListEnd.Refused() -> {
                ModuleIdentification.state(FieldState.NOT_SUPPORTED, plate);
                yield readComponents(Optional.empty());
            }
            case ListEnd.Over(var outcome) -> {
                ModuleIdentification.tell(read, FieldState.NO_ANSWER, plate);
                yield outcome;
            }
        };
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
        Optional<String> knownBad =
                parameters
                        .knownBad()
                        .objection(
                                S7Dialogue.read(ComponentIdentification.LIST), ToldFacts.of(plate));
        if (knownBad.isPresent()) {
            conversation.notTaken(ComponentIdentification.REQUEST, knownBad.get());
            notContinued(ComponentIdentification.REQUEST, knownBad.get());
            return new Identified();
        }
        var components = new SzlData(ComponentIdentification.LIST);
        ListEnd end =
                readList(
                        ComponentIdentification.REQUEST,
                        components,
                        ComponentIdentification::moduleType);
        return components(end, components.read());
    }

    private ProbeOutcome components(ListEnd end, SzlData.Read read) {
        return switch (end) {
            case ListEnd.Whole() -> {
                ComponentIdentification.tell(read, FieldState.NOT_SUPPORTED, plate);
                yield new Identified();
            }
            case ListEnd.Refused() -> {
                ComponentIdentification.state(FieldState.NOT_SUPPORTED, plate);
                yield new Identified();
            }
            case ListEnd.Over(var outcome) -> {
                ComponentIdentification.tell(read, FieldState.NO_ANSWER, plate);
                yield outcome;
            }
        };
    }

    /// Reads a list to its end, or as far as the plan goes. What is on the safety list is noticed
    /// at the piece that tells it: nothing more of the list is read then (S11).
    private ListEnd readList(
            String request, SzlData into, Function<SzlData.Read, Optional<String>> type) {
        int left = continuations(request);
        S7Answer answer = ask(request, S7Frames.read(next(), into.list()));
        while (true) {
            Optional<ListEnd> end = end(request, answer, into, type, left);
            if (end.isPresent()) {
                return end.get();
            }
            left--;
            answer = ask(request + MORE, S7Frames.more(next(), into.sequence()));
        }
    }

    private Optional<ListEnd> end(
            String request,
            S7Answer answer,
            SzlData into,
            Function<SzlData.Read, Optional<String>> type,
            int left) {
        return switch (answer) {
            case S7Answer.Piece piece -> afterPiece(request, piece, into, type, left);
            case S7Answer.NotSupported(var words) -> {
                notContinued(request, "the device does not offer the list: " + words);
                yield Optional.of(
                        into.isEmpty()
                                ? new ListEnd.Refused()
                                : new ListEnd.Over(new Partial(request + MORE + ": " + words)));
            }
            case S7Answer.Denied(var busy, var words) ->
                    over(
                            busy
                                    ? new Busy(request + ": " + words)
                                    : new Partial(request + " denied: " + words));
            case S7Answer.Broken(var reason) -> over(new Malformed(request + ": " + reason));
            case S7Answer.Nothing(var outcome) -> over(outcome);
        };
    }

    /// How the list ends with that piece; empty where the rest of it is to be asked.
    private Optional<ListEnd> afterPiece(
            String request,
            S7Answer.Piece piece,
            SzlData into,
            Function<SzlData.Read, Optional<String>> type,
            int left) {
        if (!into.isEmpty() && piece.sequence() != into.sequence()) {
            return over(
                    new Malformed(
                            "%s: sequence %d continued with %d"
                                    .formatted(request, into.sequence(), piece.sequence())));
        }
        into.add(piece);
        SzlData.Read read = into.read();
        Optional<ProbeOutcome> safety = type.apply(read).flatMap(this::objection);
        if (safety.isPresent()) {
            return over(safety.get());
        }
        if (!piece.more()) {
            notContinued(request, "the answer came whole");
            return read.defect().isEmpty()
                    ? Optional.of(new ListEnd.Whole())
                    : over(new Malformed(request + ": " + read.defect()));
        }
        Optional<ListEnd> knownBad = knownBad(request, into.list(), type.apply(read));
        if (knownBad.isPresent()) {
            return knownBad;
        }
        return left == 0
                ? over(new Partial(request + " is longer than the visit may read"))
                : Optional.empty();
    }

    private Optional<ProbeOutcome> objection(String name) {
        return parameters.safetyController().test(name)
                ? Optional.of(new Withheld("S11", name + " is on the safety list"))
                : Optional.empty();
    }

    /// The rest of a list is not asked for where its first piece tells a kind for which that list
    /// is known bad (S8).
    private Optional<ListEnd> knownBad(String request, int list, Optional<String> orderNumber) {
        boolean first = list == ModuleIdentification.LIST;
        var told =
                first
                        ? new KnownFacts(
                                Optional.empty(), orderNumber, Optional.empty(), Optional.empty())
                        : ToldFacts.of(plate);
        return parameters
                .knownBad()
                .certain(S7Dialogue.read(list), told)
                .flatMap(entry -> {
                    String why = parameters.knownBad().words(entry, told);
                    notContinued(request, why);
                    return over(new Partial(why));
                });
    }

    private int next() {
        return ++jobs;
    }

    private S7Answer ask(String stepId, byte[] frame) {
        return switch (conversation.ask(stepId, frame)) {
            case Reply.Ended(var outcome) -> new S7Answer.Nothing(afterAnswer(outcome));
            case Reply.Answer(var answer) when CotpAnswer.disconnects(answer) ->
                    new S7Answer.Nothing(disconnected(answer, gone -> left(stepId, gone)));
            case Reply.Answer(var answer) -> S7Answer.ofList(answer, jobs);
        };
    }

    private static ProbeOutcome left(String stepId, CotpAnswer.Disconnected gone) {
        String words = stepId + ": " + gone.words();
        return gone.busy() ? new Busy(words) : new Partial(words);
    }

    /// Silence after an answer is not a silent device, nor is a close after one a closed door.
    private static ProbeOutcome afterAnswer(ProbeOutcome outcome) {
        return switch (outcome) {
            case Silent(var reason) -> new Partial("timeout after an answer: " + reason);
            case Closed(var reason) -> new Partial("closed after an answer: " + reason);
            case Refused(var reason) -> new Partial("refused after an answer: " + reason);
            case Busy _,
                    Malformed _,
                    Reset _,
                    NotSpoken _,
                    Withheld _,
                    Stopped _,
                    Partial _,
                    Identified _ ->
                    outcome;
        };
    }

    private int continuations(String request) {
        return leg.steps().stream()
                .filter(step -> step.id().equals(request + MORE))
                .mapToInt(Step::repeatMax)
                .sum();
    }

    private void notContinued(String request, String reason) {
        if (continuations(request) > 0) {
            conversation.notTaken(request + MORE, reason);
        }
    }

    private static Optional<ListEnd> over(ProbeOutcome outcome) {
        return Optional.of(new ListEnd.Over(outcome));
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
