package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RandomScheduleTest {
    private static final long MS = 1_000_000;

    @Property(tries = 2_000)
    void neverBreachesALimitAndNeverLosesAVisit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int concurrentVisits,
            @ForAll @IntRange(min = 1, max = 500) int framesPerSecond,
            @ForAll @IntRange(min = 1, max = 60) int visits) {
        Random random = new Random(seed);
        SiteLimits site = new SiteLimits(concurrentVisits, framesPerSecond);
        List<GroupLimits> groups = groups(random);
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < visits; i++) {
            devices.add(device("v" + i, random, groups));
        }
        Witness witness = new Witness();
        VirtualScan scan = new VirtualScan(site, groups, witness);

        scan.run(devices);

        assertThat(witness.breaches(site, groups)).isEmpty();
        assertThat(scan.refused()).isEmpty();
        assertThat(scan.stillWaiting()).isZero();
        assertThat(witness.visits()).isEqualTo(visits);
    }

    private static List<GroupLimits> groups(Random random) {
        List<GroupLimits> groups = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            groups.add(
                    new GroupLimits(
                            "g" + i,
                            "line",
                            1 + random.nextInt(3),
                            i % 2 == 0
                                    ? OptionalDouble.of(1 + random.nextInt(50))
                                    : OptionalDouble.empty(),
                            i < 3
                                    ? OptionalDouble.of(1 + random.nextInt(100))
                                    : OptionalDouble.empty()));
        }
        return groups;
    }

    /// Several visits may share an address, and a visit up to three groups.
    private static Device device(String visit, Random random, List<GroupLimits> groups) {
        String[] names =
                groups.stream()
                        .map(GroupLimits::name)
                        .filter(_ -> random.nextInt(4) == 0)
                        .toArray(String[]::new);
        List<Long> answers = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            answers.add(random.nextLong(200 * MS));
        }
        VisitDemand demand =
                Demands.of(visit, "h" + random.nextInt(40))
                        .groups(names)
                        .gapMillis(1 + random.nextInt(300))
                        .frames(answers.size())
                        .connections(1)
                        .build();
        long connectNanos = random.nextBoolean() ? 0 : 1 + random.nextLong(20 * MS);
        return new Device(demand, connectNanos, random.nextLong(3 * MS), answers, Trouble.NONE);
    }
}
