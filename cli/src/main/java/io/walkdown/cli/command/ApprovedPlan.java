package io.walkdown.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.PlanDocument;
import io.walkdown.scanner.plan.ScanPlan;
import io.walkdown.scanner.plan.Withholding;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.StoreException;
import io.walkdown.scanner.store.UsedPlans;
import io.walkdown.scanner.store.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A plan that was written down and approved: what `scan --plan` may run, exactly and once.
///
/// Nothing in the file is run. The scan is planned anew, and the file has to say the same, field by
/// field: who approved it has read what is sent.
///
/// @param file where it was read from
/// @param document what it says
/// @param made when it was made; with the hash it names this approval
/// @param only the selectors that it was made for
record ApprovedPlan(Path file, JsonNode document, Instant made, List<String> only) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What differs between two plans of the same hash.
    private static final Set<String> OF_ITS_TIME =
            Set.of("made", "validUntil", "expectedEnd", "devices", "totals", "canaries");

    ApprovedPlan {
        only = List.copyOf(only);
    }

    /// Reads a file that `plan --output` wrote.
    ///
    /// @param trusted who may approve it; where there is any, one of them must have signed it
    static ApprovedPlan read(Path file, List<VerifyingKey> trusted) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!trusted.isEmpty()) {
                PlanSignature.require(file, bytes, trusted);
            }
            JsonNode root = JSON.readTree(bytes);
            if (root.path("version").asInt(-1) != PlanDocument.VERSION) {
                throw wrong(file, "version is %s".formatted(root.path("version")));
            }
            return new ApprovedPlan(
                    file,
                    root,
                    Instant.parse(root.path("made").asText()),
                    elements(root.path("only")).map(JsonNode::asText).toList());
        } catch (IOException | DateTimeParseException e) {
            throw wrong(file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Failure wrong(Path file, String why) {
        return new Failure(
                ExitCode.CONFIGURATION,
                file + " is no plan that this version can read; nothing was sent",
                why,
                "write it anew with: walkdown plan --output " + file.getFileName());
    }

    /// The devices whose second look was approved (S8).
    Set<String> lookedAt() {
        return elements(document.path("canaries"))
                .map(canary -> canary.path("device").asText())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Refuses to run where anything that was approved has changed (S5).
    ///
    /// @param permitted what could be run at this moment if every device were due
    /// @param used the runs of approved plans that this machine knows of
    /// @param askedFor selectors on the command line, which an approved plan has already
    void requireSame(ScanPlan permitted, UsedPlans used, List<String> askedFor, Instant time) {
        if (!askedFor.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--plan and --only exclude each other; nothing was sent",
                    "an approved plan is run exactly",
                    "make a plan for those devices: walkdown plan --only … --output plan.json");
        }
        if (!permitted.hash().equals(text("hash"))) {
            throw refused("site, profiles, exclusions, templates or version have changed since");
        }
        requireUnedited(permitted);
        Instant validUntil = made.plus(ScanPlan.VALIDITY);
        if (made.isAfter(time) || time.isAfter(validUntil)) {
            throw refused("it is valid from %s until %s".formatted(made, validUntil));
        }
        if (timesRun(permitted.site().runs()) >= ScanPlan.RUNS) {
            throw usedUp();
        }
        requireUnused(used);
    }

    /// Refuses where it is used up; of two that ask under the site's lock, one goes.
    void requireUnused(UsedPlans used) {
        if (used.times(text("hash"), made) >= ScanPlan.RUNS) {
            throw usedUp();
        }
    }

    private Failure usedUp() {
        return refused("it has been run already, and is good for %d run".formatted(ScanPlan.RUNS));
    }

    private void requireUnedited(ScanPlan permitted) {
        JsonNode same = tree(permitted);
        same.fieldNames()
                .forEachRemaining(field -> {
                    if (!OF_ITS_TIME.contains(field)) {
                        requireEqual(field, same.path(field), document.path(field));
                    }
                });
        requireEqual(
                "validUntil",
                TextNode.valueOf(made.plus(ScanPlan.VALIDITY).toString()),
                document.path("validUntil"));
        requireEqual("devices", names(same), names(document));
        requireEqual("totals", tree(within(permitted)).path("totals"), document.path("totals"));
        for (int i = 0; i < same.path("devices").size(); i++) {
            requireUnedited(same.path("devices").path(i), document.path("devices").path(i));
        }
    }

    /// A device that was withheld shows nothing of what it would be asked, and is not asked.
    private void requireUnedited(JsonNode same, JsonNode device) {
        if (device.has("withheld")) {
            return;
        }
        same.fieldNames()
                .forEachRemaining(field ->
                        requireEqual(
                                same.path("device").asText() + "." + field,
                                same.path(field),
                                device.path(field)));
    }

    private void requireEqual(String field, JsonNode same, JsonNode here) {
        if (!same.equals(here)) {
            throw refused("it was edited: %s is not what its hash stands for".formatted(field));
        }
    }

    /// The plan as if it had been read from its file.
    private static JsonNode tree(ScanPlan plan) {
        try {
            return JSON.readTree(PlanDocument.text(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours cannot be read", e);
        }
    }

    private static JsonNode names(JsonNode plan) {
        ArrayNode names = JSON.createArrayNode();
        elements(plan.path("devices")).forEach(device -> names.add(device.path("device").asText()));
        return names;
    }

    /// The plan of today, without what was withheld on the day of the approval: the ledger may
    /// withhold more, and never adds.
    ScanPlan within(ScanPlan today) {
        Map<String, JsonNode> withheld =
                elements(document.path("devices"))
                        .filter(device -> device.has("withheld"))
                        .collect(
                                Collectors.toMap(
                                        device -> device.path("device").asText(),
                                        device -> device.path("withheld")));
        Set<String> lookedAt = lookedAt();
        return today.withholding(device ->
                Optional.ofNullable(withheld.get(device.name()))
                        .map(this::asApproved)
                        .or(() -> unapprovedLook(device, lookedAt)));
    }

    private static Optional<Withholding> unapprovedLook(DevicePlan device, Set<String> lookedAt) {
        return device.look().isEmpty() || lookedAt.contains(device.name())
                ? Optional.empty()
                : Optional.of(
                        new Withholding(
                                "S5",
                                "it is the first of its kind now and needs a second look, which was"
                                        + " not approved",
                                Optional.empty(),
                                true));
    }

    private Withholding asApproved(JsonNode withheld) {
        return new Withholding(
                "S5",
                "withheld when the plan was approved (%s)"
                        .formatted(withheld.path("rule").asText()),
                Optional.empty(),
                withheld.path("due").asBoolean(true));
    }

    private String text(String field) {
        return document.path(field).asText();
    }

    private Failure refused(String why) {
        return new Failure(
                ExitCode.REFUSED,
                "the approved plan %s does not hold any more; nothing was sent".formatted(file),
                "S5: " + why,
                "look at the plan as it is now and approve it anew: walkdown plan --output "
                        + file.getFileName());
    }

    /// A run under an approval keeps a copy of it beside its own plan. Those count also where this
    /// machine knows nothing of the run.
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

    /// Notes that this approval is used by that run: durably on this machine, wherever the run's
    /// folder goes, and in that folder by a copy.
    void use(UsedPlans used, RunFolder folder, Instant now) {
        used.note(text("hash"), made, folder.id(), now);
        try {
            AtomicFile.write(folder.path().resolve(COPY), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    /// The same approval, however the file is laid out.
    private boolean isSame(Path copy) {
        try {
            if (!Files.isRegularFile(copy)) {
                return false;
            }
            JsonNode used = JSON.readTree(Files.readAllBytes(copy));
            return used.path("hash").asText().equals(text("hash"))
                    && used.path("made").asText().equals(text("made"));
        } catch (IOException e) {
            throw new StoreException("cannot read " + copy, e);
        }
    }

    /// The copy's name in a run's folder.
    static final String COPY = "approved-" + RunFolder.PLAN;
}
