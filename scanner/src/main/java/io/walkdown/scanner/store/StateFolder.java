package io.walkdown.scanner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The folder in which this machine remembers what was sent to whom.
///
/// It belongs to the machine and not to a site file, so that a second clone or a renamed site file
/// does not escape its limits (S10). It is made for its owner alone (0700). Where somebody made it
/// for a group, everybody of that group uses the same one: what is made in it is for the group as
/// well, whatever the umask says.
///
/// @param path absolute
public record StateFolder(Path path) {
    /// The variable that names it.
    public static final String VARIABLE = "WALKDOWN_STATE";

    /// The one that all users of a machine share, where somebody made it.
    public static final Path MACHINE = Path.of("/var/lib/walkdown");

    private static final String MODE = "unix:mode";
    private static final int OWNER_BITS = 0700;
    private static final int GROUP_WRITES = 0020;

    /// Finds it: `WALKDOWN_STATE`, else [#MACHINE] where that can be written to, else the user's
    /// own (see [#own]). Makes nothing.
    ///
    /// @param environment the process's environment
    /// @param home the user's home folder
    public static StateFolder find(Map<String, String> environment, Path home) {
        return find(environment, home, MACHINE);
    }

    /// As [#find(Map, Path)], where that is the folder that all users share.
    static StateFolder find(Map<String, String> environment, Path home, Path machine) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return new StateFolder(Path.of(named).toAbsolutePath().normalize());
        }
        return Files.isDirectory(machine) && Files.isWritable(machine)
                ? new StateFolder(machine)
                : own(environment, home);
    }

    /// The user's own: `XDG_STATE_HOME/walkdown`, else `~/.local/state/walkdown`. A relative or
    /// empty `XDG_STATE_HOME` counts as not set (XDG Base Directory Specification, 0.8).
    public static StateFolder own(Map<String, String> environment, Path home) {
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

    /// Whether a group shares it: its members may make files in it.
    public boolean isShared() {
        try {
            return Files.isDirectory(path) && (mode(path) & GROUP_WRITES) != 0;
        } catch (IOException e) {
            throw new StoreException("cannot look at the state folder " + path, e);
        }
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, MODE);
    }

    /// Lets the group do with a file or folder what its owner may, where the state folder is
    /// shared. The bit by which a folder hands its group on stays.
    ///
    /// @param made in this folder, by this process or by somebody who has shared it already
    void share(Path made) throws IOException {
        if (!isShared()) {
            return;
        }
        int before = mode(made);
        int shared = before | ((before & OWNER_BITS) >> 3);
        if (shared != before) {
            Files.setAttribute(made, MODE, shared & 07777);
        }
    }

    /// A folder in it, made and shared where it is missing.
    Path folder(String name) throws IOException {
        Path folder = path.resolve(name);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            share(folder);
            AtomicFile.forceFolder(path);
        }
        return folder;
    }

    /// The ledger's file.
    public Path ledger() {
        return path.resolve("ledger.ndjson");
    }

    /// The file in which an export keeps what it has delivered; its folder is made where a group
    /// shares it.
    ///
    /// @param system for example `splunk`
    /// @param plant the plant's name
    public Path export(String system, String plant) {
        String name = system + "-" + KillSwitch.fileName(plant);
        try {
            return (isShared() ? folder("exports") : path.resolve("exports")).resolve(name);
        } catch (IOException e) {
            throw new StoreException("cannot make a folder in " + path, e);
        }
    }

    /// A file or folder in it.
    Path resolve(String name) {
        return path.resolve(name);
    }
}
