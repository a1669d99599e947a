package io.walkdown.cli.command;

import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs the short commands once and sends nothing, so that the JVM can note which classes they
/// need: the launcher keeps those in an archive, from which the next start takes them.
public final class Rehearsal {
    private Rehearsal() {}

    /// Runs them.
    ///
    /// @param args an empty folder that they may use
    public static void main(String[] args) throws Exception {
        System.exit(run(Path.of(args[0]))); // ends as the program does
    }

    /// The worst exit code of those that must succeed.
    static int run(Path folder) throws Exception {
        Path baseline = folder.resolve("baseline.json");
        Path observations = folder.resolve("observations.json");
        BaselineFile.write(baseline, Baseline.EMPTY);
        Files.writeString(observations, observations());
        String site = folder.resolve("site").resolve("site.yaml").toString();
        int worst = say(folder, "--version");
        worst = Math.max(worst, say(folder, "--help"));
        worst = Math.max(worst, say(folder, "init", folder.resolve("site").toString()));
        worst = Math.max(worst, say(folder, "plan", "--site", site));
        return Math.max(
                worst,
                say(
                        folder,
                        "diff",
                        "--fail-on",
                        "none",
                        baseline.toString(),
                        observations.toString()));
    }

    private static String observations() {
        return """
        {"version": 1, "site": "rehearsal", "complete": true,
         "run": {"id": "20260101T000000Z-0000", "started": "2026-01-01T00:00:00Z",
                 "ended": "2026-01-01T00:00:01Z", "planHash": "", "exitCode": 0},
         "visits": [],
         "assets": [{"name": "pump", "address": "127.0.0.1:102", "protocol": "s7",
           "identity": {%s}, "modules": [], "attributes": {}}]}
        """
                .formatted(nameplate());
    }

    private static String nameplate() {
        return Arrays.stream(NameplateField.values())
                .map(field ->
                        """
                        "%s": {"value": "1", "state": "known", "source":
                          {"protocol": "s7", "request": "szl-001c", "at": "2026-01-01T00:00:00Z"}}\
                        """
                                .formatted(field.id()))
                .collect(Collectors.joining(",\n"));
    }

    private static int say(Path folder, String... words) {
        String state = folder.resolve("state").toString();
        return Main.run(Console.nowhere(Map.of("WALKDOWN_STATE", state), folder), words);
    }
}
