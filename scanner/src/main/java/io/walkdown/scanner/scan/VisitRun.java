package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.asset.ProbeOutcome.Malformed;
import io.walkdown.scanner.asset.ProbeOutcome.Stopped;
import io.walkdown.scanner.asset.ProbeOutcome.Withheld;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.plan.VisitPlan;
import io.walkdown.scanner.plan.Withholding;
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
import java.util.Optional;

/// One visit from its admission to its end, on a virtual thread of its own.
final class VisitRun {
    private final VisitPlan plan;
    private final VisitDemand demand;
    private final Run run;

    VisitRun(VisitPlan plan, VisitDemand demand, Run run) {
        this.plan = plan;
        this.demand = demand;
        this.run = run;
    }

    /// Takes the visit to its end, whatever happens on the way.
    void go() {
        try {
            switch (run.gate().admit(demand)) {
                case Admission.Refused(Rule rule, String why) -> leaveOut(outcome(rule, why));
                case Admission.Admitted(Ticket ticket) -> visit(ticket);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaveOut(new Stopped("interrupted"));
        }
    }

    /// An address that gave a sign of trouble, or no answer at all, is left alone from then on (S5,
    /// S7).
    private void visit(Ticket ticket) {
        Trouble trouble = Trouble.NONE;
        run.admitted(plan);
        try {
            for (DevicePlan device : plan.parts()) {
                Optional<String> stopped = run.gate().stopReason();
                if (stopped.isPresent()) {
                    note(device, new Stopped(stopped.get()));
                } else if (trouble == Trouble.NONE) {
                    trouble = contact(device, ticket);
                } else {
                    note(device, new Withheld("S7", "this address was in trouble before it"));
                }
            }
        } finally {
            run.gate().end(ticket, trouble);
            run.over(plan);
        }
    }

    private Trouble contact(DevicePlan device, Ticket ticket) {
        Ledger.Claim claim =
                run.ledger()
                        .claim(
                                device.ledgerKey(),
                                device.allowance(),
                                Ledger.Purpose.SCAN,
                                run.clock().instant());
        return switch (claim) {
            case Ledger.Claim.Refused(Ledger.Standing standing) -> {
                Withholding why =
                        Planner.withholding(standing)
                                .orElseThrow(
                                        () -> new IllegalStateException("refused a free address"));
                note(device, new Withheld(why.rule(), why.reason()));
                yield Trouble.NONE;
            }
            case Ledger.Claim.Granted(Ledger.Lease lease) -> {
                try (lease) {
                    yield contact(device, ticket, lease);
                }
            }
        };
    }

    private Trouble contact(DevicePlan device, Ticket ticket, Ledger.Lease lease) {
        var findings = new Findings(device.endpoint().protocol().id(), run.clock());
        VisitLine line = run.wire().line(device.contact(), ticket);
        ProbeOutcome outcome;
        try (line) {
            outcome = converse(device, line, findings);
            if (line.leaks()) {
                run.fail(
                        "S3: a socket to %s was still open when its visit ended"
                                .formatted(device.name()));
            }
        }
        Sent sent = line.sent(outcome);
        run.results().note(device, PartResult.of(outcome, sent, asset(device, findings, outcome)));
        forceRecording();
        lease.ended(
                sent.frames(), sent.time(), outcome.id(), sent.close() == Sent.Close.UNANSWERED);
        run.counted(sent.frames());
        return trouble(device, sent);
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
    private ProbeOutcome converse(DevicePlan device, VisitLine line, Findings findings) {
        try {
            return device.dialogue().orElseThrow().run(line, findings);
        } catch (GuardBreach e) {
            run.fail("S1: " + e.getMessage());
            line.close();
            return new Stopped("S1: " + e.getMessage());
        } catch (RecorderFailure e) {
            run.fail("S13: " + e.getMessage());
            line.close();
            return new Stopped("S13: " + e.getMessage());
        } catch (RuntimeException e) {
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
