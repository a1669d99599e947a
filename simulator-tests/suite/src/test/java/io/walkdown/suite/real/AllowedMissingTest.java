package io.walkdown.suite.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AllowedMissingTest {

    @Test
    void coversTheNamedServersAlone() {
        AllowedMissing allowed = AllowedMissing.parse("snap7, modbus-serial");

        assertThat(allowed.covers(ServerProgram.SNAP7)).isTrue();
        assertThat(allowed.covers(ServerProgram.MODBUS_SERIAL)).isTrue();
        assertThat(allowed.covers(ServerProgram.PYMODBUS)).isFalse();
    }

    @Test
    void coversNothingWhereNothingIsNamed() {
        assertThat(AllowedMissing.parse("").programs()).isEmpty();
    }

    @Test
    void refusesANameThatNoServerHas() {
        assertThatThrownBy(() -> AllowedMissing.parse("snap7,modbus"))
                .hasMessageContaining("'modbus'")
                .hasMessageContaining("jsmodbus");
    }
}
