package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.plan.Canary;
import io.walkdown.scanner.plan.DeviceKind;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.plan.SecondLook;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.scanner.plan.Withholding;
import io.walkdown.scanner.wire.Contact;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.GuardBreach;
import io.walkdown.scanner.wire.RecorderFailure;
import io.walkdown.scanner.wire.Sent;
import io.walkdown.scanner.wire.VisitLine;
import io.walkdown.throttle.Gate.Admission;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.Ticket;
import io.walkdown.throttle.Trouble;
import io.walkdown.throttle.VisitDemand;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One visit from its admission to its end, on a virtual thread of its own; a canary's with the
/// second look (S8).
final class VisitRun {
    private final VisitPlan plan;
    private final UnaryOperator<VisitDemand> window;
    private final Run run;
    private final CanaryVisit kind;
    private final AddressHold address;

    /// Why the address is left, whatever else of it was planned; null while it is not.
    private @Nullable Withheld left;

    /// @param window bounds a demand by the window's end (S11)
    VisitRun(VisitPlan plan, UnaryOperator<VisitDemand> window, Run run) {
        this.plan = plan;
        this.window = window;
        this.run = run;
        this.kind = new CanaryVisit(run.plan(), plan, run.results());
        this.address = new AddressHold(plan.address(), run);
    }

