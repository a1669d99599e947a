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
/// The first decodings run in the interpreter and are measured like all others. What exceeds a
/// limit is decoded three times more, because the processor's time may have gone to compiling or to
/// a page fault; it is a violation when it exceeds the limit each time.
///
/// Belongs to one thread, except for [#atWork] and [#done].
final class MutatedAnswers implements Runnable {
    /// Thread CPU time per answer, in nanoseconds.
    static final long CPU_LIMIT = 50_000_000;

    /// Thread-allocated bytes per answer.
    static final long ALLOCATION_LIMIT = 16L << 20;

    private static final int CONFIRMATIONS = 3;
    private static final int MOST_FAULTS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Decoder decoder;
    private final long seed;
    private final long wanted;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private long maxCpu;
    private long maxAllocation;
    private long unconfirmed;
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
        boolean tooHigh() {
            return cpu > CPU_LIMIT || allocation > ALLOCATION_LIMIT;
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
    /// @param unconfirmed costs above a limit that did not come again
    record Figures(
            String decoder,
            long answers,
            double cpuSeconds,
            long maxCpuNanos,
            long maxAllocation,
            long unconfirmed,
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
            long cpu = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            Decoder.Decoded decoded = decoder.decode(answer);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            cpu = THREADS.getCurrentThreadCpuTime() - cpu;
            maxCpu = Math.max(maxCpu, cpu);
            maxAllocation = Math.max(maxAllocation, allocated);
            var cost = new Cost(cpu, allocated);
            if (cost.tooHigh()) {
                confirm(answer, cost);
            }
            decoded.require();
            outcomes.merge(decoded.outcome(), 1L, Long::sum);
        } catch (RuntimeException | Error e) {
            fault("crash", e.toString(), answer);
        }
    }

    private void confirm(byte[] answer, Cost first) {
        for (int i = 0; i < CONFIRMATIONS; i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            Decoder.Decoded _ = decoder.decode(answer);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            cpu = THREADS.getCurrentThreadCpuTime() - cpu;
            if (!new Cost(cpu, allocated).tooHigh()) {
                unconfirmed++;
                return;
            }
        }
        fault("limit", first.toString(), answer);
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
                unconfirmed,
                Map.copyOf(outcomes),
                List.copyOf(faults));
    }
}
