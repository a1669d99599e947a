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
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A JSON value that knows on which line it stands, so that a complaint can name it.
public sealed interface Json {
    /// The line on which it starts, from 1.
    int line();

    /// An object; its members keep their order, and no name comes twice.
    record Obj(int line, Members members) implements Json {}

    /// An object's members, in little room: most objects have few, and a large document has
    /// millions of them. Not thread-safe while it is filled.
    final class Members extends AbstractMap<String, Json> {
        /// As many names are looked for one by one; more in a table.
        private static final int FEW = 16;

        private String[] names = new String[FEW / 2];
        private Json[] values = new Json[FEW / 2];
        private int size;

        /// Of each name its position, where there are more than a few.
        private @Nullable Map<String, Integer> positions;

        Members() {}

        /// Adds a member.
        ///
        /// @return whether its name is new
        boolean add(String name, Json value) {
            if (position(name) >= 0) {
                return false;
            }
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            names[size] = name;
            values[size] = value;
            if (positions != null) {
                positions.put(name, size);
            } else if (size == FEW) {
                positions = new HashMap<>();
                for (int at = 0; at <= size; at++) {
                    positions.put(names[at], at);
                }
            }
            size++;
            return true;
        }

        /// Where that member is, from 0; -1 where there is none. A parser gives most names as one
        /// and the same text.
        int position(String name) {
            if (positions != null) {
                return positions.getOrDefault(name, -1);
            }
            int hash = name.hashCode();
            for (int at = 0; at < size; at++) {
                String other = names[at];
                if (isSame(other, name) || (other.hashCode() == hash && other.equals(name))) {
                    return at;
                }
            }
            return -1;
        }

        @SuppressWarnings("ReferenceEquality") // equal ones that are not the same are compared, too
        private static boolean isSame(String one, String other) {
            return one == other;
        }

        /// All names, in their order.
        List<String> names() {
            return Collections.unmodifiableList(Arrays.asList(names).subList(0, size));
        }

        String name(int at) {
            return names[at];
        }

        @Nullable Json value(int at) {
            return at < 0 ? null : values[at];
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public @Nullable Json get(Object name) {
            return name instanceof String text ? value(position(text)) : null;
        }

        @Override
        public boolean containsKey(Object name) {
            return name instanceof String text && position(text) >= 0;
        }

        @Override
        public Set<Entry<String, Json>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, Json>> iterator() {
                    return IntStream.range(0, size)
                            .mapToObj(at -> Map.entry(names[at], values[at]))
                            .iterator();
                }

                @Override
                public int size() {
                    return size;
                }
            };
        }
    }

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
        return Tokens.document(file, () -> Tokens.FACTORY.createParser(text), Map.of(), true);
    }

    /// Reads a large document: items of those arrays that stand in its outermost object are handed
    /// over one by one, and the arrays are then empty. Bytes are UTF-8.
    ///
    /// @param items for each name of such an array, who takes its items, with their numbers from 0
    /// @param lines whether values know their lines; it takes time to find them out. Without, each
    ///   stands on line 0
    /// @throws JsonProblem.Found where it is no JSON, or a name comes twice in an object
    static Json parse(
            String file, InputStream in, Map<String, ObjIntConsumer<Json>> items, boolean lines)
            throws JsonProblem.Found {
        return Tokens.document(file, () -> Tokens.FACTORY.createParser(in), items, lines);
    }

    /// Builds values from Jackson's tokens.
    ///
    /// @param lines whether lines are found out
    record Tokens(JsonParser parser, boolean lines) {
        private static final JsonFactory FACTORY =
                new JsonFactoryBuilder()
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build();

        /// Opens a text.
        private interface Source {
            JsonParser open() throws IOException;
        }

        private static Json document(
                String file, Source source, Map<String, ObjIntConsumer<Json>> items, boolean lines)
                throws JsonProblem.Found {
            try (JsonParser parser = source.open()) {
                var tokens = new Tokens(parser, lines);
                JsonToken first = parser.nextToken();
                Json value =
                        first == JsonToken.START_OBJECT
                                ? tokens.object(tokens.line(), items)
                                : tokens.value(first);
                if (parser.nextToken() != null) {
                    throw new JsonProblem.Found(
                            new JsonProblem(
                                    file,
                                    parser.currentTokenLocation().getLineNr(),
                                    "",
                                    "something follows the document's end"));
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

        private int line() {
            return lines ? parser.currentTokenLocation().getLineNr() : 0;
        }

        private Json value(@Nullable JsonToken token) throws IOException {
            if (token == null) {
                throw new JsonEOFException(
                        parser, JsonToken.NOT_AVAILABLE, "the document is empty");
            }
            int line = line();
            return switch (token) {
                case START_OBJECT -> object(line, Map.of());
                case START_ARRAY -> array(line);
                case VALUE_STRING -> new Text(line, parser.getText());
                case VALUE_NUMBER_INT -> new Num(line, whole());
                case VALUE_NUMBER_FLOAT -> new Num(line, parser.getDecimalValue());
                case VALUE_TRUE, VALUE_FALSE -> new Bool(line, parser.getBooleanValue());
                case VALUE_NULL -> new Null(line);
                case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                        throw new IllegalStateException("no value starts with " + token);
            };
        }

        private BigDecimal whole() throws IOException {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? parser.getDecimalValue()
                    : BigDecimal.valueOf(parser.getLongValue());
        }

        private Obj object(int line, Map<String, ObjIntConsumer<Json>> items) throws IOException {
            var members = new Members();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                ObjIntConsumer<Json> taker = items.isEmpty() ? null : items.get(name);
                Json value =
                        taker != null && token == JsonToken.START_ARRAY
                                ? handedOver(taker)
                                : value(token);
                if (!members.add(name, value)) {
                    throw new JsonParseException(
                            parser,
                            "Duplicate field '" + name + "'",
                            new JsonLocation(ContentReference.unknown(), -1, value.line(), 1));
                }
            }
            return new Obj(line, members);
        }

        /// An empty array in place of one whose items were handed over.
        private Arr handedOver(ObjIntConsumer<Json> taker) throws IOException {
            int line = line();
            int count = 0;
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                taker.accept(value(token), count++);
            }
            return new Arr(line, List.of());
        }

        private Arr array(int line) throws IOException {
            var items = new ArrayList<Json>();
            for (JsonToken token = parser.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                items.add(value(token));
            }
            return new Arr(line, List.copyOf(items));
        }
    }
}
