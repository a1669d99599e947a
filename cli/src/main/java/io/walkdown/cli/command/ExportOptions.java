package io.walkdown.cli.command;

import io.walkdown.cli.view.DeliveryView;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.export.Delivery;
import io.walkdown.scanner.export.ExportException;
import io.walkdown.scanner.export.Inventory;
import io.walkdown.scanner.export.Secret;
import io.walkdown.scanner.export.TrustedRoots;
import io.walkdown.scanner.export.Web;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.Runs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every export takes: where to, with which token, and from which files.
final class ExportOptions {
    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The system's address: https, or http on this machine alone.")
    private String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file whose first line is the token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the token.")
    private @Nullable String tokenVariable;

    @Option(
            names = "--token-credential",
            paramLabel = "NAME",
            description = "The systemd credential that holds the token (LoadCredential=).")
    private @Nullable String tokenCredential;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust in place of the usual ones.")
    private @Nullable Path caFile;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "The inventory (default: the site's baseline); needs no site file.")
    private @Nullable Path baseline;

    @Option(
            names = "--observations",
            paramLabel = "FILE",
            description =
                    "How the devices were found last (default: the site's newest run, where there is"
                            + " one; with --baseline: none).")
    private @Nullable Path observations;

    @Option(
            names = "--plant",
            paramLabel = "NAME",
            description = "The plant's name, where neither a site file nor observations tell it.")
    private @Nullable String plant;

    @Option(names = "--dry-run", description = "Say what would be done; write nothing.")
    boolean dryRun;

    /// The token.
    Secret token(Console console) {
        long given =
                Stream.of(
                                Optional.ofNullable(tokenFile),
                                Optional.ofNullable(tokenVariable),
                                Optional.ofNullable(tokenCredential))
                        .filter(Optional::isPresent)
                        .count();
        if (given != 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    given == 0 ? "there is no token" : "there is more than one token",
                    "a token comes from one of --token-file, --token-env and --token-credential, and"
                            + " never from the command line, which others can read",
                    "name one of them");
        }
        return configured(() -> {
            if (tokenFile != null) {
                return Secret.ofFile(console.folder().resolve(tokenFile));
            }
            return tokenVariable != null
                    ? Secret.ofEnvironment(console.env(), tokenVariable)
                    : Secret.ofCredential(console.env(), String.valueOf(tokenCredential));
        });
    }

    /// The way to the system.
    Web web(Console console, Secret token) {
        return configured(() ->
                new Web(
                        Web.Settings.of(
                                url,
                                Optional.ofNullable(caFile)
                                        .map(console.folder()::resolve)
                                        .map(TrustedRoots::in)),
                        token,
                        console.clock()));
    }

    /// What is wrong before anything was asked, and does not pass by itself, is wrong in a file or
    /// an option.
    static <T> T configured(Supplier<T> made) {
        try {
            return made.get();
        } catch (ExportException e) {
            throw failure(e.passes() ? ExitCode.FAILED : ExitCode.CONFIGURATION, e);
        }
    }

    /// The inventory of the files.
    Inventory inventory(Console console, CommonOptions options) {
        if (baseline == null) {
            Workspace workspace = Workspace.open(console, options);
            return Inventory.of(
                    Optional.ofNullable(plant).orElse(workspace.site().name()),
                    workspace.baseline().orElse(Baseline.EMPTY),
                    read(console).or(() -> newest(console, workspace.site())));
        }
        Path file = console.folder().resolve(baseline);
        Optional<Observations> seen = read(console);
        String name =
                Optional.ofNullable(plant)
                        .or(() -> seen.map(Observations::site))
                        .orElseThrow(() ->
                                new Failure(
                                        ExitCode.USAGE,
                                        "the plant has no name",
                                        "--baseline is given, and neither --observations nor --plant"
                                                + " say which plant it is",
                                        "add --plant NAME"));
        Baseline accepted =
                Baselines.read(file)
                        .orElseThrow(() ->
                                new Failure(
                                        ExitCode.CONFIGURATION,
                                        "there is no baseline " + file,
                                        "the file does not exist",
                                        "name it, or write one: walkdown accept"));
        return Inventory.of(name, accepted, seen);
    }

    private Optional<Observations> read(Console console) {
        return Optional.ofNullable(observations)
                .map(console.folder()::resolve)
                .map(Baselines::observations);
    }

    private static Optional<Observations> newest(Console console, Site site) {
        Runs.Found found = Runs.newestComplete(site.runs(), site.name());
        Baselines.passedOver(found, console);
        return found.run().map(Runs.Run::observations);
    }

    /// Runs the export and tells what became of it.
    static int run(Console console, CommonOptions options, Supplier<Delivery> export) {
        Delivery delivery;
        try {
            delivery = export.get();
        } catch (ExportException e) {
            throw failure(ExitCode.FAILED, e);
        }
        options.write(
                console,
                options.format() == CommonOptions.Format.HUMAN
                        ? new DeliveryView(console.palette(options.color), console.width())
                                .text(delivery)
                        : DeliveryView.json(delivery));
        return code(delivery).code();
    }

    private static ExitCode code(Delivery delivery) {
        if (delivery.isInVain()) {
            return ExitCode.FAILED;
        }
        return delivery.complete() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    private static Failure failure(ExitCode code, ExportException e) {
        return new Failure(
                code,
                String.valueOf(e.getMessage()),
                "the export could not begin or go on",
                e.wayOut());
    }
}
