package io.walkdown.scanner.box;

import java.util.Optional;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.utils.Serializable;

/// A frame as PLC4X shows it to people. Its texts are the frame's own, so they are neutralised
/// before a screen shows them (S14).
///
/// @param box PLC4X's own box view, as wide as PLC4X likes
/// @param tree the same fields, one a line, for where the box does not fit
public record Drawing(String box, String tree) {
    /// Draws a message.
    ///
    /// @return empty where PLC4X cannot write what it has read
    public static Optional<Drawing> of(Serializable message) {
        try {
            var tree = new FieldTree();
            tree.writeSerializable(message);
            return Optional.of(new Drawing(message.toString().strip(), tree.text()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }
}
