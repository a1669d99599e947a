package io.walkdown.scanner.store;

import io.walkdown.scanner.store.LedgerBook.Contact;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Ledger.Purpose;
import io.walkdown.throttle.Ledger.Standing;
import io.walkdown.throttle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whether an allowance is used up (S10): the rolling interval's rules, without files or locks.
///
/// @param allowance what one interval allows
/// @param demand what the contact would take
/// @param now the time of the question
record Reckoning(Ledger.Allowance allowance, Ledger.Demand demand, Stamp now) {
    /// How an address stands after those contacts; [Standing.Free] or [Standing.NotBefore].
    Standing after(List<Contact> contacts) {
        List<Contact> counted =
                contacts.stream()
                        .filter(contact -> !contact.contactedNobody())
                        .filter(contact -> contact.age(now).compareTo(allowance.interval()) < 0)
                        .sorted(Comparator.comparing(contact -> contact.start().at()))
                        .toList();
        List<Contact> silent = counted.stream().filter(Contact::silent).toList();
        List<Contact> answered = counted.stream().filter(c -> !c.silent()).toList();
        return later(afterAnswers(answered), afterSilence(silent))
                .<Standing>map(refusal -> refusal)
                .orElse(new Standing.Free());
    }

    private static Optional<Standing.NotBefore> later(
            Optional<Standing.NotBefore> one, Optional<Standing.NotBefore> other) {
        return one.isPresent() && other.isPresent()
                ? (one.get().free().isBefore(other.get().free()) ? other : one)
                : one.or(() -> other);
    }

    /// It is free again when enough of the oldest contacts have left the interval.
    private Optional<Standing.NotBefore> afterAnswers(List<Contact> contacts) {
        Optional<String> why = exhausted(contacts);
        if (why.isEmpty()) {
            return Optional.empty();
        }
        int leaving = 0;
        while (leaving < contacts.size()
                && exhausted(contacts.subList(leaving, contacts.size())).isPresent()) {
            leaving++;
        }
        Instant free =
                leaving == 0
                        ? now.at().plus(allowance.interval())
                        : leaves(contacts.get(leaving - 1));
        return Optional.of(refusal(free, why.get(), contacts));
    }

    private Optional<String> exhausted(List<Contact> contacts) {
        long visits = count(contacts, Purpose.SCAN);
        long looks = count(contacts, Purpose.CANARY_LOOK);
        int frames = contacts.stream().mapToInt(Contact::frames).sum();
        Duration spent =
                contacts.stream().map(Contact::seconds).reduce(Duration.ZERO, Duration::plus);
        if (demand.purpose() == Purpose.SCAN && visits >= allowance.visits()) {
            return used(visits, allowance.visits(), "visits");
        }
        if (demand.purpose() == Purpose.CANARY_LOOK && looks >= allowance.visits()) {
            return used(looks, allowance.visits(), "second looks");
        }
        if (frames + demand.frames() > allowance.frames()) {
            return used(frames, allowance.frames(), "frames").map(this::tooMany);
        }
        return spent.plus(demand.seconds()).compareTo(allowance.seconds()) > 0
                ? used(spent.toSeconds(), allowance.seconds().toSeconds(), "seconds")
                : Optional.empty();
    }

    private String tooMany(String used) {
        return demand.frames() == 1
                ? used
                : "%s, and this can take %d".formatted(used, demand.frames());
    }

    private Optional<String> used(long used, long allowed, String what) {
        return Optional.of(
                "%d of %d %s in %s are used"
                        .formatted(used, allowed, what, words(allowance.interval())));
    }

    private static long count(List<Contact> contacts, Purpose purpose) {
        return contacts.stream().filter(c -> c.start().purpose() == purpose).count();
    }

    /// Attempts without any answer count for themselves: they are few and far between.
    private Optional<Standing.NotBefore> afterSilence(List<Contact> silent) {
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        if (silent.size() >= Ledger.SILENT_ATTEMPTS) {
            return Optional.of(
                    refusal(
                            leaves(silent.get(silent.size() - Ledger.SILENT_ATTEMPTS)),
                            "%d attempts in %s had no answer"
                                    .formatted(silent.size(), words(allowance.interval())),
                            silent));
        }
        Instant next = inFuture(silent.getLast(), allowance.silentPause());
        return next.isAfter(now.at())
                ? Optional.of(
                        refusal(
                                next,
                                "the last attempt had no answer; the next is due after "
                                        + words(allowance.silentPause()),
                                silent))
                : Optional.empty();
    }

    private Instant leaves(Contact contact) {
        return inFuture(contact, allowance.interval());
    }

    private Instant inFuture(Contact contact, Duration length) {
        return now.at().plus(length.minus(contact.age(now)));
    }

    private Standing.NotBefore refusal(Instant free, String why, List<Contact> contacts) {
        boolean setBack = !contacts.isEmpty() && contacts.getLast().start().when().isAfter(now);
        String clock =
                setBack
                        ? "; the last contact is dated %s, ahead of this machine's clock"
                                .formatted(
                                        contacts.getLast()
                                                .start()
                                                .at()
                                                .truncatedTo(ChronoUnit.SECONDS))
                        : "";
        return new Standing.NotBefore(free, Rule.S10, why + clock);
    }

    private static String words(Duration length) {
        if (length.compareTo(Duration.ofDays(2)) >= 0 && length.toHours() % 24 == 0) {
            return length.toDays() + " days";
        }
        if (length.compareTo(Duration.ofHours(1)) >= 0 && length.toMinutes() % 60 == 0) {
            return length.toHours() + " h";
        }
        return length.compareTo(Duration.ofMinutes(1)) >= 0 && length.toSeconds() % 60 == 0
                ? length.toMinutes() + " min"
                : JsonText.seconds(length).toPlainString() + " s";
    }
}
