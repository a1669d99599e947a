package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ProfileLibrary.Result;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileReaderTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.builtIn();
    private static final String GOOD =
            """
            version: 1
            profiles:
              - id: press
                title: "Press controller"
                protocols: [modbus]
                transports: [tcp]
                requests: [device-id-basic]
                eviction: oldest
                limits:
                  gap: {value: 2, unit: s, grade: J, source: "judged", date: 2026-11-23, facts: [{value: 1, grade: D, source: "Manual M1"}]}
                  connectTimeout: {value: 3000, unit: ms, grade: J, source: "judged", date: 2026-11-23}
                  requestTimeout: {value: 3000, unit: ms, grade: J, source: "judged", date: 2026-11-23}
                  closeTimeout: {value: 2000, unit: ms, grade: J, source: "judged", date: 2026-11-23}
                  requests: {value: 2, unit: reads, grade: J, source: "judged", date: 2026-11-23}
                  slots: {value: 8, unit: connections, grade: D, source: "Manual M2", date: 2026-11-23}
                  reserved: {value: 1, unit: connections, grade: D, source: "Manual M3", date: 2026-11-23}
                  revisit: {value: 24, unit: h, grade: J, source: "judged", date: 2026-11-23}
                match:
                  - {manufacturer: 'ACME.*'}
            """;

    private static List<Finding> check(String yaml) {
        return SHIPPED.check("press.yaml", yaml, LocalDate.of(2026, 11, 23));
    }

    private static String with(String old, String replacement) {
        assertThat(GOOD).contains(old);
        return GOOD.replace(old, replacement);
    }

    @Test
    void readsAProfileThatIsRight() {
        assertThat(check(GOOD)).isEmpty();

        Profile press = loaded(GOOD).find("press").orElseThrow();

        assertThat(press.gap()).isEqualTo(Gap.ofMillis(2_000));
        assertThat(press.slots()).isEqualTo(new Slots(8, true, 1, Slots.Eviction.OLDEST));
        assertThat(press.budget()).isEqualTo(new VisitBudget(2, false, 0));
        assertThat(press.transports()).containsExactly(Profile.Transport.TCP);
        assertThat(press.evidence()).hasSize(8);
    }

    private static ProfileLibrary loaded(String yaml) {
        return switch (ProfileLibrary.load(files(yaml))) {
            case Result.Loaded(var library) -> library;
            case Result.Invalid(var findings) -> throw new AssertionError(findings);
        };
    }

    /// With the smallest file that a library needs.
    private static Map<String, String> files(String yaml) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("generic.yaml", GOOD.replace("id: press", "id: unknown"));
        files.put("press.yaml", yaml);
        return files;
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "title:",
                        "titel:",
                        "press.yaml:4: error: press.titel: there is no key \"titel\" [unknown-key]",
                        "did you mean title?"),
                mistake(
                        "      gap: ",
                        "      gaap: ",
                        "press.yaml:10: error: press.limits.gaap: there is no key \"gaap\""
                                + " [unknown-key]",
                        "did you mean gap?"),
                mistake(
                        "    title: \"Press controller\"\n",
                        "",
                        "press.yaml:3: error: press.title: the key title is missing [missing-key]",
                        "write it"),
                mistake(
                        "protocols: [modbus]",
                        "protocols: [modbuss]",
                        "press.yaml:5: error: press.protocols: there is no protocol \"modbuss\""
                                + " [not-a-choice]",
                        "write one of s7, modbus, enip, fins, slmp, ads, bacnet, opcua, dnp3,"
                                + " iec104, mms, hartip"),
                mistake(
                        "    protocols: [modbus]\n",
                        "",
                        "press.yaml:3: error: press.protocols: the key protocols is missing"
                                + " [missing-key]",
                        "write at least one, for example [modbus]"),
                mistake(
                        "transports: [tcp]",
                        "transports: []",
                        "press.yaml:6: error: press.transports: the list transports is empty"
                                + " [missing-value]",
                        "write [tcp], [udp] or both"),
                mistake(
                        "transports: [tcp]",
                        "transports: [serial]",
                        "press.yaml:6: error: press.transports: there is no transport \"serial\""
                                + " [not-a-choice]",
                        "write tcp or udp"),
                mistake(
                        "requests: [device-id-basic]",
                        "requests: [device-id-basik]",
                        "press.yaml:7: error: press.requests: \"device-id-basik\" is no read of the"
                                + " profile's protocols [not-a-choice]",
                        "did you mean device-id-basic?"),
                mistake(
                        "requests: [device-id-basic]",
                        "requests: device-id-basic",
                        "press.yaml:7: error: press.requests: a list is expected [wrong-type]",
                        "write [device-id-basic]"),
                mistake(
                        "eviction: oldest",
                        "eviction: random",
                        "press.yaml:8: error: press.eviction: there is no eviction \"random\""
                                + " [not-a-choice]",
                        "write one of refuses, oldest, idlest"),
                mistake(
                        "eviction: oldest",
                        "perUnit: yes",
                        "press.yaml:8: error: press.perUnit: true or false is expected"
                                + " [wrong-type]",
                        "write one"),
                mistake(
                        "eviction: oldest",
                        "revisit: sometimes",
                        "press.yaml:8: error: press.revisit: \"sometimes\" says nothing about"
                                + " visits [not-a-choice]",
                        "write every, manual or never"),
                mistake(
                        "eviction: oldest",
                        "simulates: s7-300",
                        "press.yaml:8: error: press.simulates: only simulated profiles simulate"
                                + " [unknown-key]",
                        "remove it"),
                mistake(
                        "eviction: oldest",
                        "like: nobody",
                        "press.yaml:8: error: press.like: there is no profile \"nobody\" before"
                                + " this one [unknown-profile]",
                        "name one that is read earlier, for example unknown"),
                mistake(
                        "'ACME.*'",
                        "'ACME(.*'",
                        "press.yaml:19: error: press.match.manufacturer: \"ACME(.*\" is no regular"
                                + " expression: Unclosed group [pattern-syntax]",
                        "correct it; it has to match the whole value"),
                mistake(
                        "version: 1",
                        "version: 2",
                        "press.yaml:1: error: version: this Walkdown reads version 1"
                                + " [unknown-version]",
                        "write version: 1"),
                mistake(
                        "  - id: press",
                        "  - id: [press",
                        "press.yaml:4: error: : while parsing a flow sequence [yaml-syntax]",
                        "correct the YAML"),
                mistake(
                        "    title: \"Press controller\"\n",
                        "    title: one\n    title: two\n",
                        "press.yaml:5: error: : the key title stands twice [yaml-syntax]",
                        "correct the YAML"));
    }

    static Stream<Arguments> wrongNumbers() {
        return Stream.of(
                number(
                        "value: 2, unit: s",
                        "value: 2, unit: reads",
                        "gap.unit: gap is not counted in \"reads\" [wrong-unit]",
                        "write ms, s, min, h or d"),
                number(
                        "value: 2, unit: s",
                        "value: 2",
                        "gap.unit: the key unit is missing [missing-key]",
                        "write it"),
                number(
                        "value: 2, unit: s",
                        "value: 2s, unit: s",
                        "gap.value: \"2s\" is no whole number [wrong-type]",
                        "write a whole number; the unit has a key of its own"),
                number(
                        "value: 2, unit: s",
                        "value: -5, unit: s",
                        "gap.value: -5 s is outside 1 ms to 10 min [out-of-range]",
                        "write a value in that range"),
                number(
                        "value: 2, unit: s",
                        "value: 0, unit: ms",
                        "gap.value: 0 s is outside 1 ms to 10 min [out-of-range]",
                        "write a value in that range"),
                number(
                        "value: 2, unit: s",
                        "value: 11, unit: min",
                        "gap.value: 11 min is outside 1 ms to 10 min [out-of-range]",
                        "write a value in that range"),
                number(
                        "value: 2, unit: s",
                        // in milliseconds 2^64 and a little: wrapped it would be nine hours
                        "value: 213503982335, unit: d",
                        "gap.value: 106751991167 d is outside 1 ms to 10 min [out-of-range]",
                        "write a value in that range"),
                number(
                        "grade: J, source: \"judged\", date: 2026-11-23, facts",
                        "source: \"judged\", date: 2026-11-23, facts",
                        "gap.grade: the key grade is missing [missing-key]",
                        "write it"),
                number(
                        "grade: J, source: \"judged\", date: 2026-11-23, facts",
                        "grade: A, source: \"judged\", date: 2026-11-23, facts",
                        "gap.grade: there is no grade \"A\" [not-a-choice]",
                        "write one of D, S, M, I, 2, J, U"),
                number(
                        "grade: J, source: \"judged\", date: 2026-11-23, facts",
                        "grade: U, source: \"judged\", date: 2026-11-23, facts",
                        "gap.grade: a number graded U is no default [unconfirmed-default]",
                        "confirm it in the maker's document, or take a stricter one graded J"),
                number(
                        "source: \"judged\", date: 2026-11-23, facts",
                        "date: 2026-11-23, facts",
                        "gap.source: the key source is missing [missing-key]",
                        "write it"),
                number(
                        "source: \"judged\", date: 2026-11-23, facts",
                        "source: \" \", date: 2026-11-23, facts",
                        "gap.source: the key source has no value [missing-value]",
                        "write one"),
                number(
                        "date: 2026-11-23, facts",
                        "date: 23.11.2026, facts",
                        "gap.date: \"23.11.2026\" is no date [wrong-type]",
                        "write it as 2026-11-23"),
                number(
                        "value: 1, grade: D",
                        "value: 3, grade: 2",
                        "gap.value: judged 2 s, and Manual M1 states 3 s [judgement-below-fact]",
                        "take a value at least as strict; here larger is stricter"),
                mistake(
                        "      reserved: {value: 1,",
                        "      reserved: {value: 9,",
                        "press.yaml:10: error: press.limits: 9 of 8 connections cannot be"
                                + " reserved [out-of-range]",
                        "reserve fewer"));
    }

    private static Arguments mistake(String old, String replacement, String text, String wayOut) {
        return Arguments.of(old, replacement, text + "\n    " + wayOut);
    }

    private static Arguments number(String old, String replacement, String text, String wayOut) {
        return mistake(old, replacement, "press.yaml:10: error: press.limits." + text, wayOut);
    }

    @ParameterizedTest
    @MethodSource({"mistakes", "wrongNumbers"})
    void saysWhatIsWrongAndWhatToDo(String old, String replacement, String expected) {
        assertThat(check(with(old, replacement)).stream().map(ProfileReaderTest::text))
                .contains(expected);
    }

    private static String text(Finding finding) {
        return finding.text().replace(System.lineSeparator(), "\n");
    }

    @ParameterizedTest
    @MethodSource({"mistakes", "wrongNumbers"})
    void loadsNothingOfALibraryWithAMistake(String old, String replacement, String expected) {
        assertThat(ProfileLibrary.load(files(with(old, replacement))))
                .as(expected)
                .isInstanceOf(Result.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "connectTimeout, 3000, ms, 2999",
        "requestTimeout, 3000, ms, 2999",
        "closeTimeout, 2000, ms, 1999",
        "requests, 2, reads, 1",
        "revisit, 24, h, 25"
    })
    void refusesJudgementLessStrictThanAStatedFact(
            String limit, int judged, String unit, int stated) {
        String line = "%s: {value: %d, unit: %s, grade: J,".formatted(limit, judged, unit);
        String fact = " facts: [{value: %d, grade: S, source: \"Manual M4\"}],";

        assertThat(check(with(line, line + fact.formatted(judged)))).isEmpty();
        assertThat(check(with(line, line + fact.formatted(stated))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.file()).isEqualTo("press.yaml");
                    assertThat(finding.field()).isEqualTo("press.limits." + limit + ".value");
                    assertThat(finding.rule()).isEqualTo("judgement-below-fact");
                    assertThat(finding.message()).contains("judged", "Manual M4");
                });
    }

    @Test
    void refusesTwoProfilesOfOneNameInAFile() {
        String twice = GOOD + GOOD.substring(GOOD.indexOf("  - id: press"));

        assertThat(check(twice).stream().map(ProfileReaderTest::text))
                .containsExactly(
                        "press.yaml:20: error: press: the file has two profiles called \"press\""
                                + " [duplicate-name]\n    give one of them another id");
    }

    @Test
    void refusesTwoShippedProfilesOfOneNameInTwoFiles() {
        Map<String, String> files = files(GOOD);
        files.put("second.yaml", GOOD);

        assertThat(ProfileLibrary.load(files))
                .isInstanceOfSatisfying(
                        Result.Invalid.class,
                        invalid ->
                                assertThat(invalid.findings())
                                        .singleElement()
                                        .satisfies(finding -> {
                                            assertThat(finding.file()).isEqualTo("second.yaml");
                                            assertThat(finding.message())
                                                    .isEqualTo(
                                                            "a profile of another file has the name \"press\"");
                                        }));
    }

    @Test
    void checksAFileThatRedefinesAShippedProfile() {
        assertThat(check(GOOD.replace("id: press", "id: s7-300"))).isEmpty();
    }

    @Test
    void refusesALibraryThatDoesNotSayWhatHoldsForAnUnknownDevice() {
        assertThat(ProfileLibrary.load(Map.of("press.yaml", GOOD)))
                .isInstanceOfSatisfying(
                        Result.Invalid.class,
                        invalid ->
                                assertThat(invalid.findings())
                                        .extracting(Finding::message)
                                        .containsExactly("no profile is called unknown"));
    }

    @Test
    void tellsEveryMistakeOfAFileAtOnce() {
        String wrong = GOOD.replace("title:", "titel:").replace("value: 8", "value: 0");
        wrong = wrong.replace("{manufacturer:", "{maker:").replace("[tcp]", "[serial]");

        assertThat(check(wrong))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(
                        "unknown-key",
                        "missing-key",
                        "out-of-range",
                        "unknown-key",
                        "not-a-choice");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(check("")).extracting(Finding::message).containsExactly("the file is empty");
    }
}
