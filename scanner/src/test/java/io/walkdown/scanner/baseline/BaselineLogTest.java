package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.scanner.baseline.Acceptance.Result;
import io.walkdown.scanner.store.AppendedLines;
import io.walkdown.scanner.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineLogTest {
    private static final Plant BEFORE = Plant.of(Plant.s7("filler", "10.0.0.1").firmware("V1"));
    private static final Plant NOW = Plant.of(Plant.s7("filler", "10.0.0.1").firmware("V2"));

    @TempDir Path folder;
    private Path file;
    private Path log;

    @BeforeEach
    void write() {
        file = folder.resolve("baseline.json");
        log = folder.resolve("baseline.log.ndjson");
        BaselineFile.write(file, BEFORE.baseline());
    }

    @Test
    void writesWhoWhenAndWhyAndThenTheBaseline() throws IOException {
        BaselineLog.accept(file, accepted());

        assertThat(BaselineFile.read(file))
                .isEqualTo(new BaselineFile.Reading.Read(NOW.baseline()));
        assertThat(Files.readString(log))
                .isEqualTo(
                        """
                        {"version":2,"at":"2026-11-24T08:00:00Z","by":"Ann","reason":"update",\
                        "run":"20261123T073500Z-1f0a","items":[{"id":"filler/firmwareRevision",\
                        "kind":"changed","asset":"filler","before":"V1","now":"V2","evidence":"s7 read"}],\
                        "assets":{"filler":"%s"},\
                        "before":"%s","after":"%s"}
                        """
                                .formatted(
                                        BaselineLog.state(NOW.baseline().assets().getFirst()),
                                        BaselineLog.sha256(BEFORE.baseline()),
                                        BaselineLog.sha256(NOW.baseline())));
    }

    @Test
    void addsToTheLogAndDropsALineThatACrashCutOff() throws IOException {
        Files.writeString(log, "{\"version\":1}\n{\"version\":1,\"at\":\"2026");

        BaselineLog.accept(file, accepted());

        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(2).startsWith("{\"version\":1}");
        assertThat(lines.getLast()).endsWith("\"}");
    }

    @Test
    void saysThatTheLastAcceptanceIsNotInTheBaseline() throws IOException {
        assertThat(BaselineLog.remarks(file, BEFORE.baseline())).isEmpty();
        BaselineLog.accept(file, accepted());
        assertThat(BaselineLog.remarks(file, NOW.baseline())).isEmpty();

        assertThat(BaselineLog.remarks(file, BEFORE.baseline()))
                .singleElement()
                .asString()
                .contains("by Ann at 2026-11-24T08:00:00Z", "is not in the baseline");
        assertThat(BaselineLog.remarks(file, Baseline.EMPTY))
                .as("what a person edited is theirs")
                .isEmpty();
        Files.writeString(log, Files.readString(log) + "{\"version\":1,\"at\":\"2026");
        assertThat(BaselineLog.remarks(file, NOW.baseline()))
                .singleElement()
                .asString()
                .contains("incomplete line of 23 bytes", log.toString());
    }

    @Test
    void leavesTheBaselineAloneWhereTheLogCannotBeWritten() throws IOException {
        Files.createDirectory(log);

        assertThatThrownBy(() -> BaselineLog.accept(file, accepted()))
                .isInstanceOf(StoreException.class);
        assertThat(BaselineFile.read(file))
                .isEqualTo(new BaselineFile.Reading.Read(BEFORE.baseline()));
    }

    @Test
    void refusesABaselineThatWasChangedMeanwhile() {
        BaselineFile.write(file, Baseline.EMPTY);

        assertThatThrownBy(() -> BaselineLog.accept(file, accepted()))
                .hasMessage(file + " was changed while it was looked at; look at the drift again");
        assertThat(log).isEmptyFile();
    }

    @Test
    void refusesASecondAcceptanceAtTheSameTime() {
        AppendedLines.locked(
                log,
                _ ->
                        assertThatThrownBy(() -> BaselineLog.accept(file, accepted()))
                                .hasMessageContaining("is in use by another process"));
    }

    @Test
    void findsTheLogBesideTheBaseline() {
        assertThat(BaselineLog.beside(Path.of("plant", "site-7.json")))
                .isEqualTo(Path.of("plant", "site-7.log.ndjson"));
    }

    private static Result.Accepted accepted() {
        Baseline baseline = BEFORE.baseline();
        Drift drift = DriftDetection.compare(baseline, NOW.seen(), DriftPolicy.DEFAULT);
        return (Result.Accepted)
                new Acceptance("Ann", "update", Instant.parse("2026-11-24T08:00:00Z"))
                        .accept(baseline, drift, List.of());
    }
}
