package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.walkdown.profiles.ReadRequest.ReadSzl;
import io.walkdown.profiles.ReadRequest.SzlList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the known-bad list forbids, and what it says of a file that is wrong (S8).
class KnownBadTest {
    private static final ProfileLibrary PROFILES = ProfileLibrary.builtIn();
    private static final ReadRequest COMPONENTS = new ReadSzl(SzlList.COMPONENT_IDENTIFICATION);
    private static final ReadRequest MODULES = new ReadSzl(SzlList.MODULE_IDENTIFICATION);
    private static final String ENTRY =
            """
            version: 1
            knownBad:
              - request: szl-001c
                kind: {profiles: [s7-300], orderNumber: '6ES7 315-.*', firmware: 'V2.*'}
                effect: stops
                source: a bench
                date: 2026-11-01
                grade: "M"
                reportedBy: R. Okafor
            """;

    private static KnownFacts told(String orderNumber, String firmware) {
        return new KnownFacts(
                Optional.empty(),
                Optional.of(orderNumber).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.of(firmware).filter(text -> !text.isEmpty()));
    }

    private static KnownBadReads reads(KnownBadList list, String profile) {
        return list.of(PROFILES.find(profile).orElseThrow(), KnownFacts.NONE);
    }

    private static KnownBadList list(String yaml) {
        return switch (KnownBadList.read("ours.yaml", yaml, PROFILES)) {
            case KnownBadList.Result.Loaded(var list) -> list;
            case KnownBadList.Result.Invalid(var findings) ->
                    throw new AssertionError(findings.toString());
        };
    }

    private static List<Finding> findings(String yaml) {
        return PROFILES.check("ours.yaml", yaml, java.time.LocalDate.of(2026, 11, 23));
    }

    @ParameterizedTest
    @CsvSource({
        "6ES7 315-6FF04-0AB0, true", "6ES7 315-2FJ14-0AB0, true", "6ES7 317-6FF04-0AB0, true",
        "6ES7 317-2FK14-0AB0, true", "6ES7315-2FJ14-0AB0, true", "6ES7 315-2EH14-0AB0, false",
        "6ES7 317-2EK14-0AB0, false", "6ES7 515-2AM01-0AB0, false", "'', true"
    })
    void shipsTheOneReportThatIsKnown(String orderNumber, boolean forbidden) {
        KnownBadReads reads = reads(KnownBadList.builtIn(), "s7-300");

        Optional<String> objection = reads.objection(COMPONENTS, told(orderNumber, "V3.2.6"));

        assertThat(objection.isPresent()).isEqualTo(forbidden);
        objection.ifPresent(why ->
                assertThat(why).contains("S8", "szl-001c", "python-snap7/issues/467", "grade I"));
        assertThat(reads.objection(MODULES, told(orderNumber, "V3.2.6"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s7-300, 6ES7 315-2EH14-0AB0, V2.1, true",
        "s7-300, 6ES7 315-2EH14-0AB0, '', true",
        "s7-300, '', '', true",
        "s7-300, 6ES7 315-2EH14-0AB0, V3.1, false",
        "s7-300, 6ES7 312-1AE14-0AB0, '', false",
        "s7-1200, 6ES7 315-2EH14-0AB0, V2.1, false"
    })
    void sendsAReadOnlyWhereSomethingRulesTheKindOut(
            String profile, String orderNumber, String firmware, boolean forbidden) {
        assertThat(
                        reads(list(ENTRY), profile)
                                .objection(COMPONENTS, told(orderNumber, firmware))
                                .isPresent())
                .isEqualTo(forbidden);
    }

    @Test
    void believesTheDeviceMoreThanTheBaseline() {
        var s7300 = PROFILES.find("s7-300").orElseThrow();
        KnownBadReads reads = list(ENTRY).of(s7300, told("6ES7 312-1AE14-0AB0", "V3.1"));

        assertThat(reads.certain()).isEmpty();
        assertThat(reads.objection(COMPONENTS, told("6ES7 315-2EH14-0AB0", "V2.1"))).isPresent();
    }

    @Test
    void tellsInTheConditionWhatDecides() {
        String one = reads(list(ENTRY), "s7-300").condition(COMPONENTS, "always");
        String other =
                reads(list(ENTRY.replace("V2", "V3")), "s7-300").condition(COMPONENTS, "always");

        assertThat(one).isNotEqualTo(other).startsWith("always, and known-bad list ");
        assertThat(
                        reads(list(ENTRY.replace("stops", "halts")), "s7-300")
                                .condition(COMPONENTS, "always"))
                .isEqualTo(one);
        assertThat(reads(list(ENTRY), "s7-1200").condition(COMPONENTS, "always"))
                .isEqualTo("always");
    }

    @ParameterizedTest
    @CsvSource({
        "request: szl-001c, request: write-coil, not-a-choice, 3",
        "profiles: [s7-300], profiles: [s7-330], unknown-profile, 4",
        "'6ES7 315-.*', '6ES7 315-(', pattern-syntax, 4",
        "effect: stops, efect: stops, unknown-key, 5",
        "date: 2026-11-01, date: yesterday, wrong-type, 7",
        "'\"M\"', '\"X\"', not-a-choice, 8",
        "allow, allow, '', 0"
    })
    void namesLineRuleAndWayOut(String right, String wrong, String rule, int line) {
        List<Finding> findings = findings(ENTRY.replace(right, wrong));

        if (rule.isEmpty()) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings)
                    .anySatisfy(finding -> {
                        assertThat(finding.rule()).isEqualTo(rule);
                        assertThat(finding.line()).isEqualTo(line);
                        assertThat(finding.wayOut()).isNotBlank();
                    });
        }
    }

    @Test
    void refusesAnEntryThatDoesNotSayItsKind() {
        assertThat(findings(ENTRY.replaceFirst("(?m)^    kind:.*\n", "")))
                .extracting(Finding::rule)
                .contains("missing-key");
        assertThat(findings(ENTRY.replaceFirst("kind: .*", "kind: {}")))
                .extracting(Finding::field)
                .contains("knownBad[0].kind");
    }

    @Test
    void fitsThePublishedSchema() throws IOException {
        String schema = Files.readString(Path.of("..", "docs", "schema", "known-bad.schema.json"));
        var parsed =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema);
        String shipped;
        try (InputStream in = KnownBadList.class.getResourceAsStream("known-bad.yaml")) {
            assertThat(in).isNotNull();
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(parsed.validate(shipped, InputFormat.YAML)).isEmpty();
        assertThat(parsed.validate(ENTRY, InputFormat.YAML)).isEmpty();
        assertThat(parsed.validate(ENTRY.replace("effect:", "allow:"), InputFormat.YAML))
                .isNotEmpty();
        for (ReadRequest request : ReadRequest.all()) {
            assertThat(schema).contains("\"" + request.id() + "\"");
        }
    }
}
