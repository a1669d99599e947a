package io.walkdown.scanner.decoder;

import io.walkdown.scanner.decoder.Shape.Length;
import io.walkdown.scanner.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Makes hostile answers out of true ones: the same seed gives the same answers in the same order.
/// Not thread-safe.
///
/// An answer takes one to four changes: a bit flipped, a byte set, a length set to an edge, the end
/// cut off, a run repeated, removed or inserted, hostile text written over, the head of one true
/// answer put before the tail of another. Half of them get their outer lengths made right again, so
/// that they are not turned away at the header.
public final class Mutation {
    /// The longest answer that is made, in bytes: beyond every step's `answerMax`.
    public static final int MAX_LENGTH = 4_096;

    private static final int[] EDGES = {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF};

    /// Text that means something to terminals, to readers of UTF-8, to JSON and to spreadsheets.
    private static final List<byte[]> HOSTILE_TEXT =
            List.of(
                    bytes("\u001b[2J\u001b]0;x\u0007"),
                    bytes("\u009b31m"),
                    bytes("\u202e\u2066\u2028"),
                    bytes("\ud83d\ude00"),
                    bytes("\",\"state\":\"known\\"),
                    bytes("=cmd|' /C calc'!A0"),
                    bytes("\r\n{\"event\":\"end\"}\n"),
                    new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                    new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                    new byte[] {(byte) 0xC0, (byte) 0x80});

    private final SplittableRandom random;
    private final Shape shape;
    private final List<byte[]> seeds;

    /// Mutations of that decoder's true answers.
    public Mutation(Decoder decoder, long seed) {
        this.random = new SplittableRandom(seed);
        this.shape = decoder.shape();
        this.seeds = decoder.seeds().stream().map(Octets::toArray).toList();
    }

    /// The next hostile answer, of at most [#MAX_LENGTH] bytes; sometimes empty.
    public byte[] next() {
        byte[] answer = anySeed().clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            answer = changed(answer);
        }
        if (answer.length > MAX_LENGTH) {
            answer = Arrays.copyOf(answer, MAX_LENGTH);
        }
        if (random.nextBoolean()) {
            shape.restatement().restate(answer);
        }
        return answer;
    }

    private byte[] changed(byte[] answer) {
        if (answer.length == 0) {
            return noise();
        }
        return switch (random.nextInt(12)) {
            case 0, 1 -> flip(answer);
            case 2, 3 -> set(answer, random.nextInt(256));
            case 4 -> set(answer, EDGES[random.nextInt(EDGES.length)]);
            case 5, 6 -> edge(answer);
            case 7 -> Arrays.copyOf(answer, random.nextInt(answer.length));
            case 8 -> repeat(answer);
            case 9 -> remove(answer);
            case 10 -> splice(answer);
            default -> random.nextBoolean() ? insert(answer, noise()) : write(answer);
        };
    }

    private byte[] flip(byte[] answer) {
        answer[random.nextInt(answer.length)] ^= (byte) (1 << random.nextInt(8));
        return answer;
    }

    private byte[] set(byte[] answer, int value) {
        answer[random.nextInt(answer.length)] = (byte) value;
        return answer;
    }

    /// Sets a length to 0, 1, its largest value, or next to what it should be.
    private byte[] edge(byte[] answer) {
        if (shape.lengths().isEmpty()) {
            return flip(answer);
        }
        Length length = shape.lengths().get(random.nextInt(shape.lengths().size()));
        int now = length.in(answer);
        length.put(
                answer,
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> length.max();
                    case 3 -> length.max() - 1;
                    case 4 -> now + 1;
                    case 5 -> now - 1;
                    case 6 -> answer.length - length.offset() - length.width();
                    default -> random.nextInt(length.max() + 1);
                });
        return answer;
    }

    private byte[] repeat(byte[] answer) {
        int from = random.nextInt(answer.length);
        int to = from + 1 + random.nextInt(answer.length - from);
        return insert(answer, Arrays.copyOfRange(answer, from, to));
    }

    private byte[] remove(byte[] answer) {
        int from = random.nextInt(answer.length);
        int to = from + 1 + random.nextInt(Math.min(16, answer.length - from));
        return joined(answer, from, new byte[0], answer, to);
    }

    private byte[] splice(byte[] answer) {
        byte[] other = anySeed();
        int from = random.nextInt(answer.length + 1);
        return joined(answer, from, new byte[0], other, random.nextInt(other.length + 1));
    }

    private byte[] insert(byte[] answer, byte[] run) {
        int at = random.nextInt(answer.length + 1);
        return joined(answer, at, run, answer, at);
    }

    private byte[] write(byte[] answer) {
        byte[] text = HOSTILE_TEXT.get(random.nextInt(HOSTILE_TEXT.size()));
        int at = random.nextInt(answer.length);
        System.arraycopy(text, 0, answer, at, Math.min(text.length, answer.length - at));
        return answer;
    }

    private byte[] noise() {
        byte[] run = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 600 : 12)];
        random.nextBytes(run);
        return run;
    }

    private byte[] anySeed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    /// The head of one up to `headEnd`, a run, and the tail of another from `tailStart`.
    private static byte[] joined(byte[] head, int headEnd, byte[] run, byte[] tail, int tailStart) {
        byte[] all = Arrays.copyOf(head, headEnd + run.length + tail.length - tailStart);
        System.arraycopy(run, 0, all, headEnd, run.length);
        System.arraycopy(tail, tailStart, all, headEnd + run.length, tail.length - tailStart);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
