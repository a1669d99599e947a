package io.walkdown.cli.command;

import io.walkdown.cli.shell.Commands;
import io.walkdown.cli.shell.Prompt;
import io.walkdown.cli.shell.Seat;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.plan.DevicePlan;
import io.walkdown.scanner.plan.Planner;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.FileLedger;
import io.walkdown.scanner.store.StoreException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The program's commands as the shell runs them: each line by a command line of its own, on the
/// shell's site file, and for the device in use. Thread-safe.
final class ShellCommands implements Commands {
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final Set<String> FILES =
            Set.of(
                    "FILE",
                    "DIR",
                    "RUN_DIR",
                    "CAPTURE",
                    "KEY",
                    "PLANT.yaml",
                    "RUN_DIR|CAPTURE",
                    "BASE",
                    "OURS",
                    "THEIRS");
    private static final Set<String> FOR_ONE_DEVICE = Set.of("plan", "scan");
    private static final List<String> SAY_WHICH = List.of("--only", "--plan", "--help", "-h");

    private final Console console;
    private final ShellSession session;
    private final CommandSpec spec;
    private final Map<String, List<Offer>> requests = new ConcurrentHashMap<>();

    /// @param console where the shell was started
    ShellCommands(Console console, ShellSession session) {
        this.console = console;
        this.session = session;
        this.spec = Main.shellLine(console, session).getCommandSpec();
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public boolean ends(List<String> words) {
        return ExitCommand.is(words);
    }

    @Override
    public int run(List<String> words, Seat seat) {
        List<String> line = forTheDeviceInUse(withoutProgram(words), seat);
        return Main.shellLine(console.at(seat), session)
                .setDefaultValueProvider(argument ->
                        argument instanceof OptionSpec option
                                        && option.longestName().equals("--site")
                                ? session.siteFile().toString()
                                : null)
                .execute(line.toArray(String[]::new));
    }

    /// Messages name commands with the program's name; so typed, they are the same.
    private static List<String> withoutProgram(List<String> words) {
        boolean named =
                words.size() > 1 && Set.of("walkdown", "./walkdown").contains(words.getFirst());
        return named ? words.subList(1, words.size()) : words;
    }

    /// With a device in use, plan and scan are for it alone, unless the line says for which.
    private List<String> forTheDeviceInUse(List<String> words, Seat seat) {
        boolean narrowed =
                !session.device().isEmpty()
                        && FOR_ONE_DEVICE.contains(words.getFirst())
                        && words.stream().noneMatch(ShellCommands::saysWhich);
        if (!narrowed) {
            return words;
        }
        console.at(seat).tell("for the device in use alone: --only " + session.device());
        List<String> longer = new ArrayList<>(words);
        longer.add("--only");
        longer.add(session.device());
        return longer;
    }

    private static boolean saysWhich(String word) {
        return SAY_WHICH.stream().anyMatch(o -> word.equals(o) || word.startsWith(o + "="));
    }

    @Override
    public Prompt prompt() {
        Optional<Site> site = session.site();
        if (site.isEmpty()) {
            boolean there = java.nio.file.Files.exists(session.siteFile());
            return new Prompt(there ? "site file wrong" : "no site file", "", false, false, "");
        }
        Instant now = console.clock().instant();
        boolean open = site.get().windows().open(now);
        return new Prompt(
                site.get().name(),
                window(site.get(), open, now),
                open,
                isStopped(site.get()),
                session.device());
    }

    private boolean isStopped(Site site) {
        try {
            return SiteSwitch.of(console, site.name()).isStopped();
        } catch (StoreException e) {
            return true;
        }
    }

    private static String window(Site site, boolean open, Instant now) {
        if (site.windows().any()) {
            return "window open";
        }
        ZoneId zone = site.timeZone();
        return open
                ? site.windows()
                        .closesAt(now)
                        .map(end -> "window open until " + SHORT.format(end.atZone(zone)))
                        .orElse("window open")
                : site.windows()
                        .nextOpening(now)
                        .map(opening -> "window closed until " + SHORT.format(opening.atZone(zone)))
                        .orElse("window closed");
    }

    @Override
    public Known known(String label, List<String> words) {
        if (FILES.contains(label)) {
            return Known.FILES;
        }
        String command = withoutProgram(words).stream().findFirst().orElse("");
        return switch (label) {
            case "DEVICE" -> session.site().map(this::devices).orElse(Known.ANYTHING);
            case "SELECTOR" ->
                    session.site()
                            .map(site -> selectors(site, command.equals("accept")))
                            .orElse(Known.ANYTHING);
            case "REQUEST" -> command.equals("ask") ? askable() : anyOf(requests());
            case "PLACE" -> Known.ANYTHING;
            case "ID" -> command.equals("ack") ? anyOf(matters()) : Known.only(profiles());
            case "COMMAND" -> Known.only(names());
            case "FORMAT" -> only("human", "json", "json-flat");
            case "WHEN" -> only("auto", "always", "never");
            default -> Known.ANYTHING;
        };
    }

    private Known devices(Site site) {
        List<Offer> offers = new ArrayList<>();
        offers.add(new Offer("..", "no device in use"));
        for (Device device : site.devices()) {
            offers.add(new Offer(device.name(), place(device)));
        }
        for (Device device : site.devices()) {
            offers.add(new Offer(device.address().text(), device.name()));
        }
        return Known.only(offers);
    }

    private static String place(Device device) {
        return device.endpointText() + " " + device.protocol().id();
    }

    /// @param more whether other texts select something, too
    private Known selectors(Site site, boolean more) {
        List<Offer> offers = new ArrayList<>(devices(site).offers());
        offers.removeFirst();
        site.groups().keySet().forEach(name -> offers.add(new Offer("group=" + name, "group")));
        site.devices().stream()
                .map(device -> device.protocol().id())
                .distinct()
                .forEach(id -> offers.add(new Offer("protocol=" + id, "protocol")));
        site.devices().stream()
                .map(Device::zone)
                .filter(zone -> !zone.isEmpty())
                .distinct()
                .forEach(zone -> offers.add(new Offer("zone=" + zone, "zone")));
        return new Known(offers, text -> more || text.indexOf('/') > 0, false);
    }

    private static Known only(String... values) {
        return Known.only(Arrays.stream(values).map(value -> new Offer(value, "")).toList());
    }

    private static Known anyOf(List<Offer> offers) {
        return new Known(offers, _ -> true, false);
    }

    private List<Offer> names() {
        return spec.subcommands().keySet().stream().map(name -> new Offer(name, "")).toList();
    }

    private static List<Offer> profiles() {
        return Profiles.shipped().all().stream()
                .map(profile -> new Offer(profile.id(), title(profile)))
                .toList();
    }

    private static String title(Profile profile) {
        return profile.title();
    }

    private static List<Offer> requests() {
        return Arrays.stream(ReadRequest.all())
                .map(request -> new Offer(request.id(), request.protocol().id()))
                .toList();
    }

    /// The requests that a visit to the device in use plans.
    private Known askable() {
        String device = session.device();
        return device.isEmpty()
                ? Known.only(requests())
                : Known.only(requests.computeIfAbsent(device, this::planned));
    }

    private List<Offer> planned(String name) {
        try {
            Console quiet = quiet();
            Workspace workspace = Workspaces.open(quiet, session);
            Device device = session.named(workspace.site(), name);
            try (FileLedger ledger = FileLedger.open(workspace.state())) {
                DevicePlan visit = Workspaces.permitted(workspace, ledger, device);
                return Planner.requests(visit).stream().map(id -> new Offer(id, "")).toList();
            }
        } catch (Failure | StoreException e) {
            return requests();
        }
    }

    private List<Offer> matters() {
        try (FileLedger ledger = FileLedger.open(Workspace.state(console))) {
            return ledger.openMatters(console.clock().instant()).stream()
                    .map(matter -> new Offer(matter.id(), matter.why()))
                    .toList();
        } catch (StoreException e) {
            return List.of();
        }
    }

    private Console quiet() {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return console.at(new Seat(nowhere, nowhere, 0, false, false, false, console.operator()));
    }
}