    /// Takes the visit to its end, whatever happens on the way.
    void go() {
        Optional<Canary> canary = run.canaries().leading(plan);
        try (address) {
            Optional<ProbeOutcome> held = run.canaries().await(plan);
            if (held.isPresent()) {
                Optional<ProbeOutcome> stopped = run.gate().stopReason().map(Stopped::new);
                leaveOut(stopped.orElse(held.get()));
                return;
            }
            Trouble trouble = admitted();
            if (canary.isPresent()) {
                lookAgain(canary.get(), trouble);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaveOut(new Stopped("interrupted"));
        } finally {
            canary.ifPresent(first -> run.canaries().unwell(first, "its visit did not end"));
        }
    }

    private Trouble admitted() throws InterruptedException {
        return switch (run.gate().admit(window.apply(plan.demand()))) {
            case Admission.Refused(Rule rule, String why) -> {
                leaveOut(outcome(rule, why));
                yield Trouble.NONE;
            }
            case Admission.Admitted(Ticket ticket) -> visit(ticket);
        };
    }

    /// The second look at a canary, some time after a visit that went well. Only where that goes
    /// well too is the kind proven.
    private void lookAgain(Canary canary, Trouble trouble) throws InterruptedException {
        DevicePlan device = plan.parts().getFirst();
        SecondLook look = device.look().orElseThrow();
        Optional<String> unwell = kind.unwell(trouble);
        if (unwell.isEmpty() && !run.canaries().pause(canary)) {
            unwell = Optional.of("stopped before the second look");
        }
        if (unwell.isPresent()) {
            run.results().noteLook(device, PartResult.unlooked(device, unwell.get()));
            run.canaries().unwell(canary, unwell.get());
            return;
        }
        judge(canary, device, look);
    }

    private void judge(Canary canary, DevicePlan device, SecondLook look)
            throws InterruptedException {
        Optional<String> unwell =
                switch (run.gate().admit(window.apply(plan.lookDemand(look)))) {
                    case Admission.Refused(Rule rule, String why) ->
                            Optional.of("%s: %s".formatted(rule, why));
                    case Admission.Admitted(Ticket ticket) -> looked(device, look, ticket);
                };
        if (unwell.isPresent()) {
            run.results().noteLook(device, PartResult.unlooked(device, unwell.get()));
            run.canaries().unwell(canary, unwell.get());
        } else {
            kind.prove(canary, run.ledger(), run.clock().instant());
            run.canaries().well(canary);
        }
    }

    private Optional<String> looked(DevicePlan device, SecondLook look, Ticket ticket) {
        Trouble trouble = Trouble.NONE;
        run.admitted(plan);
        try {
            var contact =
                    new Contacting(
                            device, device.lookContact(), look.dialogue(), device.lookDemand());
            Contacted contacted = contact(contact, ticket);
            trouble = contacted.trouble();
            return trouble == Trouble.NONE && contacted.result().answered()
                    ? CanaryVisit.unwell(contacted.result().outcome())
                    : Optional.of(
                            "second look: %s %s"
                                    .formatted(
                                            contacted.result().outcome().id(),
                                            contacted.result().outcome().evidence()));
        } finally {
            run.gate().end(ticket, trouble);
            run.over(plan);
        }
    }

    /// A device that is contacted, and for what.
    private record Contacting(
            DevicePlan device, Contact contact, Dialogue dialogue, Ledger.Demand demand) {}

    /// How that went.
    private record Contacted(PartResult result, Trouble trouble) {}

    /// An address that gave a sign of trouble, or no answer at all, is left alone from then on (S5,
    /// S7); so is one at which a rule ended a conversation, on all its ports: a safety controller
    /// is one by whichever of its protocols it said so (S2, S8, S11).
    private Trouble visit(Ticket ticket) {
        Trouble trouble = Trouble.NONE;
        run.admitted(plan);
        try {
            Optional<ProbeOutcome> taken = address.take(ticket);
            if (taken.isPresent()) {
                leaveOut(taken.get());
                return trouble;
            }
            for (DevicePlan device : plan.parts()) {
                Optional<String> stopped = run.gate().stopReason();
                if (stopped.isPresent()) {
                    note(device, new Stopped(stopped.get()));
                } else if (left != null) {
                    note(device, left);
                } else if (trouble == Trouble.NONE) {
                    trouble = contact(device, ticket);
                } else {
                    note(device, new Withheld("S7", "this address was in trouble before it"));
                }
            }
            return trouble;
        } finally {
            run.gate().end(ticket, trouble);
            run.over(plan);
        }
    }

    private Trouble contact(DevicePlan device, Ticket ticket) {
        var contact =
                new Contacting(
                        device, device.contact(), device.dialogue().orElseThrow(), device.demand());
        return contact(contact, ticket).trouble();
    }

    private Contacted contact(Contacting to, Ticket ticket) {
        DevicePlan device = to.device();
        Ledger.Claim claim =
                run.ledger()
                        .claim(
                                device.ledgerKey(),
                                device.allowance(),
                                to.demand(),
                                run.clock().instant());
        return switch (claim) {
            case Ledger.Claim.Refused(Ledger.Standing standing) -> {
                Withholding why =
                        Planner.withholding(standing)
                                .orElseThrow(
                                        () -> new IllegalStateException("refused a free address"));
                var withheld = new Withheld(why.rule(), why.reason());
                yield noted(to, PartResult.untried(device, withheld), Trouble.NONE);
            }
            case Ledger.Claim.Granted(Ledger.Lease lease) -> {
                try (lease) {
                    yield contact(to, ticket, lease);
                }
            }
        };
    }

    private Contacted contact(Contacting to, Ticket ticket, Ledger.Lease lease) {
        DevicePlan device = to.device();
        var findings = new Findings(device.endpoint().protocol().id(), run.clock());
        forceRecording(); // a recording that fails here has stopped the run before anything is sent
        VisitLine line =
                run.wire()
                        .line(
                                to.contact(),
                                ticket,
                                lease.responseTimes(),
                                () -> objection(device, findings));
        ProbeOutcome outcome;
        try (line) {
            outcome = converse(to.dialogue(), line, findings);
            if (line.leaks()) {
                run.fail(
                        "S3: a socket to %s was still open when its visit ended"
                                .formatted(device.name()));
            }
        }
        if (outcome instanceof Withheld(String rule, String why)) {
            left = new Withheld(rule, "%s ended the visit: %s".formatted(device.name(), why));
        }
        Sent sent = line.sent(outcome);
        Contacted contacted =
                noted(
                        to,
                        PartResult.of(outcome, sent, asset(device, findings, outcome)),
                        trouble(device, sent));
        forceRecording();
        lease.ended(
                new Ledger.Used(
                        sent.frames(),
                        sent.time(),
                        kept(outcome),
                        sent.close() == Sent.Close.UNANSWERED,
                        sent.answers()),
                run.clock().instant());
        return contacted;
    }

    /// Told first, so that nothing that follows can lose it.
    private Contacted noted(Contacting to, PartResult result, Trouble trouble) {
        switch (to.demand().purpose()) {
            case SCAN, ASK -> run.results().note(to.device(), result);
            case CANARY_LOOK -> run.results().noteLook(to.device(), result);
        }
        return new Contacted(result, trouble);
    }

    /// Whether the device is another than it was taken for (S8).
    private Optional<ProbeOutcome> objection(DevicePlan device, Findings findings) {
        DeviceKind shown =
                device.kind()
                        .shown(
                                findings.device().value(NameplateField.ORDER_NUMBER),
                                findings.device().value(NameplateField.FIRMWARE_REVISION));
        Optional<ProbeOutcome> objection = kind.objection(device, shown, run.ledger());
        objection.ifPresent(other ->
                left =
                        new Withheld(
                                "S8",
                                "%s ended the visit: %s"
                                        .formatted(device.name(), other.evidence())));
        return objection;
    }

    /// The ledger takes `withheld` for an answer on the safety list and opens a matter of S11; a
    /// visit that another rule ended, as when a count of connections leaves none (S2), is no such
    /// matter.
    private static String kept(ProbeOutcome outcome) {
        return outcome instanceof Withheld(String rule, String _) && !rule.equals("S11")
                ? outcome.id() + "-" + rule.toLowerCase(Locale.ROOT)
                : outcome.id();
    }

    /// What happened is told and kept in the ledger, also where the recording cannot be (S10, S13).
    private void forceRecording() {
        try {
            run.recorder().force();
        } catch (RecorderFailure e) {
            run.fail("S13: " + e.getMessage());
        }
    }

    /// Guard and recorder end the run; any other exception is a device that got past our parsing
    /// (S14).
    private ProbeOutcome converse(Dialogue dialogue, VisitLine line, Findings findings) {
        try {
            return dialogue.run(line, findings);
        } catch (GuardBreach e) {
            String breach = String.valueOf(e.getMessage()); // begins with its rule
            run.fail(breach);
            line.close();
            return new Stopped(breach);
        } catch (RecorderFailure e) {
            run.fail("S13: " + e.getMessage());
            line.close();
            return new Stopped("S13: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            line.close();
            return new Malformed("unreadable answer: " + e);
        }
    }

    /// A device that answered every question with "not supported" is an asset too: somebody is
    /// there, and says nothing of itself. A slot or unit from which no answer came is none: a
    /// gateway that speaks for it proves nothing.
    private static Optional<Asset> asset(
            DevicePlan device, Findings findings, ProbeOutcome outcome) {
        return outcome.complete() || findings.hasKnown()
                ? Optional.of(
                        new Asset(
                                device.name(),
                                device.endpoint().address().text(),
                                device.endpoint().protocol().id(),
                                findings.nameplate(),
                                findings.modules().stream()
                                        .filter(module -> module.nameplate().answered())
                                        .toList()))
                : Optional.empty();
    }

    /// A device that answered in an earlier run and not at all in this one is in trouble; one that
    /// never did may be switched off (S7).
    private Trouble trouble(DevicePlan device, Sent sent) {
        boolean asked = sent.frames() > 0 || sent.connections() > 0;
        if (sent.troubled()) {
            return Trouble.TROUBLED;
        }
        if (sent.answered() || !asked) {
            return Trouble.NONE;
        }
        return run.results().answeredBefore(device)
                ? Trouble.TROUBLED
                : Trouble.SILENT_NEVER_ANSWERED;
    }

    private ProbeOutcome outcome(Rule rule, String why) {
        if (rule == Rule.S11) {
            run.windowTooShort(why);
        }
        return rule == Rule.S9 ? new Stopped(why) : new Withheld(rule.name(), why);
    }

    private void note(DevicePlan device, ProbeOutcome outcome) {
        run.results().note(device, PartResult.untried(device, outcome));
    }

    /// Every endpoint that was not reached; those that were keep what was noted.
    private void leaveOut(ProbeOutcome outcome) {
        plan.parts().forEach(device -> note(device, outcome));
    }
}
