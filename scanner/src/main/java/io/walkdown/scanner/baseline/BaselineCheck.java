package io.walkdown.scanner.baseline;

import io.walkdown.scanner.store.AppendedLines;
import io.walkdown.scanner.store.JsonProblem;
import io.walkdown.scanner.store.JsonText;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks a baseline and its log over before they are reviewed: form, duplicates, what people say of
/// nothing, and values that nobody accepted. Reads two files and changes nothing.
public final class BaselineCheck {
    private final Path file;
    private final List<Finding> findings = new ArrayList<>();

    private BaselineCheck(Path file) {
        this.file = file;
    }

    /// Something to look at. Texts may hold what devices and people wrote (S14).
    ///
    /// @param isError whether the file is wrong; otherwise a person should know
    /// @param file which file
    /// @param line where, from 1
    /// @param subject the asset or value, for example `filler/firmwareRevision`; may be empty
    /// @param message what, in plain words
    public record Finding(boolean isError, String file, int line, String subject, String message) {
        /// One line for a person.
        public String text() {
            return "%s:%d: %s: %s%s"
                    .formatted(
                            file,
                            line,
                            isError ? "error" : "warning",
                            subject.isEmpty() ? "" : subject + ": ",
                            message);
        }
    }

    /// What a check found.
    ///
    /// @param baseline what the file holds; empty where it holds none
    /// @param canonical whether the file is byte for byte as Walkdown writes it
    /// @param acceptances how many the log holds
    /// @param findings by file and line
    public record Result(
            Optional<Baseline> baseline,
            boolean canonical,
            int acceptances,
            List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /// Checks a baseline and the log beside it.
    ///
    /// @param devices names in the site file; empty where there is none
    /// @throws StoreException if a file cannot be read
    public static Result of(Path file, Optional<Set<String>> devices) {
        return new BaselineCheck(file).check(devices);
    }

    private Result check(Optional<Set<String>> devices) {
        String text = read(file);
        LogReader.Reading log = LogReader.read(BaselineLog.beside(file));
        Optional<Baseline> baseline =
                switch (BaselineFile.parse(file.toString(), text)) {
                    case BaselineFile.Reading.Read(Baseline read) -> Optional.of(read);
                    case BaselineFile.Reading.Wrong(List<JsonProblem> problems) -> {
                        problems.forEach(this::wrong);
                        yield Optional.empty();
                    }
                    case BaselineFile.Reading.Absent() -> Optional.empty();
                };
        boolean canonical = baseline.filter(it -> isCanonical(text, it)).isPresent();
        baseline.ifPresent(it -> contents(it, text.lines().toList(), devices));
        log(log, baseline);
        return new Result(baseline, canonical, log.entries().size(), findings);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StoreException("cannot read " + file, e);
        }
    }

    private void wrong(JsonProblem problem) {
        findings.add(
                new Finding(
                        true, problem.file(), problem.line(), problem.field(), problem.message()));
    }

    private boolean isCanonical(String text, Baseline baseline) {
        String canonical = BaselineFile.text(baseline);
        if (text.equals(canonical)) {
            return true;
        }
        List<String> is = List.of(text.split("\n", -1));
        List<String> asked = List.of(canonical.split("\n", -1));
        int same = 0;
        while (same < is.size() && same < asked.size() && is.get(same).equals(asked.get(same))) {
            same++;
        }
        findings.add(
                new Finding(
                        true,
                        file.toString(),
                        same + 1,
                        "",
                        "not as Walkdown writes it; expected here: %s"
                                .formatted(
                                        same < asked.size() && !asked.get(same).isBlank()
                                                ? asked.get(same).strip()
                                                : "the end")));
        return false;
    }

    private void contents(Baseline baseline, List<String> lines, Optional<Set<String>> devices) {
        duplicates(baseline, lines, "place", it -> Optional.of(it.place().toString()));
        duplicates(baseline, lines, "serial number", SameDevices::key);
        Set<String> known =
                devices.orElse(Set.of()).stream().map(Names::folded).collect(Collectors.toSet());
        for (AcceptedAsset asset : baseline.assets()) {
            boolean said = !asset.human().equals(Human.NOTHING);
            if (said && asset.observed().isEmpty() && asset.modules().isEmpty()) {
                warn(lines, asset, "people say something of it, and nothing was ever observed");
            }
            if (said && devices.isPresent() && !known.contains(Names.folded(asset.name()))) {
                warn(
                        lines,
                        asset,
                        "people say something of it, and no device of the site file has its name");
            }
            asset.formerNames().stream()
                    .flatMap(name -> baseline.named(name).stream())
                    .filter(other -> !other.equals(asset))
                    .forEach(other ->
                            warn(
                                    lines,
                                    asset,
                                    "its former name is another asset's: " + other.name()));
        }
    }

    private void duplicates(
            Baseline baseline,
            List<String> lines,
            String what,
            Function<AcceptedAsset, Optional<String>> key) {
        var groups = new TreeMap<String, List<AcceptedAsset>>();
        for (AcceptedAsset asset : baseline.assets()) {
            key.apply(asset)
                    .ifPresent(it -> groups.computeIfAbsent(it, _ -> new ArrayList<>()).add(asset));
        }
        groups.values().stream()
                .filter(group -> group.size() > 1)
                .forEach(group ->
                        warn(
                                lines,
                                group.getLast(),
                                "it has the %s of %s".formatted(what, group.getFirst().name())));
    }

    private void warn(List<String> lines, AcceptedAsset asset, String message) {
        String name = "\"name\": " + JsonText.line(asset.name());
        int line = 1;
        for (int i = 0; i < lines.size(); i++) {
            line = lines.get(i).contains(name) ? i + 1 : line;
        }
        findings.add(new Finding(false, file.toString(), line, asset.name(), message));
    }

    private void log(LogReader.Reading log, Optional<Baseline> baseline) {
        Path path = BaselineLog.beside(file);
        log.problems().forEach(this::wrong);
        if (AppendedLines.cutOff(path) > 0) {
            baseline.ifPresent(it ->
                    BaselineLog.remarks(file, it).stream()
                            .limit(1)
                            .forEach(remark -> remark(path, 1, "", remark)));
            return;
        }
        if (baseline.isEmpty()) {
            return;
        }
        BaselineLog.remarks(file, baseline.get()).forEach(remark -> remark(path, 1, "", remark));
        new Explained(baseline.get(), log.entries())
                .doubts()
                .forEach((subject, doubt) -> remark(path, doubt.line(), subject, doubt.message()));
    }

    private void remark(Path log, int line, String subject, String message) {
        findings.add(new Finding(false, log.toString(), line, subject, message));
    }
}
