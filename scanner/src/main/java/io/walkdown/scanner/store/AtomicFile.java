package io.walkdown.scanner.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Replaces a file in whole (S15).
///
/// The new content goes to a file beside it, is forced to the disk, takes the old one's name, and
/// the folder is forced too. A crash at any point leaves the old content or the new, and at worst a
/// file named `.NAME.HEX.tmp`. An interrupted thread writes all the same: stopping must not lose
/// what was learned. Permissions of a file that is replaced are kept; a symbolic link stays one.
public final class AtomicFile {
    private AtomicFile() {}

    /// Writes that text as UTF-8.
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes those bytes; a folder that is missing is made.
    ///
    /// @throws StoreException if they are not safely on the disk; the old content then stands
    public static void write(Path file, byte[] bytes) {
        boolean interrupted = Thread.interrupted();
        try {
            replace(target(file), bytes);
        } catch (IOException e) {
            throw new StoreException("cannot write " + file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path target(Path file) throws IOException {
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private static void replace(Path target, byte[] bytes) throws IOException {
        Path folder = target.resolveSibling(".").normalize();
        Files.createDirectories(folder);
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path fresh = folder.resolve("." + target.getFileName() + "." + suffix + ".tmp");
        try {
            writeForced(fresh, bytes);
            keepPermissions(target, fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// A plain stream and not a channel, because an interrupt closes a channel in mid-write.
    private static void writeForced(Path file, byte[] bytes) throws IOException {
        try (var out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Set<PosixFilePermission> kept = Files.getPosixFilePermissions(from);
            Files.setPosixFilePermissions(to, kept);
        }
    }

    /// Makes a new or renamed entry of that folder last. An interrupt is put off.
    static void forceFolder(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!forcedOnce(folder)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forcedOnce(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }
}
