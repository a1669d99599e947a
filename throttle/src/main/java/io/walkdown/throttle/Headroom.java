package io.walkdown.throttle;

import io.walkdown.profiles.Slots;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether a device has a connection to spare for us (S2). Planning and admission ask alike.
public final class Headroom {
    private Headroom() {}

    /// Checks that one connection of ours leaves every other client its own.
    ///
    /// A documented number is arithmetic that nobody can acknowledge away: slots − reserved −
    /// clients must be at least 1. An acknowledgement answers for what is not known: an
    /// undocumented number of slots, undeclared clients where slots are few, and a device that
    /// would throw out another client.
    ///
    /// @param declaredClients the device's permanent connections as the site file states them
    /// @param acknowledged whether a valid `acknowledge: {rule: S2}` stands in the site file
    /// @param device the device's name, for the reason
    /// @return why the device is withheld, or empty
    public static Optional<Refusal> check(
            Slots slots, OptionalInt declaredClients, boolean acknowledged, String device) {
        if (slots.known()) {
            int spare = slots.max() - slots.reserved() - declaredClients.orElse(0);
            if (spare < 1) {
                return Optional.of(
                        new Refusal(Rule.S2, full(slots, declaredClients, device), false));
            }
        }
        return acknowledged ? Optional.empty() : doubt(slots, declaredClients, device);
    }

    private static String full(Slots slots, OptionalInt clients, String device) {
        return "%s has %d connections, %d reserved and %d in use by its own clients: none to spare"
                .formatted(device, slots.max(), slots.reserved(), clients.orElse(0));
    }

    private static Optional<Refusal> doubt(Slots slots, OptionalInt clients, String device) {
        if (!slots.known()) {
            return needsAcknowledgement(
                    "nobody documented how many connections %s can hold".formatted(device));
        }
        if (slots.evicts()) {
            return needsAcknowledgement(
                    "%s throws out its %s client when all %d connections are in use"
                            .formatted(
                                    device,
                                    slots.eviction() == Slots.Eviction.OLDEST ? "oldest" : "idlest",
                                    slots.max()));
        }
        if (slots.max() <= Slots.FEW && clients.isEmpty()) {
            return needsAcknowledgement(
                    "%s has only %d connections and the site file does not say how many are in use"
                                    .formatted(device, slots.max())
                            + " (clients: N)");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> needsAcknowledgement(String why) {
        return Optional.of(new Refusal(Rule.S2, why, true));
    }
}
