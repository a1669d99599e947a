package io.walkdown.scanner.modbus;

import static io.walkdown.scanner.modbus.Visit.BASIC;
import static io.walkdown.scanner.modbus.Visit.EXTENDED;
import static io.walkdown.scanner.modbus.Visit.OPEN_CONNECTIONS;
import static io.walkdown.scanner.modbus.Visit.REGULAR;
import static io.walkdown.scanner.modbus.Visit.SERVER_ID;
import static io.walkdown.scanner.modbus.Visit.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.ReadRequest;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class UnitPlanTest {
    private static final List<ReadRequest> IDENTIFYING =
            List.of(BASIC, REGULAR, EXTENDED, SERVER_ID);

    @Test
    void plansOneFrameAndOneConnectionWhereBasicIsAllThatIsAllowed() {
        Leg leg = leg(List.of(255), false, 1, BASIC);

        assertThat(ids(leg)).containsExactly("device-id-basic x1");
        assertThat(leg.worstConnections()).isEqualTo(1);
        assertThat(leg.steps().getFirst().when()).isEqualTo(Step.ALWAYS);
        assertThat(leg.steps().getFirst().answerMax()).isEqualTo(260);
    }

    @Test
    void dealsContinuationsFromTheHighestCategoryDown() {
        assertThat(ids(leg(List.of(255), false, 7, BASIC, REGULAR, EXTENDED, SERVER_ID)))
                .containsExactly(
                        "device-id-basic x1",
                        "device-id-basic-more x1",
                        "device-id-regular x1",
                        "device-id-regular-more x1",
                        "device-id-extended x1",
                        "device-id-extended-more x1",
                        "report-server-id x1");
        assertThat(ids(leg(List.of(255), false, 64, BASIC, REGULAR)))
                .containsExactly(
                        "device-id-basic x1",
                        "device-id-basic-more x3",
                        "device-id-regular x1",
                        "device-id-regular-more x3");
    }

    @Test
    void leavesOutWhatTheBudgetCannotPay() {
        assertThat(ids(leg(List.of(255), false, 3, BASIC, REGULAR, EXTENDED, SERVER_ID)))
                .containsExactly(
                        "device-id-basic x1", "device-id-regular x1", "report-server-id x1");
        assertThat(ids(leg(List.of(255), false, 2, OPEN_CONNECTIONS, BASIC, REGULAR)))
                .containsExactly("wago-open-connections x1", "device-id-basic x1");
    }

    @Test
    void namesTheConditionOfEachStep() {
        Leg leg =
                leg(List.of(255), false, 8, OPEN_CONNECTIONS, BASIC, REGULAR, EXTENDED, SERVER_ID);

        assertThat(leg.steps())
                .extracting(Step::when)
                .containsExactly(
                        "always",
                        "two connections stay free",
                        "more objects follow",
                        "conformity regular",
                        "more objects follow",
                        "conformity extended",
                        "more objects follow",
                        "device identification not supported");
        assertThat(leg(List.of(255), false, 2, BASIC, REGULAR).steps().getLast().when())
                .isEqualTo("conformity regular or better");
        assertThat(leg(List.of(255), false, 1, SERVER_ID).steps().getFirst().when())
                .isEqualTo("always");
    }

    @Test
    void countsAConnectionMoreForEachReadOfALaterUnit() {
        Leg leg = leg(List.of(1, 2, 7), true, 1, BASIC);

        assertThat(ids(leg))
                .containsExactly(
                        "device-id-basic-u1 x1", "device-id-basic-u2 x1", "device-id-basic-u7 x1");
        assertThat(leg.steps()).extracting(Step::mayReconnect).containsExactly(false, true, true);
        assertThat(leg.worstConnections()).isEqualTo(3);
    }

    @Test
    void asksAGatewayForNoOpenConnections() {
        assertThat(ids(leg(List.of(1), true, 2, OPEN_CONNECTIONS, BASIC)))
                .containsExactly("device-id-basic x1", "device-id-basic-more x1");
    }

    @Property
    void neverPlansMoreReadsThanTheBudget(
            @ForAll @IntRange(min = 2, max = 64) int reads,
            @ForAll @NotEmpty java.util.Set<@IntRange(min = 0, max = 3) Integer> chosen,
            @ForAll boolean preflight) {
        var requests = new java.util.ArrayList<>(chosen.stream().map(IDENTIFYING::get).toList());
        if (preflight) {
            requests.add(OPEN_CONNECTIONS);
        }

        Leg leg = leg(List.of(9), false, reads, requests.toArray(ReadRequest[]::new));

        int frames = leg.steps().stream().mapToInt(Step::worstFrames).sum();
        assertThat(frames).isBetween(1, reads);
        assertThat(leg.steps()).allMatch(step -> step.repeatMax() <= UnitPlan.MAX_MORE);
        for (ReadRequest request : requests) {
            assertThat(reads < requests.size() || leg.step(request.id()).repeatMax() == 1).isTrue();
        }
    }

    private static Leg leg(
            List<Integer> units, boolean gateway, int reads, ReadRequest... requests) {
        return new ModbusDialogue(parameters(units, gateway, reads, requests)).legs().getFirst();
    }

    private static List<String> ids(Leg leg) {
        return leg.steps().stream().map(step -> step.id() + " x" + step.repeatMax()).toList();
    }
}
