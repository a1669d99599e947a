package io.walkdown.scanner.wire;

import io.walkdown.profiles.Timeout;
import java.util.Locale;

/// One frame that a visit may send, and what may come back.
///
/// @param id unique in its leg, for example `szl-0011`
/// @param kind what the step does to the conversation
/// @param request the id of the read request that it serves; empty for opening and closing
/// @param template the exact bytes
/// @param when `always`, or the name of the condition on an earlier answer
/// @param repeatMax how often it may be sent, 1 to 64; the worst case takes all
/// @param answerMax the longest answer in bytes, 0 to 65535; beyond it we stop reading and close
/// @param timeout longest wait for the answer
/// @param mayReconnect whether a new connection may be opened for it where a group must rest for
///   longer than 10 s (S6); counts as one more connection of the worst case
/// @param meaning what it asks, in plain words
public record Step(
        String id,
        Kind kind,
        String request,
        FrameTemplate template,
        String when,
        int repeatMax,
        int answerMax,
        Timeout timeout,
        boolean mayReconnect,
        String meaning) {

    /// The condition of a step that is always taken.
    public static final String ALWAYS = "always";

    /// What a step does to the conversation.
    public enum Kind {
        OPEN,
        READ,
        CONTINUE,
        CLOSE;

        /// The name in files.
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Step {
        if (repeatMax < 1 || repeatMax > 64) {
            throw new IllegalArgumentException("repeatMax " + repeatMax + " is outside 1 to 64");
        }
        if (answerMax < 0 || answerMax > 65_535) {
            throw new IllegalArgumentException("answerMax " + answerMax + " is outside 0 to 65535");
        }
    }

    /// The most frames that the step can cost.
    public int worstFrames() {
        return repeatMax;
    }

    /// The most bytes that the step can cost, both ways.
    public long worstBytes() {
        return (long) repeatMax * (template.length() + answerMax);
    }
}
