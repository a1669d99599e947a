package io.walkdown.scanner.plan;

import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.Match;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.Revisit;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.site.Selector;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.VisitEntry;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.Headroom;
import io.walkdown.throttle.Ledger;
import io.walkdown.throttle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a [ScanPlan] from a site file, the profiles, what the baseline knows, and the ledger.
/// Sends nothing and writes nothing. Thread-safe.
public final class Planner {
    /// A usual answer on a plant network, for estimates alone.
    private static final Duration USUAL_ANSWER = Duration.ofMillis(20);

    private final ProfileLibrary profiles;
    private final Function<Endpoint, Optional<KnownFacts>> baseline;
    private final Ledger ledger;
    private final String version;
    private final KnownBadList knownBad;

    /// A planner that knows the shipped known-bad list alone.
    ///
    /// @param profiles every profile that may be named
    /// @param baseline what is known of the accepted device at an endpoint; empty where none was
    ///   accepted there
    /// @param ledger asked how each address stands; not changed
    /// @param version Walkdown's version, part of the plan's hash
    public Planner(
            ProfileLibrary profiles,
            Function<Endpoint, Optional<KnownFacts>> baseline,
            Ledger ledger,
            String version) {
        this(profiles, baseline, ledger, version, KnownBadList.builtIn());
    }

    /// @param profiles every profile that may be named
    /// @param baseline what is known of the accepted device at an endpoint; empty where none was
    ///   accepted there
    /// @param ledger asked how each address stands; not changed
    /// @param version Walkdown's version, part of the plan's hash
    /// @param knownBad the reads that are never sent to a kind of device (S8)
    public Planner(
            ProfileLibrary profiles,
            Function<Endpoint, Optional<KnownFacts>> baseline,
            Ledger ledger,
            String version,
            KnownBadList knownBad) {
        this.profiles = profiles;
        this.baseline = baseline;
        this.ledger = ledger;
        this.version = version;
        this.knownBad = knownBad;
    }

    /// A named selector, as typed and as read.
    public record Chosen(String text, Selector selector) {}

    /// Plans a scan that could start now.
    ///
    /// @param only the devices to plan for; empty for all
    /// @param now the time of the plan
    public ScanPlan plan(Site site, List<Chosen> only, Instant now) {
        return plan(site, only, Set.of(), now);
    }

    /// Plans a scan that could start now.
    ///
    /// @param only the devices to plan for; empty for all
    /// @param canaries names of the devices that the operator wants to see visited first (S8)
    /// @param now the time of the plan
    public ScanPlan plan(Site site, List<Chosen> only, Set<String> canaries, Instant now) {
        ScanPlan due =
                permitted(site, only, now).withholding(device -> asTheLedgerStands(device, now));
        return new CanaryElection(site, ledger, version, canaries).hold(due);
    }

    /// What site file and profiles permit, with a second look at those devices: whatever the ledger
    /// says of visits and of kinds.
    ///
    /// @param lookedAt the devices that an approved plan looks at again (S8)
    public ScanPlan permitted(Site site, List<Chosen> only, Set<String> lookedAt, Instant now) {
        return new CanaryElection(site, ledger, version, Set.of())
                .lookingAt(permitted(site, only, now), lookedAt);
    }

    /// The same plan on a day on which every device is due: what site file and profiles permit,
    /// whatever the ledger says.
    ///
    /// @param only the devices to plan for; empty for all
    /// @param now the time of the plan
    public ScanPlan permitted(Site site, List<Chosen> only, Instant now) {
        var planning = new Planning(site, only, now);
        List<DevicePlan> devices =
                site.visits().stream().map(planning::devicesOf).flatMap(List::stream).toList();
        List<String> typed = only.stream().map(Chosen::text).toList();
        String hash =
                PlanHash.of(
                        version,
                        site,
                        typed,
                        devices.stream().filter(DevicePlan::contacted).toList());
        return ScanPlan.of(site, typed, devices, hash, now, version);
    }

