package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The folder in which this machine remembers what was sent to whom.
///
/// It belongs to the machine and not to a site file, so that a second clone or a renamed site file
/// does not escape its limits (S10). It is made for its owner alone (0700).
///
/// @param path absolute
public record StateFolder(Path path) {
    /// The variable that names it.
    public static final String VARIABLE = "WALKDOWN_STATE";

    /// Finds it: `WALKDOWN_STATE`, else `XDG_STATE_HOME/walkdown`, else `~/.local/state/walkdown`.
    /// A relative or empty `XDG_STATE_HOME` counts as not set (XDG Base Directory Specification,
    /// 0.8). Makes nothing.
    ///
    /// @param environment the process's environment
    /// @param home the user's home folder
    public static StateFolder find(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isEmpty()) {
            return new StateFolder(Path.of(own).toAbsolutePath().normalize());
        }
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path states = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local").resolve("state");
        return new StateFolder(states.resolve("walkdown").toAbsolutePath().normalize());
    }

    /// Makes it where it is missing.
    ///
    /// @throws StoreException if it cannot be made or written to
    public StateFolder made() {
        try {
            if (!Files.isDirectory(path)) {
                var forOwner =
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------"));
                Files.createDirectories(path, forOwner);
            }
        } catch (IOException e) {
            throw new StoreException("cannot make the state folder " + path, e);
        }
        if (!Files.isWritable(path)) {
            throw new StoreException("the state folder " + path + " cannot be written to");
        }
        return this;
    }

    /// The ledger's file.
    public Path ledger() {
        return path.resolve("ledger.ndjson");
    }

    /// The file in which an export keeps what it has delivered.
    ///
    /// @param system for example `splunk`
    /// @param plant the plant's name
    public Path export(String system, String plant) {
        return path.resolve("exports").resolve(system + "-" + KillSwitch.fileName(plant));
    }

    /// A file or folder in it.
    Path resolve(String name) {
        return path.resolve(name);
    }
}
