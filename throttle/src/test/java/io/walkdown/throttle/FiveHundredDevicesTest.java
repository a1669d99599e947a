package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Five hundred devices on the real clock, each visited by a virtual thread of its own.
@Timeout(60)
class FiveHundredDevicesTest {
    private static final int DEVICES = 500;
    private static final long MS = 1_000_000;
    private static final SiteLimits SITE = new SiteLimits(40, 1_500);

    private final List<GroupLimits> groups = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Witness witness = new Witness();

    FiveHundredDevicesTest() {
        for (int g = 0; g < 50; g++) {
            groups.add(
                    new GroupLimits(
                            "g" + g,
                            "line",
                            1 + g % 2,
                            g % 7 == 1 ? OptionalDouble.of(100) : OptionalDouble.empty(),
                            g % 7 == 2 ? OptionalDouble.of(40) : OptionalDouble.empty()));
        }
        for (int d = 0; d < DEVICES; d++) {
            VisitDemand demand =
                    Demands.of("v" + d, "h" + d)
                            .groups("g" + d % 50)
                            .gapMillis(1 + d % 5)
                            .frames(4)
                            .connections(1)
                            .build();
            devices.add(
                    new Device(demand, MS / 2, 0, List.of(MS, MS / 2, MS, MS / 2), Trouble.NONE));
        }
    }

    @Test
    void passTheGateWithoutABreach() throws InterruptedException {
        RealScan scan = new RealScan(gate(), witness, _ -> {});

        scan.run(devices);

        assertThat(witness.frames()).isEqualTo(4 * DEVICES);
        assertThat(witness.visits()).isEqualTo(DEVICES);
        assertThat(witness.breaches(SITE, groups)).isEmpty();
    }

    @Test
    void sendNothingButClosingFramesAfterAStop() throws InterruptedException {
        Gate gate = gate();
        AtomicInteger framesAtStop = new AtomicInteger();
        RealScan scan =
                new RealScan(
                        gate,
                        witness,
                        number -> {
                            if (number == DEVICES) {
                                gate.stop("stopped by the test");
                                framesAtStop.set(number);
                            }
                        });

        scan.run(devices);

        assertThat(framesAtStop).hasValue(DEVICES);
        assertThat(scan.permitsAfterStop()).isZero();
        assertThat(scan.closesAfterStop()).isPositive();
        assertThat(witness.visits()).isBetween(DEVICES / 4, DEVICES - 1);
        assertThat(witness.breaches(SITE, groups)).isEmpty();
    }

    private Gate gate() {
        return new Gate(new Throttle(SITE, groups), Ticker.system());
    }
}
