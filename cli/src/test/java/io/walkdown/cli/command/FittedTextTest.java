package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.view.Columns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people read, on a terminal that shows no colours: it is as wide as the terminal all the
/// same, and no argument drives it.
class FittedTextTest {
    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int types(int width, String... arguments) {
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(new byte[0]),
                        Map.of(
                                "WALKDOWN_STATE",
                                folder.resolve("state").toString(),
                                "NO_COLOR",
                                "1"),
                        folder,
                        InstantSource.fixed(CommandLineUser.NOW),
                        true,
                        true,
                        width);
        return Main.run(console, arguments);
    }

    private void site() throws IOException {
        new CommandLineUser(folder)
                .hasSite(
                        "name: filler-of-the-north-line, address: 127.20.9.11, protocol: s7,"
                                + " profile: s7-300, rack: 0, slot: 2, clients: 2, zone: Cell 3",
                        "name: meters, address: 127.20.9.13, protocol: modbus,"
                                + " profile: modbus-gateway-serial, units: [1, 2, 7]",
                        "name: sis, address: 127.20.9.14, protocol: s7, safety: true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "plan --hex",
                "profiles list",
                "profiles show s7-300",
                "profiles explain meters",
                "explain szl-0011",
                "explain device-id-basic",
                "diff",
                "scan",
                "audit runs",
                "baseline blame filler",
                "ack S3 --by me --reason seen",
                "--help",
                "scan --help",
                "diff --help",
                "ack --help",
                "baseline --help",
                "plan --no-such-option"
            })
    void fitsTheTerminal(String line) throws IOException {
        site();

        for (int width : new int[] {60, 80}) {
            types(width, line.split(" "));

            assertFits(width, out.toString(StandardCharsets.UTF_8));
            assertFits(width, err.toString(StandardCharsets.UTF_8));
            assertThat(out.size() + err.size()).isPositive();
            out.reset();
            err.reset();
        }
    }

    /// A word that is wider than the terminal, a path for example, is left in one piece; so are
    /// examples.
    private static void assertFits(int width, String text) {
        int examples = text.indexOf("\nExample: ");
        assertThat((examples < 0 ? text : text.substring(0, examples)).lines())
                .allSatisfy(line ->
                        assertThat(line.strip().contains(" ") ? Columns.of(line) : 0)
                                .as(line)
                                .isLessThanOrEqualTo(width));
    }

    @Test
    void breaksNoExample() {
        types(60, "scan", "--help");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\n         walkdown scan --yes --heartbeat may-scan --heartbeat-limit 30s\n");
    }

    @Test
    void noArgumentDrivesTheTerminal() {
        types(80, "plan", "--no\u202e\u001b[2J\nwalkdown: all is well");
        types(80, "explain", "x\u202e\u001b[2J\nwalkdown: all is well");
        types(80, "plan", "--only", "\u001b]0;x\u0007\r\nwalkdown: all is well");

        assertThat(err.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u202e", "\u001b", "\u0007", "\r")
                .contains("\\x1b")
                .doesNotContain("\nwalkdown: all is well");
    }
}
