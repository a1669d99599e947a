package io.walkdown.cli.command;

import io.walkdown.scanner.baseline.Baseline;
import io.walkdown.scanner.baseline.BaselineFile;
import io.walkdown.scanner.site.SiteTemplate;
import io.walkdown.scanner.store.AtomicFile;
import io.walkdown.scanner.store.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes the files that a site starts with.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Write a commented site.yaml, a .gitignore and an empty baseline.",
        footer = {"", "Example: walkdown init plant-7"})
final class InitCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = ".",
            description = "The folder; made where it is missing (default: this one).")
    private Path folder = Path.of(".");

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path target = console.folder().resolve(folder).normalize();
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(target.resolve("site.yaml"), SiteTemplate.siteYaml());
        files.put(target.resolve(".gitignore"), SiteTemplate.gitignore());
        files.put(target.resolve("baseline.json"), BaselineFile.text(Baseline.EMPTY));
        List<Path> there = files.keySet().stream().filter(Files::exists).toList();
        refuseToOverwrite(there.stream().filter(file -> !holds(file, files.get(file))).toList());
        if (there.size() == files.size()) {
            refuseToOverwrite(there);
        }
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "cannot make the folder " + target,
                    String.valueOf(e.getMessage()),
                    "name another folder");
        }
        Set<String> names =
                files.keySet().stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .collect(Collectors.toSet());
        Leftovers.remove(target, names::contains, console.clock().instant());
        for (var file : files.entrySet()) {
            if (there.contains(file.getKey())) {
                console.out().println("kept  " + file.getKey() + ", which init wrote before");
            } else {
                AtomicFile.write(file.getKey(), file.getValue());
                console.out().println("wrote " + file.getKey());
            }
        }
        console.out()
                .println(
                        "Next: name your devices in site.yaml, then look at what a scan"
                                + " would send, without sending it:");
        console.out().println("  walkdown plan --site " + target.resolve("site.yaml"));
        console.out().flush();
        return ExitCode.DONE.code();
    }

    /// An init that broke off is ended by another one (S15): what it wrote is as it wrote it.
    private static boolean holds(Path file, @Nullable String text) {
        try {
            return Files.readString(file).equals(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static void refuseToOverwrite(List<Path> there) {
        if (!there.isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "%s is there already; nothing was written".formatted(there.getFirst()),
                    "init never replaces a file that a person may have edited",
                    "name another folder, or move the file away");
        }
    }
}
