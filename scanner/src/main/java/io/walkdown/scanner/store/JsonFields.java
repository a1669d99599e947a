package io.walkdown.scanner.store;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// Reads one JSON object strictly: what is missing, of the wrong kind or unknown becomes a problem
/// that names file, line and field, and reading goes on, so that all problems are told at once.
///
/// A required member that is wrong gives a stand-in (the empty text, 0), which must not be used
/// when [#problems()] is not empty. Not thread-safe.
public final class JsonFields {
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(Integer.MAX_VALUE);

    /// Numbers with fewer digits are whole ones of 32 bits.
    private static final int INT_DIGITS = 10;

    /// Numbers with fewer are nanoseconds of 64 bits, and so are their seconds.
    private static final int NANO_DIGITS = 9;

    private final String file;

    /// Where the object stands in another one; its path is put together when a problem is told.
    private final @Nullable JsonFields outer;

    private final String step;
    private final Json.Obj object;
    private final List<JsonProblem> problems;

    /// Which of the first members were asked for, a bit for each.
    private long asked;

    /// Which of the later ones were, where there are so many.
    private @Nullable BitSet askedLater;

    /// Names that were asked for and are not there; most often there is none.
    private List<String> absent = List.of();

    /// Items of arrays that were read already, while the document was.
    private final Map<String, List<?>> read;

    private JsonFields(String file, String path, Json.Obj object, List<JsonProblem> problems) {
        this(file, null, path, object, problems, Map.of());
    }

    private JsonFields(JsonFields outer, String step, Json.Obj object, List<JsonProblem> problems) {
        this(outer.file, outer, step, object, problems, Map.of());
    }

    private JsonFields(
            String file,
            @Nullable JsonFields outer,
            String step,
            Json.Obj object,
            List<JsonProblem> problems,
            Map<String, List<?>> read) {
        this.file = file;
        this.outer = outer;
        this.step = step;
        this.object = object;
        this.problems = problems;
        this.read = read;
    }

    /// The fields of a large document, of which no more than one item of those arrays is in memory
    /// at a time. [#objects] then gives what was read, whatever function it is asked with.
    ///
    /// @param items how the items of arrays in the outermost object are read
    /// @param lines whether problems know their lines; without, they stand on line 0
    /// @throws JsonProblem.Found where it is no JSON, or a name comes twice in an object
    public static JsonFields of(
            String file, InputStream in, Map<String, Function<JsonFields, ?>> items, boolean lines)
            throws JsonProblem.Found {
        var problems = new ArrayList<JsonProblem>();
        var all = new HashMap<String, List<?>>();
        var takers = new HashMap<String, ObjIntConsumer<Json>>();
        items.forEach((name, function) -> {
            var list = new ArrayList<Object>();
            all.put(name, list);
            takers.put(
                    name,
                    (item, number) -> {
                        String at = name + "[" + number + "]";
                        if (item instanceof Json.Obj inner) {
                            list.add(function.apply(new JsonFields(file, at, inner, problems)));
                        } else {
                            problems.add(unfitItem(file, at, item, "an object"));
                        }
                    });
        });
        Json document = Json.parse(file, in, takers, lines);
        if (document instanceof Json.Obj object) {
            all.keySet().removeIf(name -> !(object.members().get(name) instanceof Json.Arr));
            return new JsonFields(file, null, "", object, problems, all);
        }
        return of(file, document);
    }

    /// The fields of a document.
    ///
    /// @param document its outermost value; anything but an object is a problem
    public static JsonFields of(String file, Json document) {
        var problems = new ArrayList<JsonProblem>();
        if (document instanceof Json.Obj object) {
            return new JsonFields(file, "", object, problems);
        }
        problems.add(
                new JsonProblem(
                        file,
                        document.line(),
                        "",
                        "the document is %s; an object is needed".formatted(document.kind())));
        return new JsonFields(
                file, "", new Json.Obj(document.line(), new Json.Members()), problems);
    }

    /// All problems found so far in the whole document, in the order of their lines.
    public List<JsonProblem> problems() {
        return problems.stream().sorted(Comparator.comparingInt(JsonProblem::line)).toList();
    }

    /// The object's line.
    public int line() {
        return object.line();
    }

    /// The names of its members, in their order.
    public Collection<String> names() {
        return object.members().names();
    }

    /// Notes a problem of a member, or of the object itself where the name is empty.
    public void wrong(String name, String message) {
        Json value = object.members().get(name);
        int line = value == null ? object.line() : value.line();
        problems.add(new JsonProblem(file, line, path(name), message));
    }

    /// Whether a member is there, whatever it is.
    public boolean has(String name) {
        return object.members().containsKey(name);
    }

    /// Whether a member is there and is an array.
    public boolean isArray(String name) {
        return member(name) instanceof Json.Arr;
    }

