package io.walkdown.cli.command;

import io.walkdown.cli.view.ProfilesView;
import io.walkdown.profiles.Finding;
import io.walkdown.profiles.KnownBadList;
import io.walkdown.profiles.Match;
import io.walkdown.profiles.Profile;
import io.walkdown.profiles.ProfileLibrary;
import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.Endpoint;
import io.walkdown.scanner.store.DetachedSignature;
import io.walkdown.scanner.store.SigningKey;
import io.walkdown.scanner.store.StateFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The throttle profiles.
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        description = "What each device family can bear, with the evidence for every number.",
        footer = {"", "Example: walkdown profiles list", "         walkdown profiles show s7-1200"},
        subcommands = {
            ProfilesCommand.ListAll.class,
            ProfilesCommand.Show.class,
            ProfilesCommand.Explain.class,
            ProfilesCommand.Check.class,
            ProfilesCommand.Sign.class
        })
final class ProfilesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, show, explain, check or sign");
    }

    /// The shipped profiles, with the overlays of a site file where there is one.
    private static ProfileLibrary library(Console console, CommonOptions options) {
        Path site = console.folder().resolve(options.site);
        return Files.exists(site)
                ? Workspace.open(console, options).profiles()
                : Profiles.shipped();
    }

    private static ProfilesView view(Console console, CommonOptions options) {
        return new ProfilesView(console.palette(options.color), console.width());
    }

    /// Every profile on one line.
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Every profile; simulated ones with --simulated.",
            footer = {"", "Example: walkdown profiles list --json"})
    static final class ListAll implements Callable<Integer> {
        private final Console console;

        @Mixin private final CommonOptions options = new CommonOptions();

        @Option(names = "--simulated", description = "The simulated plant's profiles, too.")
        private boolean simulated;

        ListAll(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            ProfileLibrary library = library(console, options);
            List<Profile> shown =
                    library.all().stream()
                            .filter(p -> simulated || p.kind() == Profile.Kind.BUILT_IN)
                            .toList();
            options.write(
                    console,
                    options.format() == CommonOptions.Format.HUMAN
                            ? view(console, options).list(shown)
                            : ProfilesView.json(shown, library));
            return ExitCode.DONE.code();
        }
    }

    /// One profile with its evidence.
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One profile with the evidence for every number.",
            footer = {"", "Example: walkdown profiles show s7-1200"})
    static final class Show implements Callable<Integer> {
        private final Console console;

        @Mixin private final CommonOptions options = new CommonOptions();

        @Parameters(
                paramLabel = "ID",
                completionCandidates = Choices.ProfileIds.class,
                description = "The profile.")
        private String id = "";

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            ProfileLibrary library = library(console, options);
            Profile profile = library.find(id).orElseThrow(() -> unknown(library, id));
            var view = view(console, options);
            options.write(
                    console,
                    options.format() == CommonOptions.Format.HUMAN
                            ? view.show(profile, library.adjustments(id)) + view.grades()
                            : ProfilesView.json(List.of(profile), library));
            return ExitCode.DONE.code();
        }
    }

    private static Failure unknown(ProfileLibrary library, String id) {
        return new Failure(
                ExitCode.USAGE,
                "there is no profile " + id,
                "the profiles are data of Walkdown and of your overlays",
                library.suggest(id)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("see: walkdown profiles list"));
    }

    /// Why a device of the site file has its profile.
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Which profile a device of the site file has, and why each limit holds.",
            footer = {"", "Example: walkdown profiles explain filler"})
    static final class Explain implements Callable<Integer> {
        private final Console console;

        @Mixin private final CommonOptions options = new CommonOptions();

        @Parameters(paramLabel = "DEVICE", description = "A device's name in the site file.")
        private String name = "";

        Explain(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Workspace workspace = Workspace.open(console, options);
            Endpoint endpoint = endpoint(workspace);
            Match match = workspace.match(endpoint);
            if (options.format() != CommonOptions.Format.HUMAN) {
                options.write(
                        console, ProfilesView.json(List.of(match.profile()), workspace.profiles()));
                return ExitCode.DONE.code();
            }
            var view = view(console, options);
            var text = new StringBuilder();
            text.append(
                    "%s has the profile %s: %s%n"
                            .formatted(endpoint.name(), match.profile().id(), match.reason()));
            match.warnings()
                    .forEach(warning -> text.append("  warning: ").append(warning).append('\n'));
            text.append(
                    view.show(
                            match.profile(),
                            workspace.profiles().adjustments(match.profile().id())));
            options.write(console, text + view.grades());
            return ExitCode.DONE.code();
        }

        private Endpoint endpoint(Workspace workspace) {
            Optional<Device> device = workspace.site().device(name);
            return workspace.site().visits().stream()
                    .flatMap(visit -> visit.endpoints().stream())
                    .filter(endpoint ->
                            device.isPresent() && endpoint.touches(List.of(device.get())))
                    .findFirst()
                    .orElseThrow(() ->
                            new Failure(
                                    ExitCode.USAGE,
                                    "there is no device " + name,
                                    "the site file names none of that name",
                                    workspace
                                            .site()
                                            .nearestName(name)
                                            .map(near -> "did you mean " + near + "?")
                                            .orElse("see: walkdown plan")));
        }
    }

    /// Whether a profile or overlay file is right.
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Check a file of profiles, or an overlay; every finding is printed.",
            footer = {"", "Example: walkdown profiles check our-limits.yaml"})
    static final class Check implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file = Path.of("");

        Check(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
            List<Finding> findings =
                    Profiles.shipped()
                            .check(
                                    file.toString(),
                                    Profiles.text(console.folder().resolve(file)),
                                    today);
            if (!findings.isEmpty()) {
                throw Profiles.wrong(console, file, findings);
            }
            console.out().println(file + " is right");
            console.out().flush();
            return ExitCode.DONE.code();
        }
    }

    /// Signs a known-bad list that is to be shared (S8).
    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = {
                "Sign a known-bad list with this machine's key, so that other sites can trust it:"
                        + " writes FILE.sig. They name the public key that is printed in"
                        + " knownBadKeys."
            },
            footer = {"", "Example: walkdown profiles sign our-known-bad.yaml"})
    static final class Sign implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "FILE", description = "The list.")
        private Path file = Path.of("");

        Sign(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Path list = console.folder().resolve(file);
            String text = Profiles.text(list);
            if (KnownBadList.read(file.toString(), text, Profiles.shipped())
                    instanceof KnownBadList.Result.Invalid(List<Finding> findings)) {
                throw Profiles.wrong(console, file, findings);
            }
            StateFolder state = Workspace.state(console);
            SigningKey key = SigningKey.of(state);
            DetachedSignature.of(text.getBytes(StandardCharsets.UTF_8), key)
                    .write(DetachedSignature.beside(list));
            console.out()
                    .println(
                            "signed by the key %s; its public half: %s"
                                    .formatted(
                                            key.keyId(),
                                            state.path().resolve(SigningKey.PUBLIC_FILE)));
            console.out().flush();
            return ExitCode.DONE.code();
        }
    }
}
