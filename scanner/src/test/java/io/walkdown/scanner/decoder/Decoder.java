package io.walkdown.scanner.decoder;

import io.walkdown.scanner.wire.Octets;
import java.util.HexFormat;
import java.util.List;

/// A piece of our code that reads bytes which somebody else chose. Immutable, so threads may share
/// it.
public interface Decoder {
    /// Unique in the catalogue, for example `s7-setup`; the part before the dash is its family.
    String name();

    /// True answers, from which mutations start.
    List<Octets> seeds();

    /// Where an answer's lengths stand.
    Shape shape();

    /// Decodes the answer, and does nothing else: this is what is measured.
    ///
    /// @param answer what came; not changed
    /// @throws RuntimeException where the decoder fails, which is always our bug
    Decoded decode(byte[] answer);

    /// Decodes and holds the result against every promise.
    ///
    /// @return the outcome's id
    /// @throws AssertionError naming decoder and answer where the decoder fails or a promise is
    ///   broken
    default String judge(byte[] answer) {
        try {
            Decoded decoded = decode(answer);
            decoded.require();
            return decoded.outcome();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "%s broke on %s".formatted(name(), HexFormat.of().formatHex(answer)), e);
        }
    }

    /// What became of an answer.
    interface Decoded {
        /// A word for it, of which there are few: outcomes are counted by it.
        String outcome();

        /// Objects with an [AssertionError] where a promise is broken.
        void require();
    }
}
