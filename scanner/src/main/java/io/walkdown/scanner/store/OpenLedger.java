package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What all ledgers of one folder in this process share: the locks and the log. Thread-safe.
///
/// It is shared because a process loses all its locks on a file when it closes any channel to it
/// (see [FolderLocks]); so it is closed when the last ledger of the folder is.
final class OpenLedger {
    /// By the folder itself, however its path is spelled; guarded by itself.
    private static final Map<Object, OpenLedger> OPEN = new HashMap<>();

    private final Object folder;
    private final FolderLocks locks;
    private final LedgerLog log;
    private int users;

    private OpenLedger(Object folder, FolderLocks locks, LedgerLog log) {
        this.folder = folder;
        this.locks = locks;
        this.log = log;
    }

    /// That folder's; opened by the first who asks.
    ///
    /// @param smallBytes the size up to which the file is never rewritten; the first one's counts
    static OpenLedger of(StateFolder state, long smallBytes) {
        synchronized (OPEN) {
            try {
                Object folder = identity(state.path());
                @Nullable OpenLedger open = OPEN.get(folder);
                if (open == null) {
                    Path lock = state.resolve("ledger.lock");
                    var locks = new FolderLocks(lock);
                    state.share(lock);
                    open = new OpenLedger(folder, locks, log(state, locks, smallBytes));
                    OPEN.put(folder, open);
                }
                open.users++;
                return open;
            } catch (IOException e) {
                throw new StoreException("cannot open the ledger in " + state.path(), e);
            }
        }
    }

    private static LedgerLog log(StateFolder state, FolderLocks locks, long smallBytes) {
        return new LedgerLog(state, locks, smallBytes);
    }

    private static Object identity(Path folder) throws IOException {
        Path real = folder.toRealPath();
        return Objects.requireNonNullElse(
                Files.readAttributes(real, BasicFileAttributes.class).fileKey(), real);
    }

    FolderLocks locks() {
        return locks;
    }

    LedgerLog log() {
        return log;
    }

    /// One ledger of the folder less.
    ///
    /// @param owner whose locks are given back
    void leave(Object owner) {
        synchronized (OPEN) {
            try {
                locks.releaseAll(owner);
                if (--users == 0) {
                    OPEN.remove(folder);
                    locks.close();
                }
            } catch (IOException e) {
                throw new StoreException("cannot close the ledger's locks", e);
            }
        }
    }
}
