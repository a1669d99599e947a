package io.walkdown.cli.command;

import io.walkdown.scanner.store.StoreException;
import io.walkdown.simulator.PlantException;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The whole way from plan to drift on a simulated plant.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start a simulated plant on this machine's loopback addresses, plan, scan, accept a"
                    + " baseline, change the plant, scan again, and show the drift and what the"
                    + " devices themselves witnessed.",
            "Needs nothing but this machine, and sends nothing beyond it."
        },
        footer = {"", "Example: walkdown demo", "         walkdown demo --keep demo-plant"})
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keep site file, baseline and runs in DIR (default: a temporary folder"
                            + " that is removed).")
    private @Nullable Path keep;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path folder = folder();
        try (SimulatedPlant plant = SimulatedPlant.start(PlantFile.demo())) {
            return new Demo(console, options, plant, folder).run().code();
        } catch (PlantException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the simulated plant cannot start: " + e.getMessage(),
                    "it needs the loopback addresses 127.20.0.x of this machine",
                    "end the program that uses these ports, for example another demo");
        } finally {
            if (keep == null) {
                remove(folder);
            }
        }
    }

    private Path folder() {
        try {
            if (keep == null) {
                return Files.createTempDirectory("walkdown-demo-");
            }
            Path folder = console.folder().resolve(keep);
            if (Files.exists(folder.resolve("site.yaml"))) {
                throw new Failure(
                        ExitCode.FAILED,
                        folder + " holds a site.yaml already; nothing was started",
                        "the demo never replaces a file that a person may have edited",
                        "name another folder with --keep");
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot make a folder for the demo",
                    String.valueOf(e.getMessage()),
                    "name one with --keep");
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new StoreException("cannot remove " + folder, e);
        }
    }
}