    /// Whether a member is there and is null.
    public boolean isNull(String name) {
        return member(name) instanceof Json.Null;
    }

    /// A required text.
    public String text(String name) {
        if (member(name) instanceof Json.Text(int line, String value)) {
            return value;
        }
        return required(name, this::optionalText, "a text").orElse("");
    }

    /// A text that may be missing.
    public Optional<String> optionalText(String name) {
        Json member = member(name);
        return member instanceof Json.Text(int _, String value)
                ? Optional.of(value)
                : noSuch(name, member, "a text");
    }

    /// A required whole number within those bounds, both included.
    public int whole(String name, int min, int max) {
        if (member(name) instanceof Json.Num(int line, BigDecimal number)
                && number.scale() == 0
                && number.precision() < INT_DIGITS
                && number.intValue() >= min
                && number.intValue() <= max) {
            return number.intValue();
        }
        BigDecimal value = number(name);
        try {
            int whole = value.intValueExact();
            if (whole >= min && whole <= max) {
                return whole;
            }
        } catch (ArithmeticException e) {
            // told below, like a number out of bounds
        }
        if (object.members().get(name) instanceof Json.Num) {
            wrong(name, "%s is not a whole number from %d to %d".formatted(value, min, max));
        }
        return min;
    }

    /// A required number.
    public BigDecimal number(String name) {
        return required(name, this::optionalNumber, "a number").orElse(BigDecimal.ZERO);
    }

