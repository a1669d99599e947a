package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.wire.Contact;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.throttle.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one endpoint of the site file will be asked, or why it will not.
///
/// @param endpoint where, and what is declared of it
/// @param profile the limits that hold
/// @param chosenBy why that profile holds, in plain words
/// @param dialogue what may be sent; empty where the profile leaves nothing to send
/// @param visitCost the most that its visit can cost; [Load#NONE] where it is withheld
/// @param expected the usual cost, for the estimate of the scan's end
/// @param withheld why it is not contacted; empty where it is
/// @param warnings what a person should look at
/// @param kind what it has in common with others that bear the same (S8)
/// @param look the second look at a canary; empty where it is none
/// @param question the one request that a person asks for by name; empty where it is a whole visit
public record DevicePlan(
        Endpoint endpoint,
        Profile profile,
        String chosenBy,
        Optional<Dialogue> dialogue,
        Load visitCost,
        Load expected,
        Optional<Withholding> withheld,
        List<String> warnings,
        DeviceKind kind,
        Optional<SecondLook> look,
        Optional<Question> question) {
    public DevicePlan {
        warnings = List.copyOf(warnings);
        if (withheld.isEmpty() && dialogue.isEmpty()) {
            throw new IllegalArgumentException(endpoint.name() + " has nothing to send");
        }
    }

    /// A whole visit, or none.
    public DevicePlan(
            Endpoint endpoint,
            Profile profile,
            String chosenBy,
            Optional<Dialogue> dialogue,
            Load visitCost,
            Load expected,
            Optional<Withholding> withheld,
            List<String> warnings,
            DeviceKind kind,
            Optional<SecondLook> look) {
        this(
                endpoint,
                profile,
                chosenBy,
                dialogue,
                visitCost,
                expected,
                withheld,
                warnings,
                kind,
                look,
                Optional.empty());
    }

    /// The device's name: that of its first entry in the site file.
    public String name() {
        return endpoint.name();
    }

    /// Every frame that may be sent, by conversation; none where it is withheld.
    public List<Leg> legs() {
        return dialogue.map(Dialogue::legs).orElse(List.of());
    }

    /// The same with the conversations of its second look.
    public List<Leg> allLegs() {
        return look.map(second ->
                        Stream.concat(legs().stream(), second.dialogue().legs().stream()).toList())
                .orElse(legs());
    }

    /// The most that it can cost: its visit, and the second look where it is a canary.
    public Load worstCase() {
        return look.map(SecondLook::cost).map(visitCost::plus).orElse(visitCost);
    }

    /// The longest that one of its exchanges can take: the longest wait for an answer, or for the
    /// peer's end.
    Duration longestExchange() {
        return allLegs().stream()
                .flatMap(leg -> leg.steps().stream())
                .map(step -> step.timeout().value())
                .reduce(profile.closeTimeout().value(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /// Whether it is withheld because nobody said which device of its kind goes first (S8).
    public boolean awaitsCanary() {
        return withheld.filter(why -> why.rule().equals(CanaryElection.RULE)).isPresent();
    }

    /// Whether it is contacted.
    public boolean contacted() {
        return withheld.isEmpty();
    }

    /// Whom the wire contacts.
    public Contact contact() {
        return contact(legs());
    }

    /// Whom the wire contacts in the second look.
    public Contact lookContact() {
        return contact(look.orElseThrow().dialogue().legs());
    }

    private Contact contact(List<Leg> legs) {
        return new Contact(
                name(),
                endpoint.address().toInetAddress(),
                legs,
                profile.connectTimeout(),
                profile.closeTimeout(),
                profile.kind() == Profile.Kind.SIMULATED);
    }

    /// Whom the ledger counts the contact for (S10).
    public Ledger.Key ledgerKey() {
        return new Ledger.Key(endpoint.address().text(), endpoint.port());
    }

    /// What one revisit interval allows: one visit; a question draws on what a visit may cost
    /// (S10).
    public Ledger.Allowance allowance() {
        Load visit = question.map(Question::visitCost).orElse(worstCase());
        return new Ledger.Allowance(
                profile.revisit().interval(), 1, visit.frames(), visit.seconds());
    }

    /// What its visit, or its question, would take from that.
    public Ledger.Demand demand() {
        return new Ledger.Demand(
                question.isPresent() ? Ledger.Purpose.ASK : Ledger.Purpose.SCAN,
                Math.max(1, visitCost.frames()),
                visitCost.seconds());
    }

    /// What its second look would take from that.
    public Ledger.Demand lookDemand() {
        Load cost = look.orElseThrow().cost();
        return new Ledger.Demand(Ledger.Purpose.CANARY_LOOK, cost.frames(), cost.seconds());
    }

    /// The same plan with that worst case.
    DevicePlan costing(Load worst) {
        return new DevicePlan(
                endpoint, profile, chosenBy, dialogue, worst, expected, withheld, warnings, kind,
                look, question);
    }

    /// The same device, asked one thing.
    DevicePlan asking(Question one, Dialogue asked, Load cost) {
        return new DevicePlan(
                endpoint,
                profile,
                chosenBy,
                Optional.of(asked),
                cost,
                cost,
                Optional.empty(),
                warnings,
                kind,
                Optional.empty(),
                Optional.of(one));
    }

    /// The same plan with a second look.
    DevicePlan lookedAtAgain(SecondLook second) {
        return new DevicePlan(
                endpoint,
                profile,
                chosenBy,
                dialogue,
                visitCost,
                expected,
                withheld,
                warnings,
                kind,
                Optional.of(second),
                question);
    }

    /// The same plan, withheld.
    DevicePlan withheld(Withholding why) {
        return new DevicePlan(
                endpoint,
                profile,
                chosenBy,
                dialogue,
                Load.NONE,
                Load.NONE,
                Optional.of(why),
                warnings,
                kind,
                Optional.empty(),
                question);
    }
}
