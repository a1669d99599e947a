package io.walkdown.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;

/// A file's path as a repository's hosts name it: from the root of the Git work tree that it is in,
/// else from the folder that the program runs in, else its name alone. Never a machine's own path.
final class RepositoryPath {
    private RepositoryPath() {}

    /// That path, with slashes.
    static String of(Path file, Path folder) {
        Path absolute = folder.resolve(file).toAbsolutePath().normalize();
        for (Path root = absolute.getParent(); root != null; root = root.getParent()) {
            if (Files.exists(root.resolve(".git"))) {
                return text(root.relativize(absolute));
            }
        }
        Path start = folder.toAbsolutePath().normalize();
        return absolute.startsWith(start)
                ? text(start.relativize(absolute))
                : String.valueOf(absolute.getFileName());
    }

    private static String text(Path path) {
        return path.toString().replace('\\', '/');
    }
}
