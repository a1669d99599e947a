package io.walkdown.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every profile that a site file can name: the shipped ones, and on a simulated plant its own,
/// with a site's overlays applied. Immutable.
public final class ProfileLibrary {
    private static final String INDEX = "index.txt";

    private final Map<String, Profile> profiles;
    private final List<Adjustment> adjustments;

    private ProfileLibrary(Map<String, Profile> profiles, List<Adjustment> adjustments) {
        this.profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        this.adjustments = List.copyOf(adjustments);
    }

    /// What reading gave.
    public sealed interface Result {
        /// The files are right.
        record Loaded(ProfileLibrary library) implements Result {}

        /// They are not; nothing of them is used.
        ///
        /// @param findings at least one
        record Invalid(List<Finding> findings) implements Result {
            public Invalid {
                findings = List.copyOf(findings);
            }
        }
    }

    /// The shipped profiles.
    ///
    /// @throws IllegalStateException where a shipped file is wrong, which no build lets pass
    public static ProfileLibrary builtIn() {
        Map<String, String> files = new LinkedHashMap<>();
        resource(INDEX)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(file -> files.put(file, resource(file)));
        return switch (load(files)) {
            case Result.Loaded(var library) -> library;
            case Result.Invalid(var findings) -> throw new IllegalStateException(text(findings));
        };
    }

