package io.walkdown.scanner.site;

import java.util.List;
import java.util.regex.Pattern;

/// A YAML document as it was written: every key and every value with its place.
sealed interface YamlNode {
    /// Where the node starts.
    Position at();

    /// Keys and values in the file's order; no key twice.
    ///
    /// @param at where it starts
    /// @param entries the keys and values
    record Mapping(Position at, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /// A key and its value.
    ///
    /// @param key the key's text
    /// @param keyAt where the key starts
    /// @param value the value
    record Entry(String key, Position keyAt, YamlNode value) {}

    /// A list.
    ///
    /// @param at where it starts
    /// @param items its items in the file's order
    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// A single value.
    ///
    /// @param at where it starts
    /// @param text its text, escapes resolved
    /// @param plain whether it was written without quotes, so that it may be other than text
    record Scalar(Position at, String text, boolean plain) implements YamlNode {
        private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
        private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NUMBER =
                Pattern.compile(
                        "[-+]?(0[xo][0-9a-fA-F_]+|[0-9][0-9_]*(\\.[0-9_]*)?|\\.[0-9]+)"
                                + "([eE][-+]?[0-9]+)?");

        /// What a reader of YAML 1.2's core schema takes the value for.
        Type type() {
            if (!plain) {
                return Type.TEXT;
            }
            if (NULL.matcher(text).matches()) {
                return Type.NOTHING;
            }
            if (FLAG.matcher(text).matches()) {
                return Type.FLAG;
            }
            return NUMBER.matcher(text).matches() ? Type.NUMBER : Type.TEXT;
        }
    }

    /// What a scalar is.
    enum Type {
        TEXT("text"),
        NUMBER("a number"),
        FLAG("true or false"),
        NOTHING("empty");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// What the node is, in a person's words.
    default String words() {
        return switch (this) {
            case Mapping mapping -> "a group of keys";
            case Sequence sequence -> "a list";
            case Scalar scalar -> scalar.type().words();
        };
    }
}
