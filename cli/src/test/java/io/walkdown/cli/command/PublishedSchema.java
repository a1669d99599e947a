package io.walkdown.cli.command;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Holds documents against the schemas that we publish.
final class PublishedSchema {
    private PublishedSchema() {}

    static List<String> errors(String schema, String document) throws IOException {
        String published =
                Files.readString(Path.of("..", "docs", "schema", schema + ".schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(published)
                .validate(document, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
