package io.walkdown.scanner.site;

import io.walkdown.scanner.site.Complaints.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/// Turns YAML text into [YamlNode]s, from the parser's events: nothing is constructed, no alias is
/// followed and no tag is obeyed, so a file costs time and memory in proportion to its length.
final class YamlReader {
    /// How deep a document may nest; a site file needs 5.
    static final int MAX_DEPTH = 16;

    private final Parser events;
    private final Complaints complaints;

    private YamlReader(Parser events, Complaints complaints) {
        this.events = events;
        this.complaints = complaints;
    }

    /// The one document of a text, or empty where it was refused; why is in `complaints`.
    static Optional<YamlNode> read(String text, Complaints complaints) {
        try {
            Parser parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
            return Optional.of(new YamlReader(parser, complaints).document());
        } catch (Refusal refusal) {
            complaints.error(refusal.spot, refusal.rule, "", refusal.message, refusal.wayOut);
        } catch (MarkedYAMLException e) {
            complaints.error(
                    new Spot(position(e.getProblemMark()), ""),
                    Rule.YAML_SYNTAX,
                    "",
                    "not valid YAML: " + e.getProblem(),
                    hint(e.getProblem()));
        } catch (ReaderException e) {
            complaints.error(
                    new Spot(positionOf(text, e.getPosition()), ""),
                    Rule.YAML_SYNTAX,
                    "",
                    "not valid YAML: the character U+%04X is not allowed"
                            .formatted(e.getCodePoint()),
                    "remove it");
        } catch (YAMLException e) {
            complaints.error(
                    new Spot(Position.START, ""), Rule.YAML_SYNTAX, "", "not valid YAML", "");
        }
        return Optional.empty();
    }

    private static String hint(String problem) {
        if (problem.contains("TAB")) {
            return "indent with spaces";
        }
        if (problem.contains("alias") || problem.contains("anchor")) {
            return "put text that starts with * or & in quotes";
        }
        return "look at indentation, quotes and brackets here and on the line before";
    }

    private YamlNode document() {
        events.getEvent();
        if (!events.checkEvent(Event.ID.DocumentStart)) {
            return new YamlNode.Scalar(Position.START, "", true);
        }
        events.getEvent();
        YamlNode root = node("", 0);
        events.getEvent();
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            throw new Refusal(
                    new Spot(position(events.peekEvent().getStartMark()), ""),
                    Rule.YAML_DOCUMENTS,
                    "a second document starts here",
                    "keep one document in a file; remove the line ---");
        }
        return root;
    }

    private YamlNode node(String path, int depth) {
        Event event = events.getEvent();
        Spot spot = new Spot(position(event.getStartMark()), path);
        refuseReferences(event, spot);
        if (depth > MAX_DEPTH) {
            throw new Refusal(
                    spot,
                    Rule.YAML_DEPTH,
                    "nested deeper than " + MAX_DEPTH + " levels",
                    "a site file needs 5");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), spot);
                yield new YamlNode.Scalar(spot.at(), scalar.getValue(), scalar.isPlain());
            }
            case SequenceStartEvent start -> {
                refuseTag(start.getTag(), spot);
                yield sequence(spot, depth);
            }
            case MappingStartEvent start -> {
                refuseTag(start.getTag(), spot);
                yield mapping(spot, depth);
            }
            default -> throw new IllegalStateException("no node starts with " + event.getEventId());
        };
    }

    private YamlNode sequence(Spot spot, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!(events.peekEvent() instanceof SequenceEndEvent)) {
            items.add(node(spot.path() + "[" + items.size() + "]", depth + 1));
        }
        events.getEvent();
        return new YamlNode.Sequence(spot.at(), items);
    }

    private YamlNode mapping(Spot spot, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        while (!(events.peekEvent() instanceof MappingEndEvent)) {
            YamlNode.Entry entry = entry(spot, depth);
            Position first = seen.putIfAbsent(entry.key(), entry.keyAt());
            if (first == null) {
                entries.add(entry);
            } else {
                complaints.error(
                        new Spot(entry.keyAt(), child(spot.path(), entry.key())),
                        Rule.YAML_DUPLICATE_KEY,
                        entry.key(),
                        "key \"%s\" stands here a second time; the first is in line %d"
                                .formatted(entry.key(), first.line()),
                        "keep one of the two");
            }
        }
        events.getEvent();
        return new YamlNode.Mapping(spot.at(), entries);
    }

    private YamlNode.Entry entry(Spot spot, int depth) {
        if (!(node(spot.path(), depth + 1) instanceof YamlNode.Scalar key)) {
            throw new Refusal(
                    spot, Rule.WRONG_TYPE, "a key here is not a word", "write key: value");
        }
        YamlNode value = node(child(spot.path(), key.text()), depth + 1);
        return new YamlNode.Entry(key.text(), key.at(), value);
    }

    /// The path of a key inside a mapping.
    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static void refuseReferences(Event event, Spot spot) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            throw new Refusal(
                    spot,
                    Rule.YAML_REFERENCE,
                    "anchors (&name) and aliases (*name) are not allowed",
                    "write the value out; put text that starts with * or & in quotes");
        }
    }

    private static void refuseTag(@Nullable String tag, Spot spot) {
        if (tag != null) {
            throw new Refusal(
                    spot,
                    Rule.YAML_TAG,
                    "tags (!name) are not allowed",
                    "remove the tag; put text that starts with ! in quotes");
        }
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Position positionOf(String text, int codePoint) {
        int[] points = text.codePoints().limit(codePoint).toArray();
        int line = 1;
        int column = 1;
        for (int point : points) {
            column = point == '\n' ? 1 : column + 1;
            line += point == '\n' ? 1 : 0;
        }
        return new Position(line, column);
    }

    /// Ends the reading at a construct that a site file must not hold.
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        final transient Spot spot;
        final Rule rule;
        final String message;
        final String wayOut;

        Refusal(Spot spot, Rule rule, String message, String wayOut) {
            super(message, null, false, false);
            this.spot = spot;
            this.rule = rule;
            this.message = message;
            this.wayOut = wayOut;
        }
    }
}
