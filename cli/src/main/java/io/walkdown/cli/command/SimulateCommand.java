package io.walkdown.cli.command;

import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.simulator.PlantException;
import io.walkdown.simulator.PlantFile;
import io.walkdown.simulator.SimulatedPlant;
import java.io.IOException;
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
            "Prints ready when every device listens, and ends on Ctrl-C or SIGTERM; or runs one"
                    + " command on it, and ends with that one's exit code."
        },
        footer = {
            "",
            "Example: walkdown simulate --site-out /tmp/plant/site.yaml --witness witness.json",
            "         walkdown scan --site /tmp/plant/site.yaml",
            "         walkdown simulate --site-out site.yaml --run \"walkdown scan --yes\""
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

    @Option(
            names = "--changed",
            description = "Start with the plant file's changes made: how it is some weeks later.")
    private boolean changed;

    @Option(
            names = "--run",
            paramLabel = "COMMAND",
            description = "Run this command line (by sh) once every device listens, and end.")
    private @Nullable String command;

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
            if (changed) {
                running.applyChanges().forEach(change -> console.err().println("plant: " + change));
            }
            Optional<Process> onIt = Optional.ofNullable(command).map(this::started);
            if (onIt.isEmpty()) {
                console.out().println("ready");
                console.out().flush();
            }
            onIt.ifPresent(process -> {
                var _ = process.onExit().thenRun(over::countDown);
            });
            watch(running, over);
            keepWitness(running);
            return onIt.map(SimulateCommand::ended).orElse(ExitCode.DONE.code());
        } catch (PlantException e) {
            throw wrong(e);
        } finally {
            Signals.unregister("INT", onInt);
            Signals.unregister("TERM", onTerm);
        }
    }

    /// In our own terminal: it asks and answers as if it had been started there.
    private Process started(String line) {
        try {
            return new ProcessBuilder("sh", "-c", line)
                    .directory(console.folder().toFile())
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot run " + line,
                    String.valueOf(e.getMessage()),
                    "see that there is a shell, sh, on PATH");
        }
    }

    /// Interrupted, it hears of it as we did, and closes what it has open first.
    private static int ended(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED.code();
        }
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
