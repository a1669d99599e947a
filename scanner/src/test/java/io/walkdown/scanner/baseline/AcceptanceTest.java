package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.Acceptance.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Acceptance BY_ANN = new Acceptance("Ann", "update of line 2", NOW);
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";

    @Test
    void refusesWithoutANameOrAReason() {
        Plant plant = Plant.of(filler());

        assertThat(accept(new Acceptance(" ", "why", NOW), plant, plant))
                .isEqualTo(
                        new Result.Refused(
                                "an acceptance needs the name of whoever accepts: --by NAME"));
        assertThat(accept(new Acceptance("Ann", "", NOW), plant, plant))
                .isEqualTo(new Result.Refused("an acceptance needs a reason: --reason TEXT"));
    }

    @Test
    void saysPlainlyThatThereIsNothingToAccept() {
        Plant plant = Plant.of(filler());

        assertThat(accept(BY_ANN, plant, plant))
                .isEqualTo(
                        new Result.Nothing(
                                "nothing to accept: what was seen agrees with the baseline"));
        assertThat(accept(BY_ANN, plant, plant, "filler"))
                .isEqualTo(
                        new Result.Nothing("nothing to accept: what was seen agrees with filler"));
        assertThat(accept(BY_ANN, plant, Plant.of().silent("filler", A, 1), "filler"))
                .isEqualTo(new Result.Nothing("nothing to accept: there is no answer of filler"));
    }

    @Test
    void namesWhatWasProbablyMeant() {
        Plant before = Plant.of(filler().firmware("V1"));
        Plant now = Plant.of(filler().firmware("V2"));

        assertThat(accept(BY_ANN, before, now, "filer"))
                .isEqualTo(new Result.Unknown("filer", List.of("filler")));
        assertThat(accept(BY_ANN, before, now, "filler/firmwareRevison"))
                .isEqualTo(
                        new Result.Unknown(
                                "filler/firmwareRevison", List.of("filler/firmwareRevision")));
    }

    @Test
    void takesOneItemAndLeavesTheOthers() {
        Plant before = Plant.of(filler().firmware("V1").told(NameplateField.TAG, "=A1"));
        Plant now = Plant.of(filler().firmware("V2").told(NameplateField.TAG, "=A2"));

        Result.Accepted accepted = accepted(before, now, "filler/firmwareRevision");

        AcceptedAsset filler = accepted.after().named("filler").orElseThrow();
        assertThat(filler.value(NameplateField.FIRMWARE_REVISION)).contains("V2");
        assertThat(filler.value(NameplateField.TAG)).contains("=A1");
        assertThat(accepted.taken()).hasSize(1);
    }

    @Test
    void takesAllOfADeviceByItsNameIgnoringCase() {
        Plant before = Plant.of(filler().firmware("V1"), Plant.s7("mixer", B).firmware("V1"));
        Plant now = Plant.of(filler().firmware("V2"), Plant.s7("mixer", B).firmware("V2"));

        Baseline after = accepted(before, now, "FILLER").after();

        assertThat(after.named("filler").orElseThrow().value(NameplateField.FIRMWARE_REVISION))
                .contains("V2");
        assertThat(after.named("mixer").orElseThrow().value(NameplateField.FIRMWARE_REVISION))
                .contains("V1");
    }

    @Test
    void keepsTheFormerNamesOfARenamedDeviceAndWhatPeopleSaidOfIt() {
        Human said = new Human("Bob", "high", "hall 3", "handle with care", List.of("old"));
        Baseline before =
                new Baseline(
                        Plant.of(filler()).baseline().assets().stream()
                                .map(asset -> asset.withHuman(said))
                                .toList());
        Plant now = Plant.of(Plant.s7("Filler 1", A).serial("SN-10"));

        Baseline after = accepted(before, now).after();

        AcceptedAsset asset = after.named("filler 1").orElseThrow();
        assertThat(asset.formerNames()).containsExactly("filler");
        assertThat(asset.human()).isEqualTo(said);
    }

    @Test
    void namesADeviceThatMovedAsTheSiteFileDoes() {
        Plant now = Plant.of(Plant.s7("mixer", B).serial("SN-10"));

        AcceptedAsset asset = accepted(Plant.of(filler()), now).after().assets().getFirst();

        assertThat(asset.name()).isEqualTo("mixer");
        assertThat(asset.formerNames()).containsExactly("filler");
        assertThat(asset.place()).isEqualTo(new Place(B, "s7", "port 102"));
    }

    @Test
    void swapsTheNamesOfTwoDevicesThatSwappedTheirPlaces() {
        Plant before =
                Plant.of(Plant.s7("left", A).serial("SN-10"), Plant.s7("right", B).serial("SN-20"));
        Plant now =
                Plant.of(Plant.s7("left", A).serial("SN-20"), Plant.s7("right", B).serial("SN-10"));

        assertThat(accepted(before, now).after().named("left").orElseThrow().formerNames())
                .containsExactly("right");
        assertThat(
                        accepted(before, now, "right/moved").after().assets().stream()
                                .map(AcceptedAsset::name))
                .containsExactly("left", "right");
    }

    @Test
    void forgetsAllOfADeviceThatWasReplacedButWhatPeopleSay() {
        Plant before = Plant.of(filler().attribute("memoryCard", "MC-1"));
        Plant now = Plant.of(Plant.s7("filler", A).serial("SN-99"));

        AcceptedAsset asset = accepted(before, now).after().assets().getFirst();

        assertThat(asset.observed()).isEqualTo(now.baseline().assets().getFirst().observed());
        assertThat(asset.name()).isEqualTo("filler");
    }

    @Test
    void removesWhatVanishedAndAddsANewcomerUnderItsName() {
        Human said = new Human("Bob", "", "", "", List.of());
        Baseline before =
                new Baseline(
                        Plant.of(filler()).baseline().assets().stream()
                                .map(asset -> asset.withHuman(said))
                                .toList());
        Plant now = Plant.of(Plant.s7("filler", B).serial("SN-99"));

        Baseline after = accepted(before, now).after();

        assertThat(after.assets()).hasSize(1);
        assertThat(after.assets().getFirst().place().address()).isEqualTo(B);
        assertThat(after.assets().getFirst().human()).isEqualTo(said);
    }

    @Test
    void leavesOutANewcomerWhoseNameAnotherAssetKeeps() {
        Plant before = Plant.of(filler());
        Plant now = Plant.of(Plant.s7("filler", B).serial("SN-99")).silent("mixer", A, 1);

        assertThat(accept(BY_ANN, before, now, "filler/appeared"))
                .isEqualTo(
                        new Result.Nothing(
                                "another asset still has the name; accept its change as well, or"
                                        + " rename it in the site file"));
        assertThat(accepted(before, now).after().assets())
                .extracting(AcceptedAsset::name)
                .containsExactly("filler", "mixer");
    }

    @Test
    void acceptsModulesThatSwapTheirSlotsTogether() {
        Plant before = Plant.of(rack().slot(1, "IF8", "AA11", "1").slot(2, "OF8", "BB22", "1"));
        Plant now = Plant.of(rack().slot(1, "OF8", "BB22", "1").slot(2, "IF8", "AA11", "1"));

        Baseline after = accepted(before, now, "rack/slot-1/moved").after();

        assertThat(after).isEqualTo(now.baseline());
    }

    @Test
    void takesAnEmptiedSlotOutAndANewModuleIn() {
        Plant before = Plant.of(rack().slot(1, "IF8", "AA11", "1"));
        Plant now = Plant.of(rack().slot(1, FieldState.EMPTY).slot(2, "OF8", "BB22", "1"));

        AcceptedAsset rack = accepted(before, now).after().assets().getFirst();

        assertThat(rack.modules())
                .extracting(AcceptedModule::place)
                .containsExactly(new Module.Place(Module.Kind.SLOT, 2));
    }

    private static Plant.Device filler() {
        return Plant.s7("filler", A).serial("SN-10");
    }

    private static Plant.Device rack() {
        return Plant.enip("rack", A).serial("C0FFEE00");
    }

    private static Result.Accepted accepted(Plant before, Plant now, String... selectors) {
        return (Result.Accepted) accept(BY_ANN, before, now, selectors);
    }

    private static Result.Accepted accepted(Baseline before, Plant now) {
        return (Result.Accepted)
                BY_ANN.accept(
                        before,
                        DriftDetection.compare(before, now.seen(), DriftPolicy.DEFAULT),
                        List.of());
    }

    private static Result accept(
            Acceptance acceptance, Plant before, Plant now, String... selectors) {
        Baseline baseline = before.baseline();
        Drift drift = DriftDetection.compare(baseline, now.seen(), DriftPolicy.DEFAULT);
        return acceptance.accept(baseline, drift, List.of(selectors));
    }
}
