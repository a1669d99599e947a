package io.walkdown.scanner.store;

import io.walkdown.scanner.store.LedgerBook.Contact;
import io.walkdown.scanner.store.LedgerBook.Matter;
import io.walkdown.scanner.store.LedgerEntry.Acknowledged;
import io.walkdown.scanner.store.LedgerEntry.Cleared;
import io.walkdown.scanner.store.LedgerEntry.Ended;
import io.walkdown.scanner.store.LedgerEntry.Started;
import io.walkdown.scanner.store.LedgerLog.Change;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.ResponseTimes;
import io.walkdown.throttle.Rule;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The machine's ledger: a file that remembers what was sent to whom, whatever becomes of the
/// process (S10, S15), and a lock for each address between processes.
///
/// Both live in the state folder: `ledger.ndjson`, one line for the start and one for the end of a
/// contact, and `ledger.lock`. A contact's first line is on the disk before its claim is granted,
/// so before anything is sent. A process that dies gives its locks back, and its contacts count as
/// their whole allowance. Ports of one address share its lock; the ledger that has the lock may
/// claim several of them, for a visit may ask two protocols, and holds it between them.
///
/// Addresses are compared as addresses, not as texts. Thread-safe, and between processes on one
/// machine; the folder must be on a local disk, because locks over a network are not dependable.
/// Every method but [#close] throws [StoreException] where the files cannot be used: then nothing
/// may be sent.
public final class FileLedger implements Ledger, AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 2_000_000;
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern UNKNOWN =
            Pattern.compile("\\[?([0-9A-Fa-f.:]+?)\\]?:([0-9]{1,5})/S10");

    private final StateFolder folder;
    private final Path file;
    private final OpenLedger open;
    private final BootClock boot;
    private final Set<Key> claimed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private FileLedger(StateFolder folder, BootClock boot, long smallBytes) {
        this.folder = folder;
        this.boot = boot;
        this.file = folder.ledger();
        this.open = OpenLedger.of(folder.made(), smallBytes);
    }

    /// Opens the ledger of that folder; both are made where they are missing.
    public static FileLedger open(StateFolder folder) {
        return open(folder, BootClock.system());
    }

    /// The same with a clock of its own for the time since boot.
    public static FileLedger open(StateFolder folder, BootClock boot) {
        return open(folder, boot, LedgerLog.SMALL_BYTES);
    }

    static FileLedger open(StateFolder folder, BootClock boot, long smallBytes) {
        return new FileLedger(folder, boot, smallBytes);
    }

    /// Something that a person has to acknowledge before an address is contacted again.
    ///
    /// @param id what [#acknowledge] takes, for example `10.1.2.3:102/S3`
    /// @param rule the invariant
    /// @param why in plain words
    /// @param since when the contact began from which it came
    public record OpenMatter(String id, Key key, Rule rule, String why, Instant since) {}

    /// What became of an acknowledgement.
    public sealed interface Acknowledgement {
        /// It is written down and holds.
        record Taken(String id) implements Acknowledgement {}

        /// Nothing of that id waits for one.
        ///
        /// @param open what does
        record NothingOpen(List<OpenMatter> open) implements Acknowledgement {
            public NothingOpen {
                open = List.copyOf(open);
            }
        }
    }

    /// Claims a site for one scan; see [SiteLock]. Close the lock before the ledger.
    public SiteLock.Claim claimSite(String site, Instant now) {
        return SiteLock.claim(open.locks(), folder, site, boot, now);
    }

    /// Where it is, for `plan` to print.
    public Path file() {
        return file;
    }

    @Override
    public Standing standing(Key key, Allowance allowance, Demand demand, Instant now) {
        Key literal = literal(key);
        Stamp moment = Stamp.of(now, boot);
        return open.log()
                .commit(book -> {
                    Optional<Contact> holding = book.openAt(literal.address());
                    boolean held = holding.isPresent() && isTaken(literal.address());
                    Standing standing =
                            held
                                    ? locked(holding, literal.address(), now)
                                    : judge(book, literal, allowance, demand, moment);
                    return new Change<>(List.of(), standing);
                });
    }

    @Override
    public Holding hold(String address, Instant now) {
        String literal = literal(address);
        if (!take(literal)) {
            return new Holding.Refused(locked(literal, now));
        }
        boolean held = false;
        try {
            Stamp moment = Stamp.of(now, boot);
            Optional<Duration> since =
                    open.log()
                            .commit(book ->
                                    new Change<>(List.of(), book.sinceContact(literal, moment)));
            held = true;
            return new Holding.Held(new HeldAddress(literal, since));
        } finally {
            if (!held) {
                release(literal);
            }
        }
    }

    /// An address that is a visit's until it is closed.
    private final class HeldAddress implements Hold {
        private final String address;
        private final Optional<Duration> sinceContact;
        private final AtomicBoolean released = new AtomicBoolean();

        HeldAddress(String address, Optional<Duration> sinceContact) {
            this.address = address;
            this.sinceContact = sinceContact;
        }

        @Override
        public Optional<Duration> sinceContact() {
            return sinceContact;
        }

        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                release(address);
            }
        }
    }

    @Override
    public Claim claim(Key key, Allowance allowance, Demand demand, Instant now) {
        Key literal = literal(key);
        if (!claimed.add(literal)) {
            return new Claim.Refused(locked(literal.address(), now));
        }
        boolean granted = false;
        try {
            Claim claim =
                    take(literal.address())
                            ? claimTaken(literal, allowance, demand, now)
                            : new Claim.Refused(locked(literal.address(), now));
            granted = claim instanceof Claim.Granted;
            return claim;
        } finally {
            if (!granted) {
                claimed.remove(literal);
            }
        }
    }

    private Claim claimTaken(Key key, Allowance allowance, Demand demand, Instant now) {
        boolean granted = false;
        try {
            Stamp moment = Stamp.of(now, boot);
            Claim claim = open.log().commit(book -> start(book, key, allowance, demand, moment));
            granted = claim instanceof Claim.Granted;
            return claim;
        } finally {
            if (!granted) {
                release(key.address());
            }
        }
    }

    private Change<Claim> start(
            LedgerBook book, Key key, Allowance allowance, Demand demand, Stamp now) {
        Standing standing = judge(book, key, allowance, demand, now);
        if (!(standing instanceof Standing.Free)) {
            return new Change<>(List.of(), new Claim.Refused(standing));
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        var start =
                new Started(
                        id, key, demand.purpose(), now, allowance, ProcessHandle.current().pid());
        return new Change<>(
                List.of(start), new Claim.Granted(new Held(start, book.responseTimes(key))));
    }

    /// Nobody but the asker has the address: what has no end yet will have none.
    private static Standing judge(
            LedgerBook book, Key key, Allowance allowance, Demand demand, Stamp now) {
        return Stream.concat(open(book, key, now.at()), excluded(book, key, now.at()))
                .findFirst()
                .<Standing>map(m -> new Standing.NeedsAcknowledgement(m.rule(), m.why(), m.id()))
                .orElseGet(() -> new Reckoning(allowance, demand, now).after(book.contacts(key)));
    }

    /// A contact that is ours until it is closed.
    private final class Held implements Lease {
        private final Started start;
        private final ResponseTimes responseTimes;
        private final AtomicBoolean released = new AtomicBoolean();

        Held(Started start, ResponseTimes responseTimes) {
            this.start = start;
            this.responseTimes = responseTimes;
        }

        @Override
        public ResponseTimes responseTimes() {
            return responseTimes;
        }

        @Override
        public void ended(Used used, Instant now) {
            var end = new Ended(start.id(), used, Optional.of(Stamp.of(now, boot)));
            open.log().commit(_ -> new Change<>(List.of(end), end));
        }

        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                claimed.remove(start.key());
                release(start.key().address());
            }
        }
    }

    @Override
    public boolean knows(Key key) {
        Key literal = literal(key);
        return open.log().commit(book -> new Change<>(List.of(), book.knows(literal)));
    }

    @Override
    public boolean cleared(Clearance clearance) {
        return open.log().commit(book -> new Change<>(List.of(), book.cleared(clearance)));
    }

    @Override
    public void clear(Clearance clearance, Instant now) {
        var line = new Cleared(clearance, now);
        open.log()
                .commit(book ->
                        new Change<>(book.cleared(clearance) ? List.of() : List.of(line), line));
    }

    /// A contact that was written down.
    ///
    /// @param purpose why
    /// @param at when it began
    /// @param used what it used, without its answers; empty while it lasts, and where its process
    ///   died
    public record Kept(Purpose purpose, Instant at, Optional<Used> used) {}

    /// The contacts with an address and port that are still kept, the oldest first.
    public List<Kept> contacts(Key key) {
        Key literal = literal(key);
        return open.log()
                .commit(book ->
                        new Change<>(
                                List.of(),
                                book.contacts(literal).stream().map(FileLedger::kept).toList()));
    }

    /// How long a device's last answers took, over all its contacts (S7).
    public ResponseTimes responseTimes(Key key) {
        Key literal = literal(key);
        return open.log().commit(book -> new Change<>(List.of(), book.responseTimes(literal)));
    }

    private static Kept kept(Contact contact) {
        return new Kept(
                contact.start().purpose(), contact.start().at(), contact.end().map(Ended::used));
    }

    /// What was repaired in its file since it was last asked, in plain words (S15).
    public List<String> repairs() {
        return open.log().repairs();
    }

    /// Everything that waits for an acknowledgement, sorted by id.
    public List<OpenMatter> openMatters(Instant now) {
        return open.log().commit(book -> new Change<>(List.of(), allOpen(book, now)));
    }

    private List<OpenMatter> allOpen(LedgerBook book, Instant now) {
        return book.withMatters()
                .flatMap(key ->
                        isTaken(key.address()) ? noted(book, key, now) : open(book, key, now))
                .sorted(Comparator.comparing(OpenMatter::id))
                .toList();
    }

    /// What is open at an address that nobody has just now.
    private static Stream<OpenMatter> open(LedgerBook book, Key key, Instant now) {
        return Stream.concat(noted(book, key, now), book.unended(key).map(FileLedger::unclean))
                .sorted(Comparator.comparing(OpenMatter::id));
    }

    /// A safety controller is one on all its ports, whichever of them said so (S11).
    private static Stream<OpenMatter> excluded(LedgerBook book, Key key, Instant now) {
        return book.withMatters()
                .filter(other -> other.address().equals(key.address()) && !other.equals(key))
                .flatMap(other -> noted(book, other, now))
                .filter(matter -> matter.rule() == Rule.S11);
    }

    private static Stream<OpenMatter> noted(LedgerBook book, Key key, Instant now) {
        return book.matters(key).entrySet().stream()
                .filter(entry -> entry.getValue().open(now))
                .map(entry -> matter(key, entry.getKey(), entry.getValue()));
    }

    /// The contact's process ended in the middle of it, so nobody knows how the device took it.
    private static OpenMatter unclean(Contact contact) {
        Started start = contact.start();
        return new OpenMatter(
                start.key().matter(Rule.S10),
                start.key(),
                Rule.S10,
                "process %d ended in the middle of its visit of %s"
                        .formatted(start.pid(), TO_THE_SECOND.format(start.at())),
                start.at());
    }

    private static OpenMatter matter(Key key, Rule rule, Matter matter) {
        return new OpenMatter(
                key.matter(rule), key, rule, matter.why(), matter.contact().start().at());
    }

    /// Settles an open matter for good; see [#acknowledge(String, String, String, Optional,
    /// Instant)].
    public Acknowledgement acknowledge(String id, String by, String reason, Instant now) {
        return acknowledge(id, by, reason, Optional.empty(), now);
    }

    /// Acknowledges an open matter, durably when it returns. `ADDRESS:PORT/S10` also acknowledges
    /// that contacts which a wrong clock dated in the future count from now on, and vouches for an
    /// address of which nothing is known here.
    ///
    /// @param id as [OpenMatter] and [Standing.NeedsAcknowledgement] name it
    /// @param by who, not blank
    /// @param reason why, not blank
    /// @param until when it holds no longer; empty: the matter is settled
    public Acknowledgement acknowledge(
            String id, String by, String reason, Optional<Instant> until, Instant now) {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an acknowledgement needs a name and a reason");
        }
        Stamp moment = Stamp.of(now, boot);
        return open.log()
                .commit(book ->
                        acknowledgeable(book, id, moment)
                                .filter(matter -> matter.id().equals(id))
                                .findFirst()
                                .map(matter -> taken(book, matter, by, reason, until, moment))
                                .orElseGet(() -> nothingOpen(book, now)));
    }

    private Stream<OpenMatter> acknowledgeable(LedgerBook book, String id, Stamp now) {
        return Stream.of(
                        allOpen(book, now.at()).stream(),
                        book.datedAfter(now).map(FileLedger::clock),
                        unknown(book, id, now.at()).stream())
                .flatMap(each -> each);
    }

    /// The address of which nothing is known, where that is what the id names.
    private static Optional<OpenMatter> unknown(LedgerBook book, String id, Instant now) {
        Matcher named = UNKNOWN.matcher(id);
        if (!named.matches()) {
            return Optional.empty();
        }
        try {
            Key key = literal(new Key(named.group(1), Integer.parseInt(named.group(2))));
            var matter = new OpenMatter(id, key, Rule.S10, "nothing is known of it", now);
            return book.knows(key) ? Optional.empty() : Optional.of(matter);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OpenMatter clock(Contact contact) {
        Key key = contact.start().key();
        return new OpenMatter(
                key.matter(Rule.S10),
                key,
                Rule.S10,
                "a contact is dated ahead of this machine's clock",
                contact.start().at());
    }

    /// A contact without an end ends here, as its whole allowance.
    private static Change<Acknowledgement> taken(
            LedgerBook book,
            OpenMatter matter,
            String by,
            String reason,
            Optional<Instant> until,
            Stamp now) {
        List<LedgerEntry> lines = new ArrayList<>();
        lines.add(new Acknowledged(matter.key(), matter.rule(), by, reason, now, until));
        if (matter.rule() == Rule.S10) {
            book.unended(matter.key())
                    .map(contact -> Ended.unclean(contact.start(), now))
                    .forEach(lines::add);
        }
        return new Change<>(lines, new Acknowledgement.Taken(matter.id()));
    }

    private Change<Acknowledgement> nothingOpen(LedgerBook book, Instant now) {
        return new Change<>(List.of(), new Acknowledgement.NothingOpen(allOpen(book, now)));
    }

    /// One address is one key, however it is spelled.
    private static Key literal(Key key) {
        return new Key(literal(key.address()), key.port());
    }

    private static String literal(String address) {
        return InetAddress.ofLiteral(address).getHostAddress();
    }

    /// Another process may be looking whether the address is taken, which takes it for a moment.
    private boolean take(String address) {
        if (tryTake(address)) {
            return true;
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        return tryTake(address);
    }

    private boolean tryTake(String address) {
        try {
            return open.locks().take(address, this);
        } catch (IOException e) {
            throw new StoreException("cannot lock " + address + " in " + file, e);
        }
    }

    private void release(String address) {
        try {
            open.locks().release(address);
        } catch (IOException e) {
            throw new StoreException("cannot unlock " + address + " in " + file, e);
        }
    }

    private boolean isTaken(String address) {
        try {
            return open.locks().isTaken(address);
        } catch (IOException e) {
            throw new StoreException("cannot look at the locks of " + file, e);
        }
    }

    private Standing.Locked locked(String address, Instant now) {
        return open.log()
                .commit(book ->
                        new Change<>(List.of(), locked(book.openAt(address), address, now)));
    }

    private Standing.Locked locked(Optional<Contact> holding, String address, Instant now) {
        String holder =
                open.locks().isOurs(address)
                        ? "this process"
                        : holding.map(contact -> "process " + contact.start().pid())
                                .orElse("another process");
        return new Standing.Locked(holder, holding.map(c -> c.start().at()).orElse(now));
    }

    /// How often the process has forced lines to the disk.
    long turnsAtTheDisk() {
        return open.log().forced();
    }

    /// Gives up every lock that it still has; closing twice does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            open.leave(this);
        }
    }
}
