package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.baseline.Acceptance.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCheckTest {
    private static final Facts.Name FIRMWARE = Facts.Name.of(NameplateField.FIRMWARE_REVISION);

    @TempDir Path folder;
    private Path file;
    private Path log;

    @BeforeEach
    void accept() {
        file = folder.resolve("baseline.json");
        log = folder.resolve("baseline.log.ndjson");
        accept("Ann", 8, seen("filler", "V1", 2, "3.1"), List.of());
    }

    @Test
    void isContentWithWhatWasAcceptedAndWithWhatPeopleSay() throws IOException {
        accept("Bob", 9, seen("filler", "V2", 2, "3.1"), List.of());
        assertThat(findings()).isEmpty();

        write(said(read(), new Human("Ann", "", "", "", List.of())));
        assertThat(findings()).isEmpty();
    }

    @Test
    void tellsWhatIsNotAsWalkdownWritesItAndWhere() throws IOException {
        Files.writeString(file, Files.readString(file).replace("      \"formerNames\": [],\n", ""));

        BaselineCheck.Result result = BaselineCheck.of(file, Optional.empty());

        assertThat(result.canonical()).isFalse();
        assertThat(texts(result))
                .containsExactly(
                        file
                                + ":4: error: not as Walkdown writes it; expected here:"
                                + " \"formerNames\": [],");
    }

    @Test
    void tellsAValueThatNobodyAccepted() {
        accept("Bob", 9, seen("filler", "V2", 2, "3.1"), List.of());
        write(firmware(read(), "V9"));

        assertThat(findings())
                .singleElement()
                .asString()
                .endsWith(
                        "baseline.log.ndjson:2: warning: filler/firmwareRevision: 'V9' is not what"
                                + " Bob accepted at 2026-11-24T09:00:00Z");
    }

    @Test
    void tellsAnAssetThatWasEditedSinceItsOnlyAcceptance() {
        write(firmware(read(), "V9"));

        assertThat(findings()).singleElement().asString().contains("filler: it is not as Ann");
    }

    @Test
    void isContentWithABaselineAndALogThatGitJoined() throws IOException {
        Baseline base = read();
        String common = Files.readString(log);
        accept("Bob", 9, seen("filler", "V2", 2, "3.1"), List.of());
        Baseline ours = read();
        String oursLog = Files.readString(log);
        write(base);
        Files.writeString(log, common);
        accept("Eve", 10, seen("filler", "V1", 2, "3.2"), List.of());
        String theirsLine = Files.readString(log).substring(common.length());

        BaselineMerge.Result merged = BaselineMerge.merge(base, ours, read(), Favor.NEITHER);
        assertThat(merged.conflicts()).isEmpty();
        write(merged.merged());
        Files.writeString(log, oursLog + theirsLine);
        assertThat(findings()).isEmpty();

        Files.writeString(log, common + theirsLine + oursLog.substring(common.length()));
        assertThat(findings()).isEmpty();
    }

    @Test
    void tellsDuplicatesAndWhatPeopleSayOfNothing() throws IOException {
        Files.delete(log);
        AcceptedAsset filler = read().named("filler").orElseThrow();
        AcceptedAsset gone =
                filler.withName("gone")
                        .at(new Place("10.0.0.8", "s7", "port 102"))
                        .withObserved(Facts.NONE)
                        .withModules(List.of())
                        .withHuman(new Human("Ann", "", "", "", List.of()));
        write(new Baseline(List.of(filler, filler.named("twin"), gone)));

        List<String> texts =
                texts(BaselineCheck.of(file, Optional.of(Set.of("Filler", "twin")))).stream()
                        .map(text -> text.substring(text.indexOf("warning")))
                        .toList();

        assertThat(texts)
                .contains(
                        "warning: twin: it has the place of filler",
                        "warning: twin: it has the serial number of filler",
                        "warning: twin: its former name is another asset's: filler",
                        "warning: gone: people say something of it, and nothing was ever observed",
                        "warning: gone: people say something of it, and no device of the site file"
                                + " has its name",
                        "warning: filler: no acceptance in the log brought it in");
    }

    @Test
    void tellsALineOfTheLogThatIsNone() throws IOException {
        Files.writeString(log, Files.readString(log) + "<<<<<<< HEAD\n");

        BaselineCheck.Result result = BaselineCheck.of(file, Optional.empty());

        assertThat(result.findings())
                .filteredOn(BaselineCheck.Finding::isError)
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(2));
    }

    @Test
    void blamesEachValueOnTheAcceptanceThatBroughtIt() {
        accept("Bob", 9, seen("filler", "V2", 2, "3.1"), List.of());
        accept("Eve", 10, seen("filler-2", "V2", 3, "3.1"), List.of());
        accept("Joe", 11, seen("filler-2", "V2", 3, "3.2"), List.of());

        assertThat(origin("firmwareRevision"))
                .isEqualTo("V2 by Bob at 2026-11-24T09:00:00Z from s7 read");
        assertThat(origin("serialNumber"))
                .isEqualTo("S-11 by Ann at 2026-11-24T08:00:00Z from s7 read");
        assertThat(origin("slot-3/serialNumber"))
                .isEqualTo("M-31 by Ann at 2026-11-24T08:00:00Z from s7 slot");
        assertThat(origin("slot-3/firmwareRevision"))
                .isEqualTo("3.2 by Joe at 2026-11-24T11:00:00Z from s7 slot");
    }

    @Test
    void saysThatAValueWasEditedSince() {
        accept("Bob", 9, seen("filler", "V2", 2, "3.1"), List.of());
        write(firmware(read(), "V9"));

        assertThat(origins())
                .filteredOn(Blame.Origin::edited)
                .extracting(Blame.Origin::path)
                .containsExactly("firmwareRevision");
    }

    @Test
    void understandsLinesOfTheFirstVersion() throws IOException {
        accept("Bob", 9, seen("filler", "V2", 2, "3.1"), List.of());
        String first =
                Files.readString(log)
                        .replace("\"version\":2", "\"version\":1")
                        .replaceAll(",\"evidence\":\"[^\"]*\"", "")
                        .replaceAll("\"assets\":\\{[^}]*},", "");
        Files.writeString(log, first);

        assertThat(findings()).isEmpty();
        assertThat(origin("firmwareRevision"))
                .isEqualTo("V2 by Bob at 2026-11-24T09:00:00Z from s7 read");
    }

    private String origin(String path) {
        Blame.Origin origin =
                origins().stream().filter(it -> it.path().equals(path)).findFirst().orElseThrow();
        LogEntry entry = origin.entry().orElseThrow();
        return "%s by %s at %s from %s"
                .formatted(origin.value(), entry.by(), entry.at(), origin.evidence());
    }

    private List<Blame.Origin> origins() {
        return Blame.beside(file).of(read().assets().getFirst());
    }

    private List<String> findings() {
        return texts(BaselineCheck.of(file, Optional.empty()));
    }

    private static List<String> texts(BaselineCheck.Result result) {
        return result.findings().stream().map(BaselineCheck.Finding::text).toList();
    }

    private static Observations seen(String name, String firmware, int slot, String module) {
        return Plant.of(
                        Plant.s7(name, "10.0.0.1")
                                .order("6ES7")
                                .serial("S-11")
                                .firmware(firmware)
                                .slot(slot, "1756", "M-31", module))
                .seen();
    }

    private void accept(String by, int hour, Observations seen, List<String> selectors) {
        Baseline baseline = read();
        Drift drift = DriftDetection.compare(baseline, seen, DriftPolicy.DEFAULT);
        Instant at = Instant.parse("2026-11-24T00:00:00Z").plusSeconds(3600L * hour);
        BaselineLog.accept(
                file,
                (Result.Accepted)
                        new Acceptance(by, "a reason", at).accept(baseline, drift, selectors));
    }

    private Baseline read() {
        return BaselineFile.read(file) instanceof BaselineFile.Reading.Read(Baseline baseline)
                ? baseline
                : Baseline.EMPTY;
    }

    private void write(Baseline baseline) {
        BaselineFile.write(file, baseline);
    }

    private static Baseline firmware(Baseline baseline, String version) {
        AcceptedAsset filler = baseline.named("filler").orElseThrow();
        return new Baseline(
                List.of(
                        filler.withObserved(
                                filler.observed()
                                        .with(
                                                FIRMWARE,
                                                Optional.of(Fact.told(version, "s7 read"))))));
    }

    private static Baseline said(Baseline baseline, Human human) {
        return new Baseline(List.of(baseline.named("filler").orElseThrow().withHuman(human)));
    }
}
