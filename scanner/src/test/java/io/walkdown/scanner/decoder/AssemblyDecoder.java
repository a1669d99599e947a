package io.walkdown.scanner.decoder;

import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.ScriptedLine;
import java.util.List;

/// The assembly of one protocol's frames from chunks.
///
/// It promises: a frame is whole or it is not, however its bytes were cut into chunks; a whole one
/// is no longer than its step allows.
///
/// @param leg gives the framing
/// @param step gives the longest answer
public record AssemblyDecoder(String name, Leg leg, String step, List<Octets> seeds, Shape shape)
        implements Decoder {
    public AssemblyDecoder {
        seeds = List.copyOf(seeds);
    }

    @Override
    public Decoded decode(byte[] answer) {
        String atOnce = ScriptedLine.assembled(leg, step, answer, Math.max(1, answer.length));
        String byteByByte = ScriptedLine.assembled(leg, step, answer, 1);
        return new Assembled(atOnce, byteByByte, leg.step(step).answerMax());
    }

    private record Assembled(String atOnce, String byteByByte, int answerMax) implements Decoded {
        private static final String WHOLE = "whole ";

        @Override
        public String outcome() {
            int end = atOnce.indexOf(atOnce.startsWith("wrong") ? ':' : ' ');
            return end < 0 ? atOnce : atOnce.substring(0, end);
        }

        @Override
        public void require() {
            boolean overlong = atOnce.contains("follow the answer");
            boolean agree =
                    overlong
                            ? byteByByte.startsWith(WHOLE)
                            : outcomeWord(atOnce).equals(outcomeWord(byteByByte));
            if (!agree || (atOnce.startsWith(WHOLE) && !atOnce.equals(byteByByte))) {
                throw new AssertionError(
                        "at once %s, byte by byte %s".formatted(atOnce, byteByByte));
            }
            if (byteByByte.startsWith(WHOLE)
                    && byteByByte.length() - WHOLE.length() > 2 * answerMax) {
                throw new AssertionError("longer than %d bytes".formatted(answerMax));
            }
        }

        private static String outcomeWord(String state) {
            return state.substring(0, 4);
        }
    }
}
