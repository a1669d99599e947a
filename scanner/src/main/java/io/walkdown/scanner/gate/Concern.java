package io.walkdown.scanner.gate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A word with which people name findings: in `--fail-on`, in policies and in waivers. A finding
/// can be of several: the firmware of a device that was replaced is of `replaced`, `firmware` and
/// `serial`.
public enum Concern {
    /// Something answers that nobody accepted.
    APPEARED,
    /// An accepted asset or module is gone.
    VANISHED,
    /// Any field says something else.
    CHANGED,
    /// A firmware revision says something else, or answers disagree on it.
    FIRMWARE,
    /// Which module is in a slot.
    MODULE,
    /// A serial number says something else, or answers disagree on it.
    SERIAL,
    /// Another device stands in a known place.
    REPLACED,
    /// A known device or module stands in another place.
    MOVED,
    /// Answers disagree, or it cannot be told which device this is.
    CONFLICT,
    /// A field that the policy requires is not known.
    REQUIRED_FIELD,
    /// Firmware that the policy forbids.
    FORBIDDEN_FIRMWARE;

    /// The word in files and options: lower case with dashes.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The concern of that word.
    public static Optional<Concern> byId(String id) {
        return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }

    /// All words.
    public static List<String> ids() {
        return Arrays.stream(values()).map(Concern::id).toList();
    }

    /// Every concern.
    public static Set<Concern> all() {
        return EnumSet.allOf(Concern.class);
    }
}
