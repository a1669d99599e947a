package io.walkdown.suite.lost;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// The real program as a process of its own, with a fault or without.
final class FaultyWalkdown {
    private static final long LONGEST_SECONDS = 60;

    private static final String MAIN = "io.walkdown.cli.command.Main";

    private final Path agent;
    private final Path several;

    private FaultyWalkdown(Path agent, Path several) {
        this.agent = agent;
        this.several = several;
    }

    /// Makes the jars that the child processes need.
    ///
    /// @param folder where it is put
    static FaultyWalkdown in(Path folder) throws IOException {
        Path agent =
                jar(folder.resolve("fault-agent.jar"), "(FaultAgent|Faults|DiskCalls)(\\$\\w+)?");
        Path several = jar(folder.resolve("several-commands.jar"), "SeveralCommands");
        return new FaultyWalkdown(agent, several);
    }

    private static Path jar(Path jar, String names) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
        try (OutputStream out = Files.newOutputStream(jar);
                var entries = new JarOutputStream(out, manifest)) {
            for (Path each : classes(names)) {
                entries.putNextEntry(new JarEntry("io/walkdown/suite/lost/" + each.getFileName()));
                Files.copy(each, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    private static List<Path> classes(String names) throws IOException {
        Path here;
        try {
            here = Path.of(FaultAgent.class.getResource("FaultAgent.class").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        try (Stream<Path> all = Files.list(here)) {
            return all.filter(file -> file.getFileName().toString().matches(names + "\\.class"))
                    .toList();
        }
    }

    /// A fault.
    ///
    /// @param number the call at which it happens, from 1; of writes alone where they are torn
    record Fault(Faults.Mode mode, int number) {}

    /// How a command ended.
    ///
    /// @param struck what the agent noted: `12 write io/walkdown/…`; of a command without a fault
    ///   each call
    record Ended(int exitCode, String out, String err, List<String> struck) {
        /// Whether the fault happened.
        boolean failed() {
            return !struck.isEmpty();
        }
    }

    /// Runs a command in that folder; its state folder is `state` in it.
    Ended run(Path folder, Optional<Fault> fault, String... arguments) {
        return run(folder, fault, MAIN, arguments);
    }

    /// Runs several commands in that folder, one after the other and without a fault, in one
    /// process; see [SeveralCommands].
    Ended several(Path folder, String... arguments) {
        return run(folder, Optional.empty(), SeveralCommands.class.getName(), arguments);
    }

    /// Runs a command whose standard output is a disk that is full.
    Ended intoAFullDisk(Path folder, String... arguments) {
        return run(folder, Optional.empty(), MAIN, Optional.of(Path.of("/dev/full")), arguments);
    }

    /// Starts a command in that folder, to be killed.
    ///
    /// @param said where it writes to
    Process start(Path folder, Path said, String... arguments) throws IOException {
        var process =
                new ProcessBuilder(command(Optional.empty(), said, MAIN, arguments))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        process.environment().put("WALKDOWN_STATE", folder.resolve("state").toString());
        process.environment().remove("JAVA_TOOL_OPTIONS");
        return process.start();
    }

    private Ended run(Path folder, Optional<Fault> fault, String main, String... arguments) {
        return run(folder, fault, main, Optional.empty(), arguments);
    }

    private Ended run(
            Path folder,
            Optional<Fault> fault,
            String main,
            Optional<Path> output,
            String... arguments) {
        try {
            Path scratch = Files.createDirectories(folder.resolve("said"));
            Path out = Files.createTempFile(scratch, "out", ".txt");
            Path err = Files.createTempFile(scratch, "err", ".txt");
            Path struck = Files.createTempFile(scratch, "struck", ".txt");
            var process =
                    new ProcessBuilder(command(fault, struck, main, arguments))
                            .directory(folder.toFile())
                            .redirectOutput(output.orElse(out).toFile())
                            .redirectError(err.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            process.environment().put("WALKDOWN_STATE", folder.resolve("state").toString());
            process.environment().remove("JAVA_TOOL_OPTIONS");
            return ended(process.start(), out, err, struck);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended ended(Process process, Path out, Path err, Path struck)
            throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + Files.readString(err));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out),
                Files.readString(err),
                Files.readAllLines(struck));
    }

    private List<String> command(
            Optional<Fault> fault, Path struck, String main, String... arguments) {
        Path cli = Path.of(property("walkdown.cli"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        fault.ifPresent(given ->
                command.add(
                        "-javaagent:%s=%s,%d,%s"
                                .formatted(
                                        agent,
                                        given.mode().name().toLowerCase(Locale.ROOT),
                                        given.number(),
                                        struck)));
        command.add("-cp");
        command.add(
                "%s:%s/*:%s".formatted(cli.resolve("walkdown.jar"), cli.resolve("lib"), several));
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + " is not set");
        }
        return value;
    }
}
