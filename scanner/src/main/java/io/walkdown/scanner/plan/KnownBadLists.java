package io.walkdown.scanner.plan;

import io.walkdown.profiles.Finding;
import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.DetachedSignature;
import io.walkdown.scanner.store.StoreException;
import io.walkdown.scanner.store.VerifyingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the shipped known-bad list and those that a site names (S8).
///
/// A list that comes from elsewhere is used only with a good signature of a key that the site
/// trusts: somebody who could slip in another one could at least make devices disappear from every
/// scan. A list without a signature is used only where it is the site's own: it names no issuer and
/// lies in the site file's folder.
public final class KnownBadLists {
    private static final long LONGEST_FILE = 4_194_304;

    private final Site site;
    private final ProfileLibrary profiles;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> used = new ArrayList<>();
    private KnownBadList all = KnownBadList.builtIn();

    private KnownBadLists(Site site, ProfileLibrary profiles) {
        this.site = site;
        this.profiles = profiles;
    }

    /// What reading gave.
    public sealed interface Result {
        /// Every list is right.
        ///
        /// @param list all of them together
        /// @param used a line for each of the site's lists: entries, and who signed it
        record Loaded(KnownBadList list, List<String> used) implements Result {
            public Loaded {
                used = List.copyOf(used);
            }
        }

        /// One is not, or may not be trusted; nothing may be sent.
        ///
        /// @param findings at least one
        record Invalid(List<Finding> findings) implements Result {
            public Invalid {
                findings = List.copyOf(findings);
            }
        }
    }

    /// Reads them all.
    ///
    /// @param profiles the profiles that an entry may name
    public static Result read(Site site, ProfileLibrary profiles) {
        var lists = new KnownBadLists(site, profiles);
        List<VerifyingKey> keys = lists.keys();
        site.knownBad().lists().forEach(file -> lists.add(file, keys));
        return lists.findings.isEmpty()
                ? new Result.Loaded(lists.all, lists.used)
                : new Result.Invalid(lists.findings);
    }

    private List<VerifyingKey> keys() {
        List<VerifyingKey> keys = new ArrayList<>();
        for (Path file : site.knownBad().keys()) {
            try {
                keys.add(VerifyingKey.read(file));
            } catch (StoreException e) {
                complain(
                        file,
                        "public-key",
                        String.valueOf(e.getMessage()),
                        "name a file with one Ed25519 public key in PEM");
            }
        }
        return keys;
    }

    private void add(Path file, List<VerifyingKey> keys) {
        try {
            byte[] bytes = bytes(file);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            switch (KnownBadList.read(file.toString(), text, profiles)) {
                case KnownBadList.Result.Loaded(var list) -> trust(file, bytes, list, keys);
                case KnownBadList.Result.Invalid(var wrong) -> findings.addAll(wrong);
            }
        } catch (CharacterCodingException e) {
            complain(file, "encoding", "it is no UTF-8 text", "write it in UTF-8");
        } catch (IOException | StoreException e) {
            complain(
                    file, "unreadable", "it cannot be read: " + e.getMessage(), "correct its name");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException("it is longer than " + LONGEST_FILE + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private void trust(Path file, byte[] bytes, KnownBadList list, List<VerifyingKey> keys) {
        Path signature = DetachedSignature.beside(file);
        Optional<String> by =
                Files.exists(signature) ? signed(signature, bytes, keys) : unsigned(file, list);
        by.ifPresent(words -> {
            all = all.and(list);
            int entries = list.entries().size();
            used.add(
                    "%s: %d %s, %s"
                            .formatted(file, entries, entries == 1 ? "entry" : "entries", words));
        });
    }

    private Optional<String> signed(Path file, byte[] bytes, List<VerifyingKey> keys) {
        Optional<DetachedSignature> signature = DetachedSignature.read(file);
        if (signature.isEmpty()) {
            complain(
                    file,
                    "S8-signature",
                    "it is no signature",
                    "ask the list's issuer for it again");
            return Optional.empty();
        }
        String id = signature.get().keyId();
        Optional<VerifyingKey> key =
                keys.stream().filter(trusted -> trusted.keyId().equals(id)).findFirst();
        if (key.isEmpty()) {
            complain(
                    file,
                    "S8-unknown-key",
                    "the list is signed by the key %s, which this site does not trust"
                            .formatted(id),
                    "name that key's file in knownBadKeys, once its owner has told you its id");
            return Optional.empty();
        }
        if (!signature.get().holds(bytes, key.get())) {
            complain(
                    file,
                    "S8-signature",
                    "the signature is not that of the key %s over this list: list or signature"
                                    .formatted(id)
                            + " was changed",
                    "ask the list's issuer for both again");
            return Optional.empty();
        }
        return Optional.of("signed by the key " + id);
    }

    private Optional<String> unsigned(Path file, KnownBadList list) {
        Path folder = site.file().toAbsolutePath().normalize().resolveSibling(".").normalize();
        boolean ours =
                list.issuer().isEmpty() && file.toAbsolutePath().normalize().startsWith(folder);
        if (!ours) {
            complain(
                    file,
                    "S8-unsigned",
                    list.issuer()
                                    .map(issuer -> "the list is issued by " + issuer)
                                    .orElse("the list is not in the site file's folder")
                            + ", so it needs a signature, and "
                            + DetachedSignature.beside(file).getFileName()
                            + " is not there",
                    "put the issuer's signature beside it; a list of your own has no issuer and"
                            + " lies beside the site file");
            return Optional.empty();
        }
        return Optional.of("unsigned, accepted as this site's own");
    }

    private void complain(Path file, String rule, String message, String wayOut) {
        findings.add(new Finding(file.toString(), 0, "knownBad", rule, "", message, wayOut));
    }
}
