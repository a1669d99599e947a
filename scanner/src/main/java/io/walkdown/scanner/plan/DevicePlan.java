package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.wire.Contact;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.throttle.Ledger;
import java.util.List;
import java.util.Optional;

/// What one endpoint of the site file will be asked, or why it will not.
///
/// @param endpoint where, and what is declared of it
/// @param profile the limits that hold
/// @param chosenBy why that profile holds, in plain words
/// @param dialogue what may be sent; empty where the profile leaves nothing to send
/// @param worstCase the most that it can cost; [Load#NONE] where it is withheld
/// @param expected the usual cost, for the estimate of the scan's end
/// @param withheld why it is not contacted; empty where it is
/// @param warnings what a person should look at
public record DevicePlan(
        Endpoint endpoint,
        Profile profile,
        String chosenBy,
        Optional<Dialogue> dialogue,
        Load worstCase,
        Load expected,
        Optional<Withholding> withheld,
        List<String> warnings) {
    public DevicePlan {
        warnings = List.copyOf(warnings);
        if (withheld.isEmpty() && dialogue.isEmpty()) {
            throw new IllegalArgumentException(endpoint.name() + " has nothing to send");
        }
    }

    /// The device's name: that of its first entry in the site file.
    public String name() {
        return endpoint.name();
    }

    /// Every frame that may be sent, by conversation; none where it is withheld.
    public List<Leg> legs() {
        return dialogue.map(Dialogue::legs).orElse(List.of());
    }

    /// Whether it is contacted.
    public boolean contacted() {
        return withheld.isEmpty();
    }

    /// Whom the wire contacts.
    public Contact contact() {
        return new Contact(
                name(),
                endpoint.address().toInetAddress(),
                legs(),
                profile.connectTimeout(),
                profile.closeTimeout(),
                profile.kind() == Profile.Kind.SIMULATED);
    }

    /// Whom the ledger counts the contact for (S10).
    public Ledger.Key ledgerKey() {
        return new Ledger.Key(endpoint.address().text(), endpoint.port());
    }

    /// What one revisit interval allows: this visit, once (S10).
    public Ledger.Allowance allowance() {
        return new Ledger.Allowance(
                profile.revisit().interval(), 1, worstCase.frames(), worstCase.seconds());
    }

    /// The same plan with that worst case.
    DevicePlan costing(Load worst) {
        return new DevicePlan(
                endpoint, profile, chosenBy, dialogue, worst, expected, withheld, warnings);
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
                warnings);
    }
}
