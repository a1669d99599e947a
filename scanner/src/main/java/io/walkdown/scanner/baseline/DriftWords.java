package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.asset.NameplateField;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A drift item in three short texts, the same in every output. They hold what devices sent:
/// neutralise them before they reach a screen (S14).
///
/// @param before what was accepted; empty where there was nothing
/// @param now what is observed; empty where there is nothing
/// @param why what it rests on; may be empty
public record DriftWords(String before, String now, String why) {
    /// The texts of that item.
    public static DriftWords of(DriftItem item) {
        return switch (item) {
            case DriftItem.Appeared it -> new DriftWords("", summary(it.facts()), at(it.place()));
            case DriftItem.Vanished it -> new DriftWords(it.place().toString(), "", gone(it));
            case DriftItem.Changed it ->
                    new DriftWords(text(it.before()), text(it.now()), evidence(it.now()));
            case DriftItem.Replaced it ->
                    new DriftWords(
                            summary(it.before()),
                            summary(it.now()),
                            it.by() == IdentityStrength.SERIAL_NUMBER
                                    ? "another serial number"
                                    : "another MAC");
            case DriftItem.Moved it ->
                    new DriftWords(it.from().toString(), it.to().toString(), by(it.by()));
            case DriftItem.ModuleMoved it ->
                    new DriftWords(it.from().toString(), it.to().toString(), by(it.by()));
            case DriftItem.Conflict it ->
                    new DriftWords(text(it.before()), it.now().text(), "answers disagree");
            case DriftItem.Ambiguous it ->
                    new DriftWords(
                            "",
                            summary(it.facts()),
                            "looks like %s by its %s"
                                    .formatted(String.join(", ", it.candidates()), proof(it.by())));
            case DriftItem.Unanswered it ->
                    new DriftWords(it.place().toString(), "", unanswered(it));
            case DriftItem.Learned it ->
                    new DriftWords(text(it.before()), it.now().text(), it.now().evidence());
        };
    }

    private static String gone(DriftItem.Vanished it) {
        return switch (it.reason()) {
            case MISSED -> "%d misses in a row".formatted(it.missesInARow());
            case LEFT_SITE_FILE -> "nobody asks there any more";
            case DISPLACED -> "another known device stands in its place";
            case EMPTY_SLOT -> "its slot is empty";
        };
    }

    private static String unanswered(DriftItem.Unanswered it) {
        return it.reason().isEmpty() ? it.outcome() : it.outcome() + ": " + it.reason();
    }

    private static String at(Place place) {
        return "at " + place;
    }

    private static String by(IdentityStrength strength) {
        return "the same " + proof(strength);
    }

    private static String proof(IdentityStrength strength) {
        return switch (strength) {
            case SERIAL_NUMBER -> "serial number";
            case MAC -> "MAC";
            case PLACE -> "place";
        };
    }

    private static String text(Optional<Fact> fact) {
        return fact.map(Fact::text).orElse("");
    }

    private static String evidence(Optional<Fact> fact) {
        return fact.map(Fact::evidence).orElse("");
    }

    /// What a device is, in one line.
    private static String summary(Facts facts) {
        String what =
                Stream.of(
                                NameplateField.MANUFACTURER,
                                NameplateField.ORDER_NUMBER,
                                NameplateField.FIRMWARE_REVISION)
                        .flatMap(field -> facts.value(field).stream())
                        .collect(Collectors.joining(" "));
        String serial =
                facts.value(NameplateField.SERIAL_NUMBER).map(it -> "serial " + it).orElse("");
        return Stream.of(what, serial)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
