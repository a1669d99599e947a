package io.walkdown.scanner.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A token. It comes from a file, an environment variable or a systemd credential, never from an
/// argument, where every user of the machine could read it; and it is never printed.
public final class Secret {
    /// The folder in which systemd puts a unit's credentials (systemd.exec(5), `LoadCredential=`).
    public static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /// The first line of a file.
    public static Secret ofFile(Path file) {
        try (var lines = Files.lines(file)) {
            return checked(lines.findFirst(), "the file " + file);
        } catch (IOException | UncheckedIOException e) {
            throw new ExportException(
                    "cannot read the token's file " + file,
                    "see that it is there and that this user may read it");
        }
    }

    /// The value of an environment variable.
    public static Secret ofEnvironment(Map<String, String> environment, String name) {
        if (!environment.containsKey(name)) {
            // what is no name may be the token itself
            throw new ExportException(
                    "the environment variable that was named is not set",
                    "name the variable that holds the token, and not the token");
        }
        return checked(
                Optional.ofNullable(environment.get(name)), "the environment variable " + name);
    }

    /// A credential that systemd has loaded.
    public static Secret ofCredential(Map<String, String> environment, String name) {
        String folder =
                Optional.ofNullable(environment.get(CREDENTIALS))
                        .orElseThrow(() ->
                                new ExportException(
                                        "there are no systemd credentials: %s is not set"
                                                .formatted(CREDENTIALS),
                                        "start it as a unit with LoadCredential=%s:FILE"
                                                .formatted(name)));
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            throw new ExportException(
                    "a credential is not named '%s'".formatted(name), "give its name alone");
        }
        return ofFile(Path.of(folder).resolve(name));
    }

    /// A header cannot carry a line end, nor anything that is not ASCII.
    private static Secret checked(Optional<String> text, String where) {
        String value = text.map(String::strip).orElse("");
        if (value.isEmpty() || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new ExportException(
                    where + " holds no token", "a token is one word of ASCII letters and signs");
        }
        return new Secret(value);
    }

    /// The token, for a header.
    String reveal() {
        return value;
    }

    /// Without the token.
    String taken(String text) {
        return text.replace(value, "(token)");
    }

    @Override
    public String toString() {
        return "(token)";
    }
}
