package io.walkdown.cli.command;

import io.walkdown.cli.view.BaselineView;
import io.walkdown.cli.view.Neutral;
import io.walkdown.scanner.baseline.AcceptedAsset;
import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.Blame;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.store.Near;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where values of the baseline come from.
@Command(
        name = "blame",
        mixinStandardHelpOptions = true,
        description = {
            "Say when a value came into the baseline, from which evidence, and who accepted it and"
                    + " why; no network.",
            "Of a device or a module alone: all its values."
        },
        footer = {
            "",
            "Example: walkdown baseline blame filler.firmwareRevision",
            "         walkdown baseline blame rack-a/slot-2"
        })
final class BaselineBlameCommand implements Callable<Integer> {
    private static final Pattern IN_MODULE =
            Pattern.compile("((?:slot|unit)-[0-9]+)[./](.+)", Pattern.CASE_INSENSITIVE);

    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "DEVICE[.FIELD]",
            description = "For example filler, filler.serialNumber or rack-a/slot-2.serialNumber.")
    private String what = "";

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "The baseline, with its log beside it (default: the site's).")
    private @Nullable Path file;

    BaselineBlameCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path path;
        ZoneId zone = ZoneOffset.UTC;
        if (file == null) {
            Site site = Workspace.open(console, options).site();
            path = site.baseline();
            zone = site.timeZone();
        } else {
            path = console.folder().resolve(file);
        }
        BaselineCheckCommand.requireFile(path);
        Baseline baseline = Baselines.read(path).orElse(Baseline.EMPTY);
        AcceptedAsset asset = asset(baseline);
        List<Blame.Origin> all = Blame.beside(path).of(asset);
        String within = within(asset);
        List<Blame.Origin> origins = all.stream().filter(it -> isIn(it.path(), within)).toList();
        if (origins.isEmpty()) {
            throw unknownField(asset, within, all);
        }
        var view = new BaselineView(console.palette(options.color), console.width());
        options.write(
                console,
                options.format() == CommonOptions.Format.HUMAN
                        ? view.blame(asset.name(), origins, zone)
                        : BaselineView.json(asset.name(), origins));
        return ExitCode.DONE.code();
    }

    /// A name may have dots and slashes, so the longest one that fits is meant.
    private AcceptedAsset asset(Baseline baseline) {
        return baseline.assets().stream()
                .filter(asset -> begins(asset.name()))
                .max(Comparator.comparingInt(asset -> asset.name().length()))
                .orElseThrow(() -> unknownDevice(baseline));
    }

    private boolean begins(String name) {
        boolean starts = folded(what).startsWith(folded(name));
        return starts
                && (what.length() == name.length()
                        || "./".indexOf(what.charAt(name.length())) >= 0);
    }

    private String within(AcceptedAsset asset) {
        if (what.length() == asset.name().length()) {
            return "";
        }
        String rest = what.substring(asset.name().length() + 1);
        return IN_MODULE.matcher(rest).replaceFirst("$1/$2");
    }

    private static boolean isIn(String path, String within) {
        return within.isEmpty()
                || folded(path).equals(folded(within))
                || folded(path).startsWith(folded(within) + "/");
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private Failure unknownDevice(Baseline baseline) {
        String name = Stream.of(what.split("[./]", 2)).findFirst().orElse(what);
        List<String> names = baseline.assets().stream().map(AcceptedAsset::name).toList();
        return new Failure(
                ExitCode.USAGE,
                "there is no asset " + Neutral.text(what),
                "the baseline has none of that name",
                Near.nearest(name, names)
                        .map(near -> "did you mean %s?".formatted(Neutral.text(near)))
                        .orElse("say DEVICE, DEVICE.FIELD or DEVICE/slot-2.FIELD"));
    }

    private static Failure unknownField(
            AcceptedAsset asset, String field, List<Blame.Origin> origins) {
        boolean human = folded(field).startsWith("human");
        List<String> paths = origins.stream().map(Blame.Origin::path).toList();
        return new Failure(
                ExitCode.USAGE,
                "%s has no value %s".formatted(Neutral.text(asset.name()), Neutral.text(field)),
                human
                        ? "what people say is edited by hand, and no acceptance touches it"
                        : "nothing was accepted there",
                human
                        ? "ask Git: git blame baseline.json"
                        : Near.nearest(field, paths)
                                .map(near -> "did you mean %s?".formatted(Neutral.text(near)))
                                .orElse(
                                        "see all: walkdown baseline blame "
                                                + Neutral.text(asset.name())));
    }
}
