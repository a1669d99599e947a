package io.walkdown.scanner.plan;

import io.walkdown.profiles.Profile;
import io.walkdown.profiles.Protocol;
import io.walkdown.scanner.plan.PlannableLegs.Planned;
import io.walkdown.scanner.wire.FrameTemplate;
import io.walkdown.scanner.wire.FrameTemplate.Variable;
import io.walkdown.scanner.wire.Leg;
import io.walkdown.scanner.wire.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Every kind of frame that a plan can hold, found by planning: [PlannableLegs] with what differs
/// between them left open. Nothing is listed by hand, so what is missing here cannot be planned.
///
/// @param entries in the order of protocols and of a visit
public record FrameCatalog(List<Entry> entries) {
    public FrameCatalog {
        entries = List.copyOf(entries);
    }

    /// The catalogue of what those profiles, and overlays on them, can bring about.
    public static FrameCatalog of(Iterable<Profile> shipped) {
        Map<List<Object>, List<Found>> kinds = new LinkedHashMap<>();
        for (Planned planned : PlannableLegs.of(shipped)) {
            for (Step step : planned.leg().steps()) {
                kinds.computeIfAbsent(key(planned.protocol(), step), _ -> new ArrayList<>())
                        .add(new Found(planned, step));
            }
        }
        return new FrameCatalog(
                kinds.values().stream()
                        .map(Entry::of)
                        .sorted(Comparator.comparing(Entry::protocol))
                        .toList());
    }

    /// Opening and closing frames are told by their step, the others by the read they serve.
    private static List<Object> key(Protocol protocol, Step step) {
        String name = step.request().isEmpty() ? step.id() : step.request();
        return List.of(protocol, step.kind(), name);
    }

    /// The entry that holds that frame of a plan, or empty.
    public Optional<Entry> covering(Protocol protocol, Step step) {
        return entries.stream()
                .filter(entry -> entry.protocol() == protocol && entry.kind() == step.kind())
                .filter(entry -> entry.request().equals(step.request()))
                .filter(entry -> entry.covers(step.template()))
                .findFirst();
    }

    /// One plannable step and the conversation that it belongs to.
    private record Found(Planned planned, Step step) {}

    /// One kind of frame.
    ///
    /// @param protocol what is spoken
    /// @param transport TCP or UDP
    /// @param id the step's name, without the unit or slot at its end
    /// @param kind what it does to the conversation
    /// @param request the read that it serves; empty for opening and closing
    /// @param example one such frame
    /// @param open offsets of the bytes that site file or profile decide
    /// @param when the conditions under which it is taken
    /// @param repeatMax the most times that one visit may send it for one unit or slot
    /// @param answerMax the longest answer in bytes that is read
    /// @param meaning what it asks
    /// @param profiles the shipped profiles that plan it; empty: an overlay has to allow it
    /// @param leg a conversation that plans it
    public record Entry(
            Protocol protocol,
            Profile.Transport transport,
            String id,
            Step.Kind kind,
            String request,
            FrameTemplate example,
            List<Integer> open,
            List<String> when,
            int repeatMax,
            int answerMax,
            String meaning,
            List<String> profiles,
            Leg leg) {
        public Entry {
            open = List.copyOf(open);
            when = List.copyOf(when);
            profiles = List.copyOf(profiles);
        }

        private static Entry of(List<Found> found) {
            Planned planned = found.getFirst().planned();
            Step first = found.getFirst().step();
            List<Step> steps = found.stream().map(Found::step).toList();
            return new Entry(
                    planned.protocol(),
                    planned.leg().transport(),
                    common(steps.stream().map(Step::id).toList()),
                    first.kind(),
                    first.request(),
                    first.template(),
                    differing(steps.stream().map(Step::template).toList()),
                    steps.stream().map(Step::when).distinct().sorted().toList(),
                    steps.stream().mapToInt(Step::repeatMax).max().orElseThrow(),
                    steps.stream().mapToInt(Step::answerMax).max().orElseThrow(),
                    common(steps.stream().map(Step::meaning).toList()),
                    List.copyOf(
                            new TreeSet<>(
                                    found.stream()
                                            .map(f -> f.planned().profile())
                                            .filter(id -> !id.isEmpty())
                                            .toList())),
                    planned.leg());
        }

        /// The frame in hexadecimal: `..` for a byte that the conversation decides, `xx` for one
        /// that site file or profile decide and the plan prints.
        public String hex() {
            var hex = new StringBuilder(example.hex());
            open.forEach(at -> hex.replace(2 * at, 2 * at + 2, "xx"));
            return hex.toString();
        }

        /// Whether that template is of this kind: the same length, the same bytes where they are
        /// fixed, and the same bytes decided by the conversation from the same source.
        public boolean covers(FrameTemplate template) {
            return template.length() == example.length()
                    && template.variables().equals(example.variables())
                    && open.containsAll(differing(List.of(example, template)));
        }

        /// Whether those bytes can be a frame of this kind, whatever conversation and site file
        /// decide.
        public boolean matches(byte[] frame) {
            byte[] fixed = example.bytes();
            return frame.length == fixed.length
                    && IntStream.range(0, fixed.length)
                            .filter(i -> fixed[i] != frame[i])
                            .allMatch(i -> open.contains(i) || isVariable(i));
        }

        private boolean isVariable(int at) {
            return example.variables().stream()
                    .anyMatch(v -> at >= v.offset() && at < v.offset() + v.length());
        }

        /// What the allow-list of such a conversation says against that frame; empty: nothing.
        public Optional<String> objection(byte[] frame) {
            boolean header = frame.length >= leg.framing().headerLength();
            return header && leg.framing().frameLength(frame) == frame.length
                    ? leg.operations().objection(frame)
                    : Optional.of("%d bytes are not one whole frame".formatted(frame.length));
        }

        private static List<Integer> differing(List<FrameTemplate> templates) {
            FrameTemplate first = templates.getFirst();
            byte[] bytes = first.bytes();
            for (FrameTemplate other : templates) {
                List<Variable> variables = other.variables();
                if (other.length() != bytes.length || !variables.equals(first.variables())) {
                    throw new IllegalStateException(
                            "one step with frames of two shapes: %s, %s".formatted(first, other));
                }
            }
            List<byte[]> all = templates.stream().map(FrameTemplate::bytes).toList();
            return IntStream.range(0, bytes.length)
                    .filter(i -> all.stream().anyMatch(other -> other[i] != bytes[i]))
                    .boxed()
                    .toList();
        }

        private static String common(List<String> texts) {
            String first = texts.getFirst();
            int length = first.length();
            for (String text : texts) {
                int same = 0;
                while (same < Math.min(length, text.length())
                        && text.charAt(same) == first.charAt(same)) {
                    same++;
                }
                length = same;
            }
            String same = first.substring(0, length);
            return length == first.length() ? same : same.strip() + "…";
        }
    }
}