    /// The profiles of these files, read as shipped ones.
    ///
    /// @param files text by name, in the order of reading
    static Result load(Map<String, String> files) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        files.forEach(
                (file, text) -> read(file, text, Profile.Kind.BUILT_IN, profiles, findings, true));
        if (!profiles.containsKey(Profile.UNKNOWN_ID)) {
            findings.add(
                    new Finding(
                            String.join(", ", files.keySet()),
                            0,
                            "profiles",
                            "missing-key",
                            Profile.UNKNOWN_ID,
                            "no profile is called " + Profile.UNKNOWN_ID,
                            "write one: it holds for what nobody knows"));
        }
        return findings.isEmpty()
                ? new Result.Loaded(new ProfileLibrary(profiles, List.of()))
                : new Result.Invalid(findings);
    }

    /// These profiles and simulated ones (S12).
    ///
    /// @param file what findings call the text
    /// @throws IllegalStateException where the text is wrong
    public ProfileLibrary withSimulated(String file, String yaml) {
        Map<String, Profile> all = new LinkedHashMap<>(profiles);
        List<Finding> findings = new ArrayList<>();
        read(file, yaml, Profile.Kind.SIMULATED, all, findings, true);
        require(findings);
        return new ProfileLibrary(all, adjustments);
    }

    /// These profiles with a site's overlay applied (S12).
    ///
    /// @param file what findings call the text
    /// @param today decides which loosenings have expired
    public Result withOverlay(String file, String yaml, LocalDate today) {
        Map<String, Profile> changed = new LinkedHashMap<>(profiles);
        List<Finding> findings = new ArrayList<>();
        List<Adjustment> made = new OverlayReader(file, today, findings, changed).apply(yaml);
        if (!findings.isEmpty()) {
            return new Result.Invalid(findings);
        }
        List<Adjustment> all = new ArrayList<>(adjustments);
        all.addAll(made);
        return new Result.Loaded(new ProfileLibrary(changed, all));
    }

    /// Everything that is wrong in a profile file or, where it has the key `overlays`, in an
    /// overlay or, where it has the key `knownBad`, in a known-bad list.
    public List<Finding> check(String file, String yaml, LocalDate today) {
        if (Pattern.compile("^knownBad\\s*:", Pattern.MULTILINE).matcher(yaml).find()) {
            return KnownBadList.read(file, yaml, this) instanceof KnownBadList.Result.Invalid wrong
                    ? wrong.findings()
                    : List.of();
        }
        if (Pattern.compile("^overlays\\s*:", Pattern.MULTILINE).matcher(yaml).find()) {
            return withOverlay(file, yaml, today) instanceof Result.Invalid invalid
                    ? invalid.findings()
                    : List.of();
        }
        List<Finding> findings = new ArrayList<>();
        // a shipped file may be checked beside itself, so the shipped names are not taken
        Map<String, Profile> into = new LinkedHashMap<>(profiles);
        read(file, yaml, Profile.Kind.BUILT_IN, into, findings, false);
        return findings;
    }

    private static void read(
            String file,
            String yaml,
            Profile.Kind kind,
            Map<String, Profile> into,
            List<Finding> findings,
            boolean namesAreTaken) {
        var reader =
                new ProfileReader(file, kind, findings, id -> Optional.ofNullable(into.get(id)));
        for (Profile profile : reader.read(yaml)) {
            if (into.put(profile.id(), profile) != null && namesAreTaken) {
                findings.add(
                        new Finding(
                                file,
                                0,
                                profile.id(),
                                "duplicate-name",
                                profile.id(),
                                "a profile of another file has the name \"%s\""
                                        .formatted(profile.id()),
                                "give one of them another id"));
            }
        }
    }

    private static void require(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new IllegalStateException(text(findings));
        }
    }

    private static String text(List<Finding> findings) {
        return String.join("\n", findings.stream().map(Finding::text).toList());
    }

    private static String resource(String name) {
        try (InputStream in = ProfileLibrary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The profile of that id.
    public Optional<Profile> find(String id) {
        return Optional.ofNullable(profiles.get(id));
    }

    /// Every profile: the shipped ones in the files' order, then simulated ones.
    public Collection<Profile> all() {
        return profiles.values();
    }

    /// What overlays did, expired ones included.
    public List<Adjustment> adjustments() {
        return adjustments;
    }

    /// What overlays did to that profile.
    public List<Adjustment> adjustments(String id) {
        return adjustments.stream().filter(made -> made.profile().equals(id)).toList();
    }

    /// The id that a wrong one was probably meant to be.
    public Optional<String> suggest(String id) {
        return YamlFields.nearest(id, profiles.keySet());
    }

    /// Which profile holds: the declared one, else the one that fits best what the baseline knows,
    /// else `unknown`. Where two fit equally well, nobody guesses: `unknown` holds and both are
    /// named.
    ///
    /// @param declared the site file's `profile`
    /// @param facts what the baseline knows
    public Match match(Optional<String> declared, KnownFacts facts, Protocol protocol) {
        return declared.flatMap(this::find)
                .map(profile -> declared(profile, protocol))
                .orElseGet(() -> known(facts, protocol));
    }

    private Match declared(Profile profile, Protocol protocol) {
        List<String> warnings = new ArrayList<>();
        if (!profile.protocols().contains(protocol)) {
            warnings.add("profile %s is not made for %s".formatted(profile.id(), protocol.id()));
        }
        adjustments(profile.id()).stream().map(Adjustment::text).forEach(warnings::add);
        return new Match(
                profile, Match.How.DECLARED, "named in the site file", warnings, List.of());
    }

    private Match known(KnownFacts facts, Protocol protocol) {
        Optional<Profile> never = neverContacted(facts, protocol);
        if (never.isPresent()) {
            return new Match(
                    never.get(),
                    Match.How.KNOWN,
                    "the baseline knows a safety controller: " + words(facts),
                    List.of(),
                    List.of());
        }
        List<Fit> fits = fits(facts, protocol);
        int best = fits.stream().mapToInt(Fit::specific).max().orElse(0);
        List<Profile> equals =
                fits.stream()
                        .filter(fit -> fit.specific() == best)
                        .map(Fit::profile)
                        .distinct()
                        .toList();
        if (equals.size() == 1) {
            Profile profile = equals.getFirst();
            List<String> warnings =
                    adjustments(profile.id()).stream().map(Adjustment::text).toList();
            return new Match(
                    profile,
                    Match.How.KNOWN,
                    "the baseline knows the device: " + words(facts),
                    warnings,
                    List.of());
        }
        return unknown(facts, protocol, equals);
    }

    /// The profile that forbids contact, where the baseline knows a safety controller: by one of
    /// its own rules or by the safety list (S11). However well another fits, it wins.
    private Optional<Profile> neverContacted(KnownFacts facts, Protocol protocol) {
        boolean listed =
                Stream.of(facts.orderNumber(), facts.model())
                        .flatMap(Optional::stream)
                        .anyMatch(SafetyControllers::lists);
        return profiles.values().stream()
                .filter(profile -> profile.kind() == Profile.Kind.BUILT_IN)
                .filter(profile -> profile.protocols().contains(protocol))
                .filter(Profile::forbidsContact)
                .filter(profile ->
                        listed
                                || profile.match().stream()
                                        .filter(rule -> specific(rule) > 0)
                                        .anyMatch(rule -> fits(rule, facts)))
                .findFirst();
    }

    private Match unknown(KnownFacts facts, Protocol protocol, List<Profile> equals) {
        Profile unknown = profiles.get(Profile.UNKNOWN_ID);
        if (unknown == null) {
            throw new IllegalStateException("no profile is called " + Profile.UNKNOWN_ID);
        }
        List<Profile> candidates = equals.isEmpty() ? candidates(protocol) : equals;
        String why =
                equals.isEmpty()
                        ? (facts.any()
                                ? "no profile fits what the baseline knows: " + words(facts)
                                : "neither the site file nor the baseline says what it is")
                        : "several profiles fit equally well what the baseline knows";
        String names = String.join(", ", candidates.stream().map(Profile::id).toList());
        return new Match(
                unknown,
                Match.How.UNKNOWN,
                why,
                List.of(why + ", so it is asked by UDP only; profile: could be one of " + names),
                candidates);
    }

    /// The shipped profiles that a device of that protocol could have.
    public List<Profile> candidates(Protocol protocol) {
        return profiles.values().stream()
                .filter(profile -> profile.kind() == Profile.Kind.BUILT_IN)
                .filter(profile -> profile.protocols().contains(protocol))
                .filter(profile -> !profile.id().equals(Profile.UNKNOWN_ID))
                .filter(profile -> !profile.forbidsContact())
                .toList();
    }

    /// A profile that fits, and by how many facts.
    private record Fit(Profile profile, int specific) {}

    private List<Fit> fits(KnownFacts facts, Protocol protocol) {
        List<Fit> fits = new ArrayList<>();
        for (Profile profile : profiles.values()) {
            if (profile.protocols().contains(protocol) && profile.kind() == Profile.Kind.BUILT_IN) {
                profile.match().stream()
                        .filter(rule -> fits(rule, facts))
                        .mapToInt(ProfileLibrary::specific)
                        .filter(specific -> specific > 0)
                        .max()
                        .ifPresent(specific -> fits.add(new Fit(profile, specific)));
            }
        }
        return fits;
    }

    private static boolean fits(MatchRule rule, KnownFacts facts) {
        return fits(rule.manufacturer(), facts.manufacturer())
                && fits(rule.orderNumber(), facts.orderNumber())
                && fits(rule.model(), facts.model())
                && fits(rule.firmware(), facts.firmware());
    }

    private static boolean fits(Pattern pattern, Optional<String> fact) {
        return pattern.matcher(fact.orElse("")).matches();
    }

    private static int specific(MatchRule rule) {
        return (int)
                List.of(rule.manufacturer(), rule.orderNumber(), rule.model(), rule.firmware())
                        .stream()
                        .filter(pattern -> !pattern.pattern().equals(".*"))
                        .count();
    }

    private static String words(KnownFacts facts) {
        List<String> words = new ArrayList<>();
        facts.manufacturer().ifPresent(words::add);
        facts.orderNumber().ifPresent(words::add);
        facts.model().ifPresent(words::add);
        facts.firmware().ifPresent(firmware -> words.add("firmware " + firmware));
        return String.join(", ", words);
    }
}
