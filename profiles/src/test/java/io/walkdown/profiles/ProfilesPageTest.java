package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page on profiles lists what ships, with the numbers that ship.
class ProfilesPageTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.builtIn();

    private static List<String> page() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "profiles.md"));
    }

    @Test
    void listsEveryShippedFamilyWithItsProtocolsGapAndConnections() throws IOException {
        List<String> rows = page().stream().filter(line -> line.startsWith("| `")).toList();

        assertThat(SHIPPED.all())
                .allSatisfy(profile ->
                        assertThat(rows)
                                .anySatisfy(row -> assertThat(row).startsWith(row(profile))));
    }

    private static String row(Profile profile) {
        List<String> protocols =
                profile.protocols().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(Protocol::id)
                        .toList();
        return "| `%s` | %s | %s | %s | %s"
                .formatted(
                        profile.id(),
                        profile.title(),
                        String.join(", ", protocols),
                        Limit.GAP.text(profile.gap().value().toMillis()),
                        profile.slots().known() ? profile.slots().max() : "undocumented");
    }

    @Test
    void explainsEveryLimitWithItsRange() throws IOException {
        assertThat(page())
                .filteredOn(line -> line.startsWith("| `"))
                .extracting(line -> line.substring(3, line.indexOf('`', 3)))
                .containsAll(Limit.ids());
        assertThat(String.join("\n", page()))
                .contains(range(Limit.GAP), range(Limit.CONNECT_TIMEOUT), range(Limit.REVISIT));
    }

    private static String range(Limit limit) {
        return limit.text(limit.min()) + " to " + limit.text(limit.max());
    }
}
