package io.walkdown.scanner.asset;

import io.walkdown.scanner.asset.Module.Place;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one visit has learned so far. A dialogue adds to it as answers come, so that what was
/// learned before trouble is kept. Not thread-safe: it belongs to the visit's thread.
public final class Findings {
    private final String protocol;
    private final InstantSource clock;
    private final Plate device = new Plate();
    private final Map<Place, Plate> modules = new TreeMap<>(Findings::comparePlaces);

    /// Starts with nothing.
    ///
    /// @param protocol the protocol's id, kept as evidence
    /// @param clock gives the time at which an answer was read
    public Findings(String protocol, InstantSource clock) {
        this.protocol = protocol;
        this.clock = clock;
    }

    /// The device's own nameplate.
    public Plate device() {
        return device;
    }

    /// The nameplate of the module in that place; made at the first call.
    public Plate module(Place place) {
        return modules.computeIfAbsent(place, any -> new Plate());
    }

    /// The device's nameplate as it stands.
    public Nameplate nameplate() {
        return device.nameplate();
    }

    /// The modules as they stand, sorted by place.
    public List<Module> modules() {
        return modules.entrySet().stream()
                .map(entry -> new Module(entry.getKey(), entry.getValue().nameplate()))
                .toList();
    }

    /// Whether any field of the device or of a module has a value.
    public boolean hasKnown() {
        return device.hasKnown() || modules.values().stream().anyMatch(Plate::hasKnown);
    }

    private static int comparePlaces(Place a, Place b) {
        int byKind = a.kind().compareTo(b.kind());
        return byKind != 0 ? byKind : Integer.compare(a.number(), b.number());
    }

    /// A nameplate that is being read.
    public final class Plate {
        private final Map<NameplateField, Field> identity = new EnumMap<>(NameplateField.class);
        private final TreeMap<String, Field> attributes = new TreeMap<>();

        private Plate() {}

        /// Notes a value that the device told; blank text is kept as empty. A second, different
        /// value for the same field makes it a conflict.
        public void told(NameplateField field, String value, String request) {
            identity.merge(field, Field.told(value, source(request)), this::merge);
        }

        /// Notes the state of a field without a value, unless a value is known already.
        public void state(NameplateField field, FieldState state, String request) {
            identity.merge(field, Field.of(state, source(request)), this::merge);
        }

        /// Notes a value of the protocol's own.
        ///
        /// @param name lower camel case, for example `memoryCardSerial`
        public void attribute(String name, String value, String request) {
            attributes.merge(name, Field.told(value, source(request)), this::merge);
        }

        /// Notes the state of a field of the protocol's own.
        public void attributeState(String name, FieldState state, String request) {
            attributes.merge(name, Field.of(state, source(request)), this::merge);
        }

        /// The value told for that field, if any.
        public Optional<String> value(NameplateField field) {
            return Optional.ofNullable(identity.get(field)).flatMap(Field::value);
        }

        private Field merge(Field before, Field now) {
            if (before.state() == FieldState.CONFLICT || now.value().isEmpty()) {
                return before.value().isPresent() || before.state() == FieldState.CONFLICT
                        ? before
                        : now;
            }
            if (before.value().isEmpty() || before.value().equals(now.value())) {
                return before.value().isEmpty() ? now : before;
            }
            return Field.conflict(
                    List.of(before.value().get(), now.value().get()), now.source().orElseThrow());
        }

        private boolean hasKnown() {
            return identity.values().stream().anyMatch(field -> field.value().isPresent())
                    || attributes.values().stream().anyMatch(field -> field.value().isPresent());
        }

        private Nameplate nameplate() {
            return new Nameplate(identity, attributes);
        }

        private Source source(String request) {
            return new Source(protocol, request, clock.instant());
        }
    }
}
