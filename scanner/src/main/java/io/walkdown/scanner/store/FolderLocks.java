package io.walkdown.scanner.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The locks between processes: ranges of one byte in the file `ledger.lock`, which stays empty.
///
/// Byte 0 is for whoever writes the ledger's file; each address has a byte at a place that its hash
/// gives. The system gives a lock back when its process ends, however it ends. It also gives
/// **all** of a process's locks on a file back when the process closes any channel to it; so there
/// is one channel in a process for one folder (see [OpenLedger]), and it is never handed out. Only
/// `tryLock` is used, because an interrupt during `lock` closes the channel. Thread-safe.
final class FolderLocks {
    private static final long WRITER = 0;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /// An address that this process has.
    private static final class Held {
        private final Object owner;
        private final FileLock lock;
        private int uses = 1;

        Held(Object owner, FileLock lock) {
            this.owner = owner;
            this.lock = lock;
        }
    }

    /// Work that needs the writer's lock.
    interface Writing {
        void run() throws IOException;
    }

    private final Path file;
    private final FileChannel channel;

    /// By address; guarded by itself.
    private final Map<String, Held> held = new HashMap<>();

    FolderLocks(Path file) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
    }

    /// Takes an address, or one time more where that owner has it already.
    ///
    /// @return whether it is the owner's now
    boolean take(String address, Object owner) throws IOException {
        synchronized (held) {
            Held mine = held.get(address);
            if (mine != null) {
                mine.uses += mine.owner.equals(owner) ? 1 : 0;
                return mine.owner.equals(owner);
            }
            FileLock lock = tryLock(place(address));
            if (lock != null) {
                held.put(address, new Held(owner, lock));
            }
            return lock != null;
        }
    }

    /// Gives one use of an address back.
    void release(String address) throws IOException {
        synchronized (held) {
            Held mine = held.get(address);
            if (mine != null && --mine.uses == 0) {
                held.remove(address);
                mine.lock.release();
            }
        }
    }

    /// Gives back whatever that owner has.
    void releaseAll(Object owner) throws IOException {
        synchronized (held) {
            List<Held> owned = held.values().stream().filter(h -> h.owner.equals(owner)).toList();
            held.values().removeAll(owned);
            for (Held each : owned) {
                each.lock.release();
            }
        }
    }

    /// Whether anybody has the address.
    boolean isTaken(String address) throws IOException {
        synchronized (held) {
            if (held.containsKey(address)) {
                return true;
            }
            FileLock lock = tryLock(place(address));
            if (lock != null) {
                lock.release();
            }
            return lock == null;
        }
    }

    /// Whether this process has the address.
    boolean isOurs(String address) {
        synchronized (held) {
            return held.containsKey(address);
        }
    }

    /// Runs that with the writer's lock; one thread of this process at a time may call it.
    ///
    /// @throws StoreException if another process keeps the lock for half a minute
    void writing(Writing work) throws IOException {
        FileLock lock = await(System.nanoTime());
        try {
            work.run();
        } finally {
            lock.release();
        }
    }

    private FileLock await(long sinceNanos) throws IOException {
        FileLock lock = tryLock(WRITER);
        while (lock == null) {
            if (System.nanoTime() - sinceNanos > WAIT_NANOS) {
                throw new StoreException(
                        file + " has been locked by another process for half a minute");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            lock = tryLock(WRITER);
        }
        return lock;
    }

    private @Nullable FileLock tryLock(long place) throws IOException {
        try {
            return channel.tryLock(place, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Gives every lock back.
    void close() throws IOException {
        channel.close();
    }

    /// Two addresses share a place once in 2^62 pairs; one of them would then wait.
    private static long place(String address) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(address.getBytes(StandardCharsets.UTF_8));
            return 1 + (new BigInteger(1, hash).longValue() & (Long.MAX_VALUE >> 1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
