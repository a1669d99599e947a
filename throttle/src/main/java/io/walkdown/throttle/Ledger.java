package io.walkdown.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was asked of whom and when, kept per machine so that limits survive restarts (S10), with
/// the lock that lets one scan at a time contact an address.
///
/// An implementation is safe for threads and across processes. It counts per address and port in a
/// rolling interval; scan, `ask` and canary look draw on one allowance. Time that runs backwards
/// counts as no time passed. Attempts without any answer are at most [#SILENT_ATTEMPTS] per
/// interval and at least [Allowance#silentPause()] apart.
public interface Ledger {
    /// Attempts without any answer that one interval allows.
    int SILENT_ATTEMPTS = 3;

    /// The least time between two attempts without any answer, where the interval is not shorter.
    Duration SILENT_PAUSE = Duration.ofHours(1);

    /// Whom it counts for.
    ///
    /// @param address an IP literal
    /// @param port 1 to 65535
    record Key(String address, int port) {
        public Key {
            Limits.require("port", port, 1, 65_535);
        }

        /// The id by which a person acknowledges what that rule holds against it, for example
        /// `10.1.2.3:102/S3`.
        public String matter(Rule rule) {
            String literal = address.indexOf(':') < 0 ? address : "[" + address + "]";
            return "%s:%d/%s".formatted(literal, port, rule.name());
        }
    }

    /// What one rolling interval allows.
    ///
    /// @param interval the profile's revisit interval
    /// @param visits visits, the canary's planned extra look not counted
    /// @param frames frames of all visits and looks together
    /// @param seconds contact time of all visits and looks together
    record Allowance(Duration interval, int visits, int frames, Duration seconds) {
        /// The least time between two attempts without any answer: [#SILENT_PAUSE], or the interval
        /// where that is shorter, as it is for simulated devices alone.
        public Duration silentPause() {
            return interval.compareTo(SILENT_PAUSE) < 0 ? interval : SILENT_PAUSE;
        }
    }

    /// Why the address is contacted.
    enum Purpose {
        /// A planned visit.
        SCAN,
        /// One read that a person asked for by name.
        ASK,
        /// The second look at the first device of a kind (S8).
        CANARY_LOOK
    }

    /// What a contact would take from the allowance.
    ///
    /// @param purpose why the address is to be contacted
    /// @param frames the most that it can send, 1 or more
    /// @param seconds the longest that it can take
    record Demand(Purpose purpose, int frames, Duration seconds) {
        public Demand {
            if (frames < 1) {
                throw new IllegalArgumentException(
                        "a contact of %d frames is none".formatted(frames));
            }
        }

        /// The least that a contact takes: one frame.
        public static Demand least(Purpose purpose) {
            return new Demand(purpose, 1, Duration.ofNanos(1));
        }
    }

    /// How an address stands.
    sealed interface Standing {
        /// It may be contacted now.
        record Free() implements Standing {}

        /// Its allowance is used up.
        ///
        /// @param free when it will do again
        /// @param why the count and the interval in plain words
        record NotBefore(Instant free, Rule rule, String why) implements Standing {}

        /// Another process holds it.
        ///
        /// @param holder that process in words that a person can act on
        record Locked(String holder, Instant since) implements Standing {}

        /// A person has to acknowledge something first (S3, S10, S11).
        ///
        /// @param id what `walkdown ack` takes
        record NeedsAcknowledgement(Rule rule, String why, String id) implements Standing {}
    }

    /// How an address stands now. Reads and changes nothing: planning asks it.
    ///
    /// @param demand what is refused where it does not fit into what is left of the allowance
    Standing standing(Key key, Allowance allowance, Demand demand, Instant now);

    /// How an address stands for the least contact.
    default Standing standing(Key key, Allowance allowance, Purpose purpose, Instant now) {
        return standing(key, allowance, Demand.least(purpose), now);
    }

    /// Whether any contact with it was written down here, or a person vouched for it. A device that
    /// a baseline knows and this ledger does not counts as visited now (S10).
    boolean knows(Key key);

    /// What a canary proved: devices of that kind bear those reads (S8).
    ///
    /// @param kind the kind, as the plan names it
    /// @param requests the ids of the reads, sorted, joined by commas
    /// @param version the version of Walkdown that sent them
    record Clearance(String kind, String requests, String version) {}

    /// Whether a canary of that kind was visited and looked at again, and was well.
    boolean cleared(Clearance clearance);

    /// Writes a clearance down, durably when it returns.
    void clear(Clearance clearance, Instant now);

    /// The answer to a claim.
    sealed interface Claim {
        /// The address is ours until the lease is closed.
        record Granted(Lease lease) implements Claim {}

        /// It is not, and nothing was written.
        ///
        /// @param standing anything but [Standing.Free]
        record Refused(Standing standing) implements Claim {}
    }

    /// Takes the address's lock and writes the contact down durably before it returns, so that a
    /// crash in mid-visit still counts as a visit. Nothing is sent before this was granted.
    ///
    /// @param demand what is refused where it does not fit into what is left of the allowance
    Claim claim(Key key, Allowance allowance, Demand demand, Instant now);

    /// A claim for the least contact.
    default Claim claim(Key key, Allowance allowance, Purpose purpose, Instant now) {
        return claim(key, allowance, Demand.least(purpose), now);
    }

    /// What a visit really used, and how the device bore it.
    ///
    /// @param frames frames sent
    /// @param seconds from the first connect or datagram to the last close
    /// @param outcome the visit's outcome as the observations name it
    /// @param closeUnanswered whether the peer never confirmed our close; the next visit then needs
    ///   an acknowledgement (S3)
    /// @param answers how long each answer took, in their order (S7)
    record Used(
            int frames,
            Duration seconds,
            String outcome,
            boolean closeUnanswered,
            List<Duration> answers) {
        public Used {
            answers = List.copyOf(answers);
        }
    }

    /// An address of which a whole visit has the lock, so that nobody slips in between its parts,
    /// or before the second look at a canary (S10).
    interface Hold extends AutoCloseable {
        /// How long ago the last contact with the address ended, on whichever port: its quiet time
        /// holds across visits and processes (S4). Empty where none is known.
        Optional<Duration> sinceContact();

        /// Gives the lock up. Closing twice does nothing.
        @Override
        void close();
    }

    /// The answer to a visit that wants an address for itself.
    sealed interface Holding {
        /// The address is the visit's until the hold is closed; only this ledger's claims are
        /// granted meanwhile.
        record Held(Hold hold) implements Holding {}

        /// Somebody else has it.
        record Refused(Standing.Locked by) implements Holding {}
    }

    /// Takes the address's lock for a whole visit. Nothing is written.
    Holding hold(String address, Instant now);

    /// A claimed address and port.
    interface Lease extends AutoCloseable {
        /// How long the device took for its answers in earlier visits (S7).
        ResponseTimes responseTimes();

        /// Writes down what the visit really used, and that it has ended now.
        void ended(Used used, Instant now);

        /// Gives the lock up. A lease that is closed without `ended` counts as its whole allowance.
        /// Closing twice does nothing.
        @Override
        void close();
    }
}
