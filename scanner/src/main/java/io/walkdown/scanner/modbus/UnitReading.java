package io.walkdown.scanner.modbus;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.profiles.ReadRequest.ReadDeviceIdentification;
import io.walkdown.profiles.ReadRequest.ReportServerId;
import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Findings.Plate;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Busy;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Partial;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.ToldFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The questions to one unit, each decided by the answers before it. Used once.
final class UnitReading {
    private final Exchange exchange;
    private final UnitPlan plan;
    private final Plate plate;
    private final DeviceIdentification identification;
    private final boolean gateway;
    private final Predicate<String> safetyController;
    private final KnownBadReads knownBad;

    private boolean offersIdentification = true;
    private int conformity;

    UnitReading(Exchange exchange, UnitPlan plan, Plate plate, ModbusParameters parameters) {
        this.exchange = exchange;
        this.plan = plan;
        this.plate = plate;
        this.identification = new DeviceIdentification(plate);
        this.gateway = parameters.gateway();
        this.safetyController = parameters.safetyController();
        this.knownBad = parameters.knownBad();
    }

    /// How the reading of a unit ended.
    sealed interface Result {
        /// Every planned read was answered, or refused as the protocol defines.
        record Done() implements Result {}

        /// This unit gave no usable answer to something; other units may be asked.
        record Unusable(String reason) implements Result {}

        /// Nothing more may be asked in this visit.
        record Over(ProbeOutcome outcome) implements Result {}
    }

