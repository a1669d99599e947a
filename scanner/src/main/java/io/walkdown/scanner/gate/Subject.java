package io.walkdown.scanner.gate;

import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.DriftItem;
import io.walkdown.scanner.baseline.DriftWords;
import io.walkdown.scanner.baseline.Facts;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a finding is about. Texts are as devices sent them: neutralise them before they reach a
/// screen (S14).
public sealed interface Subject {
    /// A difference between run and baseline, or what is only told.
    record Difference(DriftItem item) implements Subject {}

    /// A field that the policy requires and nobody knows.
    ///
    /// @param asset its name in the baseline; a newcomer's in the site file
    /// @param field a core field, `attributes.NAME` or `human.NAME`
    /// @param rule which rule of the policy requires it
    record Missing(String asset, String field, String rule) implements Subject {}

    /// Firmware that the policy forbids.
    ///
    /// @param module empty for the device itself
    /// @param product what it runs on
    /// @param firmware the revision
    /// @param reason why the policy forbids it
    record Forbidden(
            String asset,
            Optional<Module.Place> module,
            String product,
            String firmware,
            String reason)
            implements Subject {}

    /// A run that did not see all that was due.
    ///
    /// @param why in plain words
    record Unseen(String why) implements Subject {}

    /// What it is.
    default FindingKind kind() {
        return switch (this) {
            case Difference(DriftItem item) -> kind(item);
            case Missing _ -> FindingKind.REQUIRED_FIELD;
            case Forbidden _ -> FindingKind.FORBIDDEN_FIRMWARE;
            case Unseen _ -> FindingKind.INCOMPLETE;
        };
    }

    private static FindingKind kind(DriftItem item) {
        return switch (item.kind()) {
            case APPEARED -> FindingKind.APPEARED;
            case VANISHED -> FindingKind.VANISHED;
            case CHANGED -> changed(item);
            case REPLACED -> FindingKind.REPLACED;
            case MOVED -> FindingKind.MOVED;
            case CONFLICT -> FindingKind.CONFLICT;
            case UNANSWERED -> FindingKind.UNANSWERED;
            case LEARNED -> FindingKind.LEARNED;
        };
    }

    private static FindingKind changed(DriftItem item) {
        if (!(item instanceof DriftItem.Changed changed)) {
            return FindingKind.FIELD_CHANGED;
        }
        return switch (changed.aspect()) {
            case FIRMWARE -> FindingKind.FIRMWARE_CHANGED;
            case MODULE -> FindingKind.MODULE_CHANGED;
            case SERIAL -> FindingKind.SERIAL_CHANGED;
            case OTHER -> FindingKind.FIELD_CHANGED;
        };
    }

    /// The words that name it; none for what is only told and for an incomplete run.
    default Set<Concern> concerns() {
        return switch (this) {
            case Difference(DriftItem item) -> concerns(item);
            case Missing _ -> EnumSet.of(Concern.REQUIRED_FIELD);
            case Forbidden _ -> EnumSet.of(Concern.FORBIDDEN_FIRMWARE);
            case Unseen _ -> EnumSet.noneOf(Concern.class);
        };
    }

    private static Set<Concern> concerns(DriftItem item) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        switch (item) {
            case DriftItem.Appeared it -> add(concerns, Concern.APPEARED, it.module());
            case DriftItem.Vanished it -> add(concerns, Concern.VANISHED, it.module());
            case DriftItem.Changed it -> addChange(concerns, it);
            case DriftItem.Replaced it -> {
                concerns.add(Concern.REPLACED);
                it.changes().forEach(change -> addField(concerns, change.field()));
            }
            case DriftItem.Moved _ -> concerns.add(Concern.MOVED);
            case DriftItem.ModuleMoved it -> add(concerns, Concern.MOVED, Optional.of(it.to()));
            case DriftItem.Conflict it -> {
                concerns.add(Concern.CONFLICT);
                addField(concerns, it.field());
            }
            case DriftItem.Ambiguous it -> add(concerns, Concern.CONFLICT, it.module());
            case DriftItem.Unanswered _ -> {}
            case DriftItem.Learned _ -> {}
        }
        return concerns;
    }

    private static void add(Set<Concern> concerns, Concern concern, Optional<Module.Place> module) {
        concerns.add(concern);
        module.ifPresent(_ -> concerns.add(Concern.MODULE));
    }

    private static void addChange(Set<Concern> concerns, DriftItem.Changed changed) {
        concerns.add(Concern.CHANGED);
        addField(concerns, changed.field());
        if (changed.aspect() == DriftItem.Aspect.MODULE) {
            concerns.add(Concern.MODULE);
        }
    }

    private static void addField(Set<Concern> concerns, Facts.Name field) {
        if (field.equals(Facts.Name.of(NameplateField.FIRMWARE_REVISION))) {
            concerns.add(Concern.FIRMWARE);
        } else if (field.equals(Facts.Name.of(NameplateField.SERIAL_NUMBER))) {
            concerns.add(Concern.SERIAL);
        }
    }

    /// The asset's name in the baseline; a newcomer's in the site file; empty for the whole run.
    default String asset() {
        return switch (this) {
            case Difference(DriftItem item) -> item.asset();
            case Missing it -> it.asset();
            case Forbidden it -> it.asset();
            case Unseen _ -> "";
        };
    }

    /// The module that it is about; empty for the device itself.
    default Optional<Module.Place> inModule() {
        return switch (this) {
            case Difference(DriftItem item) -> item.inModule();
            case Missing _ -> Optional.empty();
            case Forbidden it -> it.module();
            case Unseen _ -> Optional.empty();
        };
    }

    /// The field that it is about, as baselines name it; empty for the whole device or module.
    default Optional<String> ofField() {
        return switch (this) {
            case Difference(DriftItem item) -> item.ofField().map(Facts.Name::toString);
            case Missing it -> Optional.of(it.field());
            case Forbidden _ -> Optional.of(NameplateField.FIRMWARE_REVISION.id());
            case Unseen _ -> Optional.empty();
        };
    }

    /// Its name, the same in every run, for example `filler/firmwareRevision`; a difference's is
    /// what `accept` takes.
    default String id() {
        return switch (this) {
            case Difference(DriftItem item) -> item.id();
            case Missing it -> it.asset() + "/" + it.field() + "/" + kind().id();
            case Forbidden it ->
                    Stream.of(
                                    Stream.of(it.asset()),
                                    it.module().map(at -> at.toString().replace(' ', '-')).stream(),
                                    Stream.of(kind().id()))
                            .flatMap(part -> part)
                            .collect(Collectors.joining("/"));
            case Unseen _ -> kind().id();
        };
    }

    /// It in three short texts.
    default DriftWords words() {
        return switch (this) {
            case Difference(DriftItem item) -> DriftWords.of(item);
            case Missing it -> new DriftWords("", "", "required by the policy's " + it.rule());
            case Forbidden it ->
                    new DriftWords("", (it.product() + " " + it.firmware()).strip(), it.reason());
            case Unseen it -> new DriftWords("", "", it.why());
        };
    }
}
