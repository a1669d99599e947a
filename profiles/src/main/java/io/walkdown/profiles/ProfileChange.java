package io.walkdown.profiles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A profile while an overlay changes it. Not thread-safe.
final class ProfileChange {
    private final Profile before;
    private Gap gap;
    private Timeout connectTimeout;
    private Timeout requestTimeout;
    private Timeout closeTimeout;
    private VisitBudget budget;
    private Slots slots;
    private Revisit revisit;
    private final Set<ReadRequest> requests;
    private final List<Pattern> componentListOrderNumbers;

    ProfileChange(Profile before) {
        this.before = before;
        gap = before.gap();
        connectTimeout = before.connectTimeout();
        requestTimeout = before.requestTimeout();
        closeTimeout = before.closeTimeout();
        budget = before.budget();
        slots = before.slots();
        revisit = before.revisit();
        requests = new HashSet<>(before.requests());
        componentListOrderNumbers = new ArrayList<>(before.componentListOrderNumbers());
    }

    ProfileChange allow(ReadRequest request) {
        requests.add(request);
        return this;
    }

    ProfileChange forbid(ReadRequest request) {
        requests.remove(request);
        return this;
    }

    ProfileChange allowComponentListOf(Pattern orderNumbers) {
        componentListOrderNumbers.add(orderNumbers);
        return this;
    }

    /// Sets a limit.
    ///
    /// @param value in the limit's smallest unit: milliseconds, or a count
    ProfileChange set(Limit limit, long value) {
        Duration length = Duration.ofMillis(value);
        int number = (int) Math.min(value, Integer.MAX_VALUE);
        switch (limit) {
            case GAP -> gap = new Gap(length);
            case CONNECT_TIMEOUT -> connectTimeout = new Timeout(length);
            case REQUEST_TIMEOUT -> requestTimeout = new Timeout(length);
            case CLOSE_TIMEOUT -> closeTimeout = new Timeout(length);
            case REQUESTS -> budget = new VisitBudget(number, budget.perUnit(), budget.perSlot());
            case READS_PER_SLOT ->
                    budget = new VisitBudget(budget.requests(), budget.perUnit(), number);
            case SLOTS -> slots = new Slots(number, true, slots.reserved(), slots.eviction());
            case RESERVED ->
                    slots = new Slots(slots.max(), slots.known(), number, slots.eviction());
            case REVISIT -> revisit = new Revisit.Every(length);
        }
        return this;
    }

    /// The profile as it is now.
    Profile after() {
        return new Profile(
                before.id(),
                before.title(),
                before.kind(),
                before.protocols(),
                gap,
                connectTimeout,
                requestTimeout,
                closeTimeout,
                budget,
                slots,
                revisit,
                before.transports(),
                requests,
                componentListOrderNumbers,
                before.match(),
                before.evidence(),
                before.notes(),
                before.simulates());
    }
}
