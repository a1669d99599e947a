package io.walkdown.suite.lost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.suite.lost.FaultyWalkdown.Ended;
import io.walkdown.suite.lost.FaultyWalkdown.Fault;
import io.walkdown.suite.lost.Strikes.Strike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The commands that write files and send nothing, killed or on a full disk at each of their writes
/// (S15). Each starts from a copy of one folder in which a site was scanned and accepted in part.
class FaultyCommandsTest {
    private static final long SEED = Long.getLong("walkdown.seed", 15);
    private static final List<Faults.Mode> MODES =
            List.of(Faults.Mode.KILL, Faults.Mode.TORN, Faults.Mode.FULL, Faults.Mode.ONCE);
    private static final List<String> ACCEPT =
            List.of("accept", "--by", "R. Okafor", "--reason", "looked");
    private static final List<String> STOP =
            List.of("stop", "--by", "R. Okafor", "--reason", "start-up");
    private static final List<String> RESUME =
            List.of("resume", "--by", "R. Okafor", "--reason", "runs");

    @TempDir Path folder = Path.of("");

    @Test
    void loseNothingAtSomeOfTheirWrites(TestReporter reporter) throws IOException {
        try (var plant = CountingPlant.start(1)) {
            var random = new Random(SEED);
            var faults = new Commands(plant);
            List<Command> some = new ArrayList<>(faults.commands());
            Collections.shuffle(some, random);
            for (Command command : some.subList(0, 3)) {
                List<String> calls = faults.count(command);
                Faults.Mode mode = MODES.get(random.nextInt(MODES.size()));
                faults.add(command, mode, 1 + random.nextInt(most(mode, calls)));
            }
            faults.publish(reporter);
        }
    }

    /// `/dev/full` is a disk without space that every Linux has.
    @Test
    void sayThatStandardOutputTookNotEverything() throws IOException {
        try (var plant = CountingPlant.start(1)) {
            plant.writeSite(folder, 0);

            Ended plan = FaultyWalkdown.in(folder).intoAFullDisk(folder, "plan", "--json");

            assertThat(plan.exitCode()).as(plan.err()).isEqualTo(1);
            assertThat(plan.err()).contains("cannot write to standard output", "--output");
        }
    }

    @Test
    @Tag("safety")
    void loseNothingAtAnyOfTheirWrites(TestReporter reporter) throws IOException {
        try (var plant = CountingPlant.start(1)) {
            var faults = new Commands(plant);
            for (Command command : faults.commands()) {
                List<String> calls = faults.count(command);
                for (Faults.Mode mode : MODES) {
                    for (int number : IntStream.rangeClosed(1, most(mode, calls)).toArray()) {
                        faults.add(command, mode, number);
                    }
                }
            }
            faults.publish(reporter);
        }
    }

    private static int most(Faults.Mode mode, List<String> calls) {
        return mode == Faults.Mode.TORN
                ? Math.toIntExact(calls.stream().filter(call -> call.contains(" write ")).count())
                : calls.size();
    }

    /// What a command must leave.
    private interface Check {
        /// Looks at what is left, then does the same again without a fault.
        void holds(Path site, Ended ended, String where) throws IOException;
    }

    /// A command and what it must leave behind.
    ///
    /// @param before brings a site to where it starts
    private record Command(String name, Check before, List<String> line, Check left) {
        String[] arguments() {
            return line.toArray(String[]::new);
        }
    }

    /// All commands, each with its folder to start from.
    private final class Commands {
        private final FaultyWalkdown walkdown;
        private final Path origin;
        private final List<Strike> strikes = new ArrayList<>();
        private final AtomicInteger trials = new AtomicInteger();
        private final AtomicInteger injected = new AtomicInteger();
        private final AtomicInteger held = new AtomicInteger();

        Commands(CountingPlant plant) throws IOException {
            this.walkdown = FaultyWalkdown.in(folder);
            this.origin = Files.createDirectory(folder.resolve("origin"));
            plant.writeSite(origin, 0);
            Ended made =
                    walkdown.several(
                            origin,
                            "scan",
                            "--yes",
                            "--json",
                            "--no-progress",
                            SeveralCommands.THEN,
                            "accept",
                            "filler",
                            "--by",
                            "J. Jansen",
                            "--reason",
                            "first");
            assertThat(made.err())
                    .contains(SeveralCommands.ENDED + "0 scan", SeveralCommands.ENDED + "0 accept");
        }

