package io.walkdown.scanner.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// A JSON value that knows on which line it stands, so that a complaint can name it.
public sealed interface Json {
    /// The line on which it starts, from 1.
    int line();

    /// An object; its members keep their order, and no name comes twice.
    record Obj(int line, SequencedMap<String, Json> members) implements Json {}

    /// An array.
    record Arr(int line, List<Json> items) implements Json {}

    /// A string.
    record Text(int line, String value) implements Json {}

    /// A number.
    record Num(int line, BigDecimal value) implements Json {}

    /// `true` or `false`.
    record Bool(int line, boolean value) implements Json {}

    /// `null`.
    record Null(int line) implements Json {}

    /// What it is, in a word that a person knows.
    default String kind() {
        return switch (this) {
            case Obj o -> "an object";
            case Arr a -> "an array";
            case Text t -> "a text";
            case Num n -> "a number";
            case Bool b -> "true or false";
            case Null n -> "null";
        };
    }

    /// Reads a document that holds one value and nothing behind it.
    ///
    /// @throws JsonProblem.Found where it is no JSON, or a name comes twice in an object
    static Json parse(String file, String text) throws JsonProblem.Found {
        return Tokens.document(file, () -> Tokens.FACTORY.createParser(text), Map.of());
    }

    /// Reads a large document: items of those arrays that stand in its outermost object are handed
    /// over one by one, and the arrays are then empty. Bytes are UTF-8.
    ///
    /// @param items for each name of such an array, who takes its items, with their numbers from 0
    /// @throws JsonProblem.Found where it is no JSON, or a name comes twice in an object
    static Json parse(String file, InputStream in, Map<String, ObjIntConsumer<Json>> items)
            throws JsonProblem.Found {
        return Tokens.document(file, () -> Tokens.FACTORY.createParser(in), items);
    }

    /// Builds values from Jackson's tokens.
    final class Tokens {
        private static final JsonFactory FACTORY =
                new JsonFactoryBuilder()
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build();

        /// Room for the members of most objects.
        private static final int FEW = 8;

        private Tokens() {}

        /// Opens a text.
        private interface Source {
            JsonParser open() throws IOException;
        }

        private static Json document(
                String file, Source source, Map<String, ObjIntConsumer<Json>> items)
                throws JsonProblem.Found {
            try (JsonParser parser = source.open()) {
                JsonToken first = parser.nextToken();
                Json value =
                        first == JsonToken.START_OBJECT
                                ? object(parser, line(parser), items)
                                : value(parser, first);
                if (parser.nextToken() != null) {
                    throw problem(file, parser, "something follows the document's end");
                }
                return value;
            } catch (JsonProcessingException e) {
                int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
                throw new JsonProblem.Found(
                        new JsonProblem(file, line, "", "not JSON: " + e.getOriginalMessage()));
            } catch (IOException e) {
                throw new StoreException("cannot read " + file, e);
            }
        }

        private static int line(JsonParser parser) {
            return parser.currentTokenLocation().getLineNr();
        }

        private static Json value(JsonParser parser, @Nullable JsonToken token) throws IOException {
            if (token == null) {
                throw new JsonEOFException(
                        parser, JsonToken.NOT_AVAILABLE, "the document is empty");
            }
            int line = line(parser);
            return switch (token) {
                case START_OBJECT -> object(parser, line, Map.of());
                case START_ARRAY -> array(parser, line);
                case VALUE_STRING -> new Text(line, parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        new Num(line, parser.getDecimalValue());
                case VALUE_TRUE, VALUE_FALSE -> new Bool(line, parser.getBooleanValue());
                case VALUE_NULL -> new Null(line);
                case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                        throw new IllegalStateException("no value starts with " + token);
            };
        }

        private static Obj object(
                JsonParser parser, int line, Map<String, ObjIntConsumer<Json>> items)
                throws IOException {
            var members = new LinkedHashMap<String, Json>(FEW);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                ObjIntConsumer<Json> taker = items.get(name);
                Json value =
                        taker != null && token == JsonToken.START_ARRAY
                                ? handedOver(parser, taker)
                                : value(parser, token);
                if (members.put(name, value) != null) {
                    throw new JsonParseException(
                            parser,
                            "Duplicate field '" + name + "'",
                            new JsonLocation(ContentReference.unknown(), -1, value.line(), 1));
                }
            }
            return new Obj(line, members);
        }

        /// An empty array in place of one whose items were handed over.
        private static Arr handedOver(JsonParser parser, ObjIntConsumer<Json> taker)
                throws IOException {
            int line = line(parser);
            int count = 0;
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                taker.accept(value(parser, token), count++);
            }
            return new Arr(line, List.of());
        }

        private static Arr array(JsonParser parser, int line) throws IOException {
            var items = new ArrayList<Json>();
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                items.add(value(parser, token));
            }
            return new Arr(line, List.copyOf(items));
        }

        private static JsonProblem.Found problem(String file, JsonParser parser, String words) {
            return new JsonProblem.Found(new JsonProblem(file, line(parser), "", words));
        }
    }
}
