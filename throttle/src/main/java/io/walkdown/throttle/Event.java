package io.walkdown.throttle;

/// What happened, told to the [Throttle] with the ticker's time at which it happened.
public sealed interface Event {
    /// When it happened, in the ticker's nanoseconds.
    long atNanos();

    /// An event of one visit.
    sealed interface OfVisit extends Event {
        /// The visit's id.
        String visit();
    }

    /// A visit was let in: it takes its place at the site, its groups and its address.
    record Admitted(VisitDemand demand, long atNanos) implements OfVisit {
        @Override
        public String visit() {
            return demand.visit();
        }
    }

    /// The address was last contacted then, by an earlier run or another process.
    record ContactedBefore(String visit, long atNanos) implements OfVisit {}

    /// A connect attempt begins.
    record Connecting(String visit, long atNanos) implements OfVisit {}

    /// The connection stands.
    record Connected(String visit, long atNanos) implements OfVisit {}

    /// A frame was permitted; until it is written or abandoned nothing else that shares one of its
    /// rates is.
    record Permitted(String visit, long atNanos) implements OfVisit {}

    /// The permitted frame was flushed to the socket.
    record Wrote(String visit, int bytes, long atNanos) implements OfVisit {}

    /// The permitted frame will not be written.
    record Abandoned(String visit, long atNanos) implements OfVisit {}

    /// The last byte of the answer was read.
    record Answered(String visit, int bytes, long atNanos) implements OfVisit {}

    /// The deadline of a connect or an answer passed.
    record TimedOut(String visit, long atNanos) implements OfVisit {}

    /// The connection is closed, or the attempt failed.
    record Disconnected(String visit, long atNanos) implements OfVisit {}

    /// The visit is over: it gives up all its places.
    record Ended(String visit, Trouble trouble, long atNanos) implements OfVisit {}

    /// Everything stops (S9).
    record Stopped(String reason, long atNanos) implements Event {}
}
