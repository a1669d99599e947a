package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.profiles.Slots;
import io.walkdown.profiles.Slots.Eviction;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadroomTest {
    @ParameterizedTest
    @CsvSource({
        // max, known, reserved, eviction, clients (-1 undeclared), acknowledged, verdict
        "32, true, 2, REFUSES, -1, false, free",
        "32, true, 2, REFUSES, 29, false, free",
        "32, true, 2, REFUSES, 30, false, full",
        "32, true, 2, REFUSES, 30, true,  full",
        "9,  true, 0, REFUSES, -1, false, free",
        "8,  true, 0, REFUSES, -1, false, doubt",
        "8,  true, 0, REFUSES, -1, true,  free",
        "8,  true, 0, REFUSES, 7,  false, free",
        "8,  true, 0, REFUSES, 8,  false, full",
        "8,  true, 8, REFUSES, -1, true,  full",
        "32, true, 0, OLDEST,  1,  false, doubt",
        "32, true, 0, IDLEST,  1,  false, doubt",
        "32, true, 0, IDLEST,  1,  true,  free",
        "1,  false, 0, REFUSES, 0, false, doubt",
        "1,  false, 0, REFUSES, 3, true,  free",
    })
    void leavesEveryOtherClientItsConnection(
            int max,
            boolean known,
            int reserved,
            Eviction eviction,
            int clients,
            boolean acknowledged,
            String verdict) {
        Slots slots = new Slots(max, known, reserved, eviction);
        OptionalInt declared = clients < 0 ? OptionalInt.empty() : OptionalInt.of(clients);

        String actual =
                Headroom.check(slots, declared, acknowledged, "filler")
                        .map(refusal -> refusal.acknowledgeable() ? "doubt" : "full")
                        .orElse("free");

        assertThat(actual).isEqualTo(verdict);
    }
}
