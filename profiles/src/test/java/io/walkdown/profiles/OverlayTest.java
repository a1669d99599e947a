package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ProfileLibrary.Result;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.builtIn();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String BY = "\n    reason: tested on site\n    by: J. Jansen\n";
    private static final String ACKNOWLEDGED = BY + "    until: 2026-11-30";
    private static final ReadRequest COMPONENT_LIST = ReadRequest.byId("szl-001c").orElseThrow();

    private static Result apply(String keys, LocalDate today) {
        String yaml = "version: 1\noverlays:\n  - " + keys + "\n";
        return SHIPPED.withOverlay("ours.yaml", yaml, today);
    }

    private static ProfileLibrary loaded(String keys, LocalDate today) {
        return switch (apply(keys, today)) {
            case Result.Loaded(var library) -> library;
            case Result.Invalid(var findings) -> throw new AssertionError(findings);
        };
    }

    private static Finding refused(String keys) {
        return switch (apply(keys, TODAY)) {
            case Result.Loaded _ -> throw new AssertionError("taken: " + keys);
            case Result.Invalid(var findings) -> {
                assertThat(findings).hasSize(1);
                yield findings.getFirst();
            }
        };
    }

    private static Profile profile(ProfileLibrary library, String id) {
        return library.find(id).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "gap, 2 s, 2000",
        "connectTimeout, 1 s, 1000",
        "requestTimeout, 1500ms, 1500",
        "closeTimeout, 1 s, 1000",
        "requests, 3, 3",
        "slots, 20 connections, 20",
        "reserved, 12, 12",
        "revisit, 2 d, 172800000"
    })
    void tightensFreely(String limit, String value, long own) {
        ProfileLibrary library =
                loaded("profile: s7-1500\n    %s: %s".formatted(limit, value), TODAY);

        Limit changed = Limit.byId(limit).orElseThrow();
        assertThat(changed.of(profile(library, "s7-1500"))).hasValue(own);
        assertThat(library.adjustments("s7-1500"))
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.loosens()).isFalse();
                    assertThat(made.inForce()).isTrue();
                    assertThat(made.text()).endsWith("(ours.yaml:4), stricter");
                });
    }

    @Test
    void leavesOtherProfilesAndTheShippedLibraryAlone() {
        ProfileLibrary library = loaded("profile: s7-1500\n    gap: 2 s", TODAY);

        assertThat(profile(library, "s7-1200")).isEqualTo(profile(SHIPPED, "s7-1200"));
        assertThat(profile(SHIPPED, "s7-1500").gap()).isEqualTo(Gap.ofMillis(100));
        assertThat(SHIPPED.adjustments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gap, 50 ms, 50 ms, 100 ms",
        "connectTimeout, 4 s, 4 s, 3 s",
        "requestTimeout, 4 s, 4 s, 3 s",
        "closeTimeout, 3 s, 3 s, 2 s",
        "requests, 7, 7 reads, 6 reads",
        "slots, 65, 65 connections, 64 connections",
        "reserved, 9, 9 connections, 10 connections",
        "revisit, 1 h, 60 min, 12 h",
        "readsPerSlot, 1, 1 read, unknown"
    })
    void refusesToLoosenInSilence(
            String limit, String value, String to, String from, TestReporter reporter) {
        Finding finding = refused("profile: s7-1500\n    %s: %s".formatted(limit, value));

        assertThat(finding)
                .isEqualTo(
                        new Finding(
                                "ours.yaml",
                                4,
                                "overlays[0]." + limit,
                                "S12-loosening",
                                to,
                                to
                                        + " is less strict than the shipped "
                                        + from
                                        + ", and reason, by and until are not all given",
                                "write reason:, by: and until: beside it, or a stricter value"));
        String caught = finding.rule().equals("S12-loosening") ? "1" : "0";
        reporter.publishEntry(Map.of("invariant", "S12", "injected", "1", "caught", caught));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reason: tested\n    by: J. Jansen",
                "reason: tested\n    until: 2026-11-30",
                "by: J. Jansen\n    until: 2026-11-30",
                "reason: ' '\n    by: J. Jansen\n    until: 2026-11-30",
                "reason: tested\n    by: ' '\n    until: 2026-11-30"
            })
    void wantsReasonAndNameAndLastDayForLoosening(String some) {
        assertThat(refused("profile: s7-300\n    gap: 100 ms\n    " + some).rule())
                .isEqualTo("S12-loosening");
        assertThat(refused("profile: s7-300\n    allow: [szl-0011]\n    " + some).rule())
                .isEqualTo("S12-loosening");
    }

    @Test
    void takesALooseningWithReasonAndNameAndLastDayAndListsIt() {
        ProfileLibrary library = loaded("profile: s7-300\n    gap: 100 ms" + ACKNOWLEDGED, TODAY);

        assertThat(profile(library, "s7-300").gap()).isEqualTo(Gap.ofMillis(100));
        assertThat(library.adjustments())
                .extracting(Adjustment::text)
                .containsExactly(
                        "gap of s7-300: 100 ms instead of 500 ms (ours.yaml:4), looser,"
                                + " by J. Jansen until 2026-11-30: tested on site");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23, 100", "2026-11-30, 100", "2026-12-01, 500", "2031-01-01, 500"})
    void putsTheShippedValueBackAfterTheLastDay(LocalDate today, long gap) {
        ProfileLibrary library = loaded("profile: s7-300\n    gap: 100 ms" + ACKNOWLEDGED, today);

        assertThat(profile(library, "s7-300").gap()).isEqualTo(Gap.ofMillis(gap));
        assertThat(library.adjustments())
                .singleElement()
                .satisfies(made -> assertThat(made.inForce()).isEqualTo(gap == 100));
    }

    @Test
    void saysThatALooseningHasExpired() {
        ProfileLibrary library =
                loaded(
                        "profile: s7-300\n    gap: 100 ms" + ACKNOWLEDGED,
                        LocalDate.of(2026, 12, 1));

        assertThat(library.adjustments())
                .extracting(Adjustment::text)
                .singleElement()
                .asString()
                .endsWith("; EXPIRED, the shipped value holds");
    }

    @Test
    void keepsATighteningWhoseAcknowledgementHasExpired() {
        ProfileLibrary library =
                loaded("profile: s7-300\n    gap: 2 s" + ACKNOWLEDGED, LocalDate.of(2030, 1, 1));

        assertThat(profile(library, "s7-300").gap()).isEqualTo(Gap.ofMillis(2_000));
    }

    @Test
    void takesANumberOfConnectionsThatNobodyDocumentedAsALoosening() {
        assertThat(refused("profile: s7-1200\n    slots: 1").message())
                .contains("less strict than the shipped unknown");

        ProfileLibrary library = loaded("profile: s7-1200\n    slots: 12" + ACKNOWLEDGED, TODAY);

        assertThat(profile(library, "s7-1200").slots())
                .isEqualTo(new Slots(12, true, 0, Slots.Eviction.REFUSES));
    }

    @Test
    void takesScheduledVisitsToADeviceVisitedByHandAsALoosening() {
        assertThat(refused("profile: dnp3\n    revisit: 30 d").rule()).isEqualTo("S12-loosening");

        ProfileLibrary library = loaded("profile: dnp3\n    revisit: 30 d" + ACKNOWLEDGED, TODAY);

        assertThat(profile(library, "dnp3").revisit())
                .isEqualTo(new Revisit.Every(Duration.ofDays(30)));
    }

    @Test
    void forbidsARead() {
        ProfileLibrary library = loaded("profile: s7-300\n    forbid: [szl-001c]", TODAY);

        assertThat(profile(SHIPPED, "s7-300").allows(COMPONENT_LIST)).isTrue();
        assertThat(profile(library, "s7-300").allows(COMPONENT_LIST)).isFalse();
        assertThat(profile(library, "s7-300").requests()).hasSize(1);
        assertThat(library.adjustments())
                .extracting(Adjustment::text)
                .containsExactly(
                        "requests of s7-300: without szl-001c instead of szl-001c (ours.yaml:4),"
                                + " stricter");
    }

    @Test
    void refusesToForbidWhatIsNotAllowedAnyway() {
        Finding finding = refused("profile: s7-1200\n    forbid: [szl-001c]");

        assertThat(finding.message())
                .isEqualTo("profile s7-1200 does not allow \"szl-001c\" anyway");
        assertThat(finding.wayOut()).isEqualTo("remove it, or see: walkdown profiles show s7-1200");
    }

    @Test
    void allowsAReadWithReasonAndNameUntilTheLastDay() {
        String allow = "profile: s7-1200\n    allow: [szl-001c]" + ACKNOWLEDGED;

        assertThat(profile(SHIPPED, "s7-1200").allows(COMPONENT_LIST)).isFalse();
        assertThat(profile(loaded(allow, TODAY), "s7-1200").allows(COMPONENT_LIST)).isTrue();
        assertThat(
                        profile(loaded(allow, LocalDate.of(2026, 12, 1)), "s7-1200")
                                .allows(COMPONENT_LIST))
                .isFalse();
        assertThat(loaded(allow, TODAY).adjustments())
                .singleElement()
                .satisfies(made -> assertThat(made.loosens()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-identity", "write-coil", "szl-0000"})
    void allowsNothingThatIsNoReadOfTheProfilesProtocols(String read) {
        Finding finding =
                refused("profile: s7-1200\n    allow: [%s]".formatted(read) + ACKNOWLEDGED);

        assertThat(finding.message())
                .isEqualTo("\"%s\" is no read of the protocols of s7-1200".formatted(read));
    }

    @Test
    void vouchesForOrderNumbersWithReasonAndNameUntilTheLastDay() {
        String vouched = "profile: s7-300\n    componentListOrderNumbers: ['6ES7 315-2EH14-.*']";

        assertThat(refused(vouched).rule()).isEqualTo("S12-loosening");
        assertThat(
                        profile(loaded(vouched + ACKNOWLEDGED, TODAY), "s7-300")
                                .componentListOrderNumbers())
                .singleElement()
                .satisfies(pattern ->
                        assertThat(pattern.matcher("6ES7 315-2EH14-0AB0").matches()).isTrue());
        assertThat(
                        profile(loaded(vouched + ACKNOWLEDGED, LocalDate.of(2026, 12, 1)), "s7-300")
                                .componentListOrderNumbers())
                .isEmpty();
    }

    @Test
    void refusesAnUnknownProfileWithASuggestion() {
        assertThat(refused("profile: s7-30o\n    gap: 2 s"))
                .isEqualTo(
                        new Finding(
                                "ours.yaml",
                                3,
                                "overlays[0].profile",
                                "unknown-profile",
                                "s7-30o",
                                "there is no profile \"s7-30o\"",
                                "did you mean s7-300?"));
        assertThat(refused("profile: refrigerator\n    gap: 2 s").wayOut())
                .isEqualTo("walkdown profiles list shows all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "gaps: 2 s | unknown-key | there is no key \"gaps\" | did you mean gap?",
                "gap: 2 | wrong-unit | \"2\" is no value of gap | write a whole number and its"
                        + " unit: ms, s, min, h or d",
                "gap: -2 s | wrong-unit | \"-2 s\" is no value of gap | write a whole number and"
                        + " its unit: ms, s, min, h or d",
                "gap: 2 reads | wrong-unit | \"2 reads\" is no value of gap | write a whole number"
                        + " and its unit: ms, s, min, h or d",
                "gap: 0 ms | out-of-range | 0 s is outside 1 ms to 10 min | write a value in that"
                        + " range",
                "gap: 11 min | out-of-range | 11 min is outside 1 ms to 10 min | write a value in"
                        + " that range",
                "revisit: 213503982335 d | out-of-range | 106751991167 d is outside 1 s to 366 d"
                        + " | write a value in that range",
                "slots: 9 | out-of-range | reserved slots 10 is outside 0 to 9 | write a value that"
                        + " fits the profile's others",
                "until: soon | wrong-type | \"soon\" is no date | write it as 2027-01-31"
            })
    void saysWhatIsWrongAndWhatToDo(String key, String rule, String message, String wayOut) {
        Finding finding = refused("profile: s7-1500\n    " + key);

        assertThat(List.of(finding.rule(), finding.message(), finding.wayOut()))
                .containsExactly(rule, message, wayOut);
        assertThat(finding.line()).isEqualTo(4);
    }

    @Test
    void usesNothingOfAFileWithOneMistake() {
        assertThat(apply("profile: s7-300\n    gap: 2 s\n  - profile: nobody", TODAY))
                .isInstanceOf(Result.Invalid.class);
    }

    @Test
    void holdsASecondOverlayAgainstTheFirst() {
        ProfileLibrary first = loaded("profile: s7-300\n    gap: 5 s", TODAY);

        assertThat(
                        first.withOverlay(
                                "more.yaml",
                                "version: 1\noverlays:\n  - {profile: s7-300, gap: 3 s}\n",
                                TODAY))
                .isInstanceOf(Result.Invalid.class);
    }

    @Test
    void tellsAnOverlayFromAFileOfProfiles() {
        String overlay = "version: 1\noverlays:\n  - {profile: s7-300, gap: %s}\n";

        assertThat(SHIPPED.check("ours.yaml", overlay.formatted("2 s"), TODAY)).isEmpty();
        assertThat(SHIPPED.check("ours.yaml", overlay.formatted("2 ms"), TODAY))
                .extracting(Finding::rule)
                .containsExactly("S12-loosening");
    }
}
