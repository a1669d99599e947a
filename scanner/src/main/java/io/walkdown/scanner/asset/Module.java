package io.walkdown.scanner.asset;

/// A part of an asset with a nameplate of its own: a module in a chassis, a unit behind a gateway.
///
/// @param place where it sits
/// @param nameplate what it says of itself
public record Module(Place place, Nameplate nameplate) implements Comparable<Module> {

    /// Where a module sits inside its asset.
    ///
    /// @param kind what the number counts
    /// @param number slot 0 to 255, or unit 0 to 255
    public record Place(Kind kind, int number) {
        public Place {
            if (number < 0 || number > 255) {
                throw new IllegalArgumentException(
                        kind.id() + " " + number + " is outside 0 to 255");
            }
        }

        /// The place as it stands in a path, for example `slot 2`.
        @Override
        public String toString() {
            return kind.id() + " " + number;
        }
    }

    /// What a place's number counts.
    public enum Kind {
        /// A slot of a chassis.
        SLOT("slot"),
        /// A Modbus unit behind a gateway.
        UNIT("unit");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /// The name in files.
        public String id() {
            return id;
        }
    }

    @Override
    public int compareTo(Module other) {
        int byKind = place.kind().compareTo(other.place.kind());
        return byKind != 0 ? byKind : Integer.compare(place.number(), other.place.number());
    }
}
