package io.walkdown.scanner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A file of one JSON object a line, each holding the SHA-256 of the line before it (S13). Not
/// thread-safe.
final class Journal implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final HexFormat HEX = HexFormat.of();
    private static final int HASH_LENGTH = 32;

    /// Goes before what is signed, so that a signature of a line is good for nothing else.
    private static final byte[] SIGNED_AS =
            "walkdown journal line, version 1\n".getBytes(StandardCharsets.US_ASCII);

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
        var file = new FileOutputStream(path.toFile());
        lockWhileOpen(file);
        return new Journal(file);
    }

    /// So that whoever finds the file without its last line can tell a run that goes on from one
    /// whose process died. Where files cannot be locked it is written all the same.
    private static void lockWhileOpen(FileOutputStream file) {
        try {
            FileLock _ = file.getChannel().tryLock();
        } catch (IOException e) {
            // told apart by nothing then
        }
    }

    /// Writes the fields of one line.
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /// Appends one line with its number and the hash of the line before.
    void append(Fields fields) throws IOException {
        write(line(fields));
    }

    /// Appends one line that ends with the signature over all of it that stands before the
    /// signature, in hexadecimal. The line names the hash of the line before, so the signature
    /// covers the whole journal up to here.
    void appendSigned(Signer signer, Fields fields) throws IOException {
        byte[] line =
                line(json -> {
                    fields.writeTo(json);
                    json.writeStringField("key", signer.keyId());
                });
        byte[] unsigned = Arrays.copyOf(line, line.length - 1);
        var signed = new ByteArrayOutputStream(SIGNED_AS.length + unsigned.length);
        signed.writeBytes(SIGNED_AS);
        signed.writeBytes(unsigned);
        String signature = HEX.formatHex(signer.sign(signed.toByteArray()));
        var whole = new ByteArrayOutputStream(line.length + 160);
        whole.writeBytes(unsigned);
        whole.writeBytes(
                ",\"signature\":\"%s\"}".formatted(signature).getBytes(StandardCharsets.US_ASCII));
        write(whole.toByteArray());
    }

    private byte[] line(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("n", lines);
            fields.writeTo(json);
            json.writeStringField("previous", HEX.formatHex(previous));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void write(byte[] line) throws IOException {
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        file.write(whole);
        previous = sha256.digest(line);
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
        try (file) {
            file.getFD().sync();
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