        List<Command> commands() {
            Check nothing = (_, _, _) -> {};
            return List.of(
                    new Command("accept", nothing, ACCEPT, this::acceptanceHolds),
                    new Command("stop", nothing, STOP, this::stopHolds),
                    new Command(
                            "resume",
                            (site, _, _) -> done(site, STOP.toArray(String[]::new)),
                            RESUME,
                            this::resumed),
                    new Command("init", nothing, List.of("init", "new"), this::initHolds),
                    new Command(
                            "plan",
                            (site, _, _) -> Files.writeString(site.resolve("plan.json"), "old"),
                            List.of("plan", "--output", "plan.json"),
                            this::planHolds),
                    new Command(
                            "diff",
                            nothing,
                            List.of("diff", "--json", "--output", "drift.json"),
                            this::diffHolds));
        }

        List<String> count(Command command) throws IOException {
            Path site = copy(command);
            Ended ended =
                    walkdown.run(
                            site,
                            Optional.of(new Fault(Faults.Mode.COUNT, 0)),
                            command.arguments());
            assertThat(ended.exitCode()).as(ended.err()).isIn(0, 2);
            assertThat(ended.struck()).as(command.name()).isNotEmpty();
            command.left().holds(site, ended, command.name() + " without a fault");
            return ended.struck();
        }

        /// A fault to come.
        void add(Command command, Faults.Mode mode, int number) {
            strikes.add(() -> strike(command, mode, number));
        }

        private void strike(Command command, Faults.Mode mode, int number) throws IOException {
            Path site = copy(command);
            Ended ended =
                    walkdown.run(site, Optional.of(new Fault(mode, number)), command.arguments());
            String where =
                    "%s %s %s%n%s".formatted(command.name(), mode, ended.struck(), ended.err());
            if (mode == Faults.Mode.FULL && ended.struck().isEmpty()) {
                // from here on files are only removed, and a full disk hinders nobody from that
                assertThat(ended.exitCode()).as(where).isIn(0, 2);
                return;
            }
            injected.incrementAndGet();
            assertThat(ended.struck()).as(where).isNotEmpty();
            endedInWords(command, mode, ended, where);
            Leftovers.age(site);
            command.left().holds(site, ended, where);
            assertThat(Leftovers.in(site)).as(where).isEmpty();
            held.incrementAndGet();
        }

        private void endedInWords(Command command, Faults.Mode mode, Ended ended, String where) {
            boolean gotOverIt = mode == Faults.Mode.ONCE && ended.exitCode() == 0;
            if (gotOverIt && command.name().equals("stop")) {
                // where its words cannot be written an empty file stops the site all the same
                return;
            }
            switch (mode) {
                case KILL, TORN -> assertThat(ended.exitCode()).as(where).isEqualTo(Faults.KILLED);
                case FULL, ONCE -> {
                    assertThat(ended.exitCode()).as(where).isEqualTo(1);
                    assertThat(ended.err())
                            .as(where)
                            .doesNotContain("\tat ", "Exception", "defect")
                            .contains("walkdown: ", "  why: ", "  do:  ", folder.toString());
                }
                case COUNT -> throw new AssertionError("no fault");
            }
        }

        private Path copy(Command command) throws IOException {
            Path site = folder.resolve("trial-" + trials.incrementAndGet());
            try (Stream<Path> all = Files.walk(origin)) {
                for (Path file : all.toList()) {
                    Files.copy(file, site.resolve(origin.relativize(file).toString()));
                }
            }
            command.before().holds(site, new Ended(0, "", "", List.of()), command.name());
            return site;
        }

        private Ended done(Path site, String... line) {
            Ended ended = walkdown.several(site, line);
            assertThat(ended.err()).contains(SeveralCommands.ENDED + "0 " + line[0]);
            return ended;
        }

        /// The baseline is the old one or the new one, and what it holds its log tells.
        private void acceptanceHolds(Path site, Ended ended, String where) throws IOException {
            String before = Files.readString(origin.resolve("baseline.json"));
            String now = Files.readString(site.resolve("baseline.json"));
            String log = Files.readString(site.resolve("baseline.log.ndjson"));
            boolean changed = !now.equals(before);
            assertThat(changed || ended.exitCode() != 0).as(where).isTrue();
            if (changed) {
                assertThat(now).as(where).contains("filler", "boiler");
                assertThat(log.lines().toList().getLast())
                        .as(where)
                        .contains(SentFrames.sha256(now.getBytes(UTF_8)));
            }
            assertThat(log).startsWith(Files.readString(origin.resolve("baseline.log.ndjson")));

            Ended after = walkdown.several(site, line(ACCEPT, "diff", "--json"));

            assertThat(after.err())
                    .as(where)
                    .contains(SeveralCommands.ENDED + "0 accept", SeveralCommands.ENDED + "0 diff")
                    .doesNotContain("\tat ", "defect");
            if (!log.endsWith("\n")) {
                assertThat(after.err()).as(where).contains("incomplete line", "baseline.log");
            } else if (!changed && log.lines().count() > 1) {
                assertThat(after.err()).as(where).contains("R. Okafor", "accept again");
            }
            assertThat(Files.readString(site.resolve("baseline.log.ndjson")))
                    .as(where)
                    .endsWith("}\n");
        }

