package io.walkdown.cli.command;

import io.walkdown.cli.view.RequestView;
import io.walkdown.scanner.plan.ForbiddenOperation;
import io.walkdown.scanner.plan.FrameCatalog;
import io.walkdown.scanner.plan.FrameCatalog.Entry;
import io.walkdown.scanner.wire.Octets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What a request is, byte by byte, and whether it can ever be sent.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "What a request is, byte by byte, and why it is safe or never sent. Sends nothing.",
        footer = {
            "",
            "Example: walkdown explain szl-0011",
            "         walkdown explain s7-write-var",
            "         walkdown explain 000100000006ff050000ff00"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int LONGEST_FRAME = 4096;

    private final Console console;

    @Mixin private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "REQUEST",
            completionCandidates = Choices.Explained.class,
            description =
                    "A request of a profile or step of a plan, a forbidden operation, or a frame in"
                            + " hexadecimal.")
    private String request = "";

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FrameCatalog catalog = FrameCatalog.of(Profiles.shipped().all());
        var view = new RequestView(console.palette(options.color), catalog);
        List<Entry> planned =
                catalog.entries().stream()
                        .filter(e -> e.request().equals(request) || e.id().equals(request))
                        .toList();
        Optional<ForbiddenOperation> forbidden =
                ForbiddenOperation.all().stream().filter(o -> o.id().equals(request)).findFirst();
        if (!planned.isEmpty()) {
            write(view.planned(request, planned), view.plannedJson(request, planned));
        } else if (forbidden.isPresent()) {
            write(view.forbidden(forbidden.get()), view.forbiddenJson(forbidden.get()));
        } else {
            byte[] frame = frame(catalog);
            write(view.frame(frame), view.frameJson(frame));
        }
        return ExitCode.DONE.code();
    }

    private void write(String human, String json) {
        options.write(console, options.format() == CommonOptions.Format.HUMAN ? human : json);
    }

    private byte[] frame(FrameCatalog catalog) {
        String digits = request.replace(" ", "").toLowerCase(Locale.ROOT);
        boolean hex = digits.matches("([0-9a-f]{2})+") && digits.length() <= 2 * LONGEST_FRAME;
        if (!hex) {
            throw new Failure(
                    ExitCode.USAGE,
                    "there is no request " + request,
                    "it is neither a request, nor a forbidden operation, nor whole bytes in"
                            + " hexadecimal",
                    "name one of: "
                            + catalog.entries().stream()
                                    .map(Entry::request)
                                    .filter(name -> !name.isEmpty())
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
        return Octets.ofHex(digits).toArray();
    }
}
