package io.walkdown.scanner.wire;

import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Sent.Close;
import io.walkdown.scanner.wire.Sent.Unused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The line of one visit. Not thread-safe: it belongs to the visit's virtual thread.
public final class VisitLine implements Line, AutoCloseable {
    private final Contact contact;
    private final Restraint restraint;
    private final Function<Leg, GuardedConversation> open;
    private final Map<String, GuardedConversation> conversations = new LinkedHashMap<>();

    VisitLine(Contact contact, Restraint restraint, Function<Leg, GuardedConversation> open) {
        this.contact = contact;
        this.restraint = restraint;
        this.open = open;
    }

    @Override
    public Conversation leg(String legId) {
        Leg leg =
                contact.legs().stream()
                        .filter(candidate -> candidate.id().equals(legId))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no leg " + legId));
        return conversations.computeIfAbsent(legId, any -> open.apply(leg));
    }

    /// Whether a socket of this visit is still open: after the dialogue that is a leak (S3).
    public boolean leaks() {
        return conversations.values().stream().anyMatch(GuardedConversation::isOpen);
    }

    /// Closes what is still open, at once.
    @Override
    public void close() {
        conversations.values().forEach(GuardedConversation::abort);
    }

    /// What the visit cost. An outcome that a dialogue made of an answer is a sign of trouble as
    /// much as what the socket tells (S7).
    ///
    /// @param outcome how it ended: the reason for steps that nobody mentioned
    public Sent sent(ProbeOutcome outcome) {
        String otherwise =
                outcome.evidence().isEmpty()
                        ? "not needed"
                        : "%s: %s".formatted(outcome.id(), outcome.evidence());
        var unused = new ArrayList<Unused>();
        for (Leg leg : contact.legs()) {
            GuardedConversation talk = conversations.get(leg.id());
            unused.addAll(
                    talk == null
                            ? new GuardedlessLeg(leg).unused(otherwise)
                            : talk.unused(otherwise));
        }
        List<GuardedConversation> all = List.copyOf(conversations.values());
        return new Sent(
                all.stream().mapToInt(GuardedConversation::frames).sum(),
                all.stream().mapToLong(GuardedConversation::bytes).sum(),
                all.stream().mapToInt(GuardedConversation::connections).sum(),
                time(all),
                unused,
                all.stream()
                        .map(GuardedConversation::closed)
                        .max(Close::compareTo)
                        .orElse(Close.NONE),
                all.stream().anyMatch(GuardedConversation::answered),
                all.stream().anyMatch(GuardedConversation::troubled)
                        || restraint.slow()
                        || outcome.isTrouble(),
                restraint.answers());
    }

    private static Duration time(List<GuardedConversation> all) {
        long first =
                all.stream()
                        .mapToLong(GuardedConversation::firstContactNanos)
                        .min()
                        .orElse(Long.MAX_VALUE);
        long last =
                all.stream()
                        .mapToLong(GuardedConversation::lastCloseNanos)
                        .max()
                        .orElse(Long.MIN_VALUE);
        return last > first ? Duration.ofNanos(last - first) : Duration.ZERO;
    }

    /// A leg on which nothing was asked.
    private record GuardedlessLeg(Leg leg) {
        List<Unused> unused(String reason) {
            return leg.steps().stream()
                    .map(step -> new Unused(leg.id(), step.id(), step.repeatMax(), reason))
                    .toList();
        }
    }
}
