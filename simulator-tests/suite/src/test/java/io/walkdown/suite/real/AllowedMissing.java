package io.walkdown.suite.real;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The servers that a run may do without.
record AllowedMissing(Set<ServerProgram> programs) {
    AllowedMissing {
        programs = Set.copyOf(programs);
    }

    /// Reads names separated by commas. A name that no server has is refused, because a slip there
    /// would look like a missing server.
    static AllowedMissing parse(String names) {
        return new AllowedMissing(
                Arrays.stream(names.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(AllowedMissing::program)
                        .collect(Collectors.toSet()));
    }

    private static ServerProgram program(String name) {
        return ServerProgram.byId(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "allowMissing names '%s', which is none of %s"
                                        .formatted(name, ids())));
    }

    private static List<String> ids() {
        return Arrays.stream(ServerProgram.values()).map(ServerProgram::id).toList();
    }

    boolean covers(ServerProgram program) {
        return programs.contains(program);
    }
}
