package io.walkdown.scanner.wire;

import java.util.Optional;

/// A second, independent look at an outgoing frame: only operation codes that read an
/// identification object pass (S1). Looks at bytes, uses no codec, has no state.
@FunctionalInterface
public interface OperationAllowList {
    /// Why the frame may not leave, or empty where its operation is allowed.
    ///
    /// @param frame one whole frame
    Optional<String> objection(byte[] frame);
}
