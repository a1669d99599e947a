package io.walkdown.scanner.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The exact bytes of a frame that a plan may send, with the few bytes that only the conversation
/// can know and the one allowed source of each (S1).
///
/// A template is a value: it is equal to another with the same bytes, variables and layout.
public final class FrameTemplate {
    /// The longest frame that any step may send, in bytes.
    public static final int MAX_LENGTH = 504;

    private final byte[] bytes;
    private final List<Variable> variables;
    private final List<Part> layout;
    private final String standard;

    private FrameTemplate(
            byte[] bytes, List<Variable> variables, List<Part> layout, String standard) {
        this.bytes = bytes;
        this.variables = List.copyOf(variables);
        this.layout = List.copyOf(layout);
        this.standard = standard;
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "frame of %d bytes is outside 1 to %d".formatted(bytes.length, MAX_LENGTH));
        }
        for (Variable variable : variables) {
            if (variable.offset() + variable.length() > bytes.length) {
                throw new IllegalArgumentException("variable beyond the frame: " + variable);
            }
        }
    }

    /// Builds a template part by part.
    public static Builder builder() {
        return new Builder();
    }

    /// The length of the frame in bytes.
    public int length() {
        return bytes.length;
    }

    /// A copy of the bytes; those of variables are zero.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The bytes that the conversation decides.
    public List<Variable> variables() {
        return variables;
    }

    /// What each run of bytes means, in order and without holes.
    public List<Part> layout() {
        return layout;
    }

    /// The document that defines the frame, with its section; empty where none was named.
    public String standard() {
        return standard;
    }

    /// The frame in hexadecimal with `..` for each variable byte, as plans print it.
    public String hex() {
        var text = new StringBuilder(HexFormat.of().formatHex(bytes));
        for (Variable variable : variables) {
            for (int i = variable.offset(); i < variable.offset() + variable.length(); i++) {
                text.replace(2 * i, 2 * i + 2, "..");
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrameTemplate that
                && Arrays.equals(bytes, that.bytes)
                && variables.equals(that.variables)
                && layout.equals(that.layout);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + variables.hashCode();
    }

    @Override
    public String toString() {
        return hex();
    }

    /// Bytes that differ from conversation to conversation.
    ///
    /// @param offset first byte, from 0
    /// @param length 1 to 8 bytes
    /// @param source the only place that the value may come from
    public record Variable(int offset, int length, Source source) {}

    /// The one allowed origin of variable bytes. Every source is known to the guard itself, so a
    /// frame is compared whole: there is no byte that the sender may choose.
    public sealed interface Source {
        /// The number of this frame among those of the conversation that carry a counter, from 1,
        /// most significant byte first: transaction ids and PDU references.
        record Counter() implements Source {}

        /// Bytes of the answer that came last in this conversation.
        ///
        /// @param offset first byte in that answer
        record PreviousAnswer(int offset) implements Source {}

        /// Bytes of the last answer to that step.
        ///
        /// @param step the step's id
        /// @param offset first byte in that answer
        record AnswerTo(String step, int offset) implements Source {}
    }

    /// A run of bytes and its meaning, for people.
    ///
    /// @param offset first byte, from 0
    /// @param length in bytes
    /// @param meaning in the standard's terms
    public record Part(int offset, int length, String meaning) {}

    /// Collects the parts of a template in order.
    public static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ArrayList<Variable> variables = new ArrayList<>();
        private final ArrayList<Part> layout = new ArrayList<>();
        private String standard = "";

        private Builder() {}

        /// Adds fixed bytes.
        ///
        /// @param hex hexadecimal digits; spaces are skipped
        /// @param meaning in the standard's terms
        public Builder fixed(String hex, String meaning) {
            byte[] part = HexFormat.of().parseHex(hex.replace(" ", ""));
            layout.add(new Part(bytes.size(), part.length, meaning));
            bytes.writeBytes(part);
            return this;
        }

        /// Adds bytes that the conversation decides.
        public Builder variable(int length, Source source, String meaning) {
            variables.add(new Variable(bytes.size(), length, source));
            layout.add(new Part(bytes.size(), length, meaning));
            bytes.writeBytes(new byte[length]);
            return this;
        }

        /// Names the document that defines the frame, for people.
        ///
        /// @param section the document and its section
        public Builder standard(String section) {
            standard = section;
            return this;
        }

        /// The finished template.
        public FrameTemplate build() {
            return new FrameTemplate(bytes.toByteArray(), variables, layout, standard);
        }
    }
}
