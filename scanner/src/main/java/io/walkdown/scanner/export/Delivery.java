package io.walkdown.scanner.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What became of an inventory, asset by asset.
///
/// @param sink the system, for example `netbox`
/// @param dryRun whether nothing was written, and `created` and `updated` say what would be
/// @param entries in the inventory's order
/// @param stopped why the system as a whole took nothing more; empty where it did not come to that
public record Delivery(String sink, boolean dryRun, List<Entry> entries, Optional<String> stopped) {
    public Delivery {
        entries = List.copyOf(entries);
    }

    /// What became of one asset.
    public enum Outcome {
        /// It was not there.
        CREATED,
        /// It was there, and fields of ours differed.
        UPDATED,
        /// Nothing to do.
        UNCHANGED,
        /// It cannot be told which one it is there; left alone.
        AMBIGUOUS,
        /// Another device stood in its place, and is there still; left alone.
        REPLACED,
        /// Not brought, or not in whole; the next export tries again.
        FAILED;

        /// The name in files.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One asset, or one event.
    ///
    /// @param asset its name in the baseline, as it stands there
    /// @param outcome what became of it
    /// @param fields what was written, sorted, also where the rest failed; empty where nothing was
    /// @param detail why, where something kept it from being done or was left out; else empty
    public record Entry(String asset, Outcome outcome, List<String> fields, String detail) {
        public Entry {
            fields = fields.stream().sorted().toList();
        }
    }

    /// Whether every asset is there now, or would be.
    public boolean complete() {
        return entries.stream().allMatch(entry -> isThere(entry.outcome()));
    }

    private static boolean isThere(Outcome outcome) {
        return switch (outcome) {
            case CREATED, UPDATED, UNCHANGED -> true;
            case AMBIGUOUS, REPLACED, FAILED -> false;
        };
    }

    /// Whether not one asset was brought, for a reason of the whole system.
    public boolean isInVain() {
        return stopped.isPresent() && count(Outcome.CREATED) + count(Outcome.UPDATED) == 0;
    }

    /// How many ended so.
    public long count(Outcome outcome) {
        return entries.stream().filter(entry -> entry.outcome() == outcome).count();
    }
}
