package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of one run, `runs/20261123T073500Z-1f0a`: its start in UTC and four random digits.
/// Names sort by time.
///
/// @param path where it is
public record RunFolder(Path path) {
    /// What a run saw; written last, so that a run that has it is whole.
    public static final String OBSERVATIONS = "observations.json";

    /// The plan that it followed.
    public static final String PLAN = "plan.json";

    /// What was sent and answered, line by line.
    public static final String JOURNAL = "journal.ndjson";

    /// The same as packets.
    public static final String CAPTURE = "wire.pcapng";

    private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{4}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int TRIES = 100;

    /// Makes the folder of a new run, and the folder around it.
    ///
    /// @param runs the folder of all runs of a site
    /// @throws StoreException if it cannot be made
    public static RunFolder make(Path runs, Instant started, RandomGenerator random) {
        try {
            Files.createDirectories(runs);
            for (int i = 0; i < TRIES; i++) {
                String digits = HexFormat.of().toHexDigits((short) random.nextInt());
                Optional<RunFolder> made =
                        makeOne(runs.resolve(TIME.format(started) + "-" + digits));
                if (made.isPresent()) {
                    AtomicFile.forceFolder(runs);
                    return made.get();
                }
            }
        } catch (IOException e) {
            throw new StoreException("cannot make a run's folder in " + runs, e);
        }
        throw new StoreException("no free name for a run's folder in " + runs);
    }

    private static Optional<RunFolder> makeOne(Path folder) throws IOException {
        try {
            return Optional.of(new RunFolder(Files.createDirectory(folder)));
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
    }

    /// All runs that ended and wrote down what they saw, the newest first.
    public static List<RunFolder> ended(Path runs) {
        return all(runs).stream()
                .filter(folder -> Files.isRegularFile(folder.observations()))
                .toList();
    }

    /// All runs, however they ended, the newest first.
    public static List<RunFolder> all(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(folder -> NAME.matcher(name(folder)).matches())
                    .sorted(Comparator.comparing(RunFolder::name).reversed())
                    .map(RunFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new StoreException("cannot list the runs in " + runs, e);
        }
    }

    /// The run's id: the folder's name.
    public String id() {
        return name(path);
    }

    /// The file in which it keeps what it saw.
    public Path observations() {
        return path.resolve(OBSERVATIONS);
    }

    /// The file in which it keeps its plan.
    public Path plan() {
        return path.resolve(PLAN);
    }

    /// The file in which it keeps its journal.
    public Path journal() {
        return path.resolve(JOURNAL);
    }

    /// The file in which it keeps its capture.
    public Path capture() {
        return path.resolve(CAPTURE);
    }

    /// Whether a process still writes its journal: the run goes on.
    public boolean isLive() {
        if (!Files.isRegularFile(journal())) {
            return false;
        }
        try (var channel = FileChannel.open(journal(), StandardOpenOption.READ);
                var lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path folder) {
        Path name = folder.getFileName();
        return name == null ? "" : name.toString();
    }
}
