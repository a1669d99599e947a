package io.walkdown.suite.lost;

import java.util.Map;
import java.util.Set;

/// Says which calls of the JDK change the disk, so that a fault can be put before each.
///
/// It is the agent's and uses the JDK alone. Names are those of class files: `java/io/File`.
final class DiskCalls {
    private DiskCalls() {}

    /// What a call may do to the disk.
    enum Kind {
        /// Changes a file or a folder, or forces it to the disk: faults are put here.
        CHANGES,
        /// Writes bytes that it is given as a whole array: may also be torn.
        WRITES,
        /// Only removes: needs no space, so it works on a full disk too.
        REMOVES,
        /// Changes nothing.
        READS,
        /// Gives out what can be written to where no agent sees it.
        UNSEEN,
        /// On a class of files, and not in this table.
        UNKNOWN,
        /// Has nothing to do with files.
        OTHER
    }

    private static final Set<String> STREAM = Set.of("java/io/FileOutputStream");
    private static final Set<String> RANDOM = Set.of("java/io/RandomAccessFile");
    private static final Set<String> UNSEEN =
            Set.of(
                    "java/io/FileWriter",
                    "java/nio/channels/AsynchronousFileChannel",
                    "java/nio/channels/SeekableByteChannel",
                    "java/nio/file/spi/FileSystemProvider",
                    "java/util/logging/FileHandler");

    /// Of each class of files, what changes the disk; what only removes and reads is below.
    private static final Map<String, Set<String>> CHANGES =
            Map.of(
                    "java/io/FileOutputStream",
                    Set.of("<init>"),
                    "java/io/RandomAccessFile",
                    Set.of("<init>", "setLength"),
                    "java/io/FileDescriptor",
                    Set.of("sync"),
                    "java/nio/channels/FileChannel",
                    Set.of("open", "force", "truncate"),
                    "java/nio/file/Files",
                    Set.of(
                            "write",
                            "writeString",
                            "move",
                            "copy",
                            "createFile",
                            "createDirectory",
                            "createDirectories",
                            "createLink",
                            "createTempFile",
                            "createTempDirectory",
                            "setAttribute",
                            "setPosixFilePermissions",
                            "setLastModifiedTime"));

    private static final Map<String, Set<String>> REMOVES =
            Map.of("java/nio/file/Files", Set.of("delete", "deleteIfExists"));

    private static final Map<String, Set<String>> READS =
            Map.of(
                    "java/io/File",
                    Set.of("toPath", "getPath", "toString", "getName"),
                    "java/io/FileInputStream",
                    Set.of("<init>", "read", "close", "readAllBytes", "readNBytes"),
                    "java/io/FileOutputStream",
                    Set.of("getFD", "getChannel", "close"),
                    "java/io/RandomAccessFile",
                    Set.of("read", "readFully", "seek", "length", "getFD", "getChannel", "close"),
                    "java/nio/channels/FileChannel",
                    Set.of("tryLock", "close", "size", "read", "position"),
                    "java/nio/file/Files",
                    Set.of(
                            "exists",
                            "notExists",
                            "isDirectory",
                            "isRegularFile",
                            "isReadable",
                            "isWritable",
                            "isSameFile",
                            "isSymbolicLink",
                            "size",
                            "getLastModifiedTime",
                            "getAttribute",
                            "getPosixFilePermissions",
                            "readAttributes",
                            "readString",
                            "readAllBytes",
                            "readAllLines",
                            "lines",
                            "list",
                            "walk",
                            "newBufferedReader",
                            "newInputStream",
                            "probeContentType"));

    /// What that call does.
    ///
    /// @param descriptor its parameters and result, as class files spell them
    static Kind kind(String owner, String name, String descriptor) {
        if (UNSEEN.contains(owner) || opensUnseen(owner, name, descriptor)) {
            return Kind.UNSEEN;
        }
        if (name.equals("write") && (STREAM.contains(owner) || RANDOM.contains(owner))) {
            return descriptor.equals("([B)V") ? Kind.WRITES : Kind.UNKNOWN;
        }
        if (has(CHANGES, owner, name)) {
            return Kind.CHANGES;
        }
        if (has(REMOVES, owner, name)) {
            return Kind.REMOVES;
        }
        if (has(READS, owner, name)) {
            return Kind.READS;
        }
        return CHANGES.containsKey(owner) || READS.containsKey(owner) ? Kind.UNKNOWN : Kind.OTHER;
    }

    private static boolean opensUnseen(String owner, String name, String descriptor) {
        return switch (owner) {
            case "java/nio/file/Files" ->
                    Set.of("newOutputStream", "newBufferedWriter", "newByteChannel").contains(name);
            case "java/io/PrintStream", "java/io/PrintWriter", "java/util/Formatter" ->
                    name.equals("<init>")
                            && (descriptor.startsWith("(Ljava/lang/String;")
                                    || descriptor.startsWith("(Ljava/io/File;"));
            default -> false;
        };
    }

    private static boolean has(Map<String, Set<String>> table, String owner, String name) {
        return table.getOrDefault(owner, Set.of()).contains(name);
    }
}
