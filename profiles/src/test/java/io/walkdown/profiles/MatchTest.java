package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Match.How;
import io.walkdown.profiles.ProfileLibrary.Result;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.builtIn();
    private static final Optional<String> UNDECLARED = Optional.empty();

    private static KnownFacts facts(String manufacturer, String order, String model, String fw) {
        return new KnownFacts(said(manufacturer), said(order), said(model), said(fw));
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    private static Match known(KnownFacts facts, Protocol protocol) {
        return SHIPPED.match(UNDECLARED, facts, protocol);
    }

    @Test
    void takesTheDeclaredProfileWhateverTheBaselineKnows() {
        Match match =
                SHIPPED.match(
                        Optional.of("s7-300"),
                        facts("Siemens", "6ES7 516-3AN01-0AB0", "CPU 1516-3 PN/DP", "V2.8"),
                        Protocol.S7);

        assertThat(match.profile().id()).isEqualTo("s7-300");
        assertThat(match.how()).isEqualTo(How.DECLARED);
        assertThat(match.reason()).isEqualTo("named in the site file");
        assertThat(match.warnings()).isEmpty();
        assertThat(match.candidates()).isEmpty();
    }

    @Test
    void warnsOfADeclaredProfileOfAnotherProtocol() {
        Match match = SHIPPED.match(Optional.of("s7-300"), KnownFacts.NONE, Protocol.MODBUS);

        assertThat(match.warnings()).containsExactly("profile s7-300 is not made for modbus");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = true,
            emptyValue = "",
            value = {
                "S7, '', 6ES7 315-2EH14-0AB0, '', s7-300",
                "S7, Siemens AG, '', CPU 315-2 PN/DP, s7-300",
                "S7, SIEMENS, '', cpu 1214C DC/DC/DC, s7-1200",
                "S7, '', 6ES7 214-1AG40-0XB0, '', s7-1200",
                "S7, '', 6ES7516-3AN01-0AB0, '', s7-1500",
                "S7, '', 6ES7 416-3XR05-0AB0, '', s7-400",
                "S7, '', 6GK7 343-1CX10-0XE0, '', cp343-1-lean",
                "S7, '', 6GK7 343-1EX30-0XE0, '', cp343-1",
                "MODBUS, Schneider Electric, TM241CE40R, '', schneider-m2xx",
                "MODBUS, Schneider Electric, BMEP584040, '', m580",
                "MODBUS, WAGO Kontakttechnik, 750-880, '', wago-750",
                "ENIP, Rockwell Automation/Allen-Bradley, '', 1756-L73/B LOGIX5573, logix",
                "ENIP, Allen-Bradley, '', 1766-L32BWA, micrologix",
                "ENIP, '', '', 1761-NET-ENIW, net-eni"
            })
    void knowsAFamilyByMakerAndOrderNumberAndModel(
            Protocol protocol, String maker, String order, String model, String expected) {
        Match match = known(facts(maker, order, model, ""), protocol);

        assertThat(match.profile().id()).isEqualTo(expected);
        assertThat(match.how()).isEqualTo(How.KNOWN);
        assertThat(match.reason()).startsWith("the baseline knows the device: ");
    }

    @Test
    void saysByWhatItKnowsTheDevice() {
        Match match =
                known(facts("Siemens", "6ES7 315-2EH14-0AB0", "CPU 315-2", "V3.2"), Protocol.S7);

        assertThat(match.reason())
                .isEqualTo(
                        "the baseline knows the device: Siemens, 6ES7 315-2EH14-0AB0, CPU 315-2,"
                                + " firmware V3.2");
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                // a rule of s7-300 fits as well, and with maker and model better
                "S7, '', 6ES7 315-2FJ14-0AB0, ''",
                "S7, Siemens, 6ES7 315-2FJ14-0AB0, CPU 315F-2 PN/DP",
                "S7, Siemens, '', CPU 315F-2 PN/DP",
                // only the safety list (S11) tells these from s7-1500, s7-1200, logix and m580
                "S7, Siemens, 6ES7 516-3FN02-0AB0, CPU 1516F-3 PN/DP",
                "S7, '', 6ES7 214-1AF40-0XB0, ''",
                "ENIP, Rockwell Automation, 1756-L73S, 1756-L73S/B",
                "ENIP, Rockwell Automation, '', 1756-L84ES",
                "MODBUS, Schneider Electric, BMEP584040S, ''"
            })
    void neverContactsASafetyControllerThatTheBaselineKnows(
            Protocol protocol, String maker, String order, String model) {
        Match match = known(facts(maker, order, model, ""), protocol);

        assertThat(match.profile().forbidsContact()).isTrue();
        assertThat(match.how()).isEqualTo(How.KNOWN);
        assertThat(match.reason()).startsWith("the baseline knows a safety controller: ");
    }

    @Test
    void asksAnUnknownDeviceByUdpAndNamesTheProfilesThatItCouldHave() {
        Match match = known(KnownFacts.NONE, Protocol.ENIP);

        assertThat(match.profile().id()).isEqualTo(Profile.UNKNOWN_ID);
        assertThat(match.how()).isEqualTo(How.UNKNOWN);
        assertThat(match.candidates())
                .extracting(Profile::id)
                .containsExactly("logix", "micrologix", "net-eni");
        assertThat(match.warnings())
                .containsExactly(
                        "neither the site file nor the baseline says what it is, so it is asked by"
                                + " UDP only; profile: could be one of logix, micrologix, net-eni");
    }

    @Test
    void doesNotGuessAFamilyFromFactsThatNoProfileFits() {
        Match match = known(facts("ACME", "4711", "", "1.0"), Protocol.MODBUS);

        assertThat(match.profile().id()).isEqualTo(Profile.UNKNOWN_ID);
        assertThat(match.reason())
                .isEqualTo("no profile fits what the baseline knows: ACME, 4711, firmware 1.0");
    }

    @Test
    void matchesAWholeOrderNumberAndNotAPartOfIt() {
        assertThat(known(facts("", "X6ES7 315-2EH14-0AB0", "", ""), Protocol.S7).how())
                .isEqualTo(How.UNKNOWN);
    }

    @Test
    void doesNotTakeAProfileOfAnotherProtocol() {
        assertThat(known(facts("", "6ES7 315-2EH14-0AB0", "", ""), Protocol.MODBUS).how())
                .isEqualTo(How.UNKNOWN);
    }

    /// Three presses: one by maker, one by maker and firmware, and its twin.
    private static ProfileLibrary presses() {
        String profile =
                """
                  - id: %s
                    title: "Press"
                    protocols: [modbus]
                    like: unknown
                    match: [%s]
                """;
        String presses =
                "version: 1\nprofiles:\n"
                        + profile.formatted("press", "{manufacturer: 'ACME'}")
                        + profile.formatted(
                                "press-2", "{manufacturer: 'ACME', firmware: 'V2[.].*'}")
                        + profile.formatted(
                                "press-22", "{manufacturer: 'ACME', firmware: 'V2[.]2.*'}");
        String unknown =
                """
                version: 1
                profiles:
                  - id: unknown
                    title: "Unknown"
                    protocols: [modbus]
                    transports: [udp]
                    revisit: manual
                    limits:
                      gap: {value: 3000, unit: ms, grade: J, source: "judged", date: 2026-11-23}
                      connectTimeout: {value: 3, unit: s, grade: J, source: "judged", date: 2026-11-23}
                      requestTimeout: {value: 5, unit: s, grade: J, source: "judged", date: 2026-11-23}
                      closeTimeout: {value: 2, unit: s, grade: J, source: "judged", date: 2026-11-23}
                      requests: {value: 1, unit: reads, grade: J, source: "judged", date: 2026-11-23}
                """;
        var files = new LinkedHashMap<>(Map.of("generic.yaml", unknown));
        files.put("press.yaml", presses);
        return switch (ProfileLibrary.load(files)) {
            case Result.Loaded(var library) -> library;
            case Result.Invalid(var findings) -> throw new AssertionError(findings);
        };
    }

    @ParameterizedTest
    @CsvSource({"V1.0, press", "V2.1, press-2", "V20, press"})
    void takesTheProfileThatFitsByMoreFacts(String firmware, String expected) {
        Match match = presses().match(UNDECLARED, facts("acme", "", "", firmware), Protocol.MODBUS);

        assertThat(match.profile().id()).isEqualTo(expected);
        assertThat(match.how()).isEqualTo(How.KNOWN);
    }

    @Test
    void guessesNothingWhereTwoProfilesFitEquallyWell() {
        Match match = presses().match(UNDECLARED, facts("ACME", "", "", "V2.2"), Protocol.MODBUS);

        assertThat(match.profile().id()).isEqualTo(Profile.UNKNOWN_ID);
        assertThat(match.how()).isEqualTo(How.UNKNOWN);
        assertThat(match.candidates())
                .extracting(Profile::id)
                .containsExactly("press-2", "press-22");
        assertThat(match.reason())
                .isEqualTo("several profiles fit equally well what the baseline knows");
    }

    @Test
    void showsWhatAnOverlayDidToTheProfile() {
        String overlay = "version: 1\noverlays:\n  - {profile: s7-300, gap: 2 s}\n";
        LocalDate today = LocalDate.of(2026, 11, 23);
        if (!(SHIPPED.withOverlay("ours.yaml", overlay, today)
                instanceof Result.Loaded(var library))) {
            throw new AssertionError("refused");
        }

        Match match = library.match(Optional.of("s7-300"), KnownFacts.NONE, Protocol.S7);

        assertThat(match.warnings())
                .containsExactly("gap of s7-300: 2 s instead of 500 ms (ours.yaml:3), stricter");
    }

    @ParameterizedTest
    @CsvSource({
        "s7-30, s7-300",
        "s7_1500, s7-1500",
        "modbus-gateway-serail, modbus-gateway-serial",
        "micrologics, micrologix",
        "opc-ua, opcua"
    })
    void suggestsTheIdThatWasProbablyMeant(String wrong, String expected) {
        assertThat(SHIPPED.suggest(wrong)).hasValue(expected);
    }

    @Test
    void suggestsNothingForAWordOfItsOwn() {
        assertThat(SHIPPED.suggest("refrigerator")).isEmpty();
    }
}