    /// Plans one request that a person asks for by name: on a connection of its own, drawing on
    /// what a whole visit of the interval may cost (S10).
    ///
    /// @param device a selector that names one device
    /// @param request what is asked
    /// @param place the Modbus unit or chassis slot; empty where the device has one or none
    /// @param now the time of the plan
    public Asked ask(
            Site site, Chosen device, ReadRequest request, OptionalInt place, Instant now) {
        ScanPlan whole = permitted(site, List.of(device), now);
        DevicePlan part =
                whole.devices().stream()
                        .filter(each ->
                                each.endpoint().devices().stream()
                                        .anyMatch(device.selector()::matches))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException(device.text() + " is none"));
        if (!part.contacted()) {
            return new Asked.Planned(whole, part);
        }
        Optional<Asked.Unplannable> objection = Asking.objection(part, request, place);
        return objection.isPresent() ? objection.get() : ask(whole, part, request, place, now);
    }

    private Asked ask(
            ScanPlan whole, DevicePlan part, ReadRequest request, OptionalInt place, Instant now) {
        LawfulReads lawful = lawful(part.endpoint());
        Dialogue dialogue;
        try {
            dialogue = Asking.dialogue(part, lawful, request, place);
        } catch (IllegalArgumentException e) {
            return new Asked.Unplannable(
                    "%s cannot be asked of %s by itself: %s"
                            .formatted(request.id(), part.name(), e.getMessage()),
                    "visit the device as a whole: scan --only " + part.name());
        }
        requireAllowed(part.endpoint(), part.profile(), dialogue.legs());
        requireWithinBudget(part.endpoint(), part.profile(), dialogue.legs());
        Optional<Withholding> undecided = lawful.undecided(part.endpoint(), dialogue, now);
        if (undecided.isPresent()) {
            ScanPlan held = whole.withholding(_ -> undecided);
            return new Asked.Planned(held, Asking.partOf(held, part));
        }
        var question = new Question(part.name(), request, place, part.visitCost());
        return new Asking(whole, ledger, version)
                .plan(part, question, dialogue, each -> asTheLedgerStands(each, now), now);
    }

    private LawfulReads lawful(Endpoint endpoint) {
        KnownFacts facts = baseline.apply(endpoint).orElse(KnownFacts.NONE);
        Match match = profiles.match(endpoint.profile(), facts, endpoint.protocol());
        return LawfulReads.of(knownBad, match.profile(), facts);
    }

    /// The requests that a visit to a device plans: what can be asked for by name.
    public static List<String> requests(DevicePlan device) {
        return Asking.requests(device);
    }

    /// The Modbus units or chassis slots of which a request asks one; none where it takes no
    /// number.
    public static List<Integer> places(DevicePlan device, ReadRequest request) {
        return Asking.places(device.endpoint(), request);
    }

    /// The ledger withholds what was visited lately or is being visited, and what somebody else may
    /// have visited (S10).
    private Optional<Withholding> asTheLedgerStands(DevicePlan device, Instant now) {
        return withholding(
                        ledger.standing(
                                device.ledgerKey(), device.allowance(), device.demand(), now))
                .or(() -> visitedElsewhere(device));
    }

    private Optional<Withholding> visitedElsewhere(DevicePlan device) {
        return baseline.apply(device.endpoint()).isEmpty() || ledger.knows(device.ledgerKey())
                ? Optional.empty()
                : Optional.of(
                        Withholding.unacknowledged(
                                "S10",
                                "the baseline knows this device and this machine's ledger does not:"
                                        + " it counts as visited now",
                                device.ledgerKey().matter(Rule.S10)));
    }

    /// One plan in the making.
    private final class Planning {
        private final Site site;
        private final List<Chosen> only;
        private final List<Device> selected;
        private final Instant now;
        private final Set<String> rehearsed;

        Planning(Site site, List<Chosen> only, Instant now) {
            this.site = site;
            this.only = only;
            this.selected = site.select(only.stream().map(Chosen::selector).toList());
            this.now = now;
            this.rehearsed =
                    site.devices().stream()
                            .filter(Device::canary)
                            .flatMap(device -> device.profile().stream())
                            .collect(Collectors.toSet());
        }

        List<DevicePlan> devicesOf(VisitEntry visit) {
            Optional<Withholding> excluded =
                    site.exclusion(visit).map(why -> Withholding.notDue("S11", why));
            List<DevicePlan> devices =
                    visit.endpoints().stream().map(endpoint -> device(endpoint, excluded)).toList();
            List<DevicePlan> contacted = devices.stream().filter(DevicePlan::contacted).toList();
            return contacted.isEmpty()
                    ? devices
                    : costed(devices, new VisitPlan(visit.address().text(), contacted));
        }

        /// The visit's quiet time and groups hold for each of its devices (S4, S6).
        private List<DevicePlan> costed(List<DevicePlan> devices, VisitPlan visit) {
            return devices.stream()
                    .map(device ->
                            device.contacted()
                                    ? device.costing(
                                            visit.cost(site, device.profile(), device.legs()))
                                    : device)
                    .toList();
        }

        private DevicePlan device(Endpoint endpoint, Optional<Withholding> excluded) {
            KnownFacts facts = baseline.apply(endpoint).orElse(KnownFacts.NONE);
            Match match = profiles.match(endpoint.profile(), facts, endpoint.protocol());
            Profile profile = match.profile();
            Optional<Withholding> withheld =
                    excluded.or(() -> unselected(endpoint))
                            .or(() -> unlawful(endpoint, profile, match))
                            .or(() -> unnamed(endpoint, profile));
            if (withheld.isPresent()) {
                return withheld(endpoint, match, facts, withheld.get());
            }
            LawfulReads lawful = LawfulReads.of(knownBad, profile, facts);
            Dialogue dialogue;
            try {
                dialogue = Dialogues.of(endpoint, lawful.profile(), lawful.reads());
            } catch (IllegalArgumentException e) {
                return withheld(
                        endpoint,
                        match,
                        facts,
                        lawful.nothingLeft()
                                .orElseGet(() ->
                                        Withholding.missed("S12", String.valueOf(e.getMessage()))));
            }
            Optional<Withholding> undecided = lawful.undecided(endpoint, dialogue, now);
            return undecided.isPresent()
                    ? withheld(endpoint, match, facts, undecided.get())
                    : contacted(endpoint, match, facts, dialogue, lawful);
        }

        private DevicePlan withheld(
                Endpoint endpoint, Match match, KnownFacts known, Withholding why) {
            return new DevicePlan(
                    endpoint,
                    match.profile(),
                    match.reason(),
                    Optional.empty(),
                    Load.NONE,
                    Load.NONE,
                    Optional.of(why),
                    match.warnings(),
                    DeviceKind.of(endpoint, match.profile(), known, rehearsed),
                    Optional.empty());
        }

        private DevicePlan contacted(
                Endpoint endpoint,
                Match match,
                KnownFacts known,
                Dialogue dialogue,
                LawfulReads lawful) {
            Profile profile = lawful.profile();
            requireAllowed(endpoint, profile, dialogue.legs());
            requireWithinBudget(endpoint, profile, dialogue.legs());
            var plan =
                    new DevicePlan(
                            endpoint,
                            profile,
                            match.reason(),
                            Optional.of(dialogue),
                            Load.NONE,
                            expected(profile, dialogue.legs()),
                            Optional.empty(),
                            Stream.concat(match.warnings().stream(), lawful.warnings().stream())
                                    .toList(),
                            DeviceKind.of(endpoint, profile, known, rehearsed),
                            Optional.empty());
            return crowded(endpoint, profile, dialogue.legs()).map(plan::withheld).orElse(plan);
        }

        private Optional<Withholding> unselected(Endpoint endpoint) {
            return endpoint.touches(selected)
                    ? Optional.empty()
                    : Optional.of(
                            Withholding.notDue(Withholding.NOT_SELECTED, "not selected by --only"));
        }

        /// What the profile itself forbids (S12).
        private Optional<Withholding> unlawful(Endpoint endpoint, Profile profile, Match match) {
            if (profile.forbidsContact()) {
                return Optional.of(
                        Withholding.notDue(
                                "S12", "profile %s is never contacted".formatted(profile.id())));
            }
            if (profile.kind() == Profile.Kind.SIMULATED && !endpoint.address().isLoopback()) {
                return Optional.of(
                        Withholding.missed(
                                "S12",
                                "profile %s is simulated and holds in 127.0.0.0/8 alone"
                                        .formatted(profile.id())));
            }
            boolean needsTcp =
                    switch (endpoint.protocol()) {
                        case ENIP -> false;
                        default -> true;
                    };
            return needsTcp && !profile.transports().contains(Transport.TCP)
                    ? Optional.of(Withholding.missed("S12", udpOnly(endpoint, profile, match)))
                    : Optional.empty();
        }

        private String udpOnly(Endpoint endpoint, Profile profile, Match match) {
            List<String> fitting = match.candidates().stream().map(Profile::id).toList();
            return "profile %s is asked by UDP only and %s needs TCP; name the device's profile%s"
                    .formatted(
                            profile.id(),
                            endpoint.protocol().id(),
                            fitting.isEmpty() ? "" : ": one of " + String.join(", ", fitting));
        }

        /// A profile with manual revisit is contacted only for a person who names the device.
        private Optional<Withholding> unnamed(Endpoint endpoint, Profile profile) {
            boolean named =
                    only.stream()
                            .map(Chosen::selector)
                            .filter(Selector::namesOneDevice)
                            .anyMatch(s -> endpoint.devices().stream().anyMatch(s::matches));
            return profile.revisit() instanceof Revisit.Manual && !named
                    ? Optional.of(
                            Withholding.notDue(
                                    "S10",
                                    "profile %s is visited by hand; name the device: --only %s"
                                            .formatted(profile.id(), endpoint.name())))
                    : Optional.empty();
        }

        /// Slots and connection kinds that belong to others (S2).
        private Optional<Withholding> crowded(Endpoint endpoint, Profile profile, List<Leg> legs) {
            if (legs.stream().noneMatch(leg -> leg.transport() == Transport.TCP)) {
                return Optional.empty();
            }
            boolean acknowledged = endpoint.acknowledgement("S2", now).isPresent();
            if (endpoint.s7().group().isReserved() && !acknowledged) {
                return Optional.of(
                        Withholding.missed(
                                "S2",
                                ("connections of the group %s are kept for panels and engineering"
                                                + " stations; use the group other, or %s")
                                        .formatted(endpoint.s7().group().id(), acknowledge())));
            }
            return Headroom.check(
                            profile.slots(), endpoint.clients(), acknowledged, endpoint.name())
                    .map(refusal ->
                            Withholding.missed(
                                    refusal.rule().name(),
                                    refusal.acknowledgeable()
                                            ? refusal.why() + "; " + acknowledge()
                                            : refusal.why()));
        }

        private String acknowledge() {
            return "acknowledge: {rule: S2, by, reason, until} in " + site.file().getFileName();
        }

        private Load expected(Profile profile, List<Leg> legs) {
            List<Step> usual =
                    legs.stream()
                            .flatMap(leg -> leg.steps().stream())
                            .filter(step -> step.kind() != Step.Kind.CONTINUE)
                            .toList();
            Duration perFrame = profile.gap().value().plus(USUAL_ANSWER).plus(rateGap());
            return new Load(
                    usual.size(),
                    usual.stream().mapToLong(step -> step.template().length()).sum(),
                    (int) legs.stream().filter(l -> l.transport() == Transport.TCP).count(),
                    perFrame.multipliedBy(usual.size() + legs.size()));
        }

        private Duration rateGap() {
            return Duration.ofNanos((long) (1e9 / site.limits().framesPerSecond()));
        }
    }

    /// What a standing of the ledger means for a plan.
    public static Optional<Withholding> withholding(Ledger.Standing standing) {
        return switch (standing) {
            case Ledger.Standing.Free() -> Optional.empty();
            case Ledger.Standing.NotBefore(var free, var rule, var why) ->
                    Optional.of(new Withholding(rule.name(), why, Optional.of(free), false));
            case Ledger.Standing.Locked(var holder, var since) ->
                    Optional.of(
                            Withholding.missed(
                                    "S10",
                                    "held by %s since %s"
                                            .formatted(
                                                    holder,
                                                    since.truncatedTo(ChronoUnit.SECONDS))));
            case Ledger.Standing.NeedsAcknowledgement(var rule, var why, var id) ->
                    Optional.of(Withholding.unacknowledged(rule.name(), why, id));
        };
    }

    /// A dialogue that plans a read which its profile does not name is a defect, too (S12).
    private static void requireAllowed(Endpoint endpoint, Profile profile, List<Leg> legs) {
        Set<String> allowed =
                profile.requests().stream().map(ReadRequest::id).collect(Collectors.toSet());
        legs.stream()
                .flatMap(leg -> leg.steps().stream())
                .filter(step -> step.kind() == Step.Kind.READ)
                .map(Step::request)
                .filter(request -> !allowed.contains(request))
                .findFirst()
                .ifPresent(request -> {
                    throw new IllegalStateException(
                            "S12: %s is planned for %s and profile %s does not allow it"
                                    .formatted(request, endpoint.name(), profile.id()));
                });
    }

    /// A dialogue that plans more than its profile allows is a defect; it is found here, before
    /// anything is sent (S5).
    private static void requireWithinBudget(Endpoint endpoint, Profile profile, List<Leg> legs) {
        int planned =
                legs.stream()
                        .flatMap(leg -> leg.steps().stream())
                        .filter(step ->
                                step.kind() == Step.Kind.READ || step.kind() == Step.Kind.CONTINUE)
                        .mapToInt(Step::worstFrames)
                        .sum();
        int allowed =
                profile.budget()
                        .allows(Math.max(1, endpoint.units().size()), endpoint.slots().size());
        if (planned > allowed) {
            throw new IllegalStateException(
                    "S5: %d reads are planned for %s and profile %s allows %d"
                            .formatted(planned, endpoint.name(), profile.id(), allowed));
        }
    }
}
