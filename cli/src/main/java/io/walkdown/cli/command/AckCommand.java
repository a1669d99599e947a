package io.walkdown.cli.command;

import io.walkdown.cli.view.Neutral;
import io.walkdown.cli.view.Times;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.FileLedger.Acknowledgement;
import io.walkdown.scanner.store.FileLedger.OpenMatter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Acknowledges what the ledger wants acknowledged.
@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        description = {
            "Acknowledge what withholds a device until a person has looked at it.",
            "  S3   it never answered the close of its last connection",
            "  S8   the first visit to its kind did not go well",
            "  S10  the process that visited it died in the middle; or the baseline knows it and this"
                    + " machine's ledger does not",
            "  S11  its answer is on the list of safety controllers"
        },
        footer = {
            "",
            "Example: walkdown ack 10.20.30.11:102/S3 --by \"J. Jansen\" --reason \"looked at it,"
                    + " runs well\"",
            "         walkdown ack S10 --by \"J. Jansen\" --reason \"power was lost, line stands\""
        })
final class AckCommand implements Callable<Integer> {
    private static final String RULE = "S\\d{1,2}";

    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "ID",
            description = {
                "What walkdown plan names; or a rule, for every device of the site file that waits"
                        + " for it."
            })
    private String id = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who looked at it.")
    private String by = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "What they saw.")
    private String reason = "";

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = {
                "Until when it holds: 2026-12-31 (the whole day) or 2026-12-31T18:00:00Z. Default:"
                        + " for good."
            })
    private @Nullable String until;

    AckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean forPeople = options.format() == CommonOptions.Format.HUMAN;
        Instant now = console.clock().instant();
        Optional<Instant> end = Optional.ofNullable(until).map(text -> end(text, now));
        try (FileLedger ledger = FileLedger.open(Workspace.state(console))) {
            List<String> taken = new ArrayList<>();
            for (String each : id.matches(RULE) ? waiting(ledger) : List.of(id)) {
                taken.add(acknowledged(ledger, each, end, now));
            }
            options.write(
                    console,
                    forPeople
                            ? told(taken, end)
                            : new ActDocument(by, reason, now).acknowledged(taken, end));
            return ExitCode.DONE.code();
        }
    }

    private String told(List<String> taken, Optional<Instant> end) {
        return taken.stream()
                .map(each ->
                        "acknowledged %s by %s%s%n"
                                .formatted(
                                        Neutral.text(each),
                                        Neutral.text(by),
                                        end.map(time -> " until " + Times.dated(time)).orElse("")))
                .collect(Collectors.joining());
    }

    /// @return its id
    private String acknowledged(
            FileLedger ledger, String each, Optional<Instant> end, Instant now) {
        return switch (ledger.acknowledge(each, by, reason, end, now)) {
            case Acknowledgement.Taken(String taken) -> taken;
            case Acknowledgement.NothingOpen(List<OpenMatter> open) -> throw nothing(each, open);
        };
    }

    /// The ledger is this machine's, so that matters of other sites may be open, too: those of this
    /// site come first.
    private Failure nothing(String each, List<OpenMatter> open) {
        Set<String> addresses = addresses();
        Map<Boolean, List<String>> ours =
                open.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        matter -> addresses.contains(matter.key().address()),
                                        Collectors.mapping(OpenMatter::id, Collectors.toList())));
        return nothing(
                each, ours.getOrDefault(true, List.of()), ours.getOrDefault(false, List.of()));
    }

    /// The addresses of the site file; none where there is none, or it is wrong.
    private Set<String> addresses() {
        var session = new ShellSession(console.folder().resolve(options.site), console.clock());
        return session.site().stream()
                .flatMap(site -> site.devices().stream())
                .map(device -> device.address().text())
                .collect(Collectors.toSet());
    }

    /// The ids of that rule for which devices of the site file wait.
    private List<String> waiting(FileLedger ledger) {
        Workspace workspace = Workspace.open(console, options);
        List<String> waiting =
                workspace.plan(ledger, List.of()).withheld().stream()
                        .flatMap(device -> device.withheld().stream())
                        .flatMap(why -> why.acknowledge().stream())
                        .distinct()
                        .toList();
        Stream<String> ofRule = waiting.stream().filter(each -> each.endsWith("/" + id));
        List<String> found = ofRule.toList();
        if (found.isEmpty()) {
            throw nothing(id, waiting, List.of());
        }
        return found;
    }

    private static Instant end(String text, Instant now) {
        Instant end;
        try {
            end =
                    text.length() == 10
                            ? LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneId.systemDefault())
                                    .toInstant()
                            : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--until " + text + " is no time",
                    "it is read as a day or as a time in UTC",
                    "for example: --until 2026-12-31");
        }
        if (!end.isAfter(now)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--until " + text + " has passed",
                    "the acknowledgement would hold at no time",
                    "name a later time, or none");
        }
        return end;
    }

    /// @param open what waits at the site's addresses
    /// @param elsewhere what waits at others
    private static Failure nothing(String id, List<String> open, List<String> elsewhere) {
        String here =
                open.isEmpty()
                        ? "nothing at all waits for one here"
                        : "these do: " + String.join(", ", open);
        return new Failure(
                ExitCode.USAGE,
                "nothing of the id " + Neutral.text(id) + " waits for an acknowledgement",
                elsewhere.isEmpty()
                        ? here
                        : here
                                + "; at addresses that this site file does not name: "
                                + String.join(", ", elsewhere),
                open.isEmpty()
                        ? "see: walkdown plan"
                        : "for example: walkdown ack " + open.getFirst());
    }
}
