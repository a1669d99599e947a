package io.walkdown.cli.view;

import io.walkdown.profiles.Adjustment;
import io.walkdown.profiles.Evidence;
import io.walkdown.profiles.Limit;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.Revisit;
import io.walkdown.profiles.Slots;
import io.walkdown.scanner.store.JsonText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Throttle profiles: what a family can bear, and how that is known.
///
/// @param palette colours
/// @param width columns of the screen; 0 for no limit
public record ProfilesView(Palette palette, int width) {

    /// One line a profile.
    public String list(Collection<Profile> profiles) {
        Table table =
                Table.of(
                        "profile",
                        "family",
                        "protocols",
                        ">gap",
                        ">reads",
                        "connections",
                        "visited");
        for (Profile profile : profiles) {
            table.row(
                    profile.id(),
                    profile.title(),
                    profile.protocols().stream()
                            .map(p -> p.id())
                            .sorted()
                            .collect(Collectors.joining(" ")),
                    Amount.of(profile.gap().value()),
                    reads(profile),
                    slots(profile.slots()),
                    revisit(profile));
        }
        return table.render(width, palette);
    }

    private static String reads(Profile profile) {
        String reads = Integer.toString(profile.budget().requests());
        if (profile.budget().perUnit()) {
            return reads + "/unit";
        }
        return profile.budget().perSlot() > 0
                ? "%s+%d/slot".formatted(reads, profile.budget().perSlot())
                : reads;
    }

    private static String slots(Slots slots) {
        if (!slots.known()) {
            return "undocumented" + (slots.evicts() ? ", evicts" : "");
        }
        return "%d, %d reserved%s"
                .formatted(
                        slots.max(),
                        slots.reserved(),
                        switch (slots.eviction()) {
                            case REFUSES -> "";
                            case OLDEST -> ", evicts the oldest";
                            case IDLEST -> ", evicts the idlest";
                        });
    }

    /// How often a device of that profile may be visited.
    public static String revisit(Profile profile) {
        return switch (profile.revisit()) {
            case Revisit.Every(var interval) -> "once in " + Amount.of(interval);
            case Revisit.Manual() -> "by hand";
            case Revisit.Never() -> "never";
        };
    }

    /// One profile with the evidence behind each number.
    public String show(Profile profile, List<Adjustment> adjustments) {
        var text = new StringBuilder();
        text.append(palette.heading(profile.id() + "  " + profile.title())).append('\n');
        if (!profile.simulates().isEmpty()) {
            text.append(
                            palette.warning(
                                    "  simulated: stands for %s, on loopback alone (S12)"
                                            .formatted(profile.simulates())))
                    .append('\n');
        }
        text.append("  asks: ").append(requests(profile)).append('\n');
        text.append("  over: ")
                .append(
                        profile.transports().stream()
                                .map(t -> t.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                .append("; visited: ")
                .append(revisit(profile))
                .append("; connections: ")
                .append(slots(profile.slots()))
                .append('\n');
        text.append(limits(profile));
        adjustments.forEach(
                made -> text.append(palette.warning("  overlay: " + made.text())).append('\n'));
        profile.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String requests(Profile profile) {
        return profile.requests().isEmpty()
                ? "nothing"
                : profile.requests().stream()
                        .map(ReadRequest::id)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private String limits(Profile profile) {
        Table table = Table.of("  limit", ">in force", "grade", "source");
        for (Limit limit : Limit.values()) {
            Optional<Long> value = limit.of(profile);
            Optional<Evidence> evidence = evidence(profile, limit);
            if (value.isPresent()) {
                table.row(
                        "  " + limit.id(),
                        limit.text(value.get()),
                        evidence.map(e -> e.grade().tag()).orElse(""),
                        evidence.map(ProfilesView::source).orElse(""));
            }
        }
        return table.render(width, palette);
    }

    private static Optional<Evidence> evidence(Profile profile, Limit limit) {
        return profile.evidence().stream().filter(e -> e.limit().equals(limit.id())).findFirst();
    }

    private static String source(Evidence evidence) {
        String facts =
                evidence.facts().stream()
                        .map(fact -> "[%s] %s".formatted(fact.grade().tag(), fact.source()))
                        .collect(Collectors.joining("; "));
        return "%s (%s)%s"
                .formatted(
                        evidence.source(),
                        evidence.date(),
                        facts.isEmpty() ? "" : "; held against " + facts);
    }

    /// What the grades mean.
    public String grades() {
        return palette.faint(
                """
                grades: D document, S source code, M measured, I issue thread, 2 secondary source,
                        J judgement (at least as strict as every stated fact), U unverified
                """);
    }

    /// For programs.
    public static String json(Collection<Profile> profiles, ProfileLibrary library) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("version", 1);
        document.put(
                "profiles",
                profiles.stream().map(p -> json(p, library.adjustments(p.id()))).toList());
        return JsonText.indented(document);
    }

    private static Map<String, @Nullable Object> json(
            Profile profile, List<Adjustment> adjustments) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("id", profile.id());
        document.put("title", profile.title());
        document.put("kind", profile.kind() == Profile.Kind.SIMULATED ? "simulated" : "built-in");
        document.put("simulates", profile.simulates());
        document.put("protocols", profile.protocols().stream().map(p -> p.id()).sorted().toList());
        document.put(
                "requests", profile.requests().stream().map(ReadRequest::id).sorted().toList());
        document.put("revisit", revisit(profile));
        document.put("slotsDocumented", profile.slots().known());
        document.put("eviction", profile.slots().eviction().name().toLowerCase(Locale.ROOT));
        var limits = new LinkedHashMap<String, @Nullable Object>();
        for (Limit limit : Limit.values()) {
            limit.of(profile)
                    .ifPresent(value -> limits.put(limit.id(), limit(profile, limit, value)));
        }
        document.put("limits", limits);
        document.put("overlays", adjustments.stream().map(Adjustment::text).toList());
        document.put("notes", profile.notes());
        return document;
    }

    private static Map<String, @Nullable Object> limit(Profile profile, Limit limit, long value) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("value", value);
        document.put("text", limit.text(value));
        evidence(profile, limit)
                .ifPresent(evidence -> {
                    document.put("grade", evidence.grade().tag());
                    document.put("source", evidence.source());
                    document.put("date", evidence.date().toString());
                });
        return document;
    }
}
