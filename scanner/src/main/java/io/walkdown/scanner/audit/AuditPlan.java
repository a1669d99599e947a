package io.walkdown.scanner.audit;

import io.walkdown.scanner.store.JsonProblem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a plan promises, as an auditor reads it: from the text of `plan.json` alone, with nothing
/// of the code that made it.
///
/// @param hash what the plan says its own hash is
/// @param site the site's name
/// @param scope the ranges that may be contacted (S11)
/// @param exclude the ranges that may not, whatever else holds
/// @param concurrentVisits visits of the site at the same time (S6)
/// @param framesPerSecond frames of the site a second (S6)
/// @param groups shared-fate groups
/// @param devices every device, those that are withheld included
public record AuditPlan(
        String hash,
        String site,
        List<Range> scope,
        List<Range> exclude,
        int concurrentVisits,
        double framesPerSecond,
        List<Group> groups,
        List<Device> devices) {
    public AuditPlan {
        scope = List.copyOf(scope);
        exclude = List.copyOf(exclude);
        groups = List.copyOf(groups);
        devices = List.copyOf(devices);
    }

    /// What came of reading a plan.
    public sealed interface Reading {
        /// It could be read.
        record Read(AuditPlan plan) implements Reading {}

        /// It is no plan that this version can read.
        ///
        /// @param problems at least one
        record Wrong(List<JsonProblem> problems) implements Reading {}
    }

    /// The limits of a shared-fate group (S6).
    record Group(
            String name,
            int concurrentVisits,
            OptionalDouble framesPerSecond,
            OptionalDouble busTimePercent) {}

    /// One device of the plan.
    ///
    /// @param withheld the rule by which it is not contacted; empty where it is
    record Device(
            String name,
            InetAddress address,
            int port,
            String protocol,
            List<String> groups,
            Duration gap,
            Duration closeTimeout,
            Worst worst,
            Optional<String> withheld,
            List<Leg> legs) {}

    /// The most that a device may be charged (S5).
    record Worst(int frames, long bytes, int connections, Duration seconds) {}

    /// One conversation of a device.
    record Leg(String id, boolean tcp, int port, List<Step> steps) {
        Optional<Step> step(String stepId) {
            return steps.stream().filter(step -> step.id().equals(stepId)).findFirst();
        }
    }

    /// One frame that may be sent.
    record Step(
            String id,
            String kind,
            Template template,
            List<Variable> variables,
            int repeatMax,
            int answerMax,
            Duration timeout) {
        boolean closes() {
            return kind.equals("close");
        }

        boolean isAnswered() {
            return !closes() && answerMax > 0;
        }

        boolean counts() {
            return variables.stream().anyMatch(v -> v.source() instanceof Source.Counter);
        }
    }

    /// Variable bytes of a frame.
    record Variable(int offset, int length, Source source) {}

    /// Where variable bytes come from (S1).
    sealed interface Source {
        record Counter() implements Source {}

        record PreviousAnswer(int from) implements Source {}

        record AnswerTo(String step, int from) implements Source {}
    }

    /// The bytes of a frame and which of them are variable.
    static final class Template {
        private final byte[] bytes;
        private final boolean[] fixed;

        private Template(byte[] bytes, boolean[] fixed) {
            this.bytes = bytes;
            this.fixed = fixed;
        }

        /// @param hex two hexadecimal digits for a fixed byte, `..` for a variable one
        /// @throws IllegalArgumentException where it is anything else
        static Template of(String hex) {
            if (hex.isEmpty() || hex.length() % 2 != 0) {
                throw new IllegalArgumentException("no whole number of bytes");
            }
            var bytes = new byte[hex.length() / 2];
            var fixed = new boolean[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                String digits = hex.substring(2 * i, 2 * i + 2);
                fixed[i] = !digits.equals("..");
                bytes[i] = fixed[i] ? HexFormat.of().parseHex(digits)[0] : 0;
            }
            return new Template(bytes, fixed);
        }

        int length() {
            return bytes.length;
        }

        boolean fits(byte[] frame) {
            if (frame.length != bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (fixed[i] && frame[i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    boolean inScope(InetAddress address) {
        return scope.stream().anyMatch(range -> range.contains(address))
                && exclude.stream().noneMatch(range -> range.contains(address));
    }

    /// The device that is asked there.
    Optional<Target> target(InetAddress address, int port, boolean tcp) {
        return devices.stream()
                .filter(device -> device.address().equals(address))
                .flatMap(device -> device.legs().stream().map(leg -> new Target(device, leg)))
                .filter(target -> target.leg().port() == port && target.leg().tcp() == tcp)
                .findFirst();
    }

    /// A conversation of a device.
    record Target(Device device, Leg leg) {}

    static boolean same(byte[] bytes, int at, byte[] other) {
        return at >= 0
                && at + other.length <= bytes.length
                && Arrays.equals(bytes, at, at + other.length, other, 0, other.length);
    }
}
