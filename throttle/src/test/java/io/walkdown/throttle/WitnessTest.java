package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final SiteLimits SITE = new SiteLimits(2, 1_000);
    private static final GroupLimits BUS =
            new GroupLimits("bus", "line", 1, OptionalDouble.empty(), OptionalDouble.of(50));
    private static final long MS = 1_000_000;

    private final Witness witness = new Witness();
    private final VisitDemand one = Demands.of("v1", "10.0.0.1").gapMillis(10).build();
    private final VisitDemand two = Demands.of("v2", "10.0.0.2").gapMillis(10).build();

    @Test
    void isContentWithAnOrderlyRun() {
        witness.connected(one, 0, MS);
        witness.exchanged(one, 11 * MS, 12 * MS);
        witness.exchanged(two, 12 * MS, 13 * MS);
        witness.stayed(one, 0, 20 * MS);
        witness.stayed(two, 0, 20 * MS);

        assertThat(breaches()).isEmpty();
    }

    @Test
    void namesAFrameInsideTheGap() {
        witness.exchanged(one, 0, 2 * MS);
        witness.exchanged(one, 12 * MS - 1, 13 * MS);

        assertThat(breaches()).singleElement().asString().startsWith("S4 10.0.0.1");
    }

    @Test
    void namesAFrameTooManyAndTwoTooClose() {
        VisitDemand small = Demands.of("v3", "10.0.0.3").gapMillis(1).frames(1).build();
        witness.exchanged(small, 0, MS);
        witness.exchanged(small, 2 * MS, 3 * MS);
        witness.exchanged(two, 3 * MS - 1, 3 * MS);

        assertThat(breaches())
                .satisfiesExactlyInAnyOrder(
                        b -> assertThat(b).startsWith("S5 v3"),
                        b -> assertThat(b).startsWith("S6 rate of site"));
    }

    @Test
    void namesABusThatDidNotRest() {
        VisitDemand behind = Demands.of("v4", "10.0.0.4").groups("bus").gapMillis(1).build();
        witness.exchanged(behind, 0, 5 * MS);
        witness.exchanged(behind, 10 * MS - 1, 11 * MS);

        assertThat(breaches()).singleElement().asString().startsWith("S6 bus time of bus");
    }

    @Test
    void namesVisitsTooManyAtOnce() {
        witness.stayed(one, 0, 10);
        witness.stayed(two, 5, 15);
        witness.stayed(Demands.of("v5", "10.0.0.1").build(), 9, 12);

        assertThat(breaches())
                .satisfiesExactlyInAnyOrder(
                        b -> assertThat(b).startsWith("S6 site: 3"),
                        b -> assertThat(b).startsWith("S2 address 10.0.0.1: 2"));
    }

    private List<String> breaches() {
        return witness.breaches(SITE, List.of(BUS));
    }
}
