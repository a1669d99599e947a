package io.walkdown.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A ledger that forgets when the process ends.
final class MemoryLedger implements Ledger {
    /// One contact. Until it is ended it counts as its whole allowance.
    private static final class Contact implements Lease {
        private final Instant start;
        private final Purpose purpose;
        private int frames;
        private Duration seconds;
        private boolean open = true;
        private boolean closeUnanswered;

        Contact(Instant start, Purpose purpose, Allowance allowance) {
            this.start = start;
            this.purpose = purpose;
            this.frames = allowance.frames();
            this.seconds = allowance.seconds();
        }

        @Override
        public ResponseTimes responseTimes() {
            return ResponseTimes.NONE;
        }

        @Override
        public void ended(Used used, Instant now) {
            frames = used.frames();
            seconds = used.seconds();
            closeUnanswered = used.closeUnanswered();
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private final Map<Key, List<Contact>> contacts = new HashMap<>();
    private final Set<Clearance> clearances = new HashSet<>();

    @Override
    public synchronized Standing standing(
            Key key, Allowance allowance, Demand demand, Instant now) {
        List<Contact> all = contacts.getOrDefault(key, List.of());
        if (!all.isEmpty() && all.getLast().open) {
            return new Standing.Locked("this process", all.getLast().start);
        }
        if (!all.isEmpty() && all.getLast().closeUnanswered) {
            return new Standing.NeedsAcknowledgement(
                    Rule.S3, "the last close was never answered", key.toString());
        }
        List<Contact> counted =
                all.stream().filter(c -> c.start.plus(allowance.interval()).isAfter(now)).toList();
        return exhausted(counted, allowance, demand)
                ? new Standing.NotBefore(
                        counted.getFirst().start.plus(allowance.interval()),
                        Rule.S10,
                        "visited %d times in the interval".formatted(counted.size()))
                : new Standing.Free();
    }

    @Override
    public synchronized boolean knows(Key key) {
        return contacts.containsKey(key);
    }

    @Override
    public synchronized boolean cleared(Clearance clearance) {
        return clearances.contains(clearance);
    }

    @Override
    public synchronized void clear(Clearance clearance, Instant now) {
        clearances.add(clearance);
    }

    private static boolean exhausted(List<Contact> counted, Allowance allowance, Demand demand) {
        long scans = counted.stream().filter(c -> c.purpose == Purpose.SCAN).count();
        Duration spent = counted.stream().map(c -> c.seconds).reduce(Duration.ZERO, Duration::plus);
        return (demand.purpose() == Purpose.SCAN && scans >= allowance.visits())
                || counted.stream().mapToInt(c -> c.frames).sum() + demand.frames()
                        > allowance.frames()
                || spent.plus(demand.seconds()).compareTo(allowance.seconds()) > 0;
    }

    @Override
    public Holding hold(String address, Instant now) {
        return new Holding.Held(
                new Hold() {
                    @Override
                    public Optional<Duration> sinceContact() {
                        return Optional.empty();
                    }

                    @Override
                    public void close() {
                        // nobody else uses this ledger
                    }
                });
    }

    @Override
    public synchronized Claim claim(Key key, Allowance allowance, Demand demand, Instant now) {
        return switch (standing(key, allowance, demand, now)) {
            case Standing.Free() -> {
                Contact contact = new Contact(now, demand.purpose(), allowance);
                contacts.computeIfAbsent(key, _ -> new ArrayList<>()).add(contact);
                yield new Claim.Granted(contact);
            }
            case Standing other -> new Claim.Refused(other);
        };
    }
}
