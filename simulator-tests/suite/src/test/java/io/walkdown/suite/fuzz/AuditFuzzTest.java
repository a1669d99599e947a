package io.walkdown.suite.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/// Looks, guided by coverage, for bytes that break what reads captures and journals (S14). Each run
/// of bytes is given to all decoders of the family. Bounded by `-Djazzer.max_duration=…`.
@Tag("fuzz")
class AuditFuzzTest {
    @FuzzTest
    void bearsWhateverComes(byte[] answer) {
        AllDecoders.judge("audit", answer);
    }
}
