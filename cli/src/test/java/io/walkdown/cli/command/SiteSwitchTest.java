package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.cli.command.CommandLineUser.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `stop` and `resume` for programs.
class SiteSwitchTest {
    @TempDir private Path folder = Path.of("");
    private CommandLineUser user = new CommandLineUser(Path.of(""));

    @BeforeEach
    void hasASite() throws IOException {
        user =
                new CommandLineUser(folder)
                        .hasSite("name: filler, address: 127.20.6.11, protocol: s7, clients: 1");
    }

    @Test
    void tellProgramsHowTheSwitchStands() throws IOException {
        Ended stopped = user.types("stop", "--by", "Ann", "--reason", "line 4", "--json").done();
        Ended again = user.types("stop", "--by", "Bob", "--reason", "x", "--json").done();
        user.types("resume", "--by", "Bob", "--reason", "y", "--json", "--output", "r.json").done();
        String resumed = Files.readString(folder.resolve("r.json"));

        for (String document : new String[] {stopped.out(), again.out(), resumed}) {
            assertThat(PublishedSchema.errors("site-switch", document)).isEmpty();
        }
        assertThat(stopped.out())
                .contains("\"site\": \"plant-7\"", "\"state\": \"stopped\"", "\"by\": \"Ann\"");
        assertThat(again.out()).as("who stopped it first").contains("\"by\": \"Ann\"");
        assertThat(resumed).contains("\"state\": \"running\"", "\"by\": \"Bob\"");
    }

    @Test
    void aWrongFormatChangesNothing() {
        user.types("stop", "--by", "Ann", "--reason", "x", "--format", "xml")
                .failed(ExitCode.USAGE, "--format xml is not known");
        assertThat(folder.resolve("state").resolve("stops")).doesNotExist();
        user.types("ack", "x", "--by", "Ann", "--reason", "x", "--format", "xml")
                .failed(ExitCode.USAGE, "--format xml is not known");
    }
}
