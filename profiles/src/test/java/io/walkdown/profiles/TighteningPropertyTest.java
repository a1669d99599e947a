package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ProfileLibrary.Result;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// S12: without reason, name and last day no overlay yields a looser limit, whatever it says.
class TighteningPropertyTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.builtIn();
    private static final List<Profile> PROFILES = List.copyOf(SHIPPED.all());
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    /// An overlay of one profile.
    record Overlay(Profile profile, Map<Limit, Long> values) {
        String yaml() {
            return values.entrySet().stream()
                    .map(entry ->
                            "    %s: %d %s%n"
                                    .formatted(
                                            entry.getKey().id(),
                                            entry.getValue(),
                                            unit(entry.getKey())))
                    .collect(
                            Collectors.joining(
                                    "",
                                    "version: 1\noverlays:\n  - profile: " + profile.id() + "\n",
                                    ""));
        }

        private static String unit(Limit limit) {
            return limit.unit() == Limit.Unit.MILLIS
                    ? "ms"
                    : limit.unit().name().toLowerCase(Locale.ROOT);
        }
    }

    /// Values at least as strict as the shipped ones, of limits that the profile has.
    @Provide
    Arbitrary<Overlay> tightening() {
        return Arbitraries.of(PROFILES).flatMap(profile -> overlay(profile, true));
    }

    /// Any values in range, of any limits.
    @Provide
    Arbitrary<Overlay> anything() {
        return Arbitraries.of(PROFILES).flatMap(profile -> overlay(profile, false));
    }

    private static Arbitrary<Overlay> overlay(Profile profile, boolean strict) {
        List<Limit> limits =
                Arrays.stream(Limit.values())
                        .filter(limit -> !strict || limit.of(profile).isPresent())
                        .toList();
        List<Arbitrary<Long>> values =
                limits.stream().map(limit -> value(profile, limit, strict)).toList();
        Arbitrary<List<Boolean>> chosen = Arbitraries.of(true, false).list().ofSize(limits.size());
        return Combinators.combine(Combinators.combine(values).as(List::copyOf), chosen)
                .as((numbers, which) -> new Overlay(profile, chosen(limits, numbers, which)));
    }

    private static Map<Limit, Long> chosen(
            List<Limit> limits, List<Long> numbers, List<Boolean> which) {
        return limits.stream()
                .filter(limit -> which.get(limits.indexOf(limit)))
                .collect(
                        Collectors.toMap(
                                limit -> limit, limit -> numbers.get(limits.indexOf(limit))));
    }

    private static Arbitrary<Long> value(Profile profile, Limit limit, boolean strict) {
        long shipped = limit.of(profile).orElse(limit.min());
        long low = strict && moreIsStricter(limit) ? shipped : limit.min();
        long high = strict && !moreIsStricter(limit) ? shipped : limit.max();
        return Arbitraries.longs().between(low, high);
    }

    /// Written out, so that a sign that is wrong in [Limit] does not hide here.
    private static boolean moreIsStricter(Limit limit) {
        return switch (limit) {
            case GAP, RESERVED, REVISIT -> true;
            case CONNECT_TIMEOUT, REQUEST_TIMEOUT, CLOSE_TIMEOUT, REQUESTS, READS_PER_SLOT, SLOTS ->
                    false;
        };
    }

    @Property(tries = 500)
    void takesEveryTighteningAsItIsWritten(@ForAll("tightening") Overlay overlay) {
        switch (SHIPPED.withOverlay("ours.yaml", overlay.yaml(), TODAY)) {
            case Result.Loaded(var library) ->
                    overlay.values()
                            .forEach((limit, value) ->
                                    assertThat(effective(library, overlay.profile(), limit))
                                            .isEqualTo(value));
            // tightened alone, slots and reserved can contradict each other
            case Result.Invalid(var findings) ->
                    assertThat(findings)
                            .extracting(Finding::message)
                            .allMatch(message -> message.startsWith("reserved slots "));
        }
    }

    @Property(tries = 1000)
    void neverYieldsALooserLimitInSilence(@ForAll("anything") Overlay overlay) {
        if (!(SHIPPED.withOverlay("ours.yaml", overlay.yaml(), TODAY)
                instanceof Result.Loaded(var library))) {
            assertThat(overlay.values()).isNotEmpty();
            return;
        }
        for (Profile shipped : PROFILES) {
            for (Limit limit : Limit.values()) {
                long effective = effective(library, shipped, limit);
                long before = effective(SHIPPED, shipped, limit);
                assertThat(moreIsStricter(limit) ? effective >= before : effective <= before)
                        .as("%s of %s: %d, shipped %d", limit, shipped.id(), effective, before)
                        .isTrue();
            }
        }
    }

    /// The number in force; for a limit that the profile does not have, what holds without it.
    private static long effective(ProfileLibrary library, Profile shipped, Limit limit) {
        Profile profile = library.find(shipped.id()).orElseThrow();
        return switch (limit) {
            case GAP -> profile.gap().value().toMillis();
            case CONNECT_TIMEOUT -> profile.connectTimeout().value().toMillis();
            case REQUEST_TIMEOUT -> profile.requestTimeout().value().toMillis();
            case CLOSE_TIMEOUT -> profile.closeTimeout().value().toMillis();
            case REQUESTS -> profile.budget().requests();
            case READS_PER_SLOT -> profile.budget().perSlot();
            case SLOTS -> profile.slots().max();
            case RESERVED -> profile.slots().reserved();
            case REVISIT -> profile.revisit().interval().toMillis();
        };
    }
}
