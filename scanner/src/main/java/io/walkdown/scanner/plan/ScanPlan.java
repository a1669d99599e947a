package io.walkdown.scanner.plan;

import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Group;
import io.walkdown.scanner.site.Site;
import io.walkdown.throttle.GroupLimits;
import io.walkdown.throttle.LowerBound;
import io.walkdown.throttle.SiteLimits;
import io.walkdown.throttle.StartOrder;
import io.walkdown.throttle.VisitDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything that one scan would send, known before anything is sent.
///
/// @param site the site file
/// @param only the selectors that the plan was made for, as they were typed; empty for the site
/// @param devices one for each endpoint of the site file, in its order, withheld ones included
/// @param visits one for each address that is contacted, in the site file's order
/// @param hash SHA-256 in hexadecimal over what decides what may be sent: the normalised site,
///   resolved limits, exclusions, templates and Walkdown's version; not order, times or ledger
/// @param made when
/// @param expected how long the scan usually takes from its start
/// @param canaries the devices that are visited first of their kinds, in the site file's order (S8)
/// @param version the version of Walkdown that made it
public record ScanPlan(
        Site site,
        List<String> only,
        List<DevicePlan> devices,
        List<VisitPlan> visits,
        String hash,
        Instant made,
        Duration expected,
        List<Canary> canaries,
        String version) {
    /// How long a plan can be approved for.
    public static final Duration VALIDITY = Duration.ofDays(7);

    /// How many runs an approved plan is good for.
    public static final int RUNS = 1;

    public ScanPlan {
        only = List.copyOf(only);
        devices = List.copyOf(devices);
        visits = List.copyOf(visits);
        canaries = List.copyOf(canaries);
    }

    /// How much longer a scan takes than the limits force, as measured.
    private static final double ABOVE_LOWER_BOUND = 1.05;

    static ScanPlan of(
            Site site,
            List<String> only,
            List<DevicePlan> devices,
            String hash,
            Instant made,
            String version) {
        return of(site, only, devices, hash, made, List.of(), version);
    }

    private static ScanPlan of(
            Site site,
            List<String> only,
            List<DevicePlan> devices,
            String hash,
            Instant made,
            List<Canary> canaries,
            String version) {
        List<VisitPlan> visits = visits(devices);
        Duration pause =
                canaries.stream().map(Canary::pause).max(Duration::compareTo).orElse(Duration.ZERO);
        return new ScanPlan(
                site,
                only,
                devices,
                visits,
                hash,
                made,
                expected(site, visits).plus(pause),
                canaries,
                version);
    }

    /// The same plan with these canaries: its hash stays, because a second look sends nothing that
    /// the visit does not.
    ScanPlan withCanaries(List<Canary> first, Map<DevicePlan, SecondLook> looks) {
        List<DevicePlan> looking =
                devices.stream()
                        .map(device ->
                                Optional.ofNullable(looks.get(device))
                                        .map(device::lookedAtAgain)
                                        .orElse(device))
                        .toList();
        return of(site, only, looking, hash, made, first, version);
    }

    /// Devices of one address are one visit.
    private static List<VisitPlan> visits(List<DevicePlan> devices) {
        var byAddress = new LinkedHashMap<String, List<DevicePlan>>();
        devices.stream()
                .filter(DevicePlan::contacted)
                .forEach(device ->
                        byAddress
                                .computeIfAbsent(
                                        device.endpoint().address().text(), _ -> new ArrayList<>())
                                .add(device));
        return byAddress.entrySet().stream()
                .map(entry -> new VisitPlan(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Duration expected(Site site, List<VisitPlan> visits) {
        LowerBound bound =
                LowerBound.of(
                        visits.stream().map(VisitPlan::expectedDemand).toList(),
                        siteLimits(site),
                        groupLimits(site));
        return Duration.ofMillis((long) Math.ceil(bound.value().toMillis() * ABOVE_LOWER_BOUND));
    }

    /// The same plan with fewer devices: its hash stays, because nothing is added.
    ///
    /// @param reason why a device is left out; empty where it is not
    public ScanPlan withholding(Function<DevicePlan, Optional<Withholding>> reason) {
        List<DevicePlan> fewer =
                devices.stream()
                        .map(device ->
                                device.contacted()
                                        ? reason.apply(device).map(device::withheld).orElse(device)
                                        : device)
                        .toList();
        Set<String> left =
                fewer.stream()
                        .filter(DevicePlan::contacted)
                        .map(DevicePlan::name)
                        .collect(Collectors.toSet());
        List<Canary> lost =
                canaries.stream().filter(canary -> !left.contains(canary.device())).toList();
        List<Canary> kept = canaries.stream().filter(canary -> !lost.contains(canary)).toList();
        return of(site, only, withoutKinds(fewer, lost), hash, made, kept, version);
    }

    /// A kind whose canary is not visited is not visited at all (S8).
    private static List<DevicePlan> withoutKinds(List<DevicePlan> devices, List<Canary> lost) {
        Map<String, Canary> waiting = new HashMap<>();
        lost.forEach(canary -> canary.waiting().forEach(name -> waiting.put(name, canary)));
        return devices.stream()
                .map(device ->
                        device.contacted() && waiting.containsKey(device.name())
                                ? device.withheld(
                                        Withholding.missed(
                                                "S8",
                                                "%s, the first of its kind, is withheld"
                                                        .formatted(
                                                                waiting.get(device.name())
                                                                        .device())))
                                : device)
                .toList();
    }

    /// When the plan becomes too old to be approved.
    public Instant validUntil() {
        return made.plus(VALIDITY);
    }

    /// When the scan usually ends if it starts now.
    public Instant expectedEnd() {
        return made.plus(expected);
    }

    /// The sum over all devices. Its seconds are those of all devices together; how long the scan
    /// takes is [#expected].
    public Load worstCase() {
        return devices.stream().map(DevicePlan::worstCase).reduce(Load.NONE, Load::plus);
    }

    /// The devices that are not contacted.
    public List<DevicePlan> withheld() {
        return devices.stream().filter(device -> !device.contacted()).toList();
    }

    /// The earliest time at which a device is due that is not due now.
    public Optional<Instant> nextDue() {
        return withheld().stream()
                .flatMap(device -> device.withheld().stream())
                .filter(why -> !why.due())
                .flatMap(why -> why.until().stream())
                .min(Instant::compareTo);
    }

    /// The visits in the order in which they should start, so that the scan ends early.
    public List<VisitPlan> startOrder() {
        Map<String, VisitPlan> byId =
                visits.stream().collect(Collectors.toMap(VisitPlan::address, Function.identity()));
        return StartOrder.order(demands(), groupLimits()).stream()
                .map(demand -> byId.get(demand.visit()))
                .toList();
    }

    private Collection<VisitDemand> demands() {
        return visits.stream().map(VisitPlan::demand).toList();
    }

    /// The site's limits, as the throttle takes them (S6).
    public SiteLimits siteLimits() {
        return siteLimits(site);
    }

    static SiteLimits siteLimits(Site site) {
        return new SiteLimits(site.limits().concurrentVisits(), site.limits().framesPerSecond());
    }

    /// The groups' limits, as the throttle takes them (S6).
    public List<GroupLimits> groupLimits() {
        return groupLimits(site);
    }

    static List<GroupLimits> groupLimits(Site site) {
        return site.groups().values().stream().map(ScanPlan::limits).toList();
    }

    /// The longest exchange that is planned in each group that is visited: what its line has to
    /// rest for where nobody knows what was sent (S6).
    public Map<String, Duration> longestExchanges() {
        Map<String, Duration> longest = new HashMap<>();
        for (VisitPlan visit : visits) {
            Duration here =
                    visit.parts().stream()
                            .map(DevicePlan::longestExchange)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            for (String group : visit.groups()) {
                longest.merge(group, here, (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return longest;
    }

    private static GroupLimits limits(Group group) {
        return new GroupLimits(
                group.name(),
                group.kind().id(),
                group.concurrentVisits(),
                group.framesPerSecond(),
                group.busTimePercent());
    }
}
