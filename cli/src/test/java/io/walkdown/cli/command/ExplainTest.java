package io.walkdown.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.plan.ForbiddenOperation;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a request is, in bytes and in words, without a site file and without network.
class ExplainTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path folder = Path.of("");

    private JsonNode json(String request) throws IOException {
        return JSON.readTree(
                new CommandLineUser(folder).types("explain", request, "--json").done().out());
    }

    @Test
    void showsARequestByteByByteWithStandardAndProfiles() {
        var told = new CommandLineUser(folder).types("explain", "szl-0011").done();

        assertThat(told.out())
                .contains("03 00 00 21", "CPU functions: read SZL", "ISO 8073", "s7-300")
                .contains("continuation", "allow-list: agrees");
    }

    @Test
    void explainsEveryRequestThatAProfileCanName() throws IOException {
        for (ReadRequest request : ReadRequest.all()) {
            JsonNode told = json(request.id());

            assertThat(told.get("plannable").asBoolean()).as(request.id()).isTrue();
            assertThat(told.get("frames")).isNotEmpty();
        }
    }

    @Test
    void saysOfAForbiddenOperationWhatItDoesAndWhatStopsIt() {
        var told = new CommandLineUser(folder).types("explain", "s7-write-var").done();

        assertThat(told.out())
                .contains("never sent", "writes a byte of a data block")
                .contains("no plan can hold these bytes", "s7 allow-list: 36 bytes that are no");
    }

    @Test
    void objectsToEveryForbiddenOperationForItsProtocol() throws IOException {
        for (String id : new String[] {"modbus-write-single-coil", "enip-forward-open"}) {
            JsonNode told = json(id);

            assertThat(told.get("plannable").asBoolean()).isFalse();
            assertThat(told.get("objections").get(id.substring(0, id.indexOf('-')))).isNotEmpty();
        }
        assertThat(ForbiddenOperation.all()).isNotEmpty();
    }

    @Test
    void judgesBytes() throws IOException {
        assertThat(json("00 07 0000 0005 ff 2b0e0100").get("matches").get(0).asText())
                .isEqualTo("device-id-basic");
        assertThat(json("000100000006ff050000ff00").get("plannable").asBoolean()).isFalse();
    }

    @Test
    void namesTheRequestsWhereItKnowsNoneOfThatName() {
        new CommandLineUser(folder)
                .types("explain", "szl-0012")
                .failed(ExitCode.USAGE, "szl-0012", "szl-0011");
    }
}
