package io.walkdown.scanner.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.wire.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/// An operation that no scan ever sends, with one whole frame that would carry it (S1).
///
/// The table is data, written from the standards. It is not what keeps these frames back: the guard
/// lets pass what is planned, not what is missing here. It is what the guard is tried with, and
/// what `walkdown explain` can name.
///
/// @param protocol the protocol that it belongs to
/// @param id its name, for example `s7-write-var`
/// @param effect what it would do, in plain words
/// @param standard the document that defines it, with its section
/// @param frame the frame; session and transaction stand for those of the conversation
public record ForbiddenOperation(
        Protocol protocol, String id, String effect, String standard, Octets frame) {
    private static final Pattern TAB = Pattern.compile("\t");
    private static final int COLUMNS = 5;

    /// Every operation of the table, in its order.
    public static List<ForbiddenOperation> all() {
        String resource = "forbidden-operations.tsv";
        try (InputStream in = ForbiddenOperation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no table " + resource + " in our jar");
            }
            return new BufferedReader(new InputStreamReader(in, UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ForbiddenOperation::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForbiddenOperation of(String line) {
        List<String> columns = TAB.splitAsStream(line).toList();
        if (columns.size() != COLUMNS) {
            throw new IllegalStateException("not five columns: " + line);
        }
        return new ForbiddenOperation(
                Protocol.byId(columns.get(0)).orElseThrow(),
                columns.get(1),
                columns.get(2),
                columns.get(3),
                Octets.ofHex(columns.get(4)));
    }
}