    /// A required length of time, as a number of seconds.
    public Duration seconds(String name) {
        BigDecimal seconds = number(name);
        if (seconds.signum() < 0 || seconds.compareTo(LONGEST_SECONDS) > 0) {
            wrong(name, seconds + " is not a length of time in seconds");
            return Duration.ZERO;
        }
        if (seconds.scale() >= 0 && seconds.scale() <= NANO_DIGITS) {
            return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
        }
        return Duration.ofSeconds(seconds.longValue())
                .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    /// Whether a required flag is set.
    public boolean flag(String name) {
        return required(name, this::optionalFlag, "true or false").orElse(false);
    }

    /// A required value that a text stands for.
    ///
    /// @param what what the text is, for example `a state`
    /// @param known every text that is allowed, for the message
    public <T> Optional<T> choice(
            String name, String what, Function<String, Optional<T>> byText, List<String> known) {
        Optional<String> text = required(name, this::optionalText, "a text");
        Optional<T> value = text.flatMap(byText);
        if (text.isPresent() && value.isEmpty()) {
            String list = String.join(", ", known);
            wrong(name, "'%s' is not %s; known are %s".formatted(text.get(), what, list));
        }
        return value;
    }

    /// A required text in the form of that parser.
    ///
    /// @param what the form, for example `a time such as 2026-11-23T07:35:00Z`
    public <T> Optional<T> parsed(String name, String what, Function<String, T> parser) {
        return optionalParsed(name, what, parser, required(name, this::optionalText, what));
    }

    /// A text in the form of that parser that may be missing.
    public <T> Optional<T> optionalParsed(String name, String what, Function<String, T> parser) {
        return optionalParsed(name, what, parser, optionalText(name));
    }

    private <T> Optional<T> optionalParsed(
            String name, String what, Function<String, T> parser, Optional<String> text) {
        try {
            return text.map(parser);
        } catch (IllegalArgumentException | DateTimeException e) {
            wrong(name, "'%s' is not %s".formatted(text.orElse(""), what));
            return Optional.empty();
        }
    }

    /// A required object; reads it as empty where it is missing or none.
    public JsonFields object(String name) {
        Json value = member(name);
        if (value instanceof Json.Obj inner) {
            return new JsonFields(this, name, inner, problems);
        }
        if (value == null) {
            wrong("", "'%s' is missing; an object is needed".formatted(name));
        } else {
            unfit(name, value, "an object");
        }
        var empty = new Json.Obj(object.line(), new Json.Members());
        return new JsonFields(this, name, empty, new ArrayList<>());
    }

    /// An object that may be missing.
    public Optional<JsonFields> optionalObject(String name) {
        return object.members().containsKey(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /// A required array of texts.
    public List<String> texts(String name) {
        var all = new ArrayList<String>();
        items(
                name,
                (item, at) -> {
                    if (item instanceof Json.Text(int line, String value)) {
                        all.add(value);
                    } else {
                        wrongItem(at, item, "a text");
                    }
                });
        return List.copyOf(all);
    }

    /// An array of whole numbers within that range; empty where it is missing.
    public List<Integer> wholes(String name, int least, int most) {
        var all = new ArrayList<Integer>();
        if (!object.members().containsKey(name)) {
            member(name);
            return List.of();
        }
        items(
                name,
                (item, at) -> {
                    if (item instanceof Json.Num(int line, BigDecimal value)
                            && value.stripTrailingZeros().scale() <= 0
                            && value.compareTo(BigDecimal.valueOf(least)) >= 0
                            && value.compareTo(BigDecimal.valueOf(most)) <= 0) {
                        all.add(value.intValueExact());
                    } else {
                        wrongItem(at, item, "a whole number of %d to %d".formatted(least, most));
                    }
                });
        return List.copyOf(all);
    }

    /// A required array of objects, each read by that function.
    public <T> List<T> objects(String name, Function<JsonFields, T> read) {
        List<?> already = this.read.get(name);
        if (already != null) {
            member(name);
            @SuppressWarnings("unchecked") // the caller of `of` and of this is one reader
            List<T> items = (List<T>) already;
            return List.copyOf(items);
        }
        var all = new ArrayList<T>();
        items(
                name,
                (item, at) -> {
                    if (item instanceof Json.Obj inner) {
                        all.add(read.apply(new JsonFields(file, at, inner, problems)));
                    } else {
                        wrongItem(at, item, "an object");
                    }
                });
        return List.copyOf(all);
    }

    /// Makes every member that nobody asked for a problem, naming the one that was meant.
    public void done() {
        Json.Members members = object.members();
        for (int at = 0; at < members.size(); at++) {
            if (!isAsked(at)) {
                String name = members.name(at);
                String meant =
                        Near.nearest(name, used())
                                .map(near -> "; is '" + near + "' meant?")
                                .orElse("");
                wrong(name, "unknown field" + meant);
            }
        }
    }

    /// Every name that was asked for.
    private List<String> used() {
        var used = new ArrayList<String>(absent);
        for (int at = 0; at < object.members().size(); at++) {
            if (isAsked(at)) {
                used.add(object.members().name(at));
            }
        }
        return used;
    }

    private boolean isAsked(int at) {
        return at < Long.SIZE
                ? (asked & (1L << at)) != 0
                : askedLater != null && askedLater.get(at);
    }

    private void items(String name, BiConsumer<Json, String> each) {
        Json member = member(name);
        if (member == null) {
            wrong("", "'%s' is missing; an array is needed".formatted(name));
        } else if (member instanceof Json.Arr(int _, List<Json> items)) {
            for (int i = 0; i < items.size(); i++) {
                each.accept(items.get(i), path(name) + "[" + i + "]");
            }
        } else {
            unfit(name, member, "an array");
        }
    }

    private void wrongItem(String at, Json item, String needed) {
        problems.add(unfitItem(file, at, item, needed));
    }

    private static JsonProblem unfitItem(String file, String at, Json item, String needed) {
        return new JsonProblem(
                file,
                item.line(),
                at,
                "%s stands here; %s is needed".formatted(item.kind(), needed));
    }

    private Optional<BigDecimal> optionalNumber(String name) {
        Json member = member(name);
        return member instanceof Json.Num(int _, BigDecimal value)
                ? Optional.of(value)
                : noSuch(name, member, "a number");
    }

    private Optional<Boolean> optionalFlag(String name) {
        Json member = member(name);
        return member instanceof Json.Bool(int _, boolean value)
                ? Optional.of(value)
                : noSuch(name, member, "true or false");
    }

    /// Not a `switch` over the types: the JVM makes a class for each of those where it first meets
    /// it, and short commands would wait for that more than for the reading.
    private <T> Optional<T> noSuch(String name, @Nullable Json member, String needed) {
        return member == null ? Optional.empty() : unfit(name, member, needed);
    }

    private <T> Optional<T> required(
            String name, Function<String, Optional<T>> read, String needed) {
        if (!object.members().containsKey(name)) {
            member(name);
            wrong("", "'%s' is missing; %s is needed".formatted(name, needed));
            return Optional.empty();
        }
        return read.apply(name);
    }

    private <T> Optional<T> unfit(String name, Json value, String needed) {
        wrong(name, "%s stands here; %s is needed".formatted(value.kind(), needed));
        return Optional.empty();
    }

    private @Nullable Json member(String name) {
        int at = object.members().position(name);
        if (at < 0) {
            absent = absent.isEmpty() ? new ArrayList<>() : absent;
            absent.add(name);
            return null;
        }
        if (at < Long.SIZE) {
            asked |= 1L << at;
        } else {
            if (askedLater == null) {
                askedLater = new BitSet();
            }
            askedLater.set(at);
        }
        return object.members().value(at);
    }

    /// An object as it stands, for those who know what they look for; empty where it is none.
    Json.@Nullable Obj plain(String name) {
        return member(name) instanceof Json.Obj inner ? inner : null;
    }

    private String path(String name) {
        String path = outer == null ? step : outer.path(step);
        if (name.isEmpty() || path.isEmpty()) {
            return path + name;
        }
        return path + "." + name;
    }
}
