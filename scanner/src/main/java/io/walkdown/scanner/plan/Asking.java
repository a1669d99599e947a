package io.walkdown.scanner.plan;

import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Protocol;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.ListIdentity;
import io.walkdown.profiles.ReadRequest.ReadOpenConnections;
import io.walkdown.profiles.ReadRequest.ReadSlotIdentity;
import io.walkdown.profiles.ReadRequest.ReadSzl;
import io.walkdown.profiles.ReadRequest.SzlList;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.wire.Dialogue;
import io.walkdown.scanner.wire.Step;
import io.walkdown.throttle.Ledger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/// Narrows the plan of a whole visit to one request of it, with what that request cannot do
/// without: the answer that tells whether it may be asked, and the count of open connections where
/// the profile wants it read first (S2).
///
/// @param whole the plan of a whole visit to that device alone
/// @param ledger asked which kinds are proven and who was contacted; not changed
/// @param version Walkdown's
record Asking(ScanPlan whole, Ledger ledger, String version) {

    /// Why a plan cannot hold it; empty where it can.
    static Optional<Asked.Unplannable> objection(
            DevicePlan device, ReadRequest request, OptionalInt place) {
        List<String> offered = requests(device);
        if (!offered.contains(request.id())) {
            return unplannable(
                    "%s is not planned for %s under its profile %s"
                            .formatted(request.id(), device.name(), device.profile().id()),
                    "it can be asked: " + String.join(", ", offered));
        }
        List<Integer> places = places(device.endpoint(), request);
        String kind = request.protocol() == Protocol.MODBUS ? "unit" : "slot";
        if (place.isPresent() && !places.contains(place.getAsInt())) {
            return unplannable(
                    "%s has no %s %d to ask".formatted(device.name(), kind, place.getAsInt()),
                    places.isEmpty()
                            ? "leave the number out"
                            : "the site file lists %s".formatted(places));
        }
        return place.isEmpty() && places.size() > 1
                ? unplannable(
                        "one request asks one %s, and %s has several"
                                .formatted(kind, device.name()),
                        "name one of %s, for example: ask %s %d"
                                .formatted(places, request.id(), places.getFirst()))
                : Optional.empty();
    }

    private static Optional<Asked.Unplannable> unplannable(String why, String wayOut) {
        return Optional.of(new Asked.Unplannable(why, wayOut));
    }

    /// The requests that a visit to that device plans.
    static List<String> requests(DevicePlan device) {
        return device.legs().stream()
                .flatMap(leg -> leg.steps().stream())
                .filter(step -> step.kind() == Step.Kind.READ)
                .map(Step::request)
                .distinct()
                .toList();
    }

    /// The units or slots that the site file lists for it.
    static List<Integer> places(Endpoint endpoint, ReadRequest request) {
        return switch (request) {
            case ReadSlotIdentity() -> endpoint.slots();
            case ReadRequest other ->
                    other.protocol() == Protocol.MODBUS ? endpoint.units() : List.of();
        };
    }

    /// What may be sent for it.
    static Dialogue dialogue(
            DevicePlan device, LawfulReads lawful, ReadRequest request, OptionalInt place) {
        Endpoint at =
                place.isPresent() ? device.endpoint().onlyAt(place.getAsInt()) : device.endpoint();
        return Dialogues.of(at, narrowed(lawful.profile(), request), lawful.reads());
    }

    private static Profile narrowed(Profile profile, ReadRequest request) {
        Set<ReadRequest> left = new HashSet<>(profile.requests());
        left.removeAll(needed(request));
        return KnownBadList.without(profile, left);
    }

    private static Set<ReadRequest> needed(ReadRequest request) {
        return switch (request) {
            case ReadSzl(SzlList list) when list == SzlList.COMPONENT_IDENTIFICATION ->
                    Set.of(request, new ReadSzl(SzlList.MODULE_IDENTIFICATION));
            case ReadSlotIdentity() -> Set.of(request, new ListIdentity());
            case ReadRequest other when other.protocol() == Protocol.MODBUS ->
                    request.equals(new ReadOpenConnections())
                            ? Set.of(request)
                            : Set.of(request, new ReadOpenConnections());
            case ReadRequest _ -> Set.of(request);
        };
    }

    /// The plan that sends it, as the ledger stands now.
    ///
    /// @param standing what the ledger says of a device
    Asked.Planned plan(
            DevicePlan device,
            Question question,
            Dialogue dialogue,
            Function<DevicePlan, Optional<Withholding>> standing,
            Instant now) {
        VisitPlan visit =
                whole.visits().stream()
                        .filter(each -> each.parts().contains(device))
                        .findFirst()
                        .orElseThrow();
        Load cost = visit.cost(whole.site(), device.profile(), dialogue.legs());
        DevicePlan asking = device.asking(question, dialogue, cost);
        List<DevicePlan> devices =
                whole.devices().stream()
                        .map(each -> each.equals(device) ? asking : withoutOthers(each))
                        .toList();
        List<String> typed = List.of(question.text());
        String hash = PlanHash.of(version, whole.site(), typed, List.of(asking));
        ScanPlan plan = ScanPlan.of(whole.site(), typed, devices, hash, now, version);
        ScanPlan held =
                plan.withholding(part -> standing.apply(part).or(() -> unproven(visit, device)));
        return new Asked.Planned(held, partOf(held, device));
    }

    private static DevicePlan withoutOthers(DevicePlan other) {
        return other.contacted()
                ? other.withheld(Withholding.notDue(Withholding.NOT_SELECTED, "not asked"))
                : other;
    }

    static DevicePlan partOf(ScanPlan plan, DevicePlan device) {
        return plan.devices().stream()
                .filter(each -> each.endpoint().equals(device.endpoint()))
                .findFirst()
                .orElseThrow();
    }

    /// While a kind is not proven, one device of it alone is contacted (S8): asking proves nothing.
    private Optional<Withholding> unproven(VisitPlan visit, DevicePlan device) {
        if (device.kind().exempt() || proven(visit)) {
            return Optional.empty();
        }
        return whole.devices().stream()
                .filter(other -> !other.endpoint().equals(device.endpoint()))
                .filter(other -> other.kind().equals(device.kind()))
                .filter(other -> ledger.knows(other.ledgerKey()))
                .findFirst()
                .map(other ->
                        Withholding.missed(
                                "S8",
                                ("%s is of the same kind (%s), was contacted before, and nothing"
                                                + " proves yet that the kind bears it: scan one of"
                                                + " them, which is looked at again")
                                        .formatted(other.name(), device.kind().text())));
    }

    private boolean proven(VisitPlan visit) {
        return ledger.cleared(
                visit.clearance(visit.parts().stream().map(DevicePlan::kind).toList(), version));
    }
}
