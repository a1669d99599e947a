package io.walkdown.scanner.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.walkdown.scanner.asset.FieldState;
import io.walkdown.scanner.asset.IdentityStrength;
import io.walkdown.scanner.asset.Module;
import io.walkdown.scanner.asset.NameplateField;
import io.walkdown.scanner.baseline.DriftItem.Ambiguous;
import io.walkdown.scanner.baseline.DriftItem.Appeared;
import io.walkdown.scanner.baseline.DriftItem.Aspect;
import io.walkdown.scanner.baseline.DriftItem.Changed;
import io.walkdown.scanner.baseline.DriftItem.Conflict;
import io.walkdown.scanner.baseline.DriftItem.Learned;
import io.walkdown.scanner.baseline.DriftItem.ModuleMoved;
import io.walkdown.scanner.baseline.DriftItem.Moved;
import io.walkdown.scanner.baseline.DriftItem.Reason;
import io.walkdown.scanner.baseline.DriftItem.Replaced;
import io.walkdown.scanner.baseline.DriftItem.Unanswered;
import io.walkdown.scanner.baseline.DriftItem.Vanished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftDetectionTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";
    private static final String C = "10.0.0.3";

    @Test
    void tellsFirmwareApartFromOtherFields() {
        Drift drift =
                compare(
                        Plant.of(filler().firmware("V3.2").told(NameplateField.TAG, "=A1")),
                        Plant.of(filler().firmware("V3.3").told(NameplateField.TAG, "=A2")));

        assertThat(drift.of(Changed.class))
                .extracting(DriftItem::id, Changed::aspect, it -> it.now().orElseThrow().text())
                .containsExactly(
                        tuple("filler/firmwareRevision", Aspect.FIRMWARE, "V3.3"),
                        tuple("filler/tag", Aspect.OTHER, "=A2"));
    }

    @Test
    void callsASerialNumberThatWasAPlaceholderChanged() {
        Drift drift =
                compare(
                        Plant.of(Plant.s7("filler", A).serial("0000")),
                        Plant.of(Plant.s7("filler", A).serial("S C-X4U421302009")));

        assertThat(drift.items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Changed.class, it -> assertThat(it.aspect()).isEqualTo(Aspect.SERIAL));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_SUPPORTED", "NOT_ASKED", "NO_ANSWER"})
    void takesNoMissingAnswerForAChange(FieldState state) {
        Drift drift =
                compare(
                        Plant.of(filler().firmware("V3.2")),
                        Plant.of(filler().state(NameplateField.FIRMWARE_REVISION, state)));

        assertThat(drift.items()).isEmpty();
    }

    @Test
    void takesAnEmptyFieldForAChange() {
        Drift drift =
                compare(Plant.of(filler().firmware("V3.2")), Plant.of(filler().firmware(" ")));

        assertThat(drift.drift())
                .extracting(DriftItem::id)
                .containsExactly("filler/firmwareRevision");
    }

    @Test
    void tellsWhatIsKnownForTheFirstTimeWithoutCallingItDrift() {
        Drift drift = compare(Plant.of(filler()), Plant.of(filler().firmware("V3.2")));

        assertThat(drift.isEmpty()).isTrue();
        assertThat(drift.told()).singleElement().isInstanceOf(Learned.class);
    }

    @Test
    void leavesOutWhatAnEtherNetIpDeviceDoesNow() {
        Drift drift =
                compare(
                        Plant.of(Plant.enip("rack", A).serial("00C0FFEE").attribute("status", "0")),
                        Plant.of(
                                Plant.enip("rack", A)
                                        .serial("00C0FFEE")
                                        .attribute("status", "0x0030")
                                        .attribute("state", "standby")));

        assertThat(drift.items()).isEmpty();
    }

    @Test
    void callsAnotherSerialNumberInTheSamePlaceReplaced() {
        Drift drift =
                compare(
                        Plant.of(filler().firmware("V3.2")),
                        Plant.of(Plant.s7("filler", A).serial("SN-99").firmware("V3.3")));

        assertThat(drift.items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Replaced.class,
                        it -> {
                            assertThat(it.by()).isEqualTo(IdentityStrength.SERIAL_NUMBER);
                            assertThat(it.changes())
                                    .extracting(change -> change.field().name())
                                    .containsExactly("serialNumber", "firmwareRevision");
                        });
    }

    @Test
    void knowsADeviceInAnotherPlaceByItsSerialNumber() {
        Drift drift = compare(Plant.of(filler()), Plant.of(Plant.s7("capper", B).serial("SN-10")));

        assertThat(drift.items())
                .containsExactly(
                        new Moved(
                                "filler",
                                new Place(A, "s7", "port 102"),
                                new Place(B, "s7", "port 102"),
                                IdentityStrength.SERIAL_NUMBER,
                                "capper"));
    }

    @Test
    void knowsADeviceWithoutASerialNumberByItsMac() {
        Drift drift =
                compare(
                        Plant.of(
                                Plant.s7("filler", A).attribute("macAddress", "00:1b:1b:0a:0b:0c")),
                        Plant.of(
                                Plant.s7("filler", B)
                                        .attribute("macAddress", "00-1B-1B-0A-0B-0C")));

        assertThat(drift.of(Moved.class))
                .singleElement()
                .satisfies(it -> assertThat(it.by()).isEqualTo(IdentityStrength.MAC));
    }

    @Test
    void seesTwoDevicesThatSwappedTheirPlaces() {
        Drift drift =
                compare(
                        Plant.of(
                                Plant.s7("left", A).serial("SN-10"),
                                Plant.s7("right", B).serial("SN-20")),
                        Plant.of(
                                Plant.s7("left", A).serial("SN-20"),
                                Plant.s7("right", B).serial("SN-10")));

        assertThat(drift.of(Moved.class)).extracting(Moved::asset).containsExactly("left", "right");
        assertThat(drift.items()).hasSize(2);
    }

    @Test
    void callsADeviceDisplacedWhosePlaceAnotherKnownOneTook() {
        Drift drift =
                compare(
                        Plant.of(
                                Plant.s7("left", A).serial("SN-10"),
                                Plant.s7("right", B).serial("SN-20")),
                        Plant.of(Plant.s7("left", A).serial("SN-20")).silent("right", B, 1));

        assertThat(drift.of(Moved.class)).extracting(Moved::asset).containsExactly("right");
        assertThat(drift.of(Vanished.class))
                .extracting(Vanished::asset, Vanished::reason)
                .containsExactly(tuple("left", Reason.DISPLACED));
    }

    @Test
    void neverMergesADeviceThatCouldBeTwoKnownOnes() {
        Drift drift =
                compare(
                        Plant.of(
                                Plant.s7("left", A).serial("SN-10"),
                                Plant.s7("right", B).serial("SN-10")),
                        Plant.of(Plant.s7("third", C).serial("SN-10"))
                                .silent("left", A, 1)
                                .silent("right", B, 1));

        assertThat(drift.of(Ambiguous.class))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo("third/conflict");
                    assertThat(it.candidates()).containsExactly("left", "right");
                    assertThat(it.newcomer()).isTrue();
                });
        assertThat(drift.of(Unanswered.class)).hasSize(2);
        assertThat(drift.drift()).hasSize(1);
    }

    @Test
    void tellsAKnownDeviceThatAnswersInASecondPlaceToo() {
        Drift drift =
                compare(
                        Plant.of(filler()),
                        Plant.of(filler(), Plant.s7("copy", B).serial("SN-10")));

        assertThat(drift.drift())
                .singleElement()
                .isInstanceOfSatisfying(
                        Ambiguous.class,
                        it -> assertThat(it.candidates()).containsExactly("filler"));
    }

    @Test
    void namesANewcomer() {
        Drift drift =
                compare(
                        Plant.of(filler()),
                        Plant.of(filler(), Plant.s7("bay-9", B).serial("SN-20")));

        assertThat(drift.items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Appeared.class, it -> assertThat(it.id()).isEqualTo("bay-9/appeared"));
    }

    @Test
    void countsASilentDeviceAsVanishedOnlyAfterThreeMisses() {
        assertThat(compare(Plant.of(filler()), Plant.of().silent("filler", A, 2)).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        it -> {
                            assertThat(it.outcome()).isEqualTo("silent");
                            assertThat(it.missesInARow()).isEqualTo(2);
                        });
        assertThat(compare(Plant.of(filler()), Plant.of().silent("filler", A, 3)).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Vanished.class, it -> assertThat(it.reason()).isEqualTo(Reason.MISSED));
    }

    @Test
    void countsADeviceThatLeftTheSiteFileAsVanishedAtOnce() {
        assertThat(compare(Plant.of(filler()), Plant.of()).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Vanished.class,
                        it -> assertThat(it.reason()).isEqualTo(Reason.LEFT_SITE_FILE));
    }

    @Test
    void tellsADeviceThatWasWithheldAndDoesNotCountItAsDrift() {
        Drift drift = compare(Plant.of(filler()), Plant.of().withheld("filler", A));

        assertThat(drift.isEmpty()).isTrue();
        assertThat(drift.told()).extracting(DriftItem::id).containsExactly("filler/unanswered");
    }

    @Test
    void callsAnotherNameInTheSiteFileAChange() {
        Drift drift =
                compare(Plant.of(filler()), Plant.of(Plant.s7("Filler 1", A).serial("SN-10")));

        assertThat(drift.items()).extracting(DriftItem::id).containsExactly("filler/name");
    }

    @Test
    void reportsAnswersThatDisagreeUntilTheyAreAccepted() {
        Plant disagreeing = Plant.of(filler().firmware("V1").firmware("V2"));

        assertThat(compare(Plant.of(filler().firmware("V1")), disagreeing).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Conflict.class,
                        it -> assertThat(it.now().values()).containsExactly("V1", "V2"));
        assertThat(compare(disagreeing, disagreeing).items()).isEmpty();
    }

    @Test
    void tellsASwappedModuleFieldByField() {
        Drift drift =
                compare(
                        Plant.of(rack().slot(1, "1756-IF8", "AA11", "1.002")),
                        Plant.of(rack().slot(1, "1756-IF8", "BB22", "1.003")));

        assertThat(drift.of(Changed.class))
                .extracting(DriftItem::id, Changed::aspect)
                .containsExactly(
                        tuple("rack/slot-1/serialNumber", Aspect.MODULE),
                        tuple("rack/slot-1/firmwareRevision", Aspect.MODULE));
    }

    @Test
    void forgetsWhatTheOldModuleSaidAndTheNewOneDoesNot() {
        Plant.Device before = rack().slot(1, "1756-IF8", "AA11", "1.002");
        Plant.Device now = rack().slot(1, "1756-IF8", "BB22", "");

        assertThat(compare(Plant.of(before), Plant.of(now)).of(Changed.class))
                .extracting(DriftItem::id)
                .containsExactly("rack/slot-1/serialNumber", "rack/slot-1/firmwareRevision");
    }

    @Test
    void tellsAModulesFirmwareApart() {
        Drift drift =
                compare(
                        Plant.of(rack().slot(1, "1756-IF8", "AA11", "1.002")),
                        Plant.of(rack().slot(1, "1756-IF8", "AA11", "1.003")));

        assertThat(drift.of(Changed.class))
                .extracting(Changed::aspect)
                .containsExactly(Aspect.FIRMWARE);
    }

    @Test
    void knowsAModuleInAnotherSlot() {
        Drift drift =
                compare(
                        Plant.of(rack().slot(1, "1756-IF8", "AA11", "1.002")),
                        Plant.of(
                                rack().slot(1, FieldState.EMPTY)
                                        .slot(3, "1756-IF8", "AA11", "1.002")));

        assertThat(drift.items())
                .containsExactly(
                        new ModuleMoved(
                                "rack",
                                new Module.Place(Module.Kind.SLOT, 1),
                                new Module.Place(Module.Kind.SLOT, 3),
                                new Place(A, "enip", "port 44818"),
                                IdentityStrength.SERIAL_NUMBER));
    }

    @Test
    void tellsAnEmptiedSlotFromOneThatDidNotAnswer() {
        Plant full = Plant.of(rack().slot(1, "1756-IF8", "AA11", "1.002"));

        assertThat(compare(full, Plant.of(rack().slot(1, FieldState.EMPTY))).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Vanished.class,
                        it -> {
                            assertThat(it.reason()).isEqualTo(Reason.EMPTY_SLOT);
                            assertThat(it.id()).isEqualTo("rack/slot-1/vanished");
                        });
        assertThat(compare(full, Plant.of(rack().slot(1, FieldState.NO_ANSWER).partial())).items())
                .singleElement()
                .isInstanceOf(Unanswered.class);
        assertThat(compare(full, Plant.of(rack().partial())).items())
                .singleElement()
                .isInstanceOf(Unanswered.class);
        assertThat(compare(full, Plant.of(rack())).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Vanished.class,
                        it -> assertThat(it.reason()).isEqualTo(Reason.LEFT_SITE_FILE));
    }

    @Test
    void namesANewModule() {
        Drift drift =
                compare(
                        Plant.of(rack().slot(1, FieldState.EMPTY)),
                        Plant.of(rack().slot(1, "1756-IF8", "AA11", "1.002")));

        assertThat(drift.items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Appeared.class,
                        it -> assertThat(it.id()).isEqualTo("rack/slot-1/appeared"));
    }

    @Test
    void comparesTenThousandDevicesInSeconds() {
        Plant.Device[] devices = new Plant.Device[10_000];
        for (int i = 0; i < devices.length; i++) {
            devices[i] =
                    Plant.s7("device-" + i, "10.1.%d.%d".formatted(i / 250, i % 250))
                            .serial("SN-%05d".formatted(i))
                            .firmware("V3");
        }
        Plant plant = Plant.of(devices);

        long started = System.nanoTime();
        assertThat(compare(plant, plant).items()).isEmpty();
        assertThat(System.nanoTime() - started).isLessThan(10_000_000_000L);
    }

    @Test
    void refusesAPolicyWithoutMisses() {
        assertThatThrownBy(() -> new DriftPolicy(0))
                .hasMessage("misses in a row 0 is outside 1 to 100");
    }

    private static Plant.Device filler() {
        return Plant.s7("filler", A).serial("SN-10");
    }

    private static Plant.Device rack() {
        return Plant.enip("rack", A).serial("C0FFEE00");
    }

    private static Drift compare(Plant before, Plant now) {
        return DriftDetection.compare(before.baseline(), now.seen(), DriftPolicy.DEFAULT);
    }
}
