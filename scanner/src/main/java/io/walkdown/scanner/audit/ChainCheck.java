package io.walkdown.scanner.audit;

import io.walkdown.scanner.store.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Follows a journal's chain of hashes and its signatures, and says which line was changed (S13).
///
/// A line that was changed no longer has the hash that the next one names. Where a line's own
/// `previous` was changed, the line after it disagrees as well: so one disagreement points to the
/// line before, two in a row to the first of them. Nothing follows the last line; its signature
/// decides.
final class ChainCheck {
    private static final String ZEROS = "0".repeat(64);
    private static final byte[] SIGNED_AS =
            "walkdown journal line, version 1\n".getBytes(StandardCharsets.US_ASCII);

    private final String file;
    private final Keys keys;
    private final MessageDigest sha256 = CaptureCheck.sha256();
    private final Findings chain = new Findings("S13", "the journal's chain, from first to last");
    private final Findings signatures = new Findings("S13", "the journal's signatures");
    private Optional<JournalLine> before = Optional.empty();
    private Optional<JournalLine> disagrees = Optional.empty();
    private String hashBefore = ZEROS;
    private boolean beforeIsTold;
    private Optional<JournalLine> otherwiseSigned = Optional.empty();
    private long lines;
    private long signed;

    /// What signatures are checked with.
    ///
    /// @param key empty where nobody gave one
    /// @param noOther whether no other will do: the user named it, or the run lies where this
    ///   machine keeps its own
    record Keys(Optional<VerifyingKey> key, boolean noOther) {}

