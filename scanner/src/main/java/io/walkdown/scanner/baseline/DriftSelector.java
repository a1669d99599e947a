package io.walkdown.scanner.baseline;

import io.walkdown.scanner.store.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says which differences a person means. A selector is an asset's name, old or new, a difference's
/// id, or conditions that must all hold, with commas between: `device=`, `kind=`, `field=`. Case
/// does not matter; `*` stands for anything and `?` for one character.
///
/// A kind is that of the drift (`appeared`, `changed`, `learned` …) or what a change is about
/// (`firmware`, `module`, `serial`, `other`). A field is named as in files: `firmwareRevision`,
/// `attributes.moduleInfo`; `name` is the asset's own name.
final class DriftSelector {
    private static final Pattern CONDITION =
            Pattern.compile("(device|kind|field)=(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern NEXT = Pattern.compile(",\\s*(?=(?i:device|kind|field)=)");

    private final String text;
    private final List<Predicate<DriftItem>> conditions = new ArrayList<>();

    /// Which assets it means where it means whole assets; none where it means something of them.
    private Predicate<String> wholeAssets = _ -> false;

    private DriftSelector(String text) {
        this.text = text;
    }

    /// What that text selects.
    static DriftSelector parse(String text) {
        var selector = new DriftSelector(text);
        if (!CONDITION.matcher(text).matches()) {
            Predicate<String> name = glob(text);
            selector.wholeAssets = name;
            selector.conditions.add(
                    item -> Stream.concat(names(item), Stream.of(item.id())).anyMatch(name));
            return selector;
        }
        String[] parts = NEXT.split(text, -1);
        for (String part : parts) {
            Matcher condition = CONDITION.matcher(part);
            if (condition.matches()) {
                String key = condition.group(1).toLowerCase(Locale.ROOT);
                Predicate<String> value = glob(condition.group(2).strip());
                selector.conditions.add(condition(key, value));
                if (key.equals("device") && parts.length == 1) {
                    selector.wholeAssets = value;
                }
            }
        }
        return selector;
    }

    private static Predicate<DriftItem> condition(String key, Predicate<String> value) {
        return switch (key) {
            case "device" -> item -> names(item).anyMatch(value);
            case "kind" -> item -> kinds(item).anyMatch(value);
            default -> item -> item.ofField().map(Facts.Name::toString).filter(value).isPresent();
        };
    }

    private static Predicate<String> glob(String text) {
        var pattern = new StringBuilder();
        text.codePoints()
                .forEach(point ->
                        pattern.append(
                                switch (point) {
                                    case '*' -> ".*";
                                    case '?' -> ".";
                                    default -> Pattern.quote(Character.toString(point));
                                }));
        return Pattern.compile(
                        pattern.toString(),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .asMatchPredicate();
    }

    boolean matches(DriftItem item) {
        return conditions.stream().allMatch(condition -> condition.test(item));
    }

    /// Whether it means an asset of that baseline, which then agrees with what was seen.
    boolean means(Baseline baseline) {
        return baseline.assets().stream().map(AcceptedAsset::name).anyMatch(wholeAssets);
    }

    private static Stream<String> names(DriftItem item) {
        return Stream.concat(Stream.of(item.asset()), newName(item).stream());
    }

    private static Optional<String> newName(DriftItem item) {
        return switch (item) {
            case DriftItem.Moved moved -> Optional.of(moved.newName());
            case DriftItem.Changed changed when changed.isRename() ->
                    changed.now().flatMap(Fact::value);
            default -> Optional.empty();
        };
    }

    private static Stream<String> kinds(DriftItem item) {
        Stream<String> kind = Stream.of(item.kind().id());
        return item instanceof DriftItem.Changed changed
                ? Stream.concat(kind, Stream.of(changed.aspect().id()))
                : kind;
    }

    /// What was probably meant where nothing is selected: conditions that are near to the one that
    /// was typed, else names and ids, the nearest first.
    List<String> near(Baseline baseline, Drift drift) {
        boolean conditional = CONDITION.matcher(text).matches();
        Stream<String> names = baseline.assets().stream().map(AcceptedAsset::name);
        List<String> known =
                Stream.concat(
                                names.map(name -> conditional ? "device=" + name : name),
                                drift.items().stream()
                                        .flatMap(
                                                conditional
                                                        ? DriftSelector::conditions
                                                        : item ->
                                                                Stream.of(item.asset(), item.id())))
                        .distinct()
                        .sorted()
                        .toList();
        return Near.near(text, known, 3);
    }

    private static Stream<String> conditions(DriftItem item) {
        Stream<String> kinds = kinds(item).map(kind -> "kind=" + kind);
        Stream<String> fields = item.ofField().map(field -> "field=" + field).stream();
        Stream<String> names = names(item).map(name -> "device=" + name);
        return Stream.of(kinds, fields, names).flatMap(all -> all);
    }
}
