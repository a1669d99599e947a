package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.asset.Observations;
import io.walkdown.scanner.store.AnyObservations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BaselineMergePropertiesTest {
    @Provide
    Arbitrary<Observations> plants() {
        return AnyObservations.plants();
    }

    @Property
    void takesWhatOneSideAloneChanged(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll long seed) {
        Baseline base = Baseline.of(first);
        for (Baseline changed : List.of(Baseline.of(second), edited(base, new Random(seed)))) {
            assertMergedTo(changed, BaselineMerge.merge(base, changed, base, Favor.NEITHER));
            assertMergedTo(changed, BaselineMerge.merge(base, base, changed, Favor.NEITHER));
            assertMergedTo(changed, BaselineMerge.merge(base, changed, changed, Favor.NEITHER));
            assertMergedTo(changed, BaselineMerge.merge(changed, changed, changed, Favor.NEITHER));
        }
    }

    @Property
    void givesTheSameWhicheverSideIsOursWhereNothingConflicts(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll("plants") Observations third,
            @ForAll long seed) {
        Random random = new Random(seed);
        Baseline base = Baseline.of(first);
        assertSameBothWays(base, edited(base, random), edited(base, random));
        assertSameBothWays(base, Baseline.of(second), Baseline.of(third));
        assertSameBothWays(base, edited(base, random), Baseline.of(second));
        assertSameBothWays(Baseline.EMPTY, Baseline.of(second), Baseline.of(third));
        assertSameBothWays(Baseline.EMPTY, base, otherDevices(edited(base, random)));
    }

    @Property
    void mixesNothingOfTwoNewcomersAndLosesNeither(@ForAll("plants") Observations plant) {
        Baseline ours = Baseline.of(plant);
        Baseline theirs = otherDevices(ours);

        BaselineMerge.Result result =
                BaselineMerge.merge(Baseline.EMPTY, ours, theirs, Favor.NEITHER);

        for (AcceptedAsset asset : ours.assets()) {
            if (asset.value(NameplateField.SERIAL_NUMBER).isEmpty()) {
                continue;
            }
            assertThat(result.merged().named(asset.name())).hasValue(asset);
            assertThat(result.conflicts())
                    .filteredOn(it -> it.asset().equals(asset.name()))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.field()).isEmpty();
                        assertThat(it.theirs().orElseThrow())
                                .isEqualTo(
                                        BaselineWriter.line(
                                                theirs.named(asset.name()).orElseThrow()));
                    });
        }
        assertThat(
                        BaselineMerge.merge(Baseline.EMPTY, ours, theirs, Favor.THEIRS)
                                .merged()
                                .assets())
                .containsAll(
                        theirs.assets().stream()
                                .filter(it ->
                                        ours.named(it.name())
                                                .flatMap(own ->
                                                        own.value(NameplateField.SERIAL_NUMBER))
                                                .isPresent())
                                .toList());
    }

    /// Under each name another device, about which somebody said something.
    private static Baseline otherDevices(Baseline baseline) {
        return new Baseline(
                baseline.assets().stream().map(BaselineMergePropertiesTest::otherDevice).toList());
    }

    private static AcceptedAsset otherDevice(AcceptedAsset asset) {
        Facts facts =
                asset.observed()
                        .with(
                                Facts.Name.of(NameplateField.SERIAL_NUMBER),
                                Optional.of(Fact.told("OTHER " + asset.name(), "s7 x")))
                        .with(new Facts.Name(true, "macAddress"), Optional.empty());
        return asset.withObserved(facts).withHuman(new Human("Eve", "", "", "", List.of("e")));
    }

    @Property
    void neverLosesWhatPeopleSaidOnOneSideAlone(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll long seed) {
        Random random = new Random(seed);
        Baseline base = Baseline.of(first);
        Baseline other = silent(random.nextBoolean() ? edited(base, random) : Baseline.of(second));
        List<AcceptedAsset> assets = new ArrayList<>(base.assets());
        if (assets.isEmpty()) {
            return;
        }
        int one = random.nextInt(assets.size());
        var said = new Human("only said here", "", "", "a note", List.of("l-1"));
        assets.set(one, assets.get(one).withHuman(said));
        Baseline saying = new Baseline(assets);

        assertKept(said, BaselineMerge.merge(base, saying, other, Favor.NEITHER));
        assertKept(said, BaselineMerge.merge(base, other, saying, Favor.NEITHER));
    }

    @Property
    void writesAFixedPointWhateverTheOrder(
            @ForAll("plants") Observations first,
            @ForAll("plants") Observations second,
            @ForAll long seed) {
        Baseline base = Baseline.of(first);
        Baseline merged =
                BaselineMerge.merge(
                                base,
                                edited(base, new Random(seed)),
                                Baseline.of(second),
                                Favor.OURS)
                        .merged();
        String text = BaselineFile.text(merged);
        List<AcceptedAsset> shuffled = new ArrayList<>(merged.assets());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(BaselineFile.parse("baseline.json", text))
                .isEqualTo(new BaselineFile.Reading.Read(merged));
        assertThat(BaselineFile.text(new Baseline(shuffled))).isEqualTo(text);
    }

    private static Baseline silent(Baseline baseline) {
        return new Baseline(
                baseline.assets().stream().map(it -> it.withHuman(Human.NOTHING)).toList());
    }

    private static void assertMergedTo(Baseline expected, BaselineMerge.Result result) {
        assertThat(result.conflicts()).isEmpty();
        assertThat(result.merged()).isEqualTo(expected);
    }

    private static void assertSameBothWays(Baseline base, Baseline one, Baseline other) {
        BaselineMerge.Result result = BaselineMerge.merge(base, one, other, Favor.NEITHER);
        BaselineMerge.Result reverse = BaselineMerge.merge(base, other, one, Favor.NEITHER);
        assertThat(reverse.conflicts().isEmpty()).isEqualTo(result.conflicts().isEmpty());
        if (result.conflicts().isEmpty()) {
            assertThat(BaselineFile.text(reverse.merged()))
                    .isEqualTo(BaselineFile.text(result.merged()));
        }
        assertThat(BaselineMerge.merge(base, other, one, Favor.THEIRS).merged())
                .isEqualTo(BaselineMerge.merge(base, one, other, Favor.OURS).merged());
    }

    /// In the merged baseline, or, where another asset took the name, whole in the conflict.
    private static void assertKept(Human said, BaselineMerge.Result result) {
        boolean kept =
                result.merged().assets().stream()
                        .map(AcceptedAsset::human)
                        .anyMatch(human ->
                                human.owner().equals(said.owner())
                                        && human.notes().equals(said.notes())
                                        && human.labels().containsAll(said.labels()));
        boolean told =
                result.conflicts().stream()
                        .flatMap(it -> Stream.of(it.ours(), it.theirs()))
                        .flatMap(Optional::stream)
                        .anyMatch(text -> text.contains(said.owner()) && text.contains("l-1"));
        assertThat(kept || told).isTrue();
    }

    /// A few changes as people and acceptances make them.
    private static Baseline edited(Baseline base, Random random) {
        List<AcceptedAsset> assets = new ArrayList<>(base.assets());
        for (int i = random.nextInt(4); i > 0 && !assets.isEmpty(); i--) {
            int at = random.nextInt(assets.size());
            AcceptedAsset asset = assets.remove(at);
            edited(asset, random).ifPresent(assets::add);
        }
        return new Baseline(assets);
    }

    private static Optional<AcceptedAsset> edited(AcceptedAsset asset, Random random) {
        String any = String.valueOf(random.nextInt(3));
        var firmware = Facts.Name.of(NameplateField.FIRMWARE_REVISION);
        Human human = asset.human();
        return switch (random.nextInt(9)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(asset.withHuman(new Human(any, "", "", "", human.labels())));
            case 2 ->
                    Optional.of(
                            asset.withHuman(
                                    new Human(human.owner(), "", "", any, List.of("l" + any))));
            case 3 -> Optional.of(asset.named(asset.name() + "-" + any));
            case 4 -> Optional.of(asset.at(new Place("10.9.0." + any, "s7", "port 102")));
            case 5 -> Optional.of(asset.withModules(List.of()));
            default ->
                    Optional.of(
                            asset.withObserved(
                                    asset.observed()
                                            .with(
                                                    firmware,
                                                    Optional.of(
                                                            Fact.told("V" + any, "s7 " + any)))));
        };
    }
}
