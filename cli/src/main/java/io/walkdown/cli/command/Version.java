package io.walkdown.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Which Walkdown this is; part of every plan's hash.
final class Version implements IVersionProvider {
    /// The version in the jar's manifest, or `development` outside a jar.
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /// What `--version` says.
    static List<String> lines() {
        return List.of("walkdown " + text(), "Java " + Runtime.version());
    }

    @Override
    public String[] getVersion() {
        return lines().toArray(String[]::new);
    }
}