        /// A full disk keeps nobody from stopping.
        private void stopHolds(Path site, Ended ended, String where) throws IOException {
            boolean killed = ended.exitCode() == Faults.KILLED;
            if (!killed) {
                assertThat(isStopped(site) || ended.err().contains("is not stopped"))
                        .as(where)
                        .isTrue();
            }
            Ended after = walkdown.several(site, line(STOP, "plan"));
            assertThat(after.err())
                    .as(where)
                    .contains(SeveralCommands.ENDED + "0 stop", SeveralCommands.ENDED + "0 plan");
            assertThat(isStopped(site)).as(where).isTrue();
            historyHolds(site, where);
        }

        private void resumed(Path site, Ended ended, String where) throws IOException {
            assertThat(ended.exitCode() != 0 || !isStopped(site)).as(where).isTrue();
            Ended after = walkdown.several(site, line(RESUME, "plan"));
            assertThat(after.err())
                    .as(where)
                    .contains(SeveralCommands.ENDED + "0 resume", SeveralCommands.ENDED + "0 plan");
            assertThat(isStopped(site)).as(where).isFalse();
            historyHolds(site, where);
        }

        private boolean isStopped(Path site) throws IOException {
            Path stops = site.resolve("state").resolve("stops");
            if (!Files.isDirectory(stops)) {
                return false;
            }
            try (Stream<Path> all = Files.list(stops)) {
                return all.anyMatch(file -> file.toString().endsWith(".json"));
            }
        }

        /// A line that was cut off spoils no other.
        private void historyHolds(Path site, String where) throws IOException {
            List<String> lines = Files.readAllLines(site.resolve("state").resolve("stops.ndjson"));
            assertThat(lines.getLast()).as(where).startsWith("{").endsWith("}");
            assertThat(lines.stream().filter(line -> !line.endsWith("}")).count())
                    .as(where)
                    .isLessThanOrEqualTo(1);
        }

        private void initHolds(Path site, Ended ended, String where) throws IOException {
            if (ended.exitCode() != 0) {
                Ended after = walkdown.several(site, "init", "new");
                assertThat(after.err())
                        .as(where)
                        .containsPattern(SeveralCommands.ENDED + "[01] init")
                        .doesNotContain("\tat ", "defect");
            }
            Path made = site.resolve("new");
            assertThat(Files.readString(made.resolve("site.yaml"))).as(where).contains("devices:");
            assertThat(Files.readString(made.resolve(".gitignore"))).as(where).isNotEmpty();
            assertThat(Files.readString(made.resolve("baseline.json"))).as(where).endsWith("}\n");
        }

        private void planHolds(Path site, Ended ended, String where) throws IOException {
            String kept = Files.readString(site.resolve("plan.json"));
            assertThat(kept.equals("old") || kept.endsWith("}\n")).as(where + kept).isTrue();
            assertThat(ended.exitCode() != 0 || kept.endsWith("}\n")).as(where).isTrue();
            done(site, "plan", "--output", "plan.json");
            assertThat(Files.readString(site.resolve("plan.json"))).as(where).endsWith("}\n");
        }

        private void diffHolds(Path site, Ended ended, String where) throws IOException {
            Path drift = site.resolve("drift.json");
            if (Files.exists(drift)) {
                assertThat(Files.readString(drift)).as(where).endsWith("}\n");
            }
            Ended after = walkdown.several(site, "diff", "--json", "--output", "drift.json");
            assertThat(after.err()).as(where).contains(SeveralCommands.ENDED + "2 diff");
        }

        private String[] line(List<String> first, String... then) {
            return Stream.of(first.stream(), Stream.of(SeveralCommands.THEN), Stream.of(then))
                    .flatMap(each -> each)
                    .toArray(String[]::new);
        }

        void publish(TestReporter reporter) {
            List<AssertionError> lost = Strikes.all(strikes);
            assertThat(lost).as("%d of %d faults: %s", lost.size(), strikes.size(), lost).isEmpty();
            assertThat(injected.get()).isPositive();
            reporter.publishEntry(
                    Map.of(
                            "invariant",
                            "S15",
                            "breaches",
                            String.valueOf(lost.size()),
                            "injected",
                            injected.toString(),
                            "caught",
                            String.valueOf(held)));
        }
    }
}
