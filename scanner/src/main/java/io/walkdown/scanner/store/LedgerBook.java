package io.walkdown.scanner.store;

import io.walkdown.scanner.store.LedgerEntry.Acknowledged;
import io.walkdown.scanner.store.LedgerEntry.Answered;
import io.walkdown.scanner.store.LedgerEntry.Cleared;
import io.walkdown.scanner.store.LedgerEntry.Ended;
import io.walkdown.scanner.store.LedgerEntry.Opened;
import io.walkdown.scanner.store.LedgerEntry.Started;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.ResponseTimes;
import io.walkdown.throttle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the ledger's lines add up to, by address and port. Not thread-safe: [LedgerLog] lets one
/// thread at a time see it.
///
/// It keeps every contact that may still count, and of those that no longer do the last
/// [#KEPT_CONTACTS], because a profile's interval may become longer. How long answers took is kept
/// apart from the contacts, the last [ResponseTimes#KEPT] of each device, because a device that
/// gives one answer a visit would otherwise never be known well enough (S7). So it is as large as
/// the plant, however often that is scanned.
final class LedgerBook {
    private static final int KEPT_CONTACTS = 4;

    /// A contact as far as it is known.
    ///
    /// @param end empty while it lasts, and for ever where its process died
    record Contact(Started start, Optional<Ended> end) {
        /// How long ago it began, whatever was done to the clock (S10).
        Duration age(Stamp now) {
            return start.when().age(now);
        }

        /// When the address was last heard of in it.
        Stamp last() {
            return end.flatMap(Ended::when).orElse(start.when());
        }

        /// Whether it ended without a connect attempt and without a datagram.
        boolean contactedNobody() {
            return end.filter(e -> e.used().frames() == 0 && e.used().seconds().isZero())
                    .isPresent();
        }

        /// Whether it ended without any answer.
        boolean silent() {
            return end.filter(e -> e.used().outcome().equals("silent")).isPresent();
        }

        /// The frames that count: those it used, or all that it was allowed.
        int frames() {
            return end.map(e -> e.used().frames()).orElse(start.allowance().frames());
        }

        /// The seconds that count.
        Duration seconds() {
            return end.map(e -> e.used().seconds()).orElse(start.allowance().seconds());
        }
    }

    /// Something that a person has to acknowledge.
    ///
    /// @param why in plain words
    /// @param contact the contact that it came from
    /// @param acknowledged an acknowledgement that holds for a time only
    record Matter(String why, Contact contact, Optional<Acknowledged> acknowledged) {
        boolean open(Instant now) {
            return acknowledged.flatMap(Acknowledged::until).filter(now::isBefore).isEmpty();
        }
    }

    private final Map<Ledger.Key, List<Contact>> contacts = new HashMap<>();
    private final Map<String, Set<Ledger.Key>> ports = new HashMap<>();
    private final Map<Ledger.Key, ResponseTimes> answers = new HashMap<>();
    private final Map<Ledger.Key, Map<Rule, Matter>> matters = new HashMap<>();
    private final Map<String, Ledger.Key> open = new HashMap<>();
    private final Map<Ledger.Key, Acknowledged> vouched = new HashMap<>();
    private final Map<Ledger.Clearance, Cleared> clearances = new HashMap<>();

    /// Takes one line in.
    void add(LedgerEntry entry) {
        switch (entry) {
            case Opened() -> {}
            case Started started -> start(started);
            case Ended ended -> end(ended);
            case Answered(Ledger.Key key, List<Duration> times) -> answered(key, times);
            case Acknowledged given -> acknowledge(given);
            case Cleared cleared -> clearances.put(cleared.clearance(), cleared);
        }
    }

    /// The contacts of that address and port, in the file's order.
    List<Contact> contacts(Ledger.Key key) {
        return List.copyOf(contacts.getOrDefault(key, List.of()));
    }

    /// The contacts there that have no end: they last, or their process died.
    Stream<Contact> unended(Ledger.Key key) {
        return contacts(key).stream().filter(contact -> contact.end().isEmpty());
    }

    /// Whether it was ever contacted from here, or a person vouched for it.
    boolean knows(Ledger.Key key) {
        return contacts.containsKey(key) || vouched.containsKey(key);
    }

    /// Whether a canary has proved that.
    boolean cleared(Ledger.Clearance clearance) {
        return clearances.containsKey(clearance);
    }

    /// How long its last answers took, whatever became of their contacts (S7).
    ResponseTimes responseTimes(Ledger.Key key) {
        return answers.getOrDefault(key, ResponseTimes.NONE);
    }

    /// What a person has to acknowledge there, or has for a time.
    Map<Rule, Matter> matters(Ledger.Key key) {
        return Map.copyOf(matters.getOrDefault(key, Map.of()));
    }

    /// Every address and port with such a matter, or with a contact that has no end.
    Stream<Ledger.Key> withMatters() {
        return Stream.concat(matters.keySet().stream(), open.values().stream()).distinct();
    }

    /// The newest contact at that address that has no end, on whichever port.
    Optional<Contact> openAt(String address) {
        return open.values().stream()
                .filter(key -> key.address().equals(address))
                .flatMap(key -> contacts(key).stream())
                .filter(contact -> contact.end().isEmpty())
                .reduce((_, last) -> last);
    }

