package io.walkdown.profiles;

import java.time.LocalDate;
import java.util.List;

/// Where one number of a profile comes from.
///
/// @param limit the limit's name in the profile file, for example `gap`
/// @param value the number in force
/// @param unit its unit, for example `ms`
/// @param grade how well it is known
/// @param source the document, page or thread
/// @param date when it was looked up
/// @param facts what others state of the same limit; a number graded [Grade#JUDGEMENT] must be at
///   least as strict as every one of them
public record Evidence(
        String limit,
        long value,
        String unit,
        Grade grade,
        String source,
        LocalDate date,
        List<Fact> facts) {

    public Evidence {
        facts = List.copyOf(facts);
    }

    /// A stated number that the one in force is held against.
    ///
    /// @param value in the limit's own unit: milliseconds, reads or connections
    /// @param grade how well it is known
    /// @param source the document, page or thread
    public record Fact(long value, Grade grade, String source) {}

    /// How well a number is known, best first.
    public enum Grade {
        /// Vendor or project documentation.
        DOCUMENT("D"),
        /// Source code.
        SOURCE("S"),
        /// Measured on a device.
        MEASURED("M"),
        /// An issue thread.
        ISSUE("I"),
        /// A secondary source.
        SECONDARY("2"),
        /// Engineering judgement: only where at least as strict as every stated fact.
        JUDGEMENT("J"),
        /// Unverified.
        UNVERIFIED("U");

        private final String tag;

        Grade(String tag) {
            this.tag = tag;
        }

        /// The one-letter tag used in profile files.
        public String tag() {
            return tag;
        }
    }
}
