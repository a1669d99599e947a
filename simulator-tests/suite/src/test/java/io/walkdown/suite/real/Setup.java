package io.walkdown.suite.real;

import java.nio.file.Path;

/// Where things are, as the profile `real-devices` says.
///
/// @param cli the folder with `walkdown.jar` and `lib`
/// @param servers where install-servers put the servers
/// @param sources our programs around them
/// @param allowMissing the servers that need not be there
record Setup(Path cli, Path servers, Path sources, AllowedMissing allowMissing) {

    static Setup ofSystemProperties() {
        return new Setup(
                Path.of(property("walkdown.cli")),
                Path.of(property("walkdown.servers")),
                Path.of(property("walkdown.serverSources")),
                AllowedMissing.parse(System.getProperty("walkdown.allowMissing", "")));
    }

    /// The `java` that runs this test.
    static String java() {
        return Path.of(property("java.home"), "bin", "java").toString();
    }

    /// A system property that must be there.
    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "system property " + name + " is not set; run mvn verify -Preal-devices");
        }
        return value;
    }
}
