package io.walkdown.cli.command;

import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.Acceptance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
        Main.settle();
        System.exit(run(Path.of(args[0]))); // ends as the program does
    }

    /// The worst exit code of those that must succeed.
    static int run(Path folder) throws Exception {
        Path baseline = folder.resolve("baseline.json");
        Path observations = folder.resolve("observations.json");
        Files.writeString(observations, observations());
        Baselines.accept(
                baseline,
                Baselines.observations(observations),
                new Acceptance("rehearsal", "rehearsal", Instant.EPOCH),
                List.of());
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

    /// Two devices and a module, so that what sorts, matches and compares has something to do: a
    /// class that is not met here is read anew at every start.
    private static String observations() {
        return """
        {"version": 1, "site": "rehearsal", "complete": true,
         "run": {"id": "20260101T000000Z-0000", "started": "2026-01-01T00:00:00Z",
                 "ended": "2026-01-01T00:00:01Z", "planHash": "", "exitCode": 0},
         "visits": [%s, %s],
         "assets": [%s, %s]}
        """
                .formatted(
                        visit("pump", 1),
                        visit("filler", 2),
                        asset("pump", 1, module()),
                        asset("filler", 2, ""));
    }

    private static String visit(String device, int last) {
        return """
        {"device": "%s", "address": "127.0.0.%d", "port": 102, "protocol": "s7",
         "profile": "s7-300", "outcome": "identified", "reason": "",
         "worstCase": {"frames": 9, "bytes": 3306, "connections": 1, "seconds": 27.51576},
         "actual": {"frames": 5, "bytes": 717, "connections": 1, "seconds": 2.294705137},
         "unused": [{"step": "szl-0011-more", "count": 1, "reason": "the answer came whole"}],
         "missesInARow": 0, "lastAnswered": "2026-01-01T00:00:00.5Z"}\
        """
                .formatted(device, last);
    }

    private static String asset(String name, int last, String modules) {
        return """
        {"name": "%s", "address": "127.0.0.%d", "protocol": "s7", "identity": {%s},
         "modules": [%s],
         "attributes": {"bootLoader": {"value": "A1", "state": "known", "source":
           {"protocol": "s7", "request": "szl-0011", "at": "2026-01-01T00:00:00Z"}}}}\
        """
                .formatted(name, last, nameplate(), modules);
    }

    private static String module() {
        return """
        {"slot": 2, "identity": {%s}, "attributes": {}}\
        """
                .formatted(nameplate());
    }

    /// One field was not asked for.
    private static String nameplate() {
        return Arrays.stream(NameplateField.values())
                .map(field ->
                        field == NameplateField.DESCRIPTION
                                ? """
                                "%s": {"value": null, "state": "not-asked", "source": null}\
                                """
                                        .formatted(field.id())
                                : """
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
