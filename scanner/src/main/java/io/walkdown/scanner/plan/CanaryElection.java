package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.site.Criticality;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.throttle.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses the first device of each kind that was not proven yet (S8): the one that the operator
/// names, else the one with `canary: true`, else the one of lowest criticality, else the only one.
/// Where none of these tells, the kind is withheld until somebody says which.
///
/// @param site its limits and groups bound the second look
/// @param ledger asked which kinds are proven; not changed
/// @param version Walkdown's
/// @param named devices that the operator named as canaries
record CanaryElection(Site site, Ledger ledger, String version, Set<String> named) {
    static final String RULE = "S8";

    /// How long after its visit a canary is looked at again.
    static final Duration PAUSE = Duration.ofSeconds(60);

    /// The same for a simulated device.
    static final Duration SIMULATED_PAUSE = Duration.ofMillis(300);

    /// Why a device is the first of its kind.
    private record Choice(VisitPlan visit, String why) {}

    /// The plan with its canaries, and without the kinds for which none can be chosen.
    ScanPlan hold(ScanPlan plan) {
        Map<String, List<VisitPlan>> byKind =
                plan.visits().stream()
                        .collect(
                                Collectors.groupingBy(
                                        VisitPlan::kind, LinkedHashMap::new, Collectors.toList()));
        List<Canary> canaries = new ArrayList<>();
        Map<DevicePlan, SecondLook> looks = new HashMap<>();
        Map<String, String> undecided = new HashMap<>();
        byKind.forEach((kind, visits) -> {
            if (!applies(visits) || proven(visits)) {
                return;
            }
            Optional<Choice> choice = choice(visits);
            if (choice.isEmpty()) {
                visits.stream()
                        .flatMap(visit -> visit.parts().stream())
                        .forEach(part -> undecided.put(part.name(), kind));
                return;
            }
            DevicePlan first = choice.get().visit().parts().getFirst();
            SecondLook look = look(choice.get().visit(), first);
            looks.put(first, look);
            canaries.add(canary(kind, first, choice.get(), look.pause(), visits));
        });
        return plan.withCanaries(canaries, looks)
                .withholding(device ->
                        Optional.ofNullable(undecided.get(device.name()))
                                .flatMap(kind -> undecided(device, kind)));
    }

    /// The plan with second looks at those devices, whatever the ledger says.
    ScanPlan lookingAt(ScanPlan plan, Set<String> devices) {
        Map<DevicePlan, SecondLook> looks = new HashMap<>();
        for (VisitPlan visit : plan.visits()) {
            DevicePlan first = visit.parts().getFirst();
            if (devices.contains(first.name())) {
                looks.put(first, look(visit, first));
            }
        }
        return plan.withCanaries(List.of(), looks);
    }

    private static boolean applies(List<VisitPlan> visits) {
        return visits.stream()
                .flatMap(visit -> visit.parts().stream())
                .anyMatch(part -> !part.kind().exempt());
    }

    private boolean proven(List<VisitPlan> visits) {
        return visits.stream()
                .map(visit ->
                        visit.clearance(
                                visit.parts().stream().map(DevicePlan::kind).toList(), version))
                .allMatch(ledger::cleared);
    }

    private Optional<Choice> choice(List<VisitPlan> visits) {
        return visits.stream()
                .filter(visit -> visit.parts().stream().anyMatch(this::named))
                .findFirst()
                .map(visit -> new Choice(visit, "named by the operator"))
                .or(() -> declared(visits))
                .or(() -> leastCritical(expected(visits)))
                .or(() -> only(expected(visits)))
                .or(() -> spare(visits));
    }

    /// Where nothing is expected there is nothing to learn for the others.
    private static List<VisitPlan> expected(List<VisitPlan> visits) {
        return visits.stream()
                .filter(visit -> !endpoints(visit).stream().allMatch(Endpoint::spare))
                .toList();
    }

    private static Optional<Choice> spare(List<VisitPlan> visits) {
        return expected(visits).isEmpty()
                ? Optional.of(new Choice(visits.getFirst(), "nothing is expected at any of them"))
                : Optional.empty();
    }

    private boolean named(DevicePlan part) {
        return part.endpoint().devices().stream().anyMatch(entry -> named.contains(entry.name()));
    }

    private static Optional<Choice> declared(List<VisitPlan> visits) {
        return visits.stream()
                .filter(visit -> endpoints(visit).stream().anyMatch(Endpoint::canary))
                .findFirst()
                .map(visit -> new Choice(visit, "declared in the site file"));
    }

    /// The criticality of a visit is that of its most critical part; one that states none is no
    /// candidate.
    private static Optional<Choice> leastCritical(List<VisitPlan> visits) {
        return visits.stream()
                .filter(visit -> criticality(visit).isPresent())
                .min(Comparator.comparing(visit -> criticality(visit).orElseThrow()))
                .map(visit ->
                        new Choice(
                                visit,
                                "lowest criticality: " + criticality(visit).orElseThrow().id()));
    }

    private static Optional<Criticality> criticality(VisitPlan visit) {
        return endpoints(visit).stream()
                .flatMap(endpoint -> endpoint.criticality().stream())
                .max(Comparator.naturalOrder());
    }

    private static List<Endpoint> endpoints(VisitPlan visit) {
        return visit.parts().stream().map(DevicePlan::endpoint).toList();
    }

    private static Optional<Choice> only(List<VisitPlan> visits) {
        return visits.size() == 1
                ? Optional.of(new Choice(visits.getFirst(), "the only one of its kind"))
                : Optional.empty();
    }

    private SecondLook look(VisitPlan visit, DevicePlan first) {
        Dialogue dialogue = SecondLook.apart(Dialogues.lightest(first.endpoint(), first.profile()));
        boolean simulated = first.profile().kind() == Profile.Kind.SIMULATED;
        return new SecondLook(
                dialogue,
                visit.cost(site, first.profile(), dialogue.legs()),
                simulated ? SIMULATED_PAUSE : PAUSE);
    }

    private static Canary canary(
            String kind, DevicePlan first, Choice choice, Duration pause, List<VisitPlan> visits) {
        return new Canary(
                kind,
                first.name(),
                choice.visit().address(),
                choice.why(),
                pause,
                visits.stream()
                        .filter(visit -> !visit.address().equals(choice.visit().address()))
                        .flatMap(visit -> visit.parts().stream())
                        .map(DevicePlan::name)
                        .toList());
    }

    private static Optional<Withholding> undecided(DevicePlan device, String kind) {
        return Optional.of(
                Withholding.missed(
                        RULE,
                        ("nobody said which device of its kind (%s) is visited first; name it:"
                                        + " --canary %s, or canary: true or a criticality in the"
                                        + " site file")
                                .formatted(kind, device.name())));
    }
}
