package io.walkdown.scanner.modbus;

import static io.walkdown.scanner.modbus.Visit.BASIC;
import static io.walkdown.scanner.modbus.Visit.OPEN_CONNECTIONS;
import static io.walkdown.scanner.modbus.Visit.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.ReadRequest.ListIdentity;
import io.walkdown.profiles.Timeout;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusParametersTest {
    @Test
    void asksANativeDeviceUnderOneUnitOnly() {
        refuses(List.of(1, 2), false, "exactly one");
        refuses(List.of(256), false, "256");
        refuses(List.of(-1), false, "-1");
        assertThat(parameters(List.of(0), false, 1, BASIC).units()).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 248, 254, 256})
    void refusesUnitsThatASerialLineReserves(int unit) {
        refuses(List.of(1, unit), true, "unit " + unit);
    }

    @Test
    void refusesNoUnitAndOneUnitTwice() {
        refuses(List.of(), true, "none");
        refuses(List.of(3, 3), true, "one twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void refusesReadsOutsideTheirRange(int reads) {
        assertThatThrownBy(() -> parameters(List.of(1), false, reads, BASIC))
                .hasMessageContaining("reads " + reads);
    }

    @Test
    void refusesAVisitThatCouldIdentifyNothing() {
        assertThatThrownBy(() -> parameters(List.of(1), false, 1, new ListIdentity()))
                .hasMessageContaining("no identification read");
        assertThatThrownBy(() -> parameters(List.of(1), false, 1, OPEN_CONNECTIONS, BASIC))
                .hasMessageContaining("0 reads left");
        assertThatThrownBy(() -> parameters(List.of(1), false, 3, OPEN_CONNECTIONS))
                .hasMessageContaining("no identification read");
    }

    @Test
    void wantsTheSlotsWhereOpenConnectionsAreRead() {
        assertThatThrownBy(() ->
                        new ModbusParameters(
                                502,
                                List.of(1),
                                false,
                                Set.of(OPEN_CONNECTIONS, BASIC),
                                3,
                                OptionalInt.empty(),
                                Timeout.ofMillis(1000),
                                type -> false,
                                KnownBadReads.NONE))
                .hasMessageContaining("slots");
    }

    private static void refuses(List<Integer> units, boolean gateway, String message) {
        assertThatThrownBy(() -> parameters(units, gateway, 4, BASIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
