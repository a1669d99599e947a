package io.walkdown.profiles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A mapping that is read key by key; whatever is wrong becomes a finding with its place.
final class YamlFields {
    private static final int FARTHEST_SLIP = 3;

    private final String file;
    private final String path;
    private final YamlNode.Mapping mapping;
    private final List<Finding> findings;

    /// @param findings takes what is wrong
    YamlFields(String file, String path, YamlNode.Mapping mapping, List<Finding> findings) {
        this.file = file;
        this.path = path;
        this.mapping = mapping;
        this.findings = findings;
    }

    /// The fields of a mapping; a finding and empty where the node is none.
    static Optional<YamlFields> of(
            String file, String path, YamlNode node, List<Finding> findings) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new YamlFields(file, path, mapping, findings));
        }
        findings.add(
                new Finding(
                        file,
                        node.line(),
                        path,
                        "wrong-type",
                        "",
                        "here keys with values are expected",
                        "write key: value"));
        return Optional.empty();
    }

    int line() {
        return mapping.line();
    }

    String path() {
        return path;
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /// Complains of every key that is not among those.
    YamlFields only(Set<String> keys) {
        mapping.entries()
                .forEach((key, value) -> {
                    if (!keys.contains(key)) {
                        complain(
                                value.line(),
                                key,
                                "unknown-key",
                                key,
                                "there is no key \"" + key + "\"",
                                nearest(key, keys)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("the keys are " + sorted(keys)));
                    }
                });
        return this;
    }

    /// The scalar's text, stripped; a finding where it is missing, empty or no scalar.
    Optional<String> required(String key) {
        Optional<String> text = text(key);
        if (!has(key)) {
            complain(line(), key, "missing-key", "", "the key " + key + " is missing", "write it");
        }
        if (text.isPresent() && text.get().isEmpty()) {
            complain(key, "missing-value", "", "the key " + key + " has no value", "write one");
        }
        return text.filter(value -> !value.isEmpty());
    }

    Optional<String> text(String key) {
        YamlNode node = mapping.entries().get(key);
        return switch (node) {
            case null -> Optional.empty();
            case YamlNode.Scalar scalar -> Optional.of(scalar.text().strip());
            case YamlNode.Mapping _, YamlNode.Sequence _ -> {
                complain(
                        node.line(),
                        key,
                        "wrong-type",
                        "",
                        "here one value is expected",
                        "write one");
                yield Optional.empty();
            }
        };
    }

    /// The texts of a list; empty where the key is missing.
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items(key)) {
            if (item instanceof YamlNode.Scalar scalar) {
                texts.add(scalar.text().strip());
            } else {
                complain(
                        item.line(),
                        key,
                        "wrong-type",
                        "",
                        "here texts are expected",
                        "write a" + " list of texts");
            }
        }
        return texts;
    }

    List<YamlNode> items(String key) {
        return switch (mapping.entries().get(key)) {
            case null -> List.of();
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Scalar scalar -> {
                complain(
                        scalar.line(),
                        key,
                        "wrong-type",
                        scalar.text(),
                        "a list is expected",
                        "write [" + scalar.text() + "]");
                yield List.of();
            }
            case YamlNode.Mapping other -> {
                complain(other.line(), key, "wrong-type", "", "a list is expected", "write a list");
                yield List.of();
            }
        };
    }

    boolean isEmptyList(String key) {
        return mapping.entries().get(key) instanceof YamlNode.Sequence sequence
                && sequence.items().isEmpty();
    }

    Optional<YamlFields> fields(String key) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? Optional.empty() : of(file, path + "." + key, node, findings);
    }

    int lineOf(String key) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? line() : node.line();
    }

    void complain(String key, String rule, String value, String message, String wayOut) {
        complain(lineOf(key), key, rule, value, message, wayOut);
    }

    private void complain(
            int line, String key, String rule, String value, String message, String wayOut) {
        String field = path.isEmpty() ? key : path + "." + key;
        findings.add(new Finding(file, line, field, rule, value, message, wayOut));
    }

    private static String sorted(Set<String> keys) {
        return String.join(", ", keys.stream().sorted().toList());
    }

    /// The known word that a wrong one was probably meant to be: the nearest by the number of
    /// letters to change, at most three and less than half of it.
    static Optional<String> nearest(String word, Iterable<String> known) {
        List<String> near = new ArrayList<>();
        known.forEach(candidate -> {
            int distance = distance(word, candidate);
            if (distance <= FARTHEST_SLIP && 2 * distance < Math.max(word.length(), 2)) {
                near.add(candidate);
            }
        });
        return near.stream()
                .min(
                        Comparator.comparingInt((String candidate) -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
