package io.walkdown.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many simulated S7 devices a second Walkdown identifies, beside nmap's `s7-info`: the same
/// listeners, a fresh process for each run, three alternating runs, the median. A device counts
/// only with the right order number and serial number.
///
/// `java … io.walkdown.suite.TenThousandDevices [COUNT]`, with `-Dwalkdown.cli=cli/target`; needs
/// `nmap`, and file handles for COUNT listeners.
public final class TenThousandDevices {
    private static final int RUNS = 3;
    private static final int DEFAULT_COUNT = 10_000;
    private static final String ORDER_NUMBER = "6ES7 315-2EH14-0AB0";
    private static final Pattern NMAP_HOST = Pattern.compile("(?s)<host [^>]*>.*?</host>");
    private static final Pattern NMAP_ADDRESS = Pattern.compile("addr=\"(127[0-9.]+)\"");

    private final PrintStream out;
    private final int count;
    private final Path folder;
    private final Path cli;

    private TenThousandDevices(PrintStream out, int count, Path folder) {
        this.out = out;
        this.count = count;
        this.folder = folder;
        this.cli = Path.of(System.getProperty("walkdown.cli", "cli/target"));
    }

    /// One run of one tool.
    private record Measured(int right, double seconds) {
        double rate() {
            return right / seconds;
        }
    }

    /// Runs the benchmark and prints what it found.
    public static void main(String[] args) throws IOException, InterruptedException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_COUNT;
        Path folder = Files.createTempDirectory("walkdown-benchmark-");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new TenThousandDevices(out, count, folder).run();
    }

    private void run() throws IOException, InterruptedException {
        Path plant = Files.writeString(folder.resolve("plant.yaml"), plant());
        Path site = folder.resolve("site.yaml");
        Process listeners =
                new ProcessBuilder(
                                walkdown(
                                        "-Xmx2g",
                                        "simulate",
                                        plant.toString(),
                                        "--site-out",
                                        site.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var ready = listeners.inputReader()) {
            if (!"ready".equals(ready.readLine())) {
                throw new IllegalStateException("the simulated plant did not start");
            }
            measure(site);
        } finally {
            listeners.destroy();
            boolean _ = listeners.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private String plant() {
        return """
        version: 1
        name: crowd
        limits: {concurrentVisits: 512, framesPerSecond: 100000, toleranceMs: 10000}
        crowd:
          count: %d
          from: 127.30.0.1
          template:
            s7: {orderNumber: %s, firmware: V3.2.8, serial: "SN {n}", systemName: PLC,
                 moduleName: PLC, moduleType: CPU 315-2 PN/DP, slot: 2, pduSize: 480}
            site: {profile: sim-s7-crowd, rack: 0, slot: 2, clients: 0}
        """
                .formatted(count, ORDER_NUMBER);
    }

    private void measure(Path site) throws IOException, InterruptedException {
        List<String> nmap = nmap(site);
        out.printf(
                Locale.ROOT, "%d simulated S7 devices, %d runs each, alternating%n", count, RUNS);
        out.println("nmap:     " + String.join(" ", nmap));
        out.println("walkdown: walkdown scan --site site.yaml --yes --json --no-progress");
        List<Measured> ours = new ArrayList<>();
        List<Measured> theirs = new ArrayList<>();
        for (int i = 1; i <= RUNS; i++) {
            theirs.add(nmapRun(nmap, i));
            ours.add(walkdownRun(site, i));
        }
        double walkdown = median(ours);
        double other = median(theirs);
        out.printf(
                Locale.ROOT,
                "median: walkdown %.0f devices/s, nmap %.0f devices/s: %.2f times nmap's rate%n",
                walkdown,
                other,
                walkdown / other);
    }

    private List<String> nmap(Path site) throws IOException {
        List<String> addresses = new ArrayList<>();
        String port = "102";
        Matcher device =
                Pattern.compile("address: (127[0-9.]+)(?:.*?port: (\\d+))?")
                        .matcher(Files.readString(site));
        while (device.find()) {
            addresses.add(device.group(1));
            port = device.group(2) == null ? port : device.group(2);
        }
        Path targets = Files.write(folder.resolve("targets.txt"), addresses);
        return List.of(
                "nmap",
                "-n",
                "-Pn",
                "-T5",
                "--min-hostgroup",
                "4096",
                "-p",
                port,
                "--script",
                "+s7-info",
                "-iL",
                targets.toString(),
                "-oX",
                folder.resolve("nmap.xml").toString());
    }

    private Measured nmapRun(List<String> command, int run)
            throws IOException, InterruptedException {
        double seconds = seconds(new ProcessBuilder(command), "nmap-" + run);
        String xml = Files.readString(folder.resolve("nmap.xml"));
        int right = 0;
        for (Matcher host = NMAP_HOST.matcher(xml); host.find(); ) {
            Matcher address = NMAP_ADDRESS.matcher(host.group());
            if (address.find()
                    && host.group().contains(ORDER_NUMBER)
                    && host.group().contains(serialNumber(address.group(1)))) {
                right++;
            }
        }
        return told("nmap", run, new Measured(right, seconds));
    }

    private Measured walkdownRun(Path site, int run) throws IOException, InterruptedException {
        Path result = folder.resolve("observations-" + run + ".json");
        var process =
                new ProcessBuilder(
                        walkdown(
                                "-Xmx1g",
                                "scan",
                                "--site",
                                site.toString(),
                                "--yes",
                                "--json",
                                "--no-progress",
                                "--output",
                                result.toString()));
        process.environment().put("WALKDOWN_STATE", folder.resolve("state-" + run).toString());
        double seconds = seconds(process, "walkdown-" + run);
        int right = 0;
        JsonNode assets = JsonMapper.builder().build().readTree(result.toFile()).path("assets");
        for (JsonNode asset : assets) {
            JsonNode identity = asset.path("identity");
            boolean same =
                    identity.path("orderNumber").path("value").asText().equals(ORDER_NUMBER)
                            && identity.path("serialNumber")
                                    .path("value")
                                    .asText()
                                    .equals(serialNumber(asset.path("address").asText()));
            right += same ? 1 : 0;
        }
        return told("walkdown", run, new Measured(right, seconds));
    }

    private Measured told(String tool, int run, Measured measured) {
        out.printf(
                Locale.ROOT,
                "run %d %-8s %5d of %d right in %6.2f s = %5.0f devices/s%n",
                run,
                tool,
                measured.right(),
                count,
                measured.seconds(),
                measured.rate());
        return measured;
    }

    private double seconds(ProcessBuilder command, String name)
            throws IOException, InterruptedException {
        command.redirectOutput(folder.resolve(name + ".out").toFile());
        command.redirectError(folder.resolve(name + ".err").toFile());
        long started = System.nanoTime();
        Process process = command.start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " did not end within ten minutes");
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /// Device n has the n-th address from 127.30.0.1 on.
    private static String serialNumber(String address) {
        String[] parts = address.split("\\.", -1);
        int number = Integer.parseInt(parts[2]) * 256 + Integer.parseInt(parts[3]);
        return String.format(Locale.ROOT, "SN %05d", number);
    }

    private static double median(List<Measured> runs) {
        List<Double> rates = runs.stream().map(Measured::rate).sorted().toList();
        return rates.get(rates.size() / 2);
    }

    private List<String> walkdown(String memory, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:+UseSerialGC");
        command.add(memory);
        command.add("-cp");
        command.add(cli.resolve("walkdown.jar") + ":" + cli.resolve("lib") + "/*");
        command.add("io.walkdown.cli.command.Main");
        command.addAll(List.of(arguments));
        return command;
    }
}
