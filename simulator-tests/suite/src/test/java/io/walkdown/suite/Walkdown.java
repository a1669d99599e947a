package io.walkdown.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program, as a process of its own in a folder of its own, with a state folder of its own.
final class Walkdown {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LONGEST_SECONDS = 120;

    private final Path folder;
    private final Path state;

    Walkdown(Path folder) {
        this(folder, folder.resolve("state"));
    }

    /// The program with a state folder that others may use, too.
    Walkdown(Path folder, Path state) {
        this.folder = folder;
        this.state = state;
    }

    /// How a command ended.
    ///
    /// @param exitCode the process's exit code
    /// @param out what it wrote to standard output
    /// @param err what it wrote to standard error
    record Ended(int exitCode, String out, String err) {
        /// Standard output as one JSON document, with nothing before or after it.
        JsonNode json() {
            try (var parser = JSON.createParser(out)) {
                JsonNode document = JSON.readTree(parser);
                if (parser.nextToken() != null) {
                    throw new AssertionError("more than one document: " + out);
                }
                return document;
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + out + "\n" + err, e);
            }
        }
    }

    /// Runs one command to its end, within two minutes.
    Ended run(String... arguments) {
        try {
            Running running = start(arguments);
            return running.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same in a JVM with these options.
    Ended runIn(List<String> options, String... arguments) {
        try {
            List<String> command = command(arguments);
            command.addAll(1, options);
            Running running = start(command);
            return running.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts one command.
    Running start(String... arguments) throws IOException {
        return start(command(arguments));
    }

    /// Starts one command that takes Ctrl-C and the end of its terminal, as at one: a shell in the
    /// background and `nohup` would pass on that these are ignored.
    Running startAtTerminal(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
        command.addAll(command(arguments));
        return start(command);
    }

    private Running start(List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        process.environment().put("WALKDOWN_STATE", state.toString());
        process.environment().remove("JAVA_TOOL_OPTIONS");
        return new Running(process.start(), out, err);
    }

    /// A command that runs.
    record Running(Process process, Path out, Path err) {
        Ended awaitEnd() {
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running: " + Files.readString(err));
                }
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /// The command line that runs it.
    static List<String> command(String... arguments) {
        Path cli = Path.of(property("walkdown.cli"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+UseSerialGC");
        command.add("-cp");
        command.add(cli.resolve("walkdown.jar") + ":" + cli.resolve("lib") + "/*");
        command.add("io.walkdown.cli.command.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + " is not set");
        }
        return value;
    }
}
