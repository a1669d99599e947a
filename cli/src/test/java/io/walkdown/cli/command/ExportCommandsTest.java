package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandsTest {
    private static final String TOKEN = "4f6a2d9c-hec-token";

    private static final String BASELINE =
            """
            {
              "assets": [
                {
                  "formerNames": [],
                  "human": {
                    "criticality": "",
                    "labels": [],
                    "location": "",
                    "notes": "",
                    "owner": "Ada"
                  },
                  "modules": [],
                  "name": "filler\\u001b[2J",
                  "observed": {
                    "serialNumber": {"evidence": "s7 szl-0011", "state": "known", "value": "S 1"}
                  },
                  "place": {
                    "address": "127.20.0.11",
                    "path": "port 102",
                    "protocol": "s7"
                  }
                }
              ],
              "version": 1
            }
            """;

    @TempDir Path folder = Path.of("");

    private CommandLineUser user = new CommandLineUser(Path.of(""));
    private HttpServer splunk = begun();
    private final List<String> asked = new ArrayList<>();
    private String answer = "{\"text\":\"Success\",\"code\":0}";

    private static HttpServer begun() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        splunk.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    exchange.getRequestBody().readAllBytes();
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        splunk.start();
        user = new CommandLineUser(folder).has("token", TOKEN + "\n").has("b.json", BASELINE);
    }

    @AfterEach
    void stop() {
        splunk.stop(0);
    }

    private CommandLineUser.Ended export(String... more) {
        var usual =
                Stream.of(
                        "export",
                        "splunk",
                        "--url",
                        "http://127.0.0.1:" + splunk.getAddress().getPort(),
                        "--token-file",
                        "token",
                        "--baseline",
                        "b.json",
                        "--plant",
                        "plant-7");
        return user.types(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void sendsTheInventoryOfABaselineOnceWithoutASiteFile() throws IOException {
        assertThat(export("--dry-run").done().out()).contains("dry run: nothing was written");
        assertThat(asked).isEmpty();

        CommandLineUser.Ended first = export().done();
        assertThat(first.out()).contains("created", "filler").doesNotContain("\u001b");
        assertThat(asked).containsExactly("/services/collector/event");

        CommandLineUser.Ended second = export("--json").done();
        assertThat(second.out())
                .contains("\"complete\": true", "\"outcome\": \"unchanged\"")
                .doesNotContain("\u001b");
        assertThat(asked).hasSize(1);
        assertThat(first.out() + first.err() + second.out() + second.err()).doesNotContain(TOKEN);
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(TOKEN, "filler");
            }
        }
    }

    @Test
    void whatWasNotTakenIsIncomplete() {
        answer = "{\"text\":\"Server is busy\",\"code\":9}";

        CommandLineUser.Ended ended = export("--json");

        assertThat(ended.code()).isEqualTo(ExitCode.INCOMPLETE.code());
        assertThat(ended.out()).contains("\"complete\": false", "Server is busy");
    }

    @Test
    void theTokenIsNamedOnceAndNeverGiven() throws IOException {
        export("--token-env", "T").failed(ExitCode.USAGE, "more than one token");
        assertThat(export("--token", TOKEN).code()).isEqualTo(ExitCode.USAGE.code());
        user.has("token", "two words");
        export().failed(ExitCode.CONFIGURATION, "holds no token");
        Files.delete(folder.resolve("token"));
        export().failed(ExitCode.CONFIGURATION, "cannot read the token");
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesAnAddressOnWhichTheTokenWouldBeSeen() {
        for (String url : List.of("http://splunk.example.org", "https://u:p4ss@splunk.example")) {
            CommandLineUser.Ended ended =
                    user.types(
                            "export",
                            "netbox",
                            "--url",
                            url,
                            "--token-file",
                            "token",
                            "--netbox-site",
                            "plant-7",
                            "--baseline",
                            "b.json",
                            "--plant",
                            "plant-7");
            ended.failed(ExitCode.USAGE, "not the address");
            assertThat(ended.err()).doesNotContain("p4ss");
        }
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(user.types("export").code()).isEqualTo(ExitCode.USAGE.code());
        export("--batch-size", "0").failed(ExitCode.USAGE, "0 events");
        export("--ca-file", "b.json").failed(ExitCode.CONFIGURATION, "no certificates");
        assertThat(user.types("export", "netbox", "--help").done().out()).contains("--netbox-site");
    }
}
