package io.walkdown.cli.command;

import io.walkdown.cli.view.AuditView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.audit.Audit;
import io.walkdown.scanner.audit.AuditPlan;
import io.walkdown.scanner.audit.AuditReport;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.RunFolder;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Judges a recording against its plan; no network.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Check a recording against its plan: a run's folder, or a capture (pcap, pcapng) that"
                    + " somebody else took, of which only the flows that --from began are looked at."
                    + " No network.",
            "Each check ends as ok, breach (with its place) or not judged (with the reason).",
            "Exit code 0: no breach; 1: a breach, or a recording that was changed; 64: a file cannot"
                    + " be read; 78: the plan is no plan."
        },
        footer = {
            "",
            "Example: walkdown audit runs/20261123T073500Z-1f0a",
            "         walkdown audit span-port.pcapng --plan plan.json --from 10.20.30.5"
        })
final class AuditCommand implements Callable<Integer> {
    private static final Pattern TOLERANCE = Pattern.compile("(\\d{1,6})\\s*(us|ms|s)");

    private static final String ASKS = "asks";
    private static final String SITE_FILE = "site.yaml";

    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN_DIR|CAPTURE", description = "A run's folder, or a capture.")
    private Path subject = Path.of("");

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan that a capture is held against.")
    private @Nullable Path planFile;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "The scanner's address, as the capture shows it.")
    private @Nullable String from;

    @Option(
            names = "--tolerance",
            paramLabel = "TIME",
            description =
                    "By how much a time may fall short, in us, ms or s (default: ${DEFAULT-VALUE}).",
            defaultValue = "2ms")
    private String tolerance = "2ms";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public key that a run's journal must be signed with (default: this"
                            + " machine's, signing-key.pub.pem in its state folder, where the run"
                            + " lies in a site's runs folder).")
    private @Nullable Path keyFile;

    AuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path at = console.folder().resolve(subject);
        AuditReport report = Files.isDirectory(at) ? run(at) : capture(at);
        options.write(
                console,
                options.format() == CommonOptions.Format.HUMAN
                        ? new AuditView(console.palette(options.color)).text(report)
                        : report.text());
        if (!report.clean()) {
            console.tell(
                    "walkdown: the recording does not hold what the plan promises, or was"
                            + " changed: see the breaches above");
        }
        report.unknownKey()
                .ifPresent(key ->
                        console.err()
                                .println(
                                        "walkdown: the journal was signed by key %s, which this machine does not know: whoever holds it can have written all of it. Name that key's file with --key FILE"
                                                .formatted(Neutral.text(key))));
        return (report.clean() ? ExitCode.DONE : ExitCode.FAILED).code();
    }

    private AuditReport run(Path folder) {
        if (planFile != null || from != null) {
            throw usage(
                    "--plan and --from belong to a capture",
                    "a run's folder holds its own plan",
                    "leave them out");
        }
        AuditPlan plan = plan(new RunFolder(folder).plan());
        try {
            return Audit.run(folder, plan, key(), keyFile != null || isOwn(folder), time());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private AuditReport capture(Path file) {
        if (planFile == null || from == null) {
            throw usage(
                    "a capture needs --plan and --from",
                    "%s is no folder, so it is taken for a capture".formatted(subject),
                    "name the plan's file and the scanner's address");
        }
        AuditPlan plan = plan(console.folder().resolve(planFile));
        try {
            return Audit.capture(file, plan, from, time());
        } catch (IllegalArgumentException e) {
            throw usage(
                    "--from " + from + " is wrong",
                    "it is no IP literal",
                    "for example 10.20.30.5");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Duration time() {
        Matcher matcher = TOLERANCE.matcher(tolerance);
        if (!matcher.matches()) {
            throw usage(
                    "--tolerance " + tolerance + " is wrong",
                    "it is no length of time",
                    "for example 2ms or 500us");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(number * 1000);
            case "ms" -> Duration.ofMillis(number);
            default -> Duration.ofSeconds(number);
        };
    }

    private AuditPlan plan(Path file) {
        try {
            return switch (Audit.plan(file)) {
                case AuditPlan.Reading.Read(AuditPlan plan) -> plan;
                case AuditPlan.Reading.Wrong(List<JsonProblem> problems) ->
                        throw new Failure(
                                ExitCode.CONFIGURATION,
                                file + " is no plan that this version can read",
                                Neutral.text(problems.getFirst().text()),
                                "name the plan.json that the recording was made with");
            };
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// The key that was named, else this machine's own where it has one; none is made.
    private Optional<VerifyingKey> key() {
        if (keyFile != null) {
            return Optional.of(VerifyingKey.read(console.folder().resolve(keyFile)));
        }
        Path own = Workspace.state(console).path().resolve(SigningKey.PUBLIC_FILE);
        return Files.exists(own) ? Optional.of(VerifyingKey.read(own)) : Optional.empty();
    }

    /// Whether a run lies where this machine keeps its own: in the site's runs folder, or in one
    /// beside a site file. Runs of another machine are audited where they were handed over, or with
    /// that machine's key.
    private boolean isOwn(Path run) {
        try {
            Path runs = run.toRealPath().getParent();
            while (runs != null && runs.endsWith(ASKS)) {
                runs = runs.getParent();
            }
            if (runs == null) {
                return false;
            }
            Optional<Path> ours = Workspace.runs(console, options);
            return (ours.isPresent()
                            && Files.exists(ours.get())
                            && Files.isSameFile(runs, ours.get()))
                    || Files.exists(runs.resolveSibling(SITE_FILE));
        } catch (IOException e) {
            throw unreadable(run, e);
        }
    }

    private static Failure unreadable(Path file, IOException e) {
        return usage(
                file + " cannot be read",
                e instanceof NoSuchFileException gone
                        ? "there is no " + gone.getFile()
                        : String.valueOf(e.getMessage()),
                "name a run's folder, or a capture with its plan");
    }

    private static Failure usage(String what, String why, String wayOut) {
        return new Failure(ExitCode.USAGE, what, why, wayOut);
    }
}