    /// How long ago the last contact at that address ended, on whichever port; empty where none is
    /// known.
    Optional<Duration> sinceContact(String address, Stamp now) {
        return ports.getOrDefault(address, Set.of()).stream()
                .flatMap(key -> contacts(key).stream())
                .filter(contact -> !contact.contactedNobody())
                .map(contact -> contact.last().age(now))
                .min(Comparator.naturalOrder());
    }

    /// Contacts that are dated after now, the newest of each address and port.
    Stream<Contact> datedAfter(Stamp now) {
        return contacts.values().stream()
                .map(List::getLast)
                .filter(contact -> contact.start().when().isAfter(now));
    }

    /// The fewest lines that add up to the same.
    Stream<LedgerEntry> entries() {
        Stream<LedgerEntry> visits =
                Stream.concat(settled(), contacts.values().stream().flatMap(List::stream))
                        .flatMap(contact ->
                                Stream.concat(Stream.of(contact.start()), contact.end().stream()));
        Stream<LedgerEntry> given =
                matters.values().stream()
                        .flatMap(all -> all.values().stream())
                        .flatMap(matter -> matter.acknowledged().stream());
        Stream<LedgerEntry> times =
                answers.entrySet().stream()
                        .map(known -> new Answered(known.getKey(), known.getValue().kept()));
        return Stream.of(
                        Stream.of(new Opened()),
                        vouched.values().stream(),
                        clearances.values().stream(),
                        times,
                        visits,
                        given)
                .flatMap(each -> each);
    }

    /// Contacts that are kept for nothing but the matter that came from them; they come first, so
    /// that a reader drops them again and keeps the matter.
    private Stream<Contact> settled() {
        return matters.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().values().stream()
                                .map(Matter::contact)
                                .filter(contact -> !contacts(entry.getKey()).contains(contact)))
                .distinct();
    }

    private void start(Started started) {
        List<Contact> all = contacts.computeIfAbsent(started.key(), _ -> new ArrayList<>());
        ports.computeIfAbsent(started.key().address(), _ -> new HashSet<>()).add(started.key());
        int surplus = all.size() + 1 - KEPT_CONTACTS;
        for (int i = 0; i < surplus && spent(all.getFirst(), started.when()); i++) {
            open.remove(all.removeFirst().start().id());
        }
        all.add(new Contact(started, Optional.empty()));
        open.put(started.id(), started.key());
    }

    private static boolean spent(Contact contact, Stamp now) {
        return contact.age(now).compareTo(contact.start().allowance().interval()) >= 0;
    }

    private void end(Ended ended) {
        Ledger.Key key = open.remove(ended.id());
        List<Contact> all = key == null ? List.of() : contacts.getOrDefault(key, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (key != null && all.get(i).start().id().equals(ended.id())) {
                Contact contact =
                        new Contact(all.get(i).start(), Optional.of(ended.withoutAnswers()));
                all.set(i, contact);
                answered(key, ended.used().answers());
                note(key, contact, ended);
                return;
            }
        }
    }

    private void answered(Ledger.Key key, List<Duration> times) {
        if (!times.isEmpty()) {
            answers.merge(key, new ResponseTimes(times), ResponseTimes::and);
        }
    }

    private void note(Ledger.Key key, Contact contact, Ended ended) {
        Map<Rule, Matter> here = matters.computeIfAbsent(key, _ -> new EnumMap<>(Rule.class));
        if (ended.used().closeUnanswered()) {
            here.put(Rule.S3, matter("the last visit's close was never answered", contact));
        } else if (!contact.contactedNobody() && !contact.silent() && !ended.isUnclean()) {
            here.remove(Rule.S3);
        }
        if (ended.used().outcome().equals("withheld") && !contact.contactedNobody()) {
            here.put(Rule.S11, matter("its answer is on the safety list", contact));
        }
        if (here.isEmpty()) {
            matters.remove(key);
        }
    }

    private static Matter matter(String why, Contact contact) {
        return new Matter(why, contact, Optional.empty());
    }

    private void acknowledge(Acknowledged given) {
        if (given.rule() == Rule.S10) {
            List<Contact> known = contacts.get(given.key());
            if (known == null) {
                vouched.put(given.key(), given);
            } else {
                known.replaceAll(contact -> notAfter(contact, given.when()));
            }
            return;
        }
        Map<Rule, Matter> here = matters.getOrDefault(given.key(), new EnumMap<>(Rule.class));
        if (given.until().isPresent()) {
            here.computeIfPresent(
                    given.rule(),
                    (_, matter) -> new Matter(matter.why(), matter.contact(), Optional.of(given)));
        } else {
            here.remove(given.rule());
        }
        if (here.isEmpty()) {
            matters.remove(given.key());
        }
    }

    /// A contact that was dated by a wrong clock counts from the acknowledgement on.
    private static Contact notAfter(Contact contact, Stamp then) {
        Started start = contact.start();
        return start.when().isAfter(then) ? new Contact(start.at(then), contact.end()) : contact;
    }
}
