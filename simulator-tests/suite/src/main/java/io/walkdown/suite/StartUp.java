package io.walkdown.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How long short commands take beside the bare JVM, which starts and prints a word: `walkdown
/// --version`, and `walkdown diff` of a hundred assets. The three take turns, so that a busy moment
/// of the machine meets them all; the shortest of each is what the program itself costs, the median
/// what a person waits.
///
/// `java … io.walkdown.suite.StartUp [ROUNDS]`, in the folder of the launcher, which starts
/// Walkdown as a user does.
public final class StartUp {
    private static final int ROUNDS = 20;
    private static final int ASSETS = 100;

    /// The bare JVM.
    public static final class Hello {
        private Hello() {}

        /// Prints a word.
        public static void main(String[] args) {
            System.out.println("hello");
        }
    }

    private final PrintStream out;
    private final Path folder;
    private final String launcher = Path.of("walkdown").toAbsolutePath().toString();

    private StartUp(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /// Measures and prints.
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new StartUp(out, Files.createTempDirectory("walkdown-start-")).run(rounds);
    }

    private void run(int rounds) throws IOException, InterruptedException {
        Path observations = inventory();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> hello =
                List.of(java, "-cp", System.getProperty("java.class.path"), Hello.class.getName());
        List<String> version = List.of(launcher, "--version");
        List<String> diff =
                List.of(
                        launcher,
                        "diff",
                        folder.resolve("baseline.json").toString(),
                        observations.toString());
        double[][] took = new double[3][rounds];
        for (int round = 0; round < rounds; round++) {
            took[0][round] = milliseconds(hello);
            took[1][round] = milliseconds(version);
            took[2][round] = milliseconds(diff);
        }
        out.printf("%d rounds, in turns; milliseconds%n", rounds);
        told("bare JVM", took[0], took[0]);
        told("walkdown --version", took[1], took[0]);
        told("walkdown diff, " + ASSETS + " assets", took[2], took[0]);
    }

    private void told(String what, double[] took, double[] bare) {
        out.printf(
                Locale.ROOT,
                "%-28s shortest %4.0f, median %4.0f; times the bare JVM: shortest %.1f, median %.1f%n",
                what,
                shortest(took),
                median(took),
                shortest(took) / shortest(bare),
                median(took) / median(bare));
    }

    private static double shortest(double[] took) {
        return Arrays.stream(took).min().orElseThrow();
    }

    private static double median(double[] took) {
        return Arrays.stream(took).sorted().toArray()[took.length / 2];
    }

    /// A hundred simulated devices, scanned and accepted, as a user would.
    private Path inventory() throws IOException, InterruptedException {
        Path plant =
                Files.writeString(
                        folder.resolve("plant.yaml"),
                        """
                        version: 1
                        name: start-up
                        limits: {concurrentVisits: 64, framesPerSecond: 100000, toleranceMs: 10000}
                        crowd:
                          count: %d
                          from: 127.31.0.1
                          template:
                            s7: {orderNumber: 6ES7 315-2EH14-0AB0, firmware: V3.2.8, serial: "SN {n}",
                                 systemName: PLC, moduleName: PLC, moduleType: CPU 315-2 PN/DP, slot: 2,
                                 pduSize: 480}
                            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 0}
                        """
                                .formatted(ASSETS));
        Path site = folder.resolve("site.yaml");
        Path observations = folder.resolve("observations.json");
        Process listeners =
                new ProcessBuilder(
                                launcher,
                                "simulate",
                                plant.toString(),
                                "--site-out",
                                site.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var ready = listeners.inputReader()) {
            if (!"ready".equals(ready.readLine())) {
                throw new IllegalStateException("the simulated plant did not start");
            }
            milliseconds(
                    List.of(
                            launcher,
                            "scan",
                            "--site",
                            site.toString(),
                            "--yes",
                            "--json",
                            "--output",
                            observations.toString()));
            milliseconds(
                    List.of(
                            launcher,
                            "accept",
                            "--site",
                            site.toString(),
                            "--by",
                            "start-up",
                            "--reason",
                            "measure"));
        } finally {
            listeners.destroy();
            boolean _ = listeners.waitFor(10, TimeUnit.SECONDS);
        }
        return observations;
    }

    private double milliseconds(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(new ArrayList<>(command));
        process.environment().put("WALKDOWN_STATE", folder.resolve("state").toString());
        process.redirectOutput(folder.resolve("out").toFile());
        process.redirectError(folder.resolve("err").toFile());
        long started = System.nanoTime();
        Process running = process.start();
        if (!running.waitFor(2, TimeUnit.MINUTES)) {
            running.destroyForcibly();
            throw new IllegalStateException(command + " did not end within two minutes");
        }
        double took = (System.nanoTime() - started) / 1e6;
        if (running.exitValue() != 0) {
            throw new IllegalStateException(
                    command + ": " + Files.readString(folder.resolve("err")));
        }
        return took;
    }
}
