package io.walkdown.scanner.audit;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Holds whom the scanner contacted against the plan's scope and devices (S11).
final class ScopeJudge {
    private ScopeJudge() {}

    static Judged judge(Evidence evidence) {
        Findings scope = evidence.check("S11", "nobody outside the plan was contacted");
        Set<InetAddress> met = new HashSet<>();
        for (Talk talk : evidence.recording().talks()) {
            if (talk.moments().isEmpty()) {
                continue;
            }
            met.add(talk.remote().getAddress());
            objection(evidence.plan(), talk)
                    .ifPresent(why ->
                            scope.breach(evidence.finding(talk, talk.moments().getFirst(), why)));
        }
        if (met.isEmpty()) {
            scope.doubt("nobody was contacted in the capture");
        }
        return scope.judged("%d address%s".formatted(met.size(), met.size() == 1 ? "" : "es"));
    }

    private static Optional<String> objection(AuditPlan plan, Talk talk) {
        InetAddress address = talk.remote().getAddress();
        String at = Talk.text(talk.remote()) + (talk.tcp() ? " (TCP)" : " (UDP)");
        if (plan.exclude().stream().anyMatch(range -> range.contains(address))) {
            return Optional.of(at + " is excluded");
        }
        if (!plan.inScope(address)) {
            return Optional.of(at + " is outside the scope");
        }
        if (talk.target().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                plan.devices().stream()
                        .filter(device -> device.address().equals(address))
                        .findFirst()
                        .map(device ->
                                device.withheld()
                                        .map(rule ->
                                                "%s is withheld by %s in the plan"
                                                        .formatted(device.name(), rule))
                                        .orElse(at + " is no port that the plan names"))
                        .orElse(at + " is no device of the plan"));
    }
}
