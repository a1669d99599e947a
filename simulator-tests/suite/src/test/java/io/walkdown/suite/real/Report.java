package io.walkdown.suite.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/// What a scan of one device printed.
///
/// @param exitCode of the process
/// @param json the one document on standard output
/// @param errors all of standard error
record Report(int exitCode, JsonNode json, String errors) {
    /// Strict, so that a second document or any other word on standard output fails.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static Report of(int exitCode, String out, String errors) {
        try {
            JsonNode json = JSON.readTree(out);
            assertThat(json.isObject()).as("exit %d, no document: %s", exitCode, errors).isTrue();
            return new Report(exitCode, json, errors);
        } catch (JsonProcessingException e) {
            throw new AssertionError(
                    "exit %d, and this is no JSON: %s%n%s".formatted(exitCode, out, errors), e);
        }
    }

    /// The only visit.
    JsonNode visit() {
        assertThat(json.path("visits")).as("visits in %s", json).hasSize(1);
        return json.path("visits").get(0);
    }

    /// The only asset; a missing node where there is none.
    JsonNode asset() {
        assertThat(json.path("assets").size()).as("assets in %s", json).isLessThanOrEqualTo(1);
        return json.path("assets").path(0);
    }

    /// The fields by name, each as its state, and its value in quotes where it has one, for example
    /// `known "V3.2.6"` or `not-supported`.
    static Map<String, String> fields(JsonNode fields) {
        var out = new TreeMap<String, String>();
        fields.properties().forEach(field -> out.put(field.getKey(), written(field.getValue())));
        return out;
    }

    private static String written(JsonNode field) {
        JsonNode value = field.path("value");
        String state = field.path("state").asText();
        return value.isTextual() ? "%s \"%s\"".formatted(state, value.asText()) : state;
    }
}
