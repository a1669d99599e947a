package io.walkdown.scanner.site;

import io.walkdown.scanner.site.Complaints.Spot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a YAML file that a person wrote, strictly: one document, no key twice, no anchors and no
/// tags, each value with its place. JSON is YAML, too.
public final class YamlFile {
    private YamlFile() {}

    /// The document in that file, or empty where it was refused; why is in `complaints`.
    ///
    /// @param most the longest file that is read, in bytes
    /// @param wayOut what to do where there is no such file
    public static Optional<Value> read(Path file, int most, String wayOut, Complaints complaints) {
        return node(file, most, wayOut, complaints).map(root -> new Value(root, "", complaints));
    }

    static Optional<YamlNode> node(Path file, int most, String wayOut, Complaints complaints) {
        return bytes(file, most, wayOut, complaints)
                .flatMap(bytes -> text(bytes, complaints))
                .flatMap(text -> YamlReader.read(text, complaints));
    }

    private static Optional<byte[]> bytes(
            Path file, int most, String wayOut, Complaints complaints) {
        Spot top = new Spot(Position.START, "");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length <= most) {
                return Optional.of(bytes);
            }
            complaints.error(
                    top,
                    Rule.FILE_TOO_LARGE,
                    "",
                    "the file is longer than %d bytes".formatted(most),
                    "split it");
        } catch (NoSuchFileException e) {
            complaints.error(top, Rule.FILE_UNREADABLE, "", "there is no such file", wayOut);
        } catch (IOException e) {
            complaints.error(
                    top,
                    Rule.FILE_UNREADABLE,
                    "",
                    "the file cannot be read",
                    Files.isDirectory(file)
                            ? "it is a folder; name the file in it"
                            : "look at its permissions");
        }
        return Optional.empty();
    }

    private static Optional<String> text(byte[] bytes, Complaints complaints) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            complaints.error(
                    new Spot(Position.START, ""),
                    Rule.FILE_NOT_UTF8,
                    "",
                    "the file is not UTF-8 text",
                    "save it as UTF-8");
            return Optional.empty();
        }
    }
}
