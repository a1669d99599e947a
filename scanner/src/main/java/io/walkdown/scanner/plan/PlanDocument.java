package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A plan as `plan.json`: what is approved, and what a run's folder keeps.
public final class PlanDocument {
    /// The version of the format.
    public static final int VERSION = 1;

    private PlanDocument() {}

    /// The document.
    public static String text(ScanPlan plan) {
        return JsonText.indented(of(plan));
    }

    /// The document as plain values, for a document that holds it.
    public static Map<String, @Nullable Object> of(ScanPlan plan) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", VERSION);
        document.put("site", plan.site().name());
        document.put("hash", plan.hash());
        document.put("made", plan.made().toString());
        document.put("validUntil", plan.validUntil().toString());
        document.put("runs", ScanPlan.RUNS);
        document.put("only", plan.only());
        document.put("limits", site(plan));
        document.put("devices", plan.devices().stream().map(PlanDocument::device).toList());
        document.put("canaries", plan.canaries().stream().map(PlanDocument::canary).toList());
        document.put("totals", Map.of("worstCase", load(plan.worstCase())));
        document.put("expectedEnd", plan.expectedEnd().toString());
        return document;
    }

    private static Map<String, @Nullable Object> canary(Canary canary) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("kind", canary.kind());
        document.put("device", canary.device());
        document.put("address", canary.address());
        document.put("chosenBy", canary.chosenBy());
        document.put("pauseSeconds", JsonText.seconds(canary.pause()));
        document.put("waiting", canary.waiting());
        return document;
    }

    private static Map<String, @Nullable Object> site(ScanPlan plan) {
        var limits = new LinkedHashMap<String, @Nullable Object>();
        limits.put("concurrentVisits", plan.site().limits().concurrentVisits());
        limits.put("framesPerSecond", BigDecimal.valueOf(plan.site().limits().framesPerSecond()));
        return limits;
    }

    private static Map<String, @Nullable Object> device(DevicePlan device) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("device", device.name());
        document.put("address", device.endpoint().address().text());
        document.put("port", device.endpoint().port());
        document.put("protocol", device.endpoint().protocol().id());
        document.put("profile", device.profile().id());
        document.put("profileChosenBy", device.chosenBy());
        document.put("limits", limits(device));
        document.put(
                "requests",
                device.contacted()
                        ? device.allLegs().stream().flatMap(leg -> requests(leg)).toList()
                        : List.of());
        document.put("worstCase", load(device.worstCase()));
        device.withheld().ifPresent(why -> document.put("withheld", withheld(why)));
        document.put("warnings", device.warnings());
        return document;
    }

    private static Map<String, @Nullable Object> limits(DevicePlan device) {
        Profile profile = device.profile();
        var limits = new LinkedHashMap<String, @Nullable Object>();
        limits.put("gapMs", profile.gap().value().toMillis());
        limits.put("quietMs", profile.gap().value().toMillis());
        limits.put("timeoutMs", profile.requestTimeout().value().toMillis());
        limits.put("connectTimeoutMs", profile.connectTimeout().value().toMillis());
        limits.put("closeTimeoutMs", profile.closeTimeout().value().toMillis());
        limits.put("deadlineMs", device.visitCost().seconds().toMillis());
        return limits;
    }

    private static Stream<Map<String, @Nullable Object>> requests(Leg leg) {
        return leg.steps().stream().map(step -> request(leg, step));
    }

    private static Map<String, @Nullable Object> request(Leg leg, Step step) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", step.id());
        document.put("kind", step.kind().id());
        document.put("leg", leg.id());
        document.put("hex", step.template().hex());
        document.put("when", step.when());
        document.put("repeatMax", step.repeatMax());
        document.put("answerMax", step.answerMax());
        document.put("meaning", step.meaning());
        return document;
    }

    /// The four terms, as every document writes them.
    public static Map<String, @Nullable Object> load(Load load) {
        var terms = new LinkedHashMap<String, @Nullable Object>();
        terms.put("frames", load.frames());
        terms.put("bytes", load.bytes());
        terms.put("connections", load.connections());
        terms.put("seconds", JsonText.seconds(load.seconds()));
        return terms;
    }

    private static Map<String, @Nullable Object> withheld(Withholding why) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("rule", why.rule());
        document.put("reason", why.reason());
        document.put("until", why.until().map(Object::toString).orElse(null));
        document.put("due", why.due());
        document.put("acknowledge", why.acknowledge().orElse(null));
        return document;
    }
}