    ChainCheck(String file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    void take(JournalLine line) {
        lines++;
        boolean told = shape(line);
        boolean agrees = line.text("previous").equals(hashBefore);
        if (disagrees.isPresent()) {
            JournalLine first = disagrees.get();
            disagrees = Optional.empty();
            boolean second = !agrees && !told;
            changed(second ? first.number() : first.number() - 1, second ? first : line);
        } else if (!agrees && !told && !beforeIsTold) {
            disagrees = Optional.of(line);
        }
        if (!told) {
            signature(line);
        }
        beforeIsTold = told;
        before = Optional.of(line);
        hashBefore = HexFormat.of().formatHex(sha256.digest(line.bytes()));
    }

    /// Whether the line was found wrong for itself.
    private boolean shape(JournalLine line) {
        String wrong = "";
        Optional<Long> number = line.whole("n");
        if (line.fields().isEmpty()) {
            wrong =
                    line.terminated()
                            ? "this line is no JSON"
                            : "the journal breaks off in this line";
        } else if (!line.terminated()) {
            wrong = "the journal breaks off in this line";
        } else if (number.isEmpty() || line.event().isEmpty() || line.at().isEmpty()) {
            wrong = "this line lacks its number, event or time";
        } else if (before.isPresent() && before.get().event().equals("end") && !beforeIsTold) {
            wrong = "this line follows the last one";
        } else if (before.isEmpty() && !line.event().equals("start")) {
            wrong = "the journal does not begin with its first line";
        } else if (before.isPresent()
                && !beforeIsTold
                && number.get() != before.get().whole("n").orElse(-1L) + 1) {
            wrong =
                    "this line is number %d, and %d is expected here: a line was changed, left out or put in"
                            .formatted(number.get(), before.get().whole("n").orElse(-1L) + 1);
        }
        if (!wrong.isEmpty()) {
            breach(chain, line, wrong);
        }
        return !wrong.isEmpty();
    }

    private void changed(long number, JournalLine near) {
        chain.breach(
                new Finding(
                        new Place.Line(file, number),
                        near.at(),
                        near.text("device"),
                        number == 0
                                ? "the first line names a line before it"
                                : "this line was changed after it was written: its hash is not what"
                                        + " the lines after it say"));
    }

    private void breach(Findings check, JournalLine line, String what) {
        check.breach(
                new Finding(
                        new Place.Line(file, line.number()), line.at(), line.text("device"), what));
    }

    private void signature(JournalLine line) {
        boolean due =
                switch (line.event()) {
                    case "start", "checkpoint", "end" -> true;
                    default -> false;
                };
        if (!due) {
            return;
        }
        Optional<byte[]> statement = line.signed();
        if (keys.key().isEmpty()) {
            statement.ifPresent(_ -> unknown(line));
            signatures.doubt("no key is given to check them with (--key FILE)");
            return;
        }
        VerifyingKey key = keys.key().get();
        if (statement.isEmpty()) {
            breach(signatures, line, "this line is not signed");
        } else if (!line.text("key").equals(key.keyId())) {
            otherKey(line, key);
        } else if (!key.verify(whole(statement.get()), signatureOf(line))) {
            breach(signatures, line, "the signature does not fit this line");
        } else {
            signed++;
        }
    }

    /// One machine signs a whole journal: a second key in it is a breach, whoever's they are.
    private void otherKey(JournalLine line, VerifyingKey key) {
        String what =
                "signed by key %s; the key at hand is %s".formatted(line.text("key"), key.keyId());
        unknown(line);
        if (keys.noOther()) {
            breach(
                    signatures,
                    line,
                    what
                            + ", and this run must carry that (if another machine made it, name that machine's key with --key FILE)");
        } else {
            signatures.doubt(what + " (name the other with --key FILE)");
        }
    }

    private void unknown(JournalLine line) {
        if (otherwiseSigned.isEmpty()) {
            otherwiseSigned = Optional.of(line);
        } else if (!otherwiseSigned.get().text("key").equals(line.text("key"))) {
            breach(
                    signatures,
                    line,
                    "signed by key %s, and line %d by key %s: one machine signs all of a journal"
                            .formatted(
                                    line.text("key"),
                                    otherwiseSigned.get().number(),
                                    otherwiseSigned.get().text("key")));
        }
    }

    /// The key that signed lines and could not be checked: whoever holds it can have written the
    /// journal.
    Optional<String> unknownKey() {
        return otherwiseSigned.map(line -> line.text("key"));
    }

    private static byte[] whole(byte[] statement) {
        byte[] all = Arrays.copyOf(SIGNED_AS, SIGNED_AS.length + statement.length);
        System.arraycopy(statement, 0, all, SIGNED_AS.length, statement.length);
        return all;
    }

    private static byte[] signatureOf(JournalLine line) {
        return HexFormat.of().parseHex(line.text("signature"));
    }

    /// After the last line.
    void over() {
        if (disagrees.isPresent()) {
            JournalLine last = disagrees.get();
            boolean lastIsSound = signatures.clean() && signed > 0;
            changed(lastIsSound ? last.number() - 1 : last.number(), last);
        }
        if (signed > 0 && otherwiseSigned.isPresent() && !keys.noOther()) {
            breach(
                    signatures,
                    otherwiseSigned.get(),
                    "signed by key %s, and others by key %s: one machine signs all of a journal"
                            .formatted(
                                    otherwiseSigned.get().text("key"),
                                    keys.key().map(VerifyingKey::keyId).orElse("")));
        }
        if (before.isEmpty()) {
            chain.breach(Finding.of(new Place.Whole(file), "the journal is empty"));
        } else if (!before.get().event().equals("end") && !beforeIsTold) {
            breach(
                    chain,
                    before.get(),
                    "the journal ends after this line and not with its last line: it is incomplete");
        }
    }

    /// Whether the journal is as it was written.
    boolean clean() {
        return chain.clean();
    }

    Judged chain() {
        return chain.judged(Evidence.count(lines, "line"));
    }

    Judged signatures() {
        if (signed == 0 && signatures.certain()) {
            signatures.doubt("no line carries a signature that could be checked");
        }
        return signatures.judged(
                "%s of key %s"
                        .formatted(
                                Evidence.count(signed, "signature"),
                                keys.key().map(VerifyingKey::keyId).orElse("")));
    }
}
