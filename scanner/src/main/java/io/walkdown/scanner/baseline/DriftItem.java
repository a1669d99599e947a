package io.walkdown.scanner.baseline;

import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.asset.Module;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One way in which observations differ from the baseline. Values are as devices sent them:
/// neutralise them before they reach a screen (S14).
public sealed interface DriftItem {
    /// What happened.
    enum Kind {
        /// Something answers that nobody accepted.
        APPEARED,
        /// An accepted asset is gone.
        VANISHED,
        /// A field of a known device says something else.
        CHANGED,
        /// Another device stands in a known place.
        REPLACED,
        /// A known device stands in another place.
        MOVED,
        /// Answers disagree, or it cannot be told which device this is.
        CONFLICT,
        /// A known device did not answer, or was not asked: told, and no drift.
        UNANSWERED,
        /// A field is known that was not before: told, and no drift.
        LEARNED;

        /// The name in files.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether it counts as drift.
        public boolean isDrift() {
            return switch (this) {
                case APPEARED, VANISHED, CHANGED, REPLACED, MOVED, CONFLICT -> true;
                case UNANSWERED, LEARNED -> false;
            };
        }
    }

    /// What a changed field is about.
    enum Aspect {
        /// The firmware revision, of a device or a module.
        FIRMWARE,
        /// Which module is in a slot.
        MODULE,
        /// The device's serial number.
        SERIAL,
        /// Anything else.
        OTHER;

        /// The name in files.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Why an asset counts as gone.
    enum Reason {
        /// It missed as many times in a row as the policy allows.
        MISSED,
        /// Nobody asks there any more.
        LEFT_SITE_FILE,
        /// Another known device stands in its place.
        DISPLACED,
        /// Its slot is empty.
        EMPTY_SLOT;

        /// The name in files: lower case with dashes.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// A device or module that nobody accepted.
    ///
    /// @param asset its name in the site file; of a module, its asset's name in the baseline
    /// @param module empty for a device
    /// @param place where it answers
    /// @param facts what it says of itself
    /// @param modules a device's modules
    record Appeared(
            String asset,
            Optional<Module.Place> module,
            Place place,
            Facts facts,
            List<AcceptedModule> modules)
            implements DriftItem {
        public Appeared {
            modules = List.copyOf(modules);
        }
    }

    /// A device or module that is gone.
    ///
    /// @param module empty for a device
    /// @param missesInARow attempts without an answer
    /// @param lastAnswered when it last did; empty if never or not known
    record Vanished(
            String asset,
            Optional<Module.Place> module,
            Place place,
            Reason reason,
            int missesInARow,
            Optional<Instant> lastAnswered)
            implements DriftItem {}

    /// A field that says something else.
    ///
    /// @param module empty for the device itself
    /// @param field the field; `name` is the device's name in the site file
    /// @param before what was accepted; empty where another module in the slot told nothing of it
    /// @param now what is observed; empty where another module in the slot tells nothing of it
    record Changed(
            String asset,
            Optional<Module.Place> module,
            Aspect aspect,
            Facts.Name field,
            Optional<Fact> before,
            Optional<Fact> now)
            implements DriftItem {
        /// The field that holds the site file's name.
        static final Facts.Name NAME = new Facts.Name(false, "name");

        boolean isRename() {
            return module.isEmpty() && field.equals(NAME);
        }
    }

    /// Another device in the same place.
    ///
    /// @param by what proves that it is another one
    /// @param before what the old one said
    /// @param now what the new one says
    /// @param changes the fields in which they differ
    record Replaced(
            String asset,
            Place place,
            IdentityStrength by,
            Facts before,
            Facts now,
            List<Changed> changes)
            implements DriftItem {
        public Replaced {
            changes = List.copyOf(changes);
        }
    }

    /// The same device in another place.
    ///
    /// @param by what proves that it is the same one
    /// @param newName its name in the site file now
    record Moved(String asset, Place from, Place to, IdentityStrength by, String newName)
            implements DriftItem {}

    /// The same module in another slot.
    record ModuleMoved(
            String asset, Module.Place from, Module.Place to, Place place, IdentityStrength by)
            implements DriftItem {}

