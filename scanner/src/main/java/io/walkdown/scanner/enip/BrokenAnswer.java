package io.walkdown.scanner.enip;

/// Thrown while an answer is decoded that breaks a rule of the protocol. Caught where the answer
/// was asked for, where it becomes the outcome malformed (S14).
final class BrokenAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenAnswer(String rule) {
        super(rule);
    }
}
