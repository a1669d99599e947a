package io.walkdown.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// Who approved a plan (S5): `PLAN.sig` beside the plan, a small JSON document.
///
/// Ed25519 over three lines, `walkdown plan signature 1`, the name and the time, and after them the
/// plan file's exact bytes. The first line keeps it from being taken for anything else that the
/// same key signs; name and time cannot be changed without breaking it.
final class PlanSignature {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PURPOSE = "walkdown plan signature 1";
    private static final long LONGEST_FILE = 65_536;

    private PlanSignature() {}

    /// Where the signature of that plan lies.
    static Path beside(Path plan) {
        return plan.resolveSibling(plan.getFileName() + ".sig");
    }

    /// Signs a plan that was written just now.
    ///
    /// @param bytes what was written
    /// @param by who approves it; what a terminal would not print is left out
    static void write(Path plan, byte[] bytes, SigningKey key, String by, Instant at) {
        String name = Neutral.text(by);
        ObjectNode document = JSON.createObjectNode();
        document.put("version", 1);
        document.put("by", name);
        document.put("at", at.toString());
        document.put("keyId", key.keyId());
        document.put(
                "signature",
                Base64.getEncoder().encodeToString(key.sign(message(name, at.toString(), bytes))));
        AtomicFile.write(beside(plan), document.toPrettyString() + "\n");
    }

    /// Refuses a plan that none of those keys signed.
    ///
    /// @param bytes the plan's, as they were read
    /// @param keys public keys in PEM files, at least one
    static void require(Path plan, byte[] bytes, List<VerifyingKey> keys) {
        Path file = beside(plan);
        JsonNode document = read(plan, file);
        String keyId = document.path("keyId").asText();
        byte[] signed = message(document.path("by").asText(), document.path("at").asText(), bytes);
        byte[] signature = signature(plan, document);
        if (keys.stream().noneMatch(key -> key.keyId().equals(keyId))) {
            throw refused(
                    plan, "%s is by key %s, which is not trusted here".formatted(file, keyId));
        }
        if (keys.stream().noneMatch(key -> key.verify(signed, signature))) {
            throw refused(
                    plan, "%s does not fit the plan: one of them was changed".formatted(file));
        }
    }

    private static byte[] signature(Path plan, JsonNode document) {
        try {
            return Base64.getDecoder().decode(document.path("signature").asText());
        } catch (IllegalArgumentException e) {
            throw refused(plan, beside(plan) + " holds no signature");
        }
    }

    private static JsonNode read(Path plan, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw refused(plan, "it is not signed: there is no " + file);
            }
            if (Files.size(file) > LONGEST_FILE) {
                throw refused(plan, file + " is too long to be a signature");
            }
            JsonNode document = JSON.readTree(Files.readAllBytes(file));
            if (document.path("version").asInt(-1) != 1) {
                throw refused(plan, file + " is no signature that this version can read");
            }
            return document;
        } catch (IOException e) {
            throw refused(plan, file + " cannot be read as a signature");
        }
    }

    private static byte[] message(String by, String at, byte[] plan) {
        byte[] head = String.join("\n", PURPOSE, by, at, "").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + plan.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(plan, 0, all, head.length, plan.length);
        return all;
    }

    private static Failure refused(Path plan, String why) {
        return new Failure(
                ExitCode.REFUSED,
                "the plan %s is not approved; nothing was sent".formatted(plan),
                "S5: " + why,
                "whoever holds an approving key runs: walkdown plan --output plan.json --sign"
                        + " --by NAME");
    }
}
