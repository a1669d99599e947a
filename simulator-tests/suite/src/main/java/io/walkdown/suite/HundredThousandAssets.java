package io.walkdown.suite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.scanner.asset.Asset;
import io.walkdown.scanner.asset.Findings;
import io.walkdown.scanner.asset.Load;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.asset.Observations.Visit;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.store.ObservationsFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/// How long `walkdown diff` takes for a plant of that many assets, beside the time that Jackson
/// alone takes to read both files, into its tree of one asset after the other and, for comparison,
/// through their tokens without keeping anything: a fresh process with `-Xmx512m` for each run,
/// three alternating runs, the shortest of each: what else the machine does only ever adds to a
/// time. It ends with 1 where the diff takes more than [#MOST] times as long as Jackson's trees,
/// which are what reading the two files means to a user. In every thousandth device another
/// firmware runs, and every five-thousandth is new.
///
/// `java … io.walkdown.suite.HundredThousandAssets [COUNT]`, with `-Dwalkdown.cli=cli/target`;
/// needs some gigabyte of disk in the folder for temporary files.
public final class HundredThousandAssets {
    private static final int RUNS = 3;

    /// As many times as Jackson takes to read both files into its trees.
    private static final double MOST = 5;

    private static final int DEFAULT_COUNT = 100_000;
    private static final String MEMORY = "-Xmx512m";
    private static final Instant AT = Instant.parse("2026-11-23T07:35:00Z");

    private final PrintStream out;
    private final int count;
    private final Path folder;

    private HundredThousandAssets(PrintStream out, int count, Path folder) {
        this.out = out;
        this.count = count;
        this.folder = folder;
    }

