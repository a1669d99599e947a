package io.walkdown.suite.real;

import java.util.Map;

/// What Walkdown must report of one server.
///
/// @param name what this row shows
/// @param program which server
/// @param identity which of the program's identities; empty where it has none to choose
/// @param device the keys of its entry in the site file that choose profile and place
/// @param outcome the visit's outcome
/// @param reason what the outcome's reason must contain
/// @param exitCode the scan's exit code
/// @param frames frames sent, opening and closing ones included
/// @param fields the asset's core fields, as [Report#fields] writes them; one that is missing must
///   be `not-asked`; none at all where there must be no asset, because nothing was told
/// @param attributes the protocol's own fields, written alike: these and no others
record Expectation(
        String name,
        ServerProgram program,
        String identity,
        String device,
        String outcome,
        String reason,
        int exitCode,
        int frames,
        Map<String, String> fields,
        Map<String, String> attributes) {
    Expectation {
        fields = Map.copyOf(fields);
        attributes = Map.copyOf(attributes);
    }

    /// Whether the device tells anything at all.
    boolean hasAsset() {
        return !fields.isEmpty();
    }
}
