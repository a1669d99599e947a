package io.walkdown.suite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.suite.SafetyCounts;
import io.walkdown.suite.fuzz.MutatedAnswers.Figures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// More than ten million mutated answers, a million for each decoder: no crash, no hang, no broken
/// promise, and no answer that costs more than 50 ms of CPU or 16 MiB of memory (S14).
///
/// Each run takes a new seed and prints it; `-Dfuzz.seed=…` takes it again, `-Dfuzz.answers=…`
/// changes how many answers each decoder gets.
@Tag("safety")
class MutatedAnswersTest {
    private static final long ANSWERS = Long.getLong("fuzz.answers", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());
    private static final Duration HANG = Duration.ofSeconds(10);

    @Test
    void areBorneByEveryDecoder(TestReporter reporter) throws InterruptedException {
        System.out.printf("mutated answers: seed %d, %d threads%n", SEED, THREADS);
        var workers = new Workers(HANG);
        long start = System.nanoTime();
        workers.run(
                // files first: they take longest, and the last run should be a short one
                AllDecoders.LIST.reversed().stream()
                        .map(each -> new MutatedAnswers(each, seed(each.name()), ANSWERS))
                        .toList(),
                THREADS);
        double seconds = (System.nanoTime() - start) / 1e9;
        print(workers.figures(), seconds);

        long answers = workers.figures().stream().mapToLong(Figures::answers).sum();
        reporter.publishEntry(
                Map.of("invariant", "S14", "breaches", Integer.toString(workers.faults().size())));
        reporter.publishEntry(
                "measured",
                "%,d mutated answers for %d decoders in %d s; %d took longer than 50 ms of CPU once, and not again"
                        .formatted(
                                answers,
                                workers.figures().size(),
                                Math.round(seconds),
                                workers.figures().stream().mapToLong(Figures::noise).sum()));
        for (Figures each : workers.figures()) {
            count(reporter, SafetyCounts.answersOf(each.decoder()), each.answers());
        }
        count(reporter, SafetyCounts.ANSWER_SECONDS, Math.max(1, Math.round(seconds)));
        assertThat(workers.faults()).as("seed %d", SEED).isEmpty();
        assertThat(workers.figures()).hasSameSizeAs(AllDecoders.LIST);
        assertThat(workers.figures()).allMatch(each -> each.answers() == ANSWERS);
    }

    private static void count(TestReporter reporter, String name, long number) {
        reporter.publishEntry(Map.of("count", name, "number", Long.toString(number)));
    }

    /// So that a decoder's answers do not depend on which others there are.
    private static long seed(String decoder) {
        return SEED ^ ((long) decoder.hashCode() << 32);
    }

    private static void print(List<Figures> all, double seconds) {
        System.out.printf(
                "%-32s %10s %7s %8s %10s %5s  %s%n",
                "decoder", "answers", "CPU s", "max ms", "max KiB", "noise", "outcomes");
        for (Figures each : all.reversed()) {
            System.out.printf(
                    "%-32s %,10d %7.1f %8.2f %10.1f %5d  %s%n",
                    each.decoder(),
                    each.answers(),
                    each.cpuSeconds(),
                    each.maxCpuNanos() / 1e6,
                    each.maxAllocation() / 1024.0,
                    each.noise(),
                    new TreeMap<>(each.outcomes()));
        }
        System.out.printf(
                "%-32s %,10d answers in %.1f s by the clock, %.1f of CPU; %d times noise%n",
                "all",
                all.stream().mapToLong(Figures::answers).sum(),
                seconds,
                all.stream().mapToDouble(Figures::cpuSeconds).sum(),
                all.stream().mapToLong(Figures::noise).sum());
    }
}
