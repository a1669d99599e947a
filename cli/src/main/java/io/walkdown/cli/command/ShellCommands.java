package io.walkdown.cli.command;

import io.walkdown.cli.shell.Commands;
import io.walkdown.cli.shell.Prompt;
import io.walkdown.cli.shell.Seat;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.asset.NameplateField;
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
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
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
    private static final Set<String> BY_NAME_ALONE = Set.of("plan", "scan", "profiles");
    private static final String DEVICE = "--device";
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
        return ExitCommand.is(withoutProgram(words));
    }

    @Override
    public int run(List<String> words, Seat seat) {
        List<String> line = forTheDeviceInUse(orHelp(withoutProgram(words)), seat);
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
                !words.isEmpty() && Set.of("walkdown", "./walkdown").contains(words.getFirst());
        return named ? words.subList(1, words.size()) : words;
    }

    /// The program's name alone, and its `--help`, ask what can be typed here.
    private static List<String> orHelp(List<String> words) {
        boolean asks = words.isEmpty() || Set.of("--help", "-h").contains(words.getFirst());
        return asks ? List.of("help") : words;
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
    public Known known(ArgSpec argument, List<String> words, String typed) {
        String label = argument.paramLabel();
        if (FILES.contains(label)) {
            return Known.FILES;
        }
        List<String> line = withoutProgram(words);
        String command = line.stream().findFirst().orElse("");
        return switch (label) {
            case "DEVICE" ->
                    session.site().map(site -> devices(site, command)).orElse(Known.ANYTHING);
            case "DEVICE[.FIELD]" ->
                    session.site().map(site -> fields(site, typed)).orElse(Known.ANYTHING);
            case "SELECTOR" ->
                    session.site()
                            .map(site -> selectors(site, command.equals("accept")))
                            .orElse(Known.ANYTHING);
            case "REQUEST" ->
                    command.equals("ask")
                            ? Known.only(askable(line))
                            : Known.anyOf(offers(argument));
            case "PLACE" -> places(line);
            case "ID" -> command.equals("ack") ? Known.anyOf(matters()) : Known.only(profiles());
            case "COMMAND" -> Known.only(below(line));
            case "FORMAT" -> Known.only(offers(Choices.formats(command)));
            case "FORMAT=FILE" -> reports(argument, typed);
            default -> fixed(argument);
        };
    }

    /// Where the help lists the words, there are no others.
    private static Known fixed(ArgSpec argument) {
        List<Offer> offers = offers(argument);
        return offers.isEmpty() ? Known.ANYTHING : Known.only(offers);
    }

    private static List<Offer> offers(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null ? List.of() : offers(candidates);
    }

    private static List<Offer> offers(Iterable<String> words) {
        List<Offer> offers = new ArrayList<>();
        words.forEach(word -> offers.add(new Offer(word, "")));
        return offers;
    }

    /// Behind the format stands a file.
    private static Known reports(ArgSpec argument, String typed) {
        List<Offer> formats = offers(argument);
        return formats.stream()
                .map(Offer::value)
                .filter(typed::startsWith)
                .findFirst()
                .map(Known::filesAfter)
                .orElseGet(() -> Known.only(formats));
    }

    private static Known devices(Site site, String command) {
        List<Offer> offers = new ArrayList<>();
        if (command.equals("use")) {
            offers.add(new Offer("..", "no device in use"));
        }
        offers.addAll(named(site));
        if (!BY_NAME_ALONE.contains(command)) {
            offers.addAll(addressed(site));
        }
        return Known.only(offers);
    }

    private static List<Offer> named(Site site) {
        return site.devices().stream()
                .map(device -> new Offer(device.name(), place(device)))
                .toList();
    }

    private static List<Offer> addressed(Site site) {
        return site.devices().stream()
                .map(device -> new Offer(device.address().text(), device.name()))
                .toList();
    }

    /// Names first; the fields of a device once its name stands there.
    private static Known fields(Site site, String typed) {
        List<Offer> offers = new ArrayList<>();
        for (Offer device : named(site)) {
            offers.add(device);
            String start = device.value() + ".";
            if (typed.regionMatches(true, 0, start, 0, start.length())) {
                for (NameplateField field : NameplateField.values()) {
                    offers.add(new Offer(start + field.id(), ""));
                }
            }
        }
        return Known.anyOf(offers);
    }

    private static String place(Device device) {
        return device.endpointText() + " " + device.protocol().id();
    }

    /// @param more whether other texts select something, too
    private Known selectors(Site site, boolean more) {
        List<Offer> offers = new ArrayList<>(named(site));
        offers.addAll(addressed(site));
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
        return new Known(offers, text -> more || text.indexOf('/') > 0, Optional.empty());
    }

    /// The commands below those that are named already.
    private List<Offer> below(List<String> line) {
        CommandSpec at = spec;
        for (String name : line.subList(1, line.size())) {
            CommandLine sub = at.subcommands().get(name);
            if (sub == null) {
                return List.of();
            }
            at = sub.getCommandSpec();
        }
        return offers(at.subcommands().keySet());
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

    /// The requests that a visit to the device plans which the line names, or which is in use.
    private List<Offer> askable(List<String> line) {
        return meant(line)
                .map(device -> requests.computeIfAbsent(device.name(), this::planned))
                .orElseGet(ShellCommands::requests);
    }

    /// The units or slots that the site file names for that device.
    private Known places(List<String> line) {
        List<Offer> offers = new ArrayList<>();
        meant(line)
                .ifPresent(device -> {
                    device.unit()
                            .ifPresent(unit -> offers.add(new Offer(String.valueOf(unit), "unit")));
                    device.units()
                            .forEach(unit -> offers.add(new Offer(String.valueOf(unit), "unit")));
                    device.slots()
                            .forEach(slot -> offers.add(new Offer(String.valueOf(slot), "slot")));
                });
        return Known.anyOf(offers);
    }

    private Optional<Device> meant(List<String> line) {
        String name = session.device();
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).equals(DEVICE) && i + 1 < line.size()) {
                name = line.get(i + 1);
            } else if (line.get(i).startsWith(DEVICE + "=")) {
                name = line.get(i).substring(DEVICE.length() + 1);
            }
        }
        String wanted = name;
        return session.site().flatMap(site -> ShellSession.find(site, wanted));
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
