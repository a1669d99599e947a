package io.walkdown.scanner.wire;

import io.walkdown.scanner.wire.Walk.Gatekeeper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/// Feeds a gatekeeper, at every point of a conversation, everything that must not pass, and counts.
final class GuardTrial {
    private final Leg leg;
    private final List<byte[]> forbidden;
    private final Function<Leg, Gatekeeper> keeper;
    private final boolean exhaustive;
    private final List<String> passed = new ArrayList<>();
    private long fed;
    private long refused;

    /// @param forbidden the frames of the protocol's forbidden operations
    /// @param exhaustive whether each byte is tried with every value, not with each bit alone, and
    ///   frames are spliced at every byte, not at every fifth
    GuardTrial(
            Leg leg, List<byte[]> forbidden, Function<Leg, Gatekeeper> keeper, boolean exhaustive) {
        this.leg = leg;
        this.forbidden = forbidden;
        this.keeper = keeper;
        this.exhaustive = exhaustive;
    }

    long fed() {
        return fed;
    }

    long refused() {
        return refused;
    }

    /// What passed and should not have; at most the first few.
    List<String> passed() {
        return passed;
    }

    GuardTrial run() {
        Walk walk = new Walk(leg, keeper);
        for (Step step : Walk.frames(leg)) {
            strangers(walk, step);
            mutations(walk, step);
            places(walk);
            walk.take(step);
        }
        places(walk);
        return this;
    }

    private void strangers(Walk walk, Step step) {
        byte[] right = walk.right(step);
        for (byte[] frame : forbidden) {
            feed(walk, step, right, frame);
            feed(walk, step, right, join(right, frame));
            feed(walk, step, right, join(frame, right));
            for (int cut = 1;
                    cut < Math.min(frame.length, right.length);
                    cut += exhaustive ? 1 : 5) {
                feed(walk, step, right, splice(frame, right, cut));
                feed(walk, step, right, splice(right, frame, cut));
            }
        }
    }

    private void mutations(Walk walk, Step step) {
        byte[] right = walk.right(step);
        for (int length = 0; length < right.length; length++) {
            feed(walk, step, right, Arrays.copyOf(right, length));
        }
        for (int tail = 1; tail <= right.length; tail++) {
            feed(walk, step, right, Arrays.copyOf(right, right.length + tail));
            feed(walk, step, right, join(right, Arrays.copyOf(right, tail)));
        }
        for (int i = 0; i < right.length; i++) {
            for (int value = 1; value < 256; value = exhaustive ? value + 1 : value << 1) {
                byte[] changed = right.clone();
                changed[i] ^= (byte) value;
                feed(walk, step, right, changed);
            }
        }
    }

    /// The right bytes of one step as another, and of each step where it is not due.
    private void places(Walk walk) {
        for (Step asked : leg.steps()) {
            byte[] right = walk.right(asked);
            if (!walk.isDue(asked)) {
                feed(walk, asked, new byte[0], right);
            }
            for (Step other : leg.steps()) {
                feed(walk, asked, right, walk.right(other));
            }
        }
    }

    /// Every frame but the right one has to be refused, and nothing may follow a refusal.
    private void feed(Walk walk, Step step, byte[] right, byte[] frame) {
        if (Arrays.equals(right, frame)) {
            return;
        }
        fed++;
        Gatekeeper gatekeeper = walk.replayed();
        if (refuses(gatekeeper, step, frame) && endsAll(gatekeeper, walk)) {
            refused++;
        } else if (passed.size() < 5) {
            passed.add(step.id() + " " + HexFormat.of().formatHex(frame));
        }
    }

    private static boolean refuses(Gatekeeper gatekeeper, Step step, byte[] frame) {
        try {
            gatekeeper.pass(step, frame);
            return false;
        } catch (GuardBreach e) {
            return String.valueOf(e.getMessage()).startsWith("S1: ");
        }
    }

    private boolean endsAll(Gatekeeper gatekeeper, Walk walk) {
        return leg.steps().stream()
                .filter(step -> step.kind() != Step.Kind.CLOSE)
                .filter(walk::isDue)
                .limit(1)
                .allMatch(step -> refuses(gatekeeper, step, walk.right(step)));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// The beginning of one and the rest of the other.
    private static byte[] splice(byte[] head, byte[] rest, int cut) {
        byte[] spliced = rest.clone();
        System.arraycopy(head, 0, spliced, 0, cut);
        return spliced;
    }
}
