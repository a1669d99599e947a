package io.walkdown.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Holds documents against the schemas that we publish.
final class Schemas {
    private static final Path FOLDER = Path.of("..", "..", "docs", "schema");

    private Schemas() {}

    static List<String> errors(String schema, JsonNode document) {
        return errors(schema, document.toString(), InputFormat.JSON);
    }

    static List<String> errorsOfYaml(String schema, String yaml) {
        return errors(schema, yaml, InputFormat.YAML);
    }

    private static List<String> errors(String schema, String text, InputFormat format) {
        try {
            String published = Files.readString(FOLDER.resolve(schema + ".schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(published)
                    .validate(text, format)
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
