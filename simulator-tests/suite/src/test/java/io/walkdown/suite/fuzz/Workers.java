package io.walkdown.suite.fuzz;

import com.sun.management.ThreadMXBean;
import io.walkdown.suite.fuzz.MutatedAnswers.Fault;
import io.walkdown.suite.fuzz.MutatedAnswers.Figures;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Runs mutated answers on a few threads and watches them: an answer on which a thread has spent
/// more than `hang` of its own CPU time is a hang, and ends everything, because a thread that does
/// not come back cannot be stopped.
final class Workers {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Duration hang;
    private final List<Figures> figures = new ArrayList<>();
    private final List<Fault> hangs = new ArrayList<>();

    Workers(Duration hang) {
        this.hang = hang;
    }

    /// What came of the runs that ended, sorted as they were given.
    List<Figures> figures() {
        return List.copyOf(figures);
    }

    /// Every fault of every run.
    List<Fault> faults() {
        List<Fault> all = new ArrayList<>(hangs);
        figures.forEach(each -> all.addAll(each.faults()));
        return all;
    }

    /// Runs all of them, to the end or to the first hang.
    void run(List<MutatedAnswers> runs, int threads) throws InterruptedException {
        var queue = new ConcurrentLinkedQueue<>(runs);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(queue));
        }
        workers.forEach(worker -> worker.thread.start());
        while (hangs.isEmpty() && workers.stream().anyMatch(worker -> worker.thread.isAlive())) {
            for (Worker worker : workers) {
                boolean _ = worker.thread.join(Duration.ofMillis(200));
                worker.lookFor(hang, hangs);
            }
        }
        runs.stream()
                .filter(each -> each.done() > 0 && each.atWork() == null)
                .map(MutatedAnswers::figures)
                .forEach(figures::add);
    }

    private static final class Worker {
        private final Thread thread;
        private volatile @Nullable MutatedAnswers now;
        private @Nullable MutatedAnswers seen;
        private long seenDone;
        private long seenAtCpu;

        Worker(Queue<MutatedAnswers> queue) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("mutated-answers")
                            .unstarted(() -> work(queue));
        }

        private void work(Queue<MutatedAnswers> queue) {
            for (MutatedAnswers next = queue.poll(); next != null; next = queue.poll()) {
                now = next;
                next.run();
            }
            now = null;
        }

        /// Called by the watching thread alone.
        void lookFor(Duration hang, List<Fault> hangs) {
            MutatedAnswers running = now;
            byte[] answer = running == null ? null : running.atWork();
            if (running == null || answer == null) {
                return;
            }
            long cpu = THREADS.getThreadCpuTime(thread.threadId());
            if (running != seen || running.done() != seenDone) {
                seen = running;
                seenDone = running.done();
                seenAtCpu = cpu;
            } else if (cpu - seenAtCpu > hang.toNanos()) {
                String where =
                        thread.getStackTrace().length == 0
                                ? "nowhere"
                                : thread.getStackTrace()[0].toString();
                String hex = HexFormat.of().formatHex(answer);
                hangs.add(new Fault(running.decoder(), "hang", "still in " + where, hex));
            }
        }
    }
}
