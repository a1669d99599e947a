package io.walkdown.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.StreamSupport;

/// A plan that was written down and approved: what `scan --plan` may run, exactly and once.
///
/// @param file where it was read from
/// @param hash what it allows
/// @param made when it was made; with the hash it names this approval
/// @param validUntil when it becomes too old
/// @param only the selectors that it was made for
record ApprovedPlan(Path file, String hash, Instant made, Instant validUntil, List<String> only) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    ApprovedPlan {
        only = List.copyOf(only);
    }

    /// Reads a file that `plan --output` wrote.
    static ApprovedPlan read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.path("version").asInt(-1) != PlanDocument.VERSION) {
                throw wrong(file, "version is %s".formatted(root.path("version")));
            }
            List<String> only =
                    StreamSupport.stream(root.path("only").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList();
            return new ApprovedPlan(
                    file,
                    root.path("hash").asText(),
                    Instant.parse(root.path("made").asText()),
                    Instant.parse(root.path("validUntil").asText()),
                    only);
        } catch (IOException | DateTimeParseException e) {
            throw wrong(file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Failure wrong(Path file, String why) {
        return new Failure(
                ExitCode.CONFIGURATION,
                file + " is no plan that this version can read; nothing was sent",
                why,
                "write it anew with: walkdown plan --output " + file.getFileName());
    }

    /// Refuses to run where anything that was approved has changed (S5).
    ///
    /// @param now what would be run at this moment
    /// @param askedFor selectors on the command line, which an approved plan has already
    void requireSame(ScanPlan now, List<String> askedFor, Instant time) {
        if (!askedFor.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--plan and --only exclude each other; nothing was sent",
                    "an approved plan is run exactly",
                    "make a plan for those devices: walkdown plan --only … --output plan.json");
        }
        if (!now.hash().equals(hash)) {
            throw refused("site, profiles, exclusions, templates or version have changed since");
        }
        if (time.isAfter(validUntil)) {
            throw refused("it was valid until " + validUntil);
        }
        if (timesRun(now.site().runs()) >= ScanPlan.RUNS) {
            throw refused(
                    "it has been run already, and is good for %d run".formatted(ScanPlan.RUNS));
        }
    }

    private Failure refused(String why) {
        return new Failure(
                ExitCode.REFUSED,
                "the approved plan %s does not hold any more; nothing was sent".formatted(file),
                "S5: " + why,
                "look at the plan as it is now and approve it anew: walkdown plan --output "
                        + file.getFileName());
    }

    /// A run under an approval keeps a copy of it beside its own plan.
    private long timesRun(Path runs) {
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        try (var folders = Files.list(runs)) {
            return folders.map(folder -> folder.resolve(COPY)).filter(this::isSame).count();
        } catch (IOException e) {
            throw new StoreException("cannot list the runs in " + runs, e);
        }
    }

    /// Notes in a run's folder that this approval was used.
    void keepCopy(RunFolder folder) {
        try {
            AtomicFile.write(folder.path().resolve(COPY), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    private boolean isSame(Path copy) {
        try {
            return Files.isRegularFile(copy) && Files.mismatch(copy, file) == -1;
        } catch (IOException e) {
            throw new StoreException("cannot read " + copy, e);
        }
    }

    /// The copy's name in a run's folder.
    static final String COPY = "approved-" + RunFolder.PLAN;
}