    /// Runs the benchmark and prints what it found; `tree FILE FILE` and `tokens FILE FILE` are
    /// Jackson's part.
    public static void main(String[] args) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length > 1) {
            long read = 0;
            for (int i = 1; i < args.length; i++) {
                Path file = Path.of(args[i]);
                read += args[0].equals("tree") ? trees(file) : tokens(file);
            }
            out.println(read + " " + args[0]);
            return;
        }
        int count = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_COUNT;
        Path folder = Files.createTempDirectory("walkdown-benchmark-");
        if (!new HundredThousandAssets(out, count, folder).run()) {
            System.exit(1);
        }
    }

    /// The whole file, of which the items of arrays in the outermost object are dropped when they
    /// are read: both trees together do not fit.
    private static long trees(Path file) throws IOException {
        long trees = 0;
        try (JsonParser parser = JsonMapper.builder().build().createParser(file.toFile())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        JsonNode item = parser.readValueAsTree();
                        trees += item.size();
                    }
                } else {
                    JsonNode value = parser.readValueAsTree();
                    trees += value.size();
                }
            }
        }
        return trees;
    }

    private static long tokens(Path file) throws IOException {
        long tokens = 0;
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens += parser.getText().isEmpty() ? 0 : 1;
            }
        }
        return tokens;
    }

    /// Whether the target is met.
    private boolean run() throws IOException, InterruptedException {
        Path baseline = folder.resolve("baseline.json");
        Path observations = folder.resolve("observations.json");
        write(baseline, BaselineFile.text(Baseline.of(plant("V3.2.8"))), i -> i % 5_000 == 4_999);
        write(observations, ObservationsFile.text(plant("@FIRMWARE@")), _ -> false);
        out.printf(
                Locale.ROOT,
                "%d assets: baseline %.0f MB, observations %.0f MB; %d runs each, alternating%n",
                count,
                Files.size(baseline) / 1e6,
                Files.size(observations) / 1e6,
                RUNS);
        List<Double> ours = new ArrayList<>();
        List<Double> trees = new ArrayList<>();
        List<Double> tokens = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            trees.add(seconds("trees", 0, jackson("tree", baseline, observations)));
            tokens.add(seconds("tokens", 0, jackson("tokens", baseline, observations)));
            ours.add(seconds("walkdown", 2, diffOf(baseline, observations)));
        }
        double ratio = shortest(ours) / shortest(trees);
        out.printf(
                Locale.ROOT,
                "shortest: walkdown diff %.2f s; Jackson's trees %.2f s: %.2f times (at most %.0f);"
                        + " Jackson's tokens %.2f s: %.2f times%n",
                shortest(ours),
                shortest(trees),
                ratio,
                MOST,
                shortest(tokens),
                shortest(ours) / shortest(tokens));
        return ratio <= MOST;
    }

    /// A plant of one device, whose text is repeated with other names, addresses and numbers.
    private static Observations plant(String firmware) {
        var findings = new Findings("s7", InstantSource.fixed(AT));
        Findings.Plate plate = findings.device();
        plate.told(NameplateField.MANUFACTURER, "Siemens", "szl-001c");
        plate.told(NameplateField.MODEL, "CPU 315-2 PN/DP", "szl-001c");
        plate.told(NameplateField.ORDER_NUMBER, "6ES7 315-2EH14-0AB0", "szl-0011");
        plate.told(NameplateField.SERIAL_NUMBER, "S C-@NUMBER@", "szl-001c");
        plate.told(NameplateField.FIRMWARE_REVISION, firmware, "szl-0011");
        plate.told(NameplateField.TAG, "plc-@NUMBER@", "szl-001c");
        plate.attribute("plantIdentification", "line @NUMBER@", "szl-001c");
        plate.attribute("moduleVersion", "1", "szl-0011");
        var visit =
                new Visit(
                        "plc-@NUMBER@",
                        "@ADDRESS@",
                        102,
                        "s7",
                        "s7-300",
                        new ProbeOutcome.Identified(),
                        new Load(9, 700, 1, Duration.ofSeconds(20)),
                        new Load(7, 512, 1, Duration.ofMillis(3_250)),
                        List.of(),
                        0,
                        Optional.of(AT));
        var asset = new Asset("plc-@NUMBER@", "@ADDRESS@", "s7", findings.nameplate(), List.of());
        var run = new Observations.Run("20261123T073500Z-1f0a", AT, AT, "ab12", 0);
        return new Observations("plant-7", true, run, List.of(visit), List.of(asset));
    }

    /// Each array's one item, of the lines that are indented by four, so many times.
    private void write(Path file, String text, IntPredicate left) throws IOException {
        List<String> item = new ArrayList<>();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (String line : text.lines().toList()) {
                boolean inside =
                        line.startsWith("    ") && (!item.isEmpty() || line.equals("    {"));
                if (!inside) {
                    writer.write(line + "\n");
                    continue;
                }
                item.add(line);
                if (line.equals("    }")) {
                    repeat(writer, String.join("\n", item), left);
                    item.clear();
                }
            }
        }
    }

    private void repeat(BufferedWriter writer, String item, IntPredicate left) throws IOException {
        String separator = "";
        for (int i = 0; i < count; i++) {
            if (!left.test(i)) {
                writer.write(separator);
                writer.write(numbered(item, i));
                separator = ",\n";
            }
        }
        writer.write("\n");
    }

    private static String numbered(String item, int number) {
        String address = "10.%d.%d.%d".formatted(number >> 16, (number >> 8) & 255, number & 255);
        return item.replace("@NUMBER@", String.format(Locale.ROOT, "%06d", number))
                .replace("@ADDRESS@", address)
                .replace("@FIRMWARE@", number % 1_000 == 0 ? "V3.3.1" : "V3.2.8");
    }

    private double seconds(String name, int exitCode, List<String> command)
            throws IOException, InterruptedException {
        Path said = folder.resolve(name + ".out");
        long started = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " did not end within ten minutes");
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() != exitCode) {
            throw new IllegalStateException(name + " failed: " + Files.readString(said));
        }
        out.printf(Locale.ROOT, "%-8s %6.2f s%n", name, seconds);
        return seconds;
    }

    private static double shortest(List<Double> runs) {
        return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static List<String> jackson(String what, Path... files) {
        List<String> command = java(System.getProperty("java.class.path"));
        command.add(HundredThousandAssets.class.getName());
        command.add(what);
        for (Path file : files) {
            command.add(file.toString());
        }
        return command;
    }

    private List<String> diffOf(Path baseline, Path observations) {
        Path cli = Path.of(System.getProperty("walkdown.cli", "cli/target"));
        List<String> command = java(cli.resolve("walkdown.jar") + ":" + cli.resolve("lib") + "/*");
        command.add(1, "-XX:TieredStopAtLevel=1"); // as the launcher runs diff
        command.addAll(
                List.of(
                        "io.walkdown.cli.command.Main",
                        "diff",
                        baseline.toString(),
                        observations.toString(),
                        "--format",
                        "sarif",
                        "--output",
                        folder.resolve("drift.sarif").toString()));
        return command;
    }

    private static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+UseSerialGC");
        command.add(MEMORY);
        command.add("-cp");
        command.add(classPath);
        return command;
    }
}
