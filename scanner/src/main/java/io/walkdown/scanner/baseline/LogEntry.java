package io.walkdown.scanner.baseline;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One acceptance as the baseline's log keeps it. Texts are as people and devices wrote them.
///
/// @param line where it stands in the log, from 1
/// @param at when it was accepted
/// @param by who accepted
/// @param reason why
/// @param run the run that saw it
/// @param items what was accepted
/// @param states what each asset that it touched was afterwards: a SHA-256 of what is observed of
///   it, empty where it left; nothing at all in lines of version 1
/// @param before SHA-256 of the baseline before
/// @param after SHA-256 of the baseline after
public record LogEntry(
        int line,
        Instant at,
        String by,
        String reason,
        String run,
        List<Item> items,
        Map<String, Optional<String>> states,
        String before,
        String after) {
    public LogEntry {
        items = List.copyOf(items);
        states = Collections.unmodifiableMap(new TreeMap<>(states));
    }

    /// One accepted difference.
    ///
    /// @param id for example `filler/firmwareRevision`
    /// @param kind the drift's kind in files
    /// @param asset its name before; a newcomer's own
    /// @param before what was accepted until then, in words
    /// @param now what was accepted, in words
    /// @param evidence protocol and request; empty for a whole asset, and in lines of version 1
    /// @param newName its name since then, where that changed
    public record Item(
            String id,
            String kind,
            String asset,
            String before,
            String now,
            Optional<String> evidence,
            Optional<String> newName) {
        /// What it is about within its asset: `firmwareRevision`, `slot-2/appeared`.
        String path() {
            return id.length() > asset.length() ? id.substring(asset.length() + 1) : "";
        }
    }
}
