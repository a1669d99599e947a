package io.walkdown.scanner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file of one JSON object a line, each holding the SHA-256 of the line before it (S13). Not
/// thread-safe.
final class Journal implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final HexFormat HEX = HexFormat.of();
    private static final int HASH_LENGTH = 32;

    /// A plain stream and not a channel, because an interrupt closes a channel in mid-write.
    private final FileOutputStream file;

    private final MessageDigest sha256 = sha256();
    private byte[] previous = new byte[HASH_LENGTH];
    private long lines;

    private Journal(FileOutputStream file) {
        this.file = file;
    }

    static Journal create(Path path) throws IOException {
        Files.createFile(path);
        return new Journal(new FileOutputStream(path.toFile()));
    }

    /// Writes the fields of one line.
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /// Appends one line with its number and the hash of the line before.
    void append(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("n", lines);
            fields.writeTo(json);
            json.writeStringField("previous", HEX.formatHex(previous));
            json.writeEndObject();
        }
        byte[] line = bytes.toByteArray();
        previous = sha256.digest(line);
        bytes.write('\n');
        file.write(bytes.toByteArray());
        lines++;
    }

    /// How many lines were written.
    long lines() {
        return lines;
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.getFD().sync();
        file.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
