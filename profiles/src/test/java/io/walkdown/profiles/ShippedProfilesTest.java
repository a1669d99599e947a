package io.walkdown.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Evidence.Fact;
import io.walkdown.profiles.Evidence.Grade;
import io.walkdown.profiles.Profile.Transport;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedProfilesTest {
    private static final ProfileLibrary LIBRARY = ProfileLibrary.builtIn();

    static Stream<Profile> shipped() {
        return LIBRARY.all().stream();
    }

    private static Profile profile(String id) {
        return LIBRARY.find(id).orElseThrow();
    }

    private static Limit limit(Evidence evidence) {
        return Limit.byId(evidence.limit()).orElseThrow();
    }

    private static long inOwnUnit(Evidence evidence) {
        long factor = limit(evidence).factor(evidence.unit()).orElseThrow();
        return Limit.scaled(evidence.value(), factor);
    }

    @Test
    void shipsEveryFamilyOfTheDesign() {
        assertThat(LIBRARY.all())
                .hasSizeGreaterThanOrEqualTo(20)
                .extracting(Profile::id)
                .doesNotHaveDuplicates()
                .contains(
                        "s7-300",
                        "s7-300f",
                        "s7-1200",
                        "s7-1500",
                        "logix",
                        "micrologix",
                        "net-eni",
                        "schneider-m2xx",
                        "quantum-noe",
                        "m580",
                        "m340",
                        "modbus-gateway-serial",
                        "fins-udp",
                        "slmp-udp",
                        "slmp-tcp",
                        "qj71mt91",
                        "beckhoff",
                        "wago-750",
                        "bacnet-ip",
                        "mstp",
                        "opcua",
                        "dnp3",
                        "iec104",
                        "mms",
                        "hart-ip",
                        "unknown");
    }

    @Test
    void coversEveryProtocol() {
        Set<Protocol> covered =
                shipped()
                        .flatMap(profile -> profile.protocols().stream())
                        .collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(Protocol.values());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void asksOnlyInProtocolsThatAreSpoken(Profile profile) {
        assertThat(profile.requests())
                .allSatisfy(request -> {
                    assertThat(request.protocol().spoken()).isTrue();
                    assertThat(profile.protocols()).contains(request.protocol());
                });
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void saysOfEveryNumberWhereItComesFrom(Profile profile) {
        List<String> stated = profile.evidence().stream().map(Evidence::limit).toList();
        List<String> inForce =
                Arrays.stream(Limit.values())
                        .filter(limit -> limit.of(profile).isPresent())
                        .filter(limit -> limit != Limit.RESERVED || profile.slots().reserved() > 0)
                        .map(Limit::id)
                        .toList();

        assertThat(stated).doesNotHaveDuplicates().containsAll(inForce);
        assertThat(profile.evidence())
                .allSatisfy(evidence -> {
                    assertThat(evidence.source()).isNotBlank();
                    assertThat(evidence.date()).isAfter(LocalDate.of(2025, 1, 1));
                    assertThat(limit(evidence).factor(evidence.unit())).isPresent();
                    assertThat(evidence.grade()).isNotIn(Grade.SECONDARY, Grade.UNVERIFIED);
                });
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void putsInForceWhatItsEvidenceSays(Profile profile) {
        assertThat(profile.evidence())
                .allSatisfy(evidence ->
                        assertThat(limit(evidence).of(profile))
                                .isEqualTo(Optional.of(inOwnUnit(evidence))));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void judgesNothingLessStrictThanAStatedFact(Profile profile) {
        for (Evidence evidence : profile.evidence()) {
            if (evidence.grade() == Grade.JUDGEMENT) {
                assertThat(evidence.facts())
                        .allSatisfy(fact -> assertThat(atLeastAsStrict(evidence, fact)).isTrue());
            }
        }
    }

    /// Written out, so that a sign that is wrong in [Limit] does not hide here.
    private static boolean atLeastAsStrict(Evidence evidence, Fact fact) {
        long value = inOwnUnit(evidence);
        return switch (limit(evidence)) {
            case GAP, RESERVED, REVISIT -> value >= fact.value();
            case CONNECT_TIMEOUT, REQUEST_TIMEOUT, CLOSE_TIMEOUT, REQUESTS, READS_PER_SLOT, SLOTS ->
                    value <= fact.value();
        };
    }

    @Test
    void holdsSomeJudgementAgainstFacts() {
        assertThat(shipped().flatMap(profile -> profile.evidence().stream()))
                .filteredOn(evidence -> evidence.grade() == Grade.JUDGEMENT)
                .filteredOn(evidence -> !evidence.facts().isEmpty())
                .extracting(Evidence::limit)
                .contains("gap", "requests", "slots");
    }

    @Test
    void asksAnUnknownDeviceOnceByUdpAndNothingElse() {
        Profile unknown = profile(Profile.UNKNOWN_ID);

        assertThat(unknown.transports()).containsExactly(Transport.UDP);
        assertThat(unknown.requests()).containsExactly(new ReadRequest.ListIdentity());
        assertThat(unknown.budget()).isEqualTo(new VisitBudget(1, false, 0));
        assertThat(unknown.revisit()).isEqualTo(new Revisit.Manual());
        assertThat(unknown.slots()).isEqualTo(Slots.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void takesNoMoreOfAnUnknownDeviceThanOfAnyThatItContacts(Profile profile) {
        Profile unknown = profile(Profile.UNKNOWN_ID);
        if (profile.protocols().stream().noneMatch(Protocol::spoken) || profile.forbidsContact()) {
            return;
        }
        assertThat(unknown.gap().value()).isGreaterThanOrEqualTo(profile.gap().value());
        assertThat(unknown.budget().requests()).isLessThanOrEqualTo(profile.budget().requests());
    }

    @Test
    void neverContactsSafetyControllers() {
        Profile safety = profile("s7-300f");

        assertThat(safety.forbidsContact()).isTrue();
        assertThat(safety.requests()).isEmpty();
        assertThat(safety.revisit()).isEqualTo(new Revisit.Never());
    }

    @Test
    void givesAnAliasTheLimitsAndTheEvidenceOfItsModel() {
        Profile logo = profile("logo");
        Profile unknown = profile(Profile.UNKNOWN_ID);

        assertThat(logo.gap()).isEqualTo(unknown.gap());
        assertThat(logo.transports()).isEqualTo(unknown.transports());
        assertThat(logo.revisit()).isEqualTo(unknown.revisit());
        assertThat(logo.evidence()).isEqualTo(unknown.evidence());
    }

    @Test
    void readsTheComponentListOnlyOfOrderNumbersThatSomebodyVouchesFor() {
        assertThat(
                        shipped()
                                .filter(profile -> !profile.componentListOrderNumbers().isEmpty())
                                .map(Profile::id))
                .containsExactly("s7-1500");
        assertThat(profile("s7-1500").componentListOrderNumbers())
                .anyMatch(pattern -> pattern.matcher("6ES7 516-3AN01-0AB0").matches())
                .noneMatch(pattern -> pattern.matcher("6ES7 516-3FN01-0AB0").matches());
    }

    @Test
    void knowsWhichDevicesThrowClientsOut() {
        assertThat(shipped().filter(profile -> profile.slots().evicts()).map(Profile::id))
                .containsExactlyInAnyOrder("schneider-m2xx", "qj71mt91");
    }
}
