package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.site.Device;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a stopped run left undone, for the person who goes on with it (S9).
final class Undone {
    /// What fits a screen.
    private static final int LONGEST_LIST = 20;

    private Undone() {}

    /// The stop and each device that was stopped or withheld, with its reason. One that was not
    /// contacted is due as before, so the next scan goes on with it; one that was contacted rests
    /// for its revisit interval (S10).
    ///
    /// @param plan what the scan was to do: a device that it left out, because it was not selected,
    ///   is excluded or not due, is not left undone
    static String text(String why, Observations seen, ScanPlan plan) {
        Set<String> notMeant = notMeant(plan);
        List<Observations.Visit> meant =
                seen.visits().stream().filter(visit -> !notMeant.contains(visit.device())).toList();
        List<Observations.Visit> left = meant.stream().filter(Undone::isLeft).toList();
        var text = new StringBuilder();
        text.append("walkdown: stopped (%s); left undone: ".formatted(Neutral.text(why)));
        if (left.isEmpty()) {
            return text.append("nothing").toString();
        }
        text.append("%d of %d devices".formatted(left.size(), meant.size()));
        left.stream()
                .limit(LONGEST_LIST)
                .forEach(visit -> text.append(System.lineSeparator()).append(line(visit)));
        if (left.size() > LONGEST_LIST) {
            text.append(System.lineSeparator())
                    .append(
                            "  and %d more; observations.json names each"
                                    .formatted(left.size() - LONGEST_LIST));
        }
        return text.toString();
    }

    private static Set<String> notMeant(ScanPlan plan) {
        return plan.devices().stream()
                .filter(device -> device.withheld().filter(why -> !why.due()).isPresent())
                .flatMap(device -> device.endpoint().devices().stream())
                .map(Device::name)
                .collect(Collectors.toSet());
    }

    /// Who rests was visited already (S10), and is not left undone.
    private static boolean isLeft(Observations.Visit visit) {
        return switch (visit.outcome()) {
            case ProbeOutcome.Stopped _ -> true;
            case ProbeOutcome.Withheld(String rule, String _) -> !rule.equals("S10");
            case ProbeOutcome.Identified(),
                    ProbeOutcome.Partial _,
                    ProbeOutcome.Refused _,
                    ProbeOutcome.NotSpoken _,
                    ProbeOutcome.Silent _,
                    ProbeOutcome.Closed _,
                    ProbeOutcome.Reset _,
                    ProbeOutcome.Malformed _,
                    ProbeOutcome.Busy _ ->
                    false;
        };
    }

    private static String line(Observations.Visit visit) {
        String next =
                switch (visit.outcome()) {
                    case ProbeOutcome.Withheld _ -> "walkdown plan says when it may be visited";
                    case ProbeOutcome.Stopped _ when contacted(visit) ->
                            "it was contacted, and rests for its revisit interval (S10)";
                    default -> "not contacted, so the next scan visits it";
                };
        return "  %s: %s: %s; %s"
                .formatted(
                        Neutral.text(visit.device()),
                        visit.outcome().id(),
                        Neutral.text(visit.outcome().evidence()),
                        next);
    }

    private static boolean contacted(Observations.Visit visit) {
        return visit.actual().connections() > 0 || visit.actual().frames() > 0;
    }
}
