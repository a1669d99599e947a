package io.walkdown.scanner.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// On which line of a baseline's file each asset and each field stands, from the parser's own
/// positions: it holds for every file that is a baseline, canonical or not. Immutable.
public final class BaselineLines {
    private static final JsonFactory JSON = new JsonFactory();

    /// By name, then by path in the asset, for example `observed.identity.firmwareRevision`, or
    /// `slot 2.identity.firmwareRevision` in a module.
    private final Map<String, Map<String, Integer>> assets;

    private BaselineLines(Map<String, Map<String, Integer>> assets) {
        this.assets = assets;
    }

    /// The lines of those assets; a file that is none has no lines.
    ///
    /// @param wanted names as the file has them
    public static BaselineLines of(Path file, Set<String> wanted) {
        if (Files.notExists(file)) {
            return new BaselineLines(Map.of());
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            return new BaselineLines(new Reading(parser, wanted).assets());
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /// The line of what the subject is about: of its field, else of its module, else of its asset's
    /// name. Empty where the baseline does not know the asset.
    public OptionalInt of(Subject subject) {
        Map<String, Integer> lines = assets.getOrDefault(subject.asset(), Map.of());
        return paths(subject).filter(lines::containsKey).mapToInt(lines::get).findFirst();
    }

    /// The best first.
    private static Stream<String> paths(Subject subject) {
        String bearer = subject.inModule().map(Module.Place::toString).orElse("observed");
        Stream<String> field =
                subject.ofField().stream()
                        .flatMap(name ->
                                name.startsWith("human.")
                                        ? Stream.of(name, "human")
                                        : Stream.of(
                                                bearer + "." + name, bearer + ".identity." + name));
        return Stream.of(field, whole(subject), Stream.of("name")).flatMap(all -> all);
    }

    private static Stream<String> whole(Subject subject) {
        if (subject instanceof Subject.Difference(DriftItem item)) {
            if (item instanceof DriftItem.Moved) {
                return Stream.of("place.address", "place");
            }
            if (item instanceof DriftItem.ModuleMoved moved) {
                return Stream.of(moved.from().toString());
            }
            if (item instanceof DriftItem.Replaced) {
                return Stream.of("observed.identity.serialNumber", "name");
            }
        }
        return subject.inModule().map(Module.Place::toString).stream();
    }

    /// Walks through the file once.
    private static final class Reading {
        private final JsonParser parser;
        private final Set<String> wanted;
        private final Map<String, Map<String, Integer>> assets = new HashMap<>();

        /// Of the asset that is being read.
        private Map<String, Integer> lines = new HashMap<>();

        private Optional<String> name = Optional.empty();

        Reading(JsonParser parser, Set<String> wanted) {
            this.parser = parser;
            this.wanted = wanted;
        }

        Map<String, Map<String, Integer>> assets() throws IOException {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean here = parser.currentName().equals("assets");
                    JsonToken value = parser.nextToken();
                    if (here && value == JsonToken.START_ARRAY) {
                        all();
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            return assets;
        }

        private void all() throws IOException {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                lines = new HashMap<>();
                name = Optional.empty();
                asset();
                name.filter(wanted::contains).ifPresent(it -> assets.put(it, lines));
            }
        }

        private void asset() throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (isUnwanted()) {
                    parser.nextToken();
                    parser.skipChildren();
                    continue;
                }
                String key = parser.currentName();
                int line = line();
                JsonToken value = parser.nextToken();
                lines.put(key, line);
                if (key.equals("name") && value == JsonToken.VALUE_STRING) {
                    name = Optional.of(parser.getText());
                }
                if (isUnwanted() || value != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                } else if (key.equals("observed")) {
                    facts(lines, "observed.");
                } else {
                    members(lines, key + ".");
                }
            }
        }

        private boolean isUnwanted() {
            return name.filter(it -> !wanted.contains(it)).isPresent();
        }

        /// The members of the object that was entered.
        private void members(Map<String, Integer> into, String prefix) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                into.put(prefix + parser.currentName(), line());
                parser.nextToken();
                parser.skipChildren();
            }
        }

        private void facts(Map<String, Integer> into, String prefix) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                into.put(prefix + key, line());
                JsonToken value = parser.nextToken();
                if (key.equals("modules") && value == JsonToken.START_ARRAY) {
                    modules();
                } else if (key.equals("evidence") || value != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                } else {
                    members(into, prefix + key + ".");
                }
            }
        }

        private void modules() throws IOException {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                module();
            }
        }

        /// A module says in its last line where it sits.
        private void module() throws IOException {
            Map<String, Integer> own = new HashMap<>();
            String place = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                int line = line();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    place = key + " " + parser.getText();
                    own.put("", line);
                } else if (key.equals("evidence") || value != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                } else {
                    members(own, "." + key + ".");
                }
            }
            String prefix = place;
            own.forEach((path, line) -> lines.put(prefix + path, line));
        }

        private int line() {
            return parser.currentTokenLocation().getLineNr();
        }
    }
}
