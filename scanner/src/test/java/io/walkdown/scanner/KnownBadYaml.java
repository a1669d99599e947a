package io.walkdown.scanner;

import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.KnownFacts;
import io.walkdown.profiles.ProfileLibrary;

/// Known-bad lists of one entry.
public final class KnownBadYaml {
    private static final ProfileLibrary PROFILES = ProfileLibrary.builtIn();

    private KnownBadYaml() {}

    /// What a list says of that profile's devices, of which the baseline knows nothing.
    ///
    /// @param kind the entry's kind, a YAML mapping
    public static KnownBadReads of(String profile, String request, String kind) {
        String yaml =
                """
                version: 1
                knownBad:
                  - request: %s
                    kind: %s
                    effect: went to STOP
                    source: our own test bench
                    date: 2026-11-01
                    grade: "M"
                    reportedBy: R. Okafor
                """
                        .formatted(request, kind);
        return switch (KnownBadList.read("ours.yaml", yaml, PROFILES)) {
            case KnownBadList.Result.Loaded(var list) ->
                    list.of(PROFILES.find(profile).orElseThrow(), KnownFacts.NONE);
            case KnownBadList.Result.Invalid(var findings) ->
                    throw new AssertionError(findings.toString());
        };
    }
}
