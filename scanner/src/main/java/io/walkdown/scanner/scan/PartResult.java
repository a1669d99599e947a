package io.walkdown.scanner.scan;

import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.Observations.Unused;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Sent;
import io.walkdown.scanner.wire.Step;
import java.util.List;
import java.util.Optional;

/// How it went at one endpoint.
///
/// @param outcome how it ended
/// @param actual what it cost
/// @param unused planned steps that were not taken
/// @param asked whether anything was sent, or a connect was tried
/// @param answered whether the device answered anything
/// @param asset what it told; empty where it told nothing
record PartResult(
        ProbeOutcome outcome,
        Load actual,
        List<Unused> unused,
        boolean asked,
        boolean answered,
        Optional<Asset> asset) {
    PartResult {
        unused = List.copyOf(unused);
    }

    /// A planned endpoint at which nothing was tried.
    static PartResult untried(DevicePlan device, ProbeOutcome outcome) {
        return new PartResult(
                outcome,
                Load.NONE,
                device.contacted() ? everything(device, outcome) : List.of(),
                false,
                false,
                Optional.empty());
    }

    static PartResult of(ProbeOutcome outcome, Sent sent, Optional<Asset> asset) {
        return new PartResult(
                outcome,
                new Load(sent.frames(), sent.bytes(), sent.connections(), sent.time()),
                sent.unused().stream().map(PartResult::unused).toList(),
                sent.frames() > 0 || sent.connections() > 0,
                sent.answered(),
                asset);
    }

    /// A second look that was not taken.
    static PartResult unlooked(DevicePlan device, String reason) {
        return new PartResult(
                new ProbeOutcome.Stopped(reason),
                Load.NONE,
                device.look().orElseThrow().dialogue().legs().stream()
                        .flatMap(leg -> leg.steps().stream())
                        .map(step -> new Unused(step.id(), step.repeatMax(), reason))
                        .toList(),
                false,
                false,
                Optional.empty());
    }

    private static Unused unused(Sent.Unused step) {
        return new Unused(step.step(), step.count(), step.reason());
    }

    private static List<Unused> everything(DevicePlan device, ProbeOutcome outcome) {
        return device.legs().stream()
                .map(Leg::steps)
                .flatMap(List::stream)
                .map(step -> unused(step, outcome))
                .toList();
    }

    private static Unused unused(Step step, ProbeOutcome outcome) {
        return new Unused(
                step.id(), step.repeatMax(), "%s: %s".formatted(outcome.id(), outcome.evidence()));
    }
}
