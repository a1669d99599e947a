package io.walkdown.scanner.modbus;

import io.walkdown.scanner.asset.ProbeOutcome;

/// What came of one Modbus request.
///
/// @param <T> what a good answer holds
sealed interface Answer<T> {
    /// The answer that was asked for.
    record Told<T>(T value) implements Answer<T> {}

    /// An exception.
    ///
    /// @param code the exception code, 0 to 255
    /// @param extraByte whether the code stood behind one byte too many (seen: jsmodbus)
    record Refused<T>(int code, boolean extraByte) implements Answer<T> {
        Refusal meaning() {
            return Refusal.of(code);
        }

        /// The exception in words.
        String words() {
            return "exception 0x%02X".formatted(code);
        }
    }

    /// A frame that breaks the protocol's rules.
    record Broken<T>(String reason) implements Answer<T> {}

    /// No answer; the conversation is over.
    record Nothing<T>(ProbeOutcome outcome) implements Answer<T> {}
}
