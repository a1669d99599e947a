package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an approval is worth: the hash over everything that decides what may be sent. Order, times
/// and ledger are not in it, so the ledger may withhold devices of an approved plan and never add.
final class PlanHash {
    private PlanHash() {}

    /// @param devices every device that may be contacted, whatever the ledger says today
    static String of(String version, Site site, List<String> only, List<DevicePlan> devices) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("walkdown", version);
        facts.put("site", site.normalised());
        facts.put("only", only.stream().sorted().distinct().toList());
        var byPlace = new LinkedHashMap<String, @Nullable Object>();
        devices.forEach(device -> byPlace.put(place(device), device(device)));
        facts.put("devices", byPlace);
        return sha256(JsonText.canonical(facts));
    }

    private static String place(DevicePlan device) {
        return device.endpoint().address()
                + " "
                + device.endpoint().port()
                + " "
                + device.endpoint().protocol().id();
    }

    private static Map<String, @Nullable Object> device(DevicePlan device) {
        Profile profile = device.profile();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("profile", profile.id());
        facts.put("gap", profile.gap().toString());
        facts.put(
                "timeouts",
                List.of(
                        profile.connectTimeout().toString(),
                        profile.requestTimeout().toString(),
                        profile.closeTimeout().toString()));
        facts.put("slots", profile.slots().toString());
        facts.put("revisit", profile.revisit().toString());
        facts.put(
                "componentListOrderNumbers",
                profile.componentListOrderNumbers().stream()
                        .map(Pattern::pattern)
                        .sorted()
                        .toList());
        facts.put("legs", device.legs().stream().map(PlanHash::leg).toList());
        return facts;
    }

    private static Map<String, @Nullable Object> leg(Leg leg) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("id", leg.id());
        facts.put("transport", leg.transport().name());
        facts.put("port", leg.port());
        facts.put("steps", leg.steps().stream().map(PlanHash::step).toList());
        return facts;
    }

    private static List<String> step(Step step) {
        return List.of(
                step.id(),
                step.kind().id(),
                step.template().hex(),
                step.template().variables().toString(),
                step.when(),
                Integer.toString(step.repeatMax()),
                Integer.toString(step.answerMax()),
                step.timeout().toString(),
                Boolean.toString(step.mayReconnect()));
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
