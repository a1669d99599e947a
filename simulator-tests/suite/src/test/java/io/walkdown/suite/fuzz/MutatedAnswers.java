package io.walkdown.suite.fuzz;

import com.sun.management.ThreadMXBean;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.Mutation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives one decoder mutated answers and measures each decoding by itself: thread CPU time and
/// thread-allocated bytes, so that neither the collector nor other threads are counted.
///
/// The first decodings run in the interpreter and are measured like all others. What a decoding
/// allocates is its own, so that too much of it is a violation at once. Processor time may have
/// gone to a page fault or to the virtual machine: what took too long is decoded once more, and is
/// a violation when that takes too long as well; else it is noise, which is counted.
///
/// Belongs to one thread, except for [#atWork] and [#done].
final class MutatedAnswers implements Runnable {
    /// Thread CPU time per answer, in nanoseconds.
    static final long CPU_LIMIT = 50_000_000;

    /// Thread-allocated bytes per answer.
    static final long ALLOCATION_LIMIT = 16L << 20;

    private static final int MOST_FAULTS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Decoder decoder;
    private final long seed;
    private final long wanted;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private long maxCpu;
    private long maxAllocation;
    private long noise;
    private long cpuNanos;
    private volatile byte @Nullable [] atWork;
    private volatile long done;

    /// @param wanted how many answers
    MutatedAnswers(Decoder decoder, long seed, long wanted) {
        this.decoder = decoder;
        this.seed = seed;
        this.wanted = wanted;
    }

    /// What one decoding cost.
    private record Cost(long cpu, long allocation) {
        boolean tooSlow() {
            return cpu > CPU_LIMIT;
        }

        boolean tooGreedy() {
            return allocation > ALLOCATION_LIMIT;
        }

        @Override
        public String toString() {
            return "%.1f ms of CPU, %,d bytes".formatted(cpu / 1e6, allocation);
        }
    }

    /// An answer that a decoder did not bear.
    ///
    /// @param kind `crash` for an exception or a broken promise, `limit` for a cost, `hang`
    record Fault(String decoder, String kind, String what, String answer) {}

    /// What came of all answers.
    ///
    /// @param cpuSeconds thread CPU time of the whole run, mutation and judgement included
    /// @param noise times above the limit that did not come again
    record Figures(
            String decoder,
            long answers,
            double cpuSeconds,
            long maxCpuNanos,
            long maxAllocation,
            long noise,
            Map<String, Long> outcomes,
            List<Fault> faults) {}

    @Override
    public void run() {
        var mutation = new Mutation(decoder, seed);
        long start = THREADS.getCurrentThreadCpuTime();
        for (long i = 0; i < wanted && faults.size() < MOST_FAULTS; i++) {
            byte[] answer = mutation.next();
            atWork = answer;
            take(answer);
            done = i + 1;
        }
        cpuNanos = THREADS.getCurrentThreadCpuTime() - start;
        atWork = null;
    }

    /// Any throwable is caught: an OutOfMemoryError or a StackOverflowError is what is looked for.
    private void take(byte[] answer) {
        try {
            Measured first = measured(answer);
            maxCpu = Math.max(maxCpu, first.cost().cpu());
            maxAllocation = Math.max(maxAllocation, first.cost().allocation());
            if (first.cost().tooGreedy()) {
                fault("limit", first.cost().toString(), answer);
            } else if (first.cost().tooSlow()) {
                again(answer, first.cost());
            }
            first.decoded().require();
            outcomes.merge(first.decoded().outcome(), 1L, Long::sum);
        } catch (RuntimeException | Error e) {
            fault("crash", e.toString(), answer);
        }
    }

    private record Measured(Decoder.Decoded decoded, Cost cost) {}

    private Measured measured(byte[] answer) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        Decoder.Decoded decoded = decoder.decode(answer);
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        return new Measured(decoded, new Cost(cpu, allocated));
    }

    private void again(byte[] answer, Cost first) {
        Cost second = measured(answer).cost();
        if (second.tooSlow() || second.tooGreedy()) {
            fault("limit", "%s; again %s".formatted(first, second), answer);
        } else {
            noise++;
        }
    }

    private void fault(String kind, String what, byte[] answer) {
        faults.add(new Fault(decoder.name(), kind, what, HexFormat.of().formatHex(answer)));
    }

    /// The answer that is being decoded, if any.
    byte @Nullable [] atWork() {
        return atWork;
    }

    /// How many answers were decoded so far.
    long done() {
        return done;
    }

    String decoder() {
        return decoder.name();
    }

    /// The figures of an ended run.
    Figures figures() {
        return new Figures(
                decoder.name(),
                done,
                cpuNanos / 1e9,
                maxCpu,
                maxAllocation,
                noise,
                Map.copyOf(outcomes),
                List.copyOf(faults));
    }
}
