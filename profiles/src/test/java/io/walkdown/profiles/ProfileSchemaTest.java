package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.walkdown.profiles.Evidence.Grade;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schemas say what the readers say, as far as a schema can.
class ProfileSchemaTest {
    private static final Path FOLDER = Path.of("..", "docs", "schema");
    private static final String PROFILES = read("profile.schema.json");
    private static final String OVERLAY = read("profile-overlay.schema.json");
    private static final ProfileLibrary SHIPPED = ProfileLibrary.builtIn();

    private static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ProfileLibrary.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> errors(String schema, String yaml) {
        Schema parsed =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema);
        return parsed.validate(yaml, InputFormat.YAML).stream().map(Error::toString).toList();
    }

    private static JsonNode at(String schema, String pointer) throws IOException {
        JsonNode node = new ObjectMapper().readTree(schema).at(pointer);
        assertThat(node.isMissingNode()).as(pointer).isFalse();
        return node;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static Stream<String> shippedFiles() throws IOException {
        return resource("index.txt").lines().filter(line -> !line.isBlank());
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void takesEveryShippedFile(String file) throws IOException {
        assertThat(errors(PROFILES, resource(file))).isEmpty();
    }

    @Test
    void namesTheProtocolsReadsLimitsAndGradesThatExist() throws IOException {
        List<String> protocols = Arrays.stream(Protocol.values()).map(Protocol::id).toList();
        List<String> reads = Arrays.stream(ReadRequest.all()).map(ReadRequest::id).toList();
        String profile = "/$defs/profile/properties/";

        assertThat(texts(at(PROFILES, profile + "protocols/items/enum"))).isEqualTo(protocols);
        assertThat(texts(at(PROFILES, profile + "requests/items/enum"))).isEqualTo(reads);
        assertThat(texts(at(OVERLAY, "/$defs/overlay/properties/allow/items/enum")))
                .isEqualTo(reads);
        assertThat(names(at(PROFILES, "/$defs/limits/properties"))).isEqualTo(Limit.ids());
        assertThat(names(at(OVERLAY, "/$defs/overlay/properties"))).containsAll(Limit.ids());
        assertThat(texts(at(PROFILES, "/$defs/fact/properties/grade/anyOf/0/enum")))
                .isEqualTo(Arrays.stream(Grade.values()).map(Grade::tag).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "/$defs/profile, profiles",
        "/$defs/match, match",
        "/$defs/number, limits.gap",
        "/$defs/fact, limits.gap.facts",
        "/$defs/limits, limits"
    })
    void hasExactlyTheKeysThatTheReaderKnows(String definition, String where) throws IOException {
        String unknown = "zzzzzzzzzzzz: 1";
        String limits = where.equals("limits") ? "{" + unknown + "}" : "{gap: " + gap(where) + "}";
        String yaml =
                "version: 1\nprofiles:\n  - id: x\n    limits: "
                        + limits
                        + (where.equals("profiles") ? "\n    " + unknown : "")
                        + (where.equals("match") ? "\n    match: [{" + unknown + "}]" : "");

        assertThat(SHIPPED.check("x.yaml", yaml, LocalDate.EPOCH))
                .filteredOn(finding -> finding.rule().equals("unknown-key"))
                .extracting(Finding::wayOut)
                .containsExactly("the keys are " + sorted(PROFILES, definition));
    }

    private static String gap(String where) {
        return switch (where) {
            case "limits.gap" -> "{zzzzzzzzzzzz: 1}";
            case "limits.gap.facts" -> "{facts: [{zzzzzzzzzzzz: 1}]}";
            default -> "{}";
        };
    }

    @Test
    void hasExactlyTheKeysThatTheReaderOfOverlaysKnows() throws IOException {
        String yaml = "version: 1\noverlays:\n  - {profile: s7-300, zzzzzzzzzzzz: 1}\n";

        assertThat(SHIPPED.check("x.yaml", yaml, LocalDate.EPOCH))
                .extracting(Finding::wayOut)
                .containsExactly("the keys are " + sorted(OVERLAY, "/$defs/overlay"));
    }

    private static String sorted(String schema, String definition) throws IOException {
        return String.join(
                ", ", names(at(schema, definition + "/properties")).stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title:|titel:",
                "value: 3000, unit: ms|value: -1, unit: ms",
                "value: 3000, unit: ms|value: 3000, unit: reads",
                "value: 3000, unit: ms|value: 3000",
                "value: 3000, unit: ms|unit: ms",
                "grade: \"J\"|grade: \"U\"",
                "grade: \"J\"|grade: \"X\"",
                "protocols: [|protocols: [telnet, ",
                "requests: [|requests: [write-coil, ",
                "transports: [udp]|transports: []",
                "revisit: manual|revisit: sometimes",
                "revisit: manual|revisit: every",
                "version: 1|version: 2",
                "date: 2026-11-23|date: yesterday",
                "limits:|limit:"
            })
    void refusesWhatTheReaderRefuses(String old, String replacement) throws IOException {
        String wrong = resource("generic.yaml").replace(old, replacement);

        assertThat(wrong).isNotEqualTo(resource("generic.yaml"));
        assertThat(SHIPPED.check("x.yaml", wrong, LocalDate.EPOCH)).isNotEmpty();
        assertThat(errors(PROFILES, wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gap: 2 s|true",
                "'gap: 2 s, requests: 3, slots: 2 connections, reason: r, by: b, until: 2031-01-01'"
                        + "|true",
                "forbid: [szl-001c]|true",
                "'allow: [szl-001c], reason: r, by: b, until: 2031-01-01'|true",
                "allow: [szl-001c]|false",
                "componentListOrderNumbers: ['6ES7.*']|false",
                "gap: 2|false",
                "gap: 2 reads|false",
                "gap: -2 s|false",
                "requests: 65|false",
                "slots: 0|false",
                "requests: 3 connections|false",
                "gaps: 2 s|false",
                "until: soon|false",
                "allow: [write-coil]|false"
            })
    void agreesWithTheReaderOnOverlays(String keys, boolean right) {
        String yaml = "version: 1\noverlays:\n  - {profile: s7-300, " + keys + "}\n";

        assertThat(SHIPPED.check("x.yaml", yaml, LocalDate.EPOCH).isEmpty()).isEqualTo(right);
        assertThat(errors(OVERLAY, yaml).isEmpty()).isEqualTo(right);
    }
}
