package io.walkdown.scanner.store;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A run whose process died, or could not keep its files whole: the folder has no observations, or
/// its journal has no last line (S13, S15).
///
/// @param folder where it is
/// @param journal what its journal still tells; empty where there is none
/// @param observations whether it wrote down what it saw
public record BrokenRun(RunFolder folder, Optional<Told> journal, boolean observations) {
    /// What the whole lines of a journal tell.
    ///
    /// @param until the time of the last one, as written
    /// @param devices to which a connection was tried, in their order
    /// @param sent how many frames were about to leave
    /// @param ended whether its last line is the one that ends a journal
    /// @param cutOff whether an incomplete line follows
    public record Told(
            String until, List<String> devices, int sent, boolean ended, boolean cutOff) {
        public Told {
            devices = List.copyOf(devices);
        }

        /// The time of the last line; as written where an interrupted journal holds none.
        ///
        /// @param time how times are told
        public String until(Function<Instant, String> time) {
            try {
                return time.apply(Instant.parse(until));
            } catch (DateTimeException e) {
                return until;
            }
        }
    }

    /// The newest run of that site, where it was broken off. One that still runs is not: its
    /// process has its journal locked. Never fails on what it reads.
    ///
    /// @param runs the folder of all runs; it need not exist
    /// @param site the site's name; a run whose plan cannot be read counts as its own
    public static Optional<BrokenRun> newest(Path runs, String site) {
        return RunFolder.all(runs).stream()
                .filter(folder -> isOf(folder, site))
                .findFirst()
                .flatMap(BrokenRun::of);
    }

    private static Optional<BrokenRun> of(RunFolder folder) {
        boolean observations = Files.isRegularFile(folder.observations());
        Optional<Told> told = told(folder.journal());
        boolean whole = observations && told.filter(Told::ended).isPresent();
        return whole || folder.isLive()
                ? Optional.empty()
                : Optional.of(new BrokenRun(folder, told, observations));
    }

    private static boolean isOf(RunFolder folder, String site) {
        try {
            return !(Json.parse("", Files.readString(folder.plan())) instanceof Json.Obj plan)
                    || !(plan.members().get("site") instanceof Json.Text name)
                    || name.value().equals(site);
        } catch (IOException | JsonProblem.Found e) {
            return true;
        }
    }

    /// What the journal of a run tells so far, also while it goes on; empty where there is none.
    public static Optional<Told> told(RunFolder folder) {
        return told(folder.journal());
    }

    private static Optional<Told> told(Path journal) {
        if (!Files.isRegularFile(journal)) {
            return Optional.empty();
        }
        Set<String> devices = new LinkedHashSet<>();
        String until = "";
        int sent = 0;
        boolean ended = false;
        boolean cutOff = false;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new FileInputStream(journal.toFile()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Json.Obj> whole = whole(line);
                cutOff = whole.isEmpty();
                String event = whole.map(each -> text(each, "event")).orElse("");
                ended = event.equals("end");
                sent += event.equals("sent") ? 1 : 0;
                until = whole.map(each -> text(each, "at")).orElse(until);
                if (event.equals("connecting")) {
                    devices.add(whole.map(each -> text(each, "device")).orElse(""));
                }
            }
        } catch (IOException e) {
            cutOff = true;
        }
        return Optional.of(new Told(until, List.copyOf(devices), sent, ended, cutOff));
    }

    private static Optional<Json.Obj> whole(String line) {
        try {
            return Json.parse("", line) instanceof Json.Obj members
                    ? Optional.of(members)
                    : Optional.empty();
        } catch (JsonProblem.Found e) {
            return Optional.empty();
        }
    }

    private static String text(Json.Obj line, String name) {
        return line.members().get(name) instanceof Json.Text text ? text.value() : "";
    }

    /// One sentence for a person.
    ///
    /// @param time how times are told
    public String words(Function<Instant, String> time) {
        String run = "the last run, " + folder.path() + ", did not end in order";
        if (journal.isEmpty()) {
            return run + ": it broke off before its recording began, so it sent nothing";
        }
        Told told = journal.get();
        if (told.until().isEmpty()) {
            return run + ": its recording had just begun, so it sent nothing";
        }
        return "%s: %s. Until %s it had tried to connect to %s and had sent at most %d frame%s%s%s"
                .formatted(
                        run,
                        told.ended() ? "it left no observations" : "its journal has no last line",
                        told.until(time),
                        told.devices().isEmpty() ? "no device" : String.join(", ", told.devices()),
                        told.sent(),
                        told.sent() == 1 ? "" : "s",
                        told.cutOff()
                                ? "; an incomplete line at the journal's end is left out"
                                : "",
                        observations ? "" : "; what it saw is not in any observations");
    }
}
