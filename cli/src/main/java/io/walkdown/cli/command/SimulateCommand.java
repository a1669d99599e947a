package io.walkdown.cli.command;

import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.simulator.PlantException;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The simulated plant alone.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Start a simulated plant on this machine's loopback addresses, to be scanned from"
                    + " another window.",
            "Prints ready when every device listens, and ends on Ctrl-C or SIGTERM."
        },
        footer = {
            "",
            "Example: walkdown simulate --site-out /tmp/plant/site.yaml --witness witness.json",
            "         walkdown scan --site /tmp/plant/site.yaml"
        })
final class SimulateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "PLANT.yaml",
            arity = "0..1",
            description = "The plant (default: the demo's).")
    private @Nullable Path plant;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS_A_WRITE = 8;

    /// Between two scans lies the start of a program at least, which takes longer.
    private static final Duration QUIET = Duration.ofMillis(400);

    @Option(
            names = "--site-out",
            paramLabel = "FILE",
            description = "Write a site file that fits the plant.")
    private @Nullable Path siteOut;

    @Option(
            names = "--witness",
            paramLabel = "FILE",
            description =
                    "Keep what the devices recorded, as JSON, brought up to date each second.")
    private @Nullable Path witness;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var over = new CountDownLatch(1);
        Object onInt = Signals.register("INT", over::countDown);
        Object onTerm = Signals.register("TERM", over::countDown);
        try (SimulatedPlant running = SimulatedPlant.start(file())) {
            Optional.ofNullable(siteOut)
                    .map(console.folder()::resolve)
                    .ifPresent(file -> AtomicFile.write(file, running.siteYaml()));
            console.out().println("ready");
            console.out().flush();
            watch(running, over);
            keepWitness(running);
        } catch (PlantException e) {
            throw wrong(e);
        } finally {
            Signals.unregister("INT", onInt);
            Signals.unregister("TERM", onTerm);
        }
        return ExitCode.DONE.code();
    }

    private void watch(SimulatedPlant running, CountDownLatch over) throws InterruptedException {
        for (int look = 1; !over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); look++) {
            running.nextScanAfter(QUIET);
            if (look % LOOKS_A_WRITE == 0) {
                keepWitness(running);
            }
        }
    }

    private PlantFile file() {
        return plant == null ? PlantFile.demo() : PlantFile.read(console.folder().resolve(plant));
    }

    private void keepWitness(SimulatedPlant running) {
        if (witness != null) {
            AtomicFile.write(console.folder().resolve(witness), running.witness().toJson());
        }
    }

    private static Failure wrong(PlantException e) {
        return new Failure(
                ExitCode.CONFIGURATION,
                String.valueOf(e.getMessage()),
                "the plant cannot be simulated",
                "docs/plant-file.md describes every key");
    }
}
