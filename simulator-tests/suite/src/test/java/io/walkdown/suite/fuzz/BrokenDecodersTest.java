package io.walkdown.suite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.decoder.Shape;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.suite.fuzz.MutatedAnswers.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A watch that never barks proves nothing: decoders that are broken on purpose, each of which the
/// run with mutated answers must name.
class BrokenDecodersTest {
    private static final Octets SEED = Octets.ofHex("00112233445566778899");

    /// @param kind the fault that must be named
    record Broken(String kind, Decoder decoder) {}

    static List<Broken> broken() {
        return List.of(
                new Broken("crash", decoder("reads-beyond", answer -> read(answer, 4_000))),
                new Broken("crash", decoder("without-end", BrokenDecodersTest::deeper)),
                new Broken("crash", promise("breaks-its-promise")),
                new Broken("limit", decoder("slow", answer -> burn(60_000_000))),
                new Broken("limit", decoder("greedy", BrokenDecodersTest::allocate)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isNamedWithTheAnswerThatBrokeIt(Broken broken, TestReporter reporter)
            throws InterruptedException {
        List<Fault> faults = run(broken.decoder());

        assertThat(faults).isNotEmpty();
        assertThat(faults.getFirst().kind()).isEqualTo(broken.kind());
        assertThat(faults.getFirst().decoder()).isEqualTo(broken.decoder().name());
        assertThat(faults).allMatch(fault -> fault.answer() != null);
        published(reporter, faults, broken.kind());
    }

    @Test
    void isNamedWhereItNeverComesBack(TestReporter reporter) throws InterruptedException {
        var released = new AtomicBoolean();
        Decoder hanging =
                decoder(
                        "hangs",
                        answer -> {
                            while (!released.get()) {
                                Thread.onSpinWait();
                            }
                        });
        try {
            List<Fault> faults = run(hanging);
            assertThat(faults).extracting(Fault::kind).containsExactly("hang");
            published(reporter, faults, "hang");
        } finally {
            released.set(true);
        }
    }

    /// What was allocated once was allocated: no repeat can take it back.
    @Test
    void isBlamedForMemoryThatItTookOnce() throws InterruptedException {
        var first = new AtomicBoolean(true);
        Decoder greedyOnce =
                decoder(
                        "greedy-once",
                        answer -> {
                            if (first.getAndSet(false)) {
                                allocate(answer);
                            }
                        });

        assertThat(run(greedyOnce))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.kind()).isEqualTo("limit");
                    assertThat(fault.decoder()).isEqualTo("greedy-once");
                });
    }

    /// Slow twice is no noise.
    @Test
    void isBlamedForTimeThatItTakesAgain() throws InterruptedException {
        var slow = new AtomicInteger(2);
        Decoder slowTwice =
                decoder(
                        "slow-twice",
                        _ -> {
                            if (slow.getAndDecrement() > 0) {
                                burn(60_000_000);
                            }
                        });

        assertThat(run(slowTwice)).extracting(Fault::kind).containsExactly("limit");
    }

    /// Slow once is noise: a violation comes again.
    @Test
    void isNotBlamedForACostThatDoesNotComeAgain() throws InterruptedException {
        var first = new AtomicBoolean(true);
        var workers = new Workers(Duration.ofSeconds(1));

        workers.run(
                List.of(
                        new MutatedAnswers(
                                decoder(
                                        "slow-once",
                                        answer -> {
                                            if (first.getAndSet(false)) {
                                                burn(60_000_000);
                                            }
                                        }),
                                1,
                                100)),
                1);

        assertThat(workers.faults()).isEmpty();
        assertThat(workers.figures().getFirst().noise()).isEqualTo(1);
        assertThat(workers.figures().getFirst().answers()).isEqualTo(100);
    }

    private static List<Fault> run(Decoder decoder) throws InterruptedException {
        var workers = new Workers(Duration.ofSeconds(1));
        workers.run(List.of(new MutatedAnswers(decoder, 1, 100)), 1);
        return workers.faults();
    }

    private static void published(TestReporter reporter, List<Fault> faults, String kind) {
        boolean named = faults.stream().anyMatch(fault -> fault.kind().equals(kind));
        reporter.publishEntry(
                Map.of("invariant", "S14", "injected", "1", "caught", named ? "1" : "0"));
    }

    private static void read(byte[] answer, int offset) {
        if (answer[offset] == 1) {
            throw new IllegalStateException("unreachable: no answer is so long");
        }
    }

    private static void deeper(byte[] answer) {
        if (answer.length < Integer.MAX_VALUE) {
            deeper(answer);
        }
        read(answer, 0);
    }

    private static void burn(long cpuNanos) {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + cpuNanos;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void allocate(byte[] answer) {
        byte[] much = new byte[17 << 20];
        much[answer.length] = 1;
        read(much, answer.length + 1);
    }

    private static Decoder decoder(String name, Consumer<byte[]> decoding) {
        return new Fake(name, decoding, () -> {});
    }

    private static Decoder promise(String name) {
        return new Fake(
                name,
                answer -> {},
                () -> {
                    throw new AssertionError("text that no answer told");
                });
    }

    private record Fake(String name, Consumer<byte[]> decoding, Runnable promise)
            implements Decoder {
        @Override
        public List<Octets> seeds() {
            return List.of(SEED);
        }

        @Override
        public Shape shape() {
            return Shape.NONE;
        }

        @Override
        public Decoded decode(byte[] answer) {
            decoding.accept(answer);
            return new Decoded() {
                @Override
                public String outcome() {
                    return "decoded";
                }

                @Override
                public void require() {
                    promise.run();
                }
            };
        }
    }
}