    /// Asks, and notes what is learned.
    Result read() {
        for (Category category : plan.categories()) {
            Optional<Result> end = isTaken(category) ? lawful(category) : skip(category);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return plan.serverId() ? serverId() : new Result.Done();
    }

    private boolean isFirst(Category category) {
        return category == plan.categories().getFirst();
    }

    private boolean isTaken(Category category) {
        return isFirst(category) || (offersIdentification && plan.highest(conformity) == category);
    }

    private Optional<Result> skip(Category category) {
        boolean offered = offersIdentification && conformity >= ModbusFrames.code(category);
        String reason =
                offered
                        ? "the extended objects hold these too"
                        : offersIdentification
                                ? "conformity level %d".formatted(conformity)
                                : "device identification is not supported";
        exchange.notTaken(plan.step(category), reason);
        notContinued(category, reason);
        if (!offered && conformity != 0) {
            String request = UnitPlan.request(plan.categories().getFirst());
            identification.finish(category, FieldState.NOT_SUPPORTED, request);
        }
        return Optional.empty();
    }

    /// What the known-bad list forbids of a device that has told its kind is not asked (S8). The
    /// first read comes before it could tell; the plan has judged that one.
    private Optional<Result> lawful(Category category) {
        Optional<String> forbidden =
                isFirst(category)
                        ? Optional.empty()
                        : objection(new ReadDeviceIdentification(category));
        if (forbidden.isEmpty()) {
            return stream(category);
        }
        exchange.notTaken(plan.step(category), forbidden.get());
        notContinued(category, forbidden.get());
        return Optional.empty();
    }

    private Optional<String> objection(ReadRequest request) {
        return knownBad.objection(request, ToldFacts.of(plate));
    }

    private void notContinued(Category category, String reason) {
        if (plan.continuations(category) > 0) {
            exchange.notTaken(plan.moreStep(category), reason);
        }
    }

    private Optional<Result> stream(Category category) {
        Answer<DeviceObjects> answer = ask(plan.step(category), category, 0);
        int from = 0;
        int round = 0;
        while (answer instanceof Answer.Told<DeviceObjects>(var objects)) {
            Optional<Result> end = take(category, objects, from);
            if (end.isPresent()) {
                return end;
            }
            if (!objects.more() || DeviceIdentification.isBehind(category, objects.next())) {
                return complete(category, round);
            }
            KnownFacts told = ToldFacts.of(plate);
            var bad = knownBad.certain(new ReadDeviceIdentification(category), told);
            if (bad.isPresent()) {
                notContinued(category, knownBad.words(bad.get(), told));
                return unusable(category, knownBad.words(bad.get(), told));
            }
            if (round == plan.continuations(category)) {
                return unusable(category, "more objects follow than the plan allows to ask for");
            }
            from = objects.next();
            round++;
            answer = ask(plan.moreStep(category), category, from);
        }
        return failed(category, answer, round > 0);
    }

    private Answer<DeviceObjects> ask(String step, Category category, int from) {
        int code = ModbusFrames.code(category);
        return exchange.ask(
                step,
                plan.unit(),
                ModbusCodec.deviceIdentification(category, from),
                frame -> ModbusCodec.deviceObjects(frame, code));
    }

    private Optional<Result> take(Category category, DeviceObjects answer, int from) {
        String request = UnitPlan.request(category);
        String stop = answer.reasonToStop(from);
        boolean elsewhere = from > 0 && answer.objects().stream().anyMatch(o -> o.id() < from);
        if (!elsewhere) {
            identification.tell(answer.objects(), request);
        }
        if (isFirst(category) && from == 0) {
            conformity = answer.conformity();
        }
        Optional<Result> safety = safety(DeviceIdentification.types(answer.objects()));
        if (safety.isPresent() || stop.isEmpty()) {
            return safety;
        }
        identification.finish(category, FieldState.NO_ANSWER, request);
        boolean learned = from > 0 || !isFirst(category) || !answer.objects().isEmpty();
        String reason = "unit %d, %s: %s".formatted(plan.unit(), request, stop);
        return over(learned ? new Partial(reason) : new Malformed(reason));
    }

    private Optional<Result> safety(List<String> types) {
        return types.stream()
                .filter(safetyController)
                .findFirst()
                .flatMap(type -> over(new Withheld("S11", "'" + type + "' is on the safety list")));
    }

    private Optional<Result> complete(Category category, int round) {
        identification.finish(category, FieldState.NOT_SUPPORTED, UnitPlan.request(category));
        if (round < plan.continuations(category)) {
            notContinued(category, "no more objects of the category follow");
        }
        return Optional.empty();
    }

    private Optional<Result> failed(
            Category category, Answer<DeviceObjects> answer, boolean continuing) {
        String request = UnitPlan.request(category);
        return switch (answer) {
            case Answer.Told<DeviceObjects> told ->
                    throw new IllegalStateException("an answer is no failure: " + told);
            case Answer.Refused<DeviceObjects> refused -> refused(category, refused, continuing);
            case Answer.Broken<DeviceObjects>(var reason) -> {
                identification.finish(category, FieldState.NO_ANSWER, request);
                yield over(new Malformed("%s: %s".formatted(request, reason)));
            }
            case Answer.Nothing<DeviceObjects>(var outcome) -> {
                identification.finish(category, FieldState.NO_ANSWER, request);
                yield over(outcome);
            }
        };
    }

    private Optional<Result> refused(
            Category category, Answer.Refused<?> refused, boolean continuing) {
        if (continuing && refused.meaning() != Refusal.BUSY) {
            return unusable(category, refused.words() + " instead of the objects that follow");
        }
        boolean noUnit = isFirst(category);
        return switch (refused.meaning()) {
            case NOT_SUPPORTED -> notSupported(category, refused);
            case NO_SUCH_OBJECT ->
                    noUnit
                            ? unusable(category, "unit refused, " + refused.words())
                            : notSupported(category, refused);
            case FAILED -> unusable(category, (noUnit ? "unit refused, " : "") + refused.words());
            case OTHER -> unusable(category, refused.words());
            case BUSY, NO_PATH, NO_TARGET -> {
                identification.finish(category, FieldState.NO_ANSWER, UnitPlan.request(category));
                yield Optional.of(notReached(refused));
            }
        };
    }

    private Optional<Result> notSupported(Category category, Answer.Refused<?> refused) {
        String request = UnitPlan.request(category);
        identification.finish(category, FieldState.NOT_SUPPORTED, request);
        notContinued(category, "not supported, " + refused.words());
        if (isFirst(category)) {
            offersIdentification = false;
            Category highest = plan.categories().getLast();
            identification.finish(highest, FieldState.NOT_SUPPORTED, request);
        }
        if (!refused.extraByte()) {
            return Optional.empty();
        }
        plate.attribute("exceptionForm", "extra byte before the exception code", request);
        return over(
                new Partial(
                        "unit %d: not supported, %s behind an extra byte; nothing more is asked (S7)"
                                .formatted(plan.unit(), refused.words())));
    }

    /// A gateway whose line timed out has spent its bus's time on this unit: that ends the visit
    /// like a timeout of our own (S6). Where it has no path it did not use the line, so the next
    /// listed unit may be asked.
    private Result notReached(Answer.Refused<?> refused) {
        String words = "unit %d: %s".formatted(plan.unit(), refused.words());
        return switch (refused.meaning()) {
            case NO_PATH, NO_TARGET -> {
                String reason = words + ", no answer behind the gateway";
                yield !gateway
                        ? new Result.Over(new Partial("gateway present: " + reason))
                        : refused.meaning() == Refusal.NO_PATH
                                ? new Result.Unusable(reason)
                                : new Result.Over(new Partial(reason));
            }
            case BUSY -> new Result.Over(new Busy(words));
            case NOT_SUPPORTED, NO_SUCH_OBJECT, FAILED, OTHER -> new Result.Unusable(words);
        };
    }

    private Result serverId() {
        String step = plan.serverIdStep();
        if (offersIdentification && !plan.categories().isEmpty()) {
            exchange.notTaken(step, "device identification is supported");
            return new Result.Done();
        }
        Optional<String> forbidden =
                plan.categories().isEmpty() ? Optional.empty() : objection(new ReportServerId());
        if (forbidden.isPresent()) {
            exchange.notTaken(step, forbidden.get());
            return new Result.Done();
        }
        var answer =
                exchange.ask(
                        step, plan.unit(), ModbusCodec.reportServerId(), ModbusCodec::serverId);
        return switch (answer) {
            case Answer.Told<Octets>(var data) -> toldServerId(data);
            case Answer.Refused<Octets> refused -> refusedServerId(refused);
            case Answer.Broken<Octets>(var reason) -> {
                noServerId(FieldState.NO_ANSWER);
                yield new Result.Over(new Malformed("report-server-id: " + reason));
            }
            case Answer.Nothing<Octets>(var outcome) -> {
                noServerId(FieldState.NO_ANSWER);
                yield new Result.Over(outcome);
            }
        };
    }

    /// Where the run indicator and the text stand in the data is each vendor's choice, so the data
    /// is kept whole, and its longest readable part is the description.
    private Result toldServerId(Octets data) {
        plate.attribute("serverId", DeviceText.printable(data), "report-server-id");
        Optional<String> words = DeviceText.longestWords(data);
        words.ifPresent(text -> plate.told(NameplateField.DESCRIPTION, text, "report-server-id"));
        return safety(words.stream().toList()).orElseGet(Result.Done::new);
    }

    private Result refusedServerId(Answer.Refused<Octets> refused) {
        boolean offered =
                switch (refused.meaning()) {
                    case NOT_SUPPORTED, NO_SUCH_OBJECT -> false;
                    case FAILED, BUSY, NO_PATH, NO_TARGET, OTHER -> true;
                };
        noServerId(offered ? FieldState.NO_ANSWER : FieldState.NOT_SUPPORTED);
        return offered ? notReached(refused) : new Result.Done();
    }

    private void noServerId(FieldState state) {
        plate.attributeState("serverId", state, "report-server-id");
    }

    private Optional<Result> unusable(Category category, String reason) {
        String request = UnitPlan.request(category);
        identification.finish(category, FieldState.NO_ANSWER, request);
        return Optional.of(
                new Result.Unusable("unit %d, %s: %s".formatted(plan.unit(), request, reason)));
    }

    private static Optional<Result> over(ProbeOutcome outcome) {
        return Optional.of(new Result.Over(outcome));
    }
}
