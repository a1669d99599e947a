package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.NameplateField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BaselineMergeTest {
    private static final Baseline BASE =
            Plant.of(
                            Plant.s7("filler", "10.0.0.1")
                                    .order("6ES7")
                                    .serial("S-11")
                                    .firmware("V1"),
                            Plant.enip("rack", "10.0.0.2")
                                    .serial("R-21")
                                    .slot(1, "1756", "M-31", "3.1"))
                    .baseline();

    @Test
    void joinsChangesOfDifferentFieldsAndOfPeople() {
        Baseline ours = firmware(BASE, "V2");
        Baseline theirs = said(BASE, new Human("Ann", "", "", "", List.of("b")));

        BaselineMerge.Result result = merge(ours, theirs);

        assertThat(result.conflicts()).isEmpty();
        assertThat(result.merged())
                .isEqualTo(said(ours, new Human("Ann", "", "", "", List.of("b"))));
    }

    @Test
    void tellsWhatBothChangedAndIsNoBaselineUntilThatIsSettled() {
        BaselineMerge.Result result = merge(firmware(BASE, "V2"), firmware(BASE, "V3"));

        assertThat(result.conflicts())
                .containsExactly(
                        new MergeConflict(
                                "filler",
                                "firmwareRevision",
                                Optional.of("V1"),
                                Optional.of("V2"),
                                Optional.of("V3")));
        assertThat(result.merged()).isEqualTo(firmware(BASE, "V2"));
        assertThat(BaselineFile.parse("baseline.json", BaselineFile.unsettled(result)))
                .isInstanceOfSatisfying(
                        BaselineFile.Reading.Wrong.class,
                        wrong ->
                                assertThat(wrong.problems())
                                        .singleElement()
                                        .asString()
                                        .contains(
                                                "a merge left 1 to settle: filler/firmwareRevision"));
        assertThat(
                        BaselineMerge.merge(
                                        BASE,
                                        firmware(BASE, "V2"),
                                        firmware(BASE, "V3"),
                                        Favor.THEIRS)
                                .merged())
                .isEqualTo(firmware(BASE, "V3"));
    }

    @Test
    void keepsWhatOneSideDeletedAndTheOtherChanged() {
        Baseline without =
                new Baseline(
                        BASE.assets().stream().filter(it -> !it.name().equals("filler")).toList());
        Baseline changed = said(BASE, new Human("Ann", "", "", "", List.of()));

        assertThat(merge(without, changed).merged()).isEqualTo(changed);
        assertThat(merge(changed, without).merged()).isEqualTo(changed);
        assertThat(merge(without, changed).conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.id()).isEqualTo("filler");
                    assertThat(conflict.ours()).isEmpty();
                    assertThat(conflict.theirs().orElseThrow()).contains("\"owner\":\"Ann\"");
                });
        assertThat(BaselineMerge.merge(BASE, without, changed, Favor.OURS).merged())
                .isEqualTo(without);
        assertThat(merge(without, BASE).merged()).isEqualTo(without);
    }

    @Test
    void neverMixesTheFieldsOfTwoDevices() {
        Baseline replaced =
                Plant.of(
                                Plant.s7("filler", "10.0.0.1")
                                        .order("6ES7")
                                        .serial("S-99")
                                        .firmware("V1"),
                                Plant.enip("rack", "10.0.0.2")
                                        .serial("R-21")
                                        .slot(1, "1756", "M-99", "3.1"))
                        .baseline();
        Baseline updated =
                Plant.of(
                                Plant.s7("filler", "10.0.0.1")
                                        .order("6ES7")
                                        .serial("S-11")
                                        .firmware("V2"),
                                Plant.enip("rack", "10.0.0.2")
                                        .serial("R-21")
                                        .slot(1, "1756", "M-31", "3.2"))
                        .baseline();

        BaselineMerge.Result result = merge(replaced, updated);

        assertThat(result.merged()).isEqualTo(replaced);
        assertThat(result.conflicts())
                .extracting(MergeConflict::id)
                .containsExactly(
                        "filler/firmwareRevision",
                        "filler/serialNumber",
                        "rack/slot-1/firmwareRevision",
                        "rack/slot-1/serialNumber");
    }

    @Test
    void followsADeviceThatOneSideRenamedAndMoved() {
        AcceptedAsset filler = BASE.named("filler").orElseThrow();
        Place elsewhere = new Place("10.0.0.77", "s7", "port 102");
        Baseline renamed = with(BASE, filler.named("filler-2").at(elsewhere));

        BaselineMerge.Result result = merge(renamed, firmware(BASE, "V2"));

        assertThat(result.conflicts()).isEmpty();
        AcceptedAsset merged = result.merged().named("filler-2").orElseThrow();
        assertThat(merged.formerNames()).containsExactly("filler");
        assertThat(merged.place()).isEqualTo(elsewhere);
        assertThat(merged.value(NameplateField.FIRMWARE_REVISION)).hasValue("V2");
    }

    @Test
    void keepsNamesUniqueAndLosesNoNewcomer() {
        AcceptedAsset filler = BASE.named("filler").orElseThrow();
        Baseline ours = with(BASE, filler.named("pump"));
        Baseline theirs =
                new Baseline(
                        Stream.concat(
                                        BASE.assets().stream(),
                                        Plant.of(Plant.s7("pump", "10.0.0.9").serial("P-91"))
                                                .baseline()
                                                .assets()
                                                .stream())
                                .toList());

        BaselineMerge.Result result = merge(ours, theirs);

        assertThat(result.merged()).isEqualTo(ours);
        assertThat(result.conflicts())
                .singleElement()
                .satisfies(it -> assertThat(it.theirs().orElseThrow()).contains("P-91"));
    }

    @Test
    void tellsTwoNewcomersAtOnePlace() {
        Baseline ours = and(Plant.s7("one", "10.0.0.9").serial("A-91"));
        Baseline theirs = and(Plant.s7("two", "10.0.0.9").serial("B-91"));

        assertThat(merge(ours, theirs).conflicts())
                .containsExactly(
                        new MergeConflict(
                                "one",
                                "place",
                                Optional.empty(),
                                Optional.of("one with 10.0.0.9 port 102 (s7)"),
                                Optional.of("two with 10.0.0.9 port 102 (s7)")));
    }

    @Test
    void tellsTwoNewcomersOfOneNameAsOneConflictAndMixesNothing() {
        Baseline ours =
                and(
                        Plant.s7("press", "10.0.0.9")
                                .order("6ES7")
                                .serial("A-91")
                                .firmware("V1")
                                .slot(1, "1756", "M-41", "3.1"));
        Baseline theirs =
                and(
                        Plant.s7("press", "10.0.0.9")
                                .order("6ES7")
                                .serial("B-91")
                                .firmware("V7")
                                .slot(2, "1756", "M-42", "3.1"));
        AcceptedAsset press = theirs.named("press").orElseThrow();
        Baseline said =
                with(theirs, "press", press.withHuman(new Human("Eve", "", "", "", List.of())));

        assertThat(merge(ours, said).conflicts())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo("press");
                    assertThat(it.base()).isEmpty();
                    assertThat(it.ours().orElseThrow()).contains("A-91").doesNotContain("B-91");
                    assertThat(it.theirs().orElseThrow()).contains("B-91", "Eve", "M-42");
                });
        assertThat(merge(ours, said).merged()).isEqualTo(ours);
        assertThat(BaselineMerge.merge(BASE, ours, said, Favor.THEIRS).merged()).isEqualTo(said);
    }

    private static Baseline and(Plant.Device device) {
        List<AcceptedAsset> assets = new ArrayList<>(BASE.assets());
        assets.addAll(Plant.of(device).baseline().assets());
        return new Baseline(assets);
    }

    private static BaselineMerge.Result merge(Baseline ours, Baseline theirs) {
        return BaselineMerge.merge(BASE, ours, theirs, Favor.NEITHER);
    }

    private static Baseline firmware(Baseline baseline, String version) {
        AcceptedAsset filler = baseline.named("filler").orElseThrow();
        var field = Facts.Name.of(NameplateField.FIRMWARE_REVISION);
        return with(
                baseline,
                filler.withObserved(
                        filler.observed().with(field, Optional.of(Fact.told(version, "s7 read")))));
    }

    private static Baseline said(Baseline baseline, Human human) {
        return with(baseline, baseline.named("filler").orElseThrow().withHuman(human));
    }

    /// With that in place of the filler.
    private static Baseline with(Baseline baseline, AcceptedAsset filler) {
        return with(baseline, "filler", filler);
    }

    private static Baseline with(Baseline baseline, String name, AcceptedAsset other) {
        return new Baseline(
                baseline.assets().stream().map(it -> it.name().equals(name) ? other : it).toList());
    }
}
