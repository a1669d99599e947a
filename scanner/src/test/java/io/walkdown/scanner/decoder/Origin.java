package io.walkdown.scanner.decoder;

import io.walkdown.scanner.wire.Octets;
import io.walkdown.scanner.wire.ScriptedLine.Answered;
import java.util.List;

/// How a protocol's fields come from its answers, said a second time and without its decoders.
public interface Origin {
    /// Whether the value of that field was told by the device: its text was sent, or the number
    /// that it stands for.
    ///
    /// @param field a core field's id or an attribute's name
    boolean explains(String field, String value, Told told);

    /// The runs of bytes that may be read as one: each answer, unless a protocol joins them.
    default List<Octets> runs(List<Answered> answers) {
        return answers.stream().map(Answered::frame).toList();
    }
}