    /// A field on which answers disagree.
    ///
    /// @param before what was accepted, if anything
    /// @param now all that was answered
    record Conflict(
            String asset,
            Optional<Module.Place> module,
            Facts.Name field,
            Optional<Fact> before,
            Fact now)
            implements DriftItem {}

    /// A device or module that could be several known ones, or is one that also answers elsewhere.
    ///
    /// @param by what makes it look like them
    /// @param candidates the names or places of those, sorted
    /// @param newcomer whether it stands in a place where nothing was; accepting it then adds it
    record Ambiguous(
            String asset,
            Optional<Module.Place> module,
            Place place,
            IdentityStrength by,
            List<String> candidates,
            Facts facts,
            List<AcceptedModule> modules,
            boolean newcomer)
            implements DriftItem {
        public Ambiguous {
            candidates = List.copyOf(candidates);
            modules = List.copyOf(modules);
        }
    }

    /// A known device or module of which this run learned nothing.
    ///
    /// @param outcome the visit's outcome as observations name it
    /// @param reason its evidence in words
    /// @param missesInARow attempts without an answer, this run included
    /// @param lastAnswered when it last did; empty if never or not known
    record Unanswered(
            String asset,
            Optional<Module.Place> module,
            Place place,
            String outcome,
            String reason,
            int missesInARow,
            Optional<Instant> lastAnswered)
            implements DriftItem {}

    /// A field that is known now and was not before.
    ///
    /// @param before word that it is not supported, if even that was known
    record Learned(
            String asset,
            Optional<Module.Place> module,
            Facts.Name field,
            Optional<Fact> before,
            Fact now)
            implements DriftItem {}

    /// The asset's name in the baseline; a newcomer's in the site file.
    String asset();

    /// The module that it is about; empty for the device itself.
    default Optional<Module.Place> inModule() {
        return switch (this) {
            case Appeared it -> it.module();
            case Vanished it -> it.module();
            case Changed it -> it.module();
            case Conflict it -> it.module();
            case Ambiguous it -> it.module();
            case Unanswered it -> it.module();
            case Learned it -> it.module();
            case ModuleMoved it -> Optional.of(it.to());
            case Replaced it -> Optional.empty();
            case Moved it -> Optional.empty();
        };
    }

    /// The field that it is about; empty for the whole device or module.
    default Optional<Facts.Name> ofField() {
        return switch (this) {
            case Changed it -> Optional.of(it.field());
            case Conflict it -> Optional.of(it.field());
            case Learned it -> Optional.of(it.field());
            case Appeared _,
                    Vanished _,
                    Replaced _,
                    Moved _,
                    ModuleMoved _,
                    Ambiguous _,
                    Unanswered _ ->
                    Optional.empty();
        };
    }

    /// What happened.
    default Kind kind() {
        return switch (this) {
            case Appeared it -> Kind.APPEARED;
            case Vanished it -> Kind.VANISHED;
            case Changed it -> Kind.CHANGED;
            case Replaced it -> Kind.REPLACED;
            case Moved it -> Kind.MOVED;
            case ModuleMoved it -> Kind.MOVED;
            case Conflict it -> Kind.CONFLICT;
            case Ambiguous it -> Kind.CONFLICT;
            case Unanswered it -> Kind.UNANSWERED;
            case Learned it -> Kind.LEARNED;
        };
    }

    /// What `walkdown accept` takes, for example `filler/firmwareRevision`, `bay-9/appeared` or
    /// `rack-a/slot-2/serialNumber`. The same difference has the same id in every run.
    default String id() {
        String module = inModule().map(at -> "/" + path(at)).orElse("");
        return asset() + module + "/" + ofField().map(Facts.Name::toString).orElse(kind().id());
    }

    /// A module's place as it stands in an id, for example `slot-2`.
    static String path(Module.Place place) {
        return place.toString().replace(' ', '-');
    }

    /// Whether accepting it changes the baseline.
    default boolean isAcceptable() {
        return !(this instanceof Unanswered || (this instanceof Ambiguous it && !it.newcomer()));
    }
}
