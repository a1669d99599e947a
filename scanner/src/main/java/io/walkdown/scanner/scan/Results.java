package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.Withholding;
import io.walkdown.scanner.site.Device;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// How it went at every endpoint, and what that makes of the run. Thread-safe: each visit notes its
/// own endpoints.
final class Results {
    private final ScanPlan plan;
    private final History history;
    private final Map<DevicePlan, PartResult> byDevice = new ConcurrentHashMap<>();
    private final Map<DevicePlan, PartResult> looks = new ConcurrentHashMap<>();
    private final Tally tally;

    Results(ScanPlan plan, History history) {
        this.plan = plan;
        this.history = history;
        this.tally = new Tally(plan);
        plan.withheld().forEach(device -> note(device, withheld(device)));
    }

    private static PartResult withheld(DevicePlan device) {
        Withholding why = device.withheld().orElseThrow();
        return PartResult.untried(device, new ProbeOutcome.Withheld(why.rule(), why.reason()));
    }

    /// Notes how it went; the first note of an endpoint stays.
    void note(DevicePlan device, PartResult result) {
        if (byDevice.putIfAbsent(device, result) == null && device.contacted()) {
            tally.over(device, result.outcome());
        }
    }

    /// How many are over, by outcome and group.
    Tally tally() {
        return tally;
    }

    /// Whether the device answered in an earlier run.
    boolean answeredBefore(DevicePlan device) {
        return device.endpoint().devices().stream()
                .anyMatch(entry -> history.lastAnswered(entry.name()).isPresent());
    }

    /// The run's exit code: incomplete where a device that was due was not identified in whole, or
    /// stopped.
    RunEnd end(boolean failed, boolean stopped) {
        if (failed) {
            return RunEnd.FAILED;
        }
        if (stopped) {
            return RunEnd.STOPPED;
        }
        return complete() ? RunEnd.COMPLETE : RunEnd.INCOMPLETE;
    }

    private boolean complete() {
        return plan.devices().stream().noneMatch(this::missed);
    }

    private boolean missed(DevicePlan device) {
        PartResult result = resultOf(device);
        return due(device, result) && !result.outcome().complete();
    }

    /// Nothing is due at a spare address where nothing answers; one that answers and cannot be read
    /// is missed.
    private static boolean due(DevicePlan device, PartResult result) {
        boolean spare = device.endpoint().spare();
        return device.withheld()
                .map(why -> why.due() && !spare)
                .orElse(!spare || result.answered() || !result.asked());
    }

    /// Adds what the second look at a canary cost.
    void noteLook(DevicePlan device, PartResult look) {
        looks.putIfAbsent(device, look);
    }

    /// How it went there.
    PartResult of(DevicePlan device) {
        return resultOf(device);
    }

    private PartResult resultOf(DevicePlan device) {
        PartResult result = byDevice.get(device);
        return result == null
                ? PartResult.untried(device, new ProbeOutcome.Stopped("the run ended before it"))
                : result;
    }

    Observations observations(String runId, Instant started, Instant ended, RunEnd end) {
        List<Observations.Visit> visits = new ArrayList<>();
        List<Asset> assets = new ArrayList<>();
        for (DevicePlan device : plan.devices()) {
            PartResult result = resultOf(device);
            result.asset().ifPresent(assets::add);
            boolean first = true;
            for (Device entry : device.endpoint().devices()) {
                visits.add(visit(device, entry, result, ended, first));
                first = false;
            }
        }
        return new Observations(
                plan.site().name(),
                complete(),
                new Observations.Run(runId, started, ended, plan.hash(), end.exitCode()),
                visits,
                assets);
    }

    /// Several entries of one endpoint are one contact; the first of them bears its load.
    private Observations.Visit visit(
            DevicePlan device, Device entry, PartResult result, Instant ended, boolean first) {
        return new Observations.Visit(
                entry.name(),
                entry.address().text(),
                entry.port(),
                entry.protocol().id(),
                device.profile().id(),
                result.outcome(),
                first ? device.worstCase() : Load.NONE,
                first ? result.actual().plus(looked(device).actual()) : Load.NONE,
                first ? unused(device, result) : List.of(),
                misses(entry.name(), result),
                result.answered() ? Optional.of(ended) : history.lastAnswered(entry.name()),
                due(device, result));
    }

    private static final PartResult NO_LOOK =
            new PartResult(
                    new ProbeOutcome.Identified(),
                    Load.NONE,
                    List.of(),
                    false,
                    false,
                    Optional.empty());

    private PartResult looked(DevicePlan device) {
        PartResult look = looks.get(device);
        if (look != null || device.look().isEmpty()) {
            return look == null ? NO_LOOK : look;
        }
        return PartResult.unlooked(device, "the run ended before it");
    }

    private List<Observations.Unused> unused(DevicePlan device, PartResult result) {
        return Stream.concat(
                        result.unused().stream(),
                        looked(device).unused().stream()
                                .map(step ->
                                        new Observations.Unused(
                                                "look-" + step.step(),
                                                step.count(),
                                                step.reason())))
                .toList();
    }

    private int misses(String name, PartResult result) {
        if (result.answered()) {
            return 0;
        }
        return history.missesInARow(name) + (result.asked() ? 1 : 0);
    }
}
