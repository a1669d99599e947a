package io.walkdown.profiles;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A piece of YAML that knows its line.
sealed interface YamlNode {
    /// The line on which it begins, from 1.
    int line();

    /// Keys with their values, in the file's order.
    record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {}

    /// Values in the file's order.
    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// One value as it was written; an empty one is the empty text.
    record Scalar(int line, String text) implements YamlNode {}

    /// The text is no YAML, or a key stands twice.
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Malformed(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /// Reads one document.
    static YamlNode read(String text) throws Malformed {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new Malformed(1, "the file is empty");
            }
            YamlNode root = node(parser);
            if (parser.nextToken() != null) {
                throw new Malformed(line(parser), "the file holds more than one document");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new Malformed(
                    line, String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new Malformed(1, String.valueOf(e.getMessage()));
        }
    }

    private static YamlNode node(JsonParser parser) throws IOException, Malformed {
        int line = line(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, line);
            case START_ARRAY -> sequence(parser, line);
            default -> new Scalar(line, scalar(parser));
        };
    }

    private static String scalar(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
    }

    private static Mapping mapping(JsonParser parser, int line) throws IOException, Malformed {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line(parser);
            parser.nextToken();
            if (entries.put(key, node(parser)) != null) {
                throw new Malformed(keyLine, "the key " + key + " stands twice");
            }
        }
        return new Mapping(line, entries);
    }

    private static Sequence sequence(JsonParser parser, int line) throws IOException, Malformed {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Sequence(line, items);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
