package io.walkdown.cli.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/// The lines that were typed before, kept for the next session in a file that only its user may
/// read. A line is kept where it names a command: what was typed at the wrong prompt, a password
/// perhaps, does not. What looks like a secret is not kept either, nor is a line that begins with a
/// space.
final class KeptLines extends DefaultHistory {
    private static final long LARGEST = 4L * 1024 * 1024;
    private static final String PRIVATE = "rw-------";

    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)pass|pwd|(?<![a-z0-9])(pw|psk|pin|otp|jwt)(?![a-z0-9])|pre-?shared|secret|token"
                            + "|credential|(private|secret|api|access|auth|signing)[-_ ]?key|BEGIN [A-Z ]*KEY"
                            + "|authorization|bearer|eyJ[a-z0-9_-]{8,}|://[^/\\s]*:[^/\\s]*@");

    /// How JLine writes a line down: when it was typed, and the line without line ends.
    private static final Pattern WRITTEN = Pattern.compile("\\d{1,18}:\\P{Cntrl}*");

    private final Set<String> commands;

    /// @param commands the names that a line to be kept begins with
    KeptLines(Set<String> commands) {
        this.commands = Set.copyOf(commands);
    }

    @Override
    public void add(Instant time, String line) {
        if (isKept(line)) {
            super.add(time, line);
        }
    }

    private boolean isKept(String line) {
        return !line.startsWith(" ")
                && !SECRET.matcher(line).find()
                && Steps.lines(line).stream().allMatch(this::namesACommand);
    }

    private boolean namesACommand(String step) {
        List<String> words = Words.of(step).texts();
        int first = !words.isEmpty() && Arguments.isProgram(words.getFirst()) ? 1 : 0;
        return words.isEmpty() || (words.size() > first && commands.contains(words.get(first)));
    }

    /// Makes the file, for its user alone, where there is none, and takes out of it what is not to
    /// be kept or is no line. Where that cannot be, the lines are kept for this session.
    boolean isKeptIn(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(PRIVATE)));
            }
            if (!Files.isRegularFile(file)
                    || !Files.isWritable(file)
                    || Files.size(file) > LARGEST) {
                return false;
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(PRIVATE));
            tidy(file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void tidy(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        List<String> kept = lines.stream().filter(this::isKeptAsWritten).toList();
        if (kept.size() < lines.size()) {
            Files.write(file, kept);
        }
    }

    /// Bytes that are no text stand as U+FFFD.
    private boolean isKeptAsWritten(String written) {
        return WRITTEN.matcher(written).matches()
                && written.indexOf('\uFFFD') < 0
                && isKept(unescaped(written.substring(written.indexOf(':') + 1)));
    }

    private static String unescaped(String line) {
        return line.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
    }
}
