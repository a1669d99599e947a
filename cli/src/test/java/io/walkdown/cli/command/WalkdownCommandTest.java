package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalkdownCommandTest {
    private static Set<String> commands(String... words) {
        var factory = new CommandFactory(Console.nowhere(Map.of(), Path.of("")));
        return WalkdownCommand.line(factory, words).getSubcommands().keySet();
    }

    @Test
    void aNameLeadsToTheCommandThatBearsIt() {
        for (String name : commands()) {
            assertThat(commands(name, "--help")).containsExactly(name);
        }
    }

    @Test
    void whatNamesNoCommandMayMeanAny() {
        assertThat(commands("plam"))
                .isEqualTo(commands())
                .isEqualTo(commands("--help"))
                .isEqualTo(commands("-v", "plan"))
                .contains("scan");
        assertThat(commands("--version")).isEmpty();
    }
}
