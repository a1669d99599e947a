package io.walkdown.scanner.baseline;

import java.util.Optional;

/// Something that two branches changed differently, so that a person has to say what holds. Values
/// are as devices and people wrote them: neutralise them before they reach a screen (S14).
///
/// @param asset its name, as ours has it where ours has it
/// @param field for example `firmwareRevision`, `slot-2/serialNumber`, `human.owner`, `place`;
///   empty for the whole asset, `slot-2` for a whole module
/// @param base what both came from, in words; empty where there was nothing
/// @param ours what ours says; empty where it says nothing
/// @param theirs what theirs says; empty where it says nothing
public record MergeConflict(
        String asset,
        String field,
        Optional<String> base,
        Optional<String> ours,
        Optional<String> theirs)
        implements Comparable<MergeConflict> {
    static MergeConflict of(String asset, String field, Three<String> words) {
        return new MergeConflict(asset, field, words.base(), words.ours(), words.theirs());
    }

    /// The name of what it is about, as in drift: for example `filler/firmwareRevision`.
    public String id() {
        return field.isEmpty() ? asset : asset + "/" + field;
    }

    @Override
    public int compareTo(MergeConflict other) {
        int byAsset = asset.compareTo(other.asset);
        return byAsset != 0 ? byAsset : field.compareTo(other.field);
    }
}
