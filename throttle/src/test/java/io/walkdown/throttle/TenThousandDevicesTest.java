package io.walkdown.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ten thousand devices in 200 groups, in virtual time: no breach, and close to the bound that the
/// limits force. Each setting makes another of the bound's four terms the largest.
class TenThousandDevicesTest {
    private static final int DEVICES = 10_000;
    private static final int GROUPS = 200;
    private static final long MS = 1_000_000;
    private static final int[] GAPS_MILLIS = {100, 100, 250, 250, 500, 500, 1_000};

    /// A site's limits and what makes its term the largest.
    ///
    /// @param term which of the four terms dominates, counted from 0
    /// @param slowness how much slower the devices of the first group are than others
    /// @param longest the steps of one patient device
    record Setting(String name, int term, SiteLimits site, int slowness, int longest) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Setting> settings() {
        return List.of(
                new Setting("frame rate", 0, new SiteLimits(400, 50), 1, 5),
                new Setting("visits at once", 1, new SiteLimits(20, 2_000), 1, 5),
                new Setting("busiest group", 2, new SiteLimits(300, 2_000), 12, 5),
                // two terms nearly equal: only a good order of starts stays within the bound
                new Setting("tight", 2, new SiteLimits(60, 2_000), 3, 5),
                new Setting("longest visit", 3, new SiteLimits(300, 2_000), 1, 64));
    }

    private final Map<String, GroupLimits> groups = new HashMap<>();
    private final List<Device> devices = new ArrayList<>();
    private final Random random = new Random(42);

    @ParameterizedTest
    @MethodSource("settings")
    void endsWithinFivePercentOfTheBoundWithoutABreach(Setting setting) {
        layOut(setting);
        Witness witness = new Witness();
        VirtualScan scan = new VirtualScan(setting.site(), groups.values(), witness);

        long makespanNanos = scan.run(inStartOrder());

        double[] terms = terms(setting.site());
        double bound = Math.max(Math.max(terms[0], terms[1]), Math.max(terms[2], terms[3]));
        System.out.println(line(setting, makespanNanos / bound, makespanNanos, terms));
        assertThat(scan.refused()).isEmpty();
        assertThat(scan.stillWaiting()).isZero();
        assertThat(witness.visits()).isEqualTo(DEVICES);
        assertThat(witness.frames()).isEqualTo((int) frames());
        assertThat(witness.breaches(setting.site(), groups.values())).isEmpty();
        assertThat(terms[setting.term()]).as("the term that dominates").isEqualTo(bound);
        assertThat(makespanNanos / bound).isBetween(0.999, 1.05);
    }

    private void layOut(Setting setting) {
        for (int g = 0; g < GROUPS; g++) {
            OptionalDouble rate = g % 20 == 1 ? OptionalDouble.of(4) : OptionalDouble.empty();
            OptionalDouble bus = g % 20 == 2 ? OptionalDouble.of(25) : OptionalDouble.empty();
            int atOnce = g % 20 == 3 ? 2 : 1;
            groups.put("g" + g, new GroupLimits("g" + g, "line", atOnce, rate, bus));
        }
        for (int d = 0; d < DEVICES; d++) {
            devices.add(device(d, setting));
        }
    }

    /// One device in fifty is slow; the devices of group 0 are slower as the setting says; device 7
    /// belongs to no group and wants long quiet times.
    private Device device(int number, Setting setting) {
        int group = number % GROUPS;
        int steps = number == 7 ? setting.longest() : 3 + random.nextInt(4);
        long gapMillis = GAPS_MILLIS[random.nextInt(GAPS_MILLIS.length)];
        if (group == 0) {
            gapMillis = 500L * setting.slowness();
        } else if (number == 7) {
            gapMillis = 10_000;
        }
        boolean slow = random.nextInt(50) == 0;
        List<Long> answers = new ArrayList<>();
        for (int s = 0; s < steps; s++) {
            answers.add((slow ? 500 + random.nextInt(1_500) : 2 + random.nextInt(40)) * MS);
        }
        long worstMillis = 3_000 + steps * (gapMillis + (slow ? 3_000 : 200));
        VisitDemand demand =
                Demands.of("v" + number, "10.1.%d.%d".formatted(number / 250, number % 250))
                        .groups(number == 7 ? new String[0] : new String[] {"g" + group})
                        .gapMillis(gapMillis)
                        .worstCase(Duration.ofMillis(worstMillis))
                        .frames(steps)
                        .connections(1)
                        .build();
        return new Device(demand, (1 + random.nextInt(20)) * MS, 0, answers, Trouble.NONE);
    }

    private List<Device> inStartOrder() {
        Map<String, Device> byVisit = new HashMap<>();
        devices.forEach(device -> byVisit.put(device.demand().visit(), device));
        return StartOrder.order(devices.stream().map(Device::demand).toList(), groups.values())
                .stream()
                .map(demand -> byVisit.getOrDefault(demand.visit(), devices.getFirst()))
                .toList();
    }

    /// The four terms in nanoseconds, from the devices' real times.
    private double[] terms(SiteLimits site) {
        double sum = 0;
        double longest = 0;
        Map<String, Double> busy = new HashMap<>();
        for (Device device : devices) {
            GroupLimits group = groupOf(device);
            double rest = group.busTimePercent().isPresent() ? restAfter(device, group) : 0;
            double alone = alone(device, group);
            sum += alone;
            longest = Math.max(longest, alone);
            busy.merge(group.name(), (alone + rest) / group.concurrentVisits(), Double::sum);
        }
        return new double[] {
            frames() * 1e9 / site.framesPerSecond(),
            sum / site.concurrentVisits(),
            busy.values().stream().mapToDouble(nanos -> nanos).max().orElseThrow(),
            longest
        };
    }

    /// How long the visit takes when nobody else is visited.
    private static double alone(Device device, GroupLimits group) {
        double interval = 1e9 / group.framesPerSecond().orElse(1e9);
        double factor = 100 / group.busTimePercent().orElse(100) - 1;
        double gap = device.demand().gap().nanos();
        double nanos = device.connectNanos() + gap;
        for (int i = 0; i < device.answerNanos().size(); i++) {
            double answer = device.answerNanos().get(i);
            boolean last = i == device.answerNanos().size() - 1;
            nanos += answer;
            if (!last) {
                nanos += Math.max(Math.max(gap, answer * factor), interval - answer);
            }
        }
        return nanos;
    }

    private static double restAfter(Device device, GroupLimits group) {
        return device.answerNanos().getLast() * (100 / group.busTimePercent().orElse(100) - 1);
    }

    private GroupLimits groupOf(Device device) {
        GroupLimits alone = GroupLimits.oneAtATime(device.demand().address(), "address");
        return device.demand().groups().stream().findFirst().map(groups::get).orElse(alone);
    }

    private double frames() {
        return devices.stream().mapToDouble(device -> device.answerNanos().size()).sum();
    }

    private static String line(Setting setting, double ratio, long makespan, double[] terms) {
        return String.format(
                Locale.ROOT,
                "%-14s %d visits at once, %.0f frames/s: makespan %.1f s = %.4f x max(frames/f"
                        + " %.1f, visit seconds/visits at once %.1f, busiest group %.1f, longest"
                        + " visit %.1f)",
                setting,
                setting.site().concurrentVisits(),
                setting.site().framesPerSecond(),
                makespan / 1e9,
                ratio,
                terms[0] / 1e9,
                terms[1] / 1e9,
                terms[2] / 1e9,
                terms[3] / 1e9);
    }
}
