package io.walkdown.scanner.site;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Devices that suffer together: behind one gateway, in one chassis, on one trunk (S6).
///
/// @param name unique among the site's groups
/// @param kind what they share
/// @param concurrentVisits devices of the group in contact at the same time, 1 to 4096; 1 unless
///   stated
/// @param framesPerSecond frames of the group a second, 0.01 to 100000; empty: the site's limit
///   alone
/// @param busTimePercent share of the time for which the group may be busy with us, 0.01 to 100;
///   after an exchange of length t it rests t·(100/p − 1); empty: no rest beyond the gap
/// @param declared whether `groups` names it; an undeclared group has the defaults
public record Group(
        String name,
        Kind kind,
        int concurrentVisits,
        OptionalDouble framesPerSecond,
        OptionalDouble busTimePercent,
        boolean declared) {
    static final BigDecimal LEAST_PERCENT = new BigDecimal("0.01");
    static final BigDecimal MOST_PERCENT = new BigDecimal("100");

    /// What the devices of a group share.
    public enum Kind {
        /// A gateway to a serial line; its bus time is scarce.
        SERIAL_GATEWAY,
        /// A gateway to another network.
        GATEWAY,
        /// A backplane.
        CHASSIS,
        /// A link between switches.
        TRUNK,
        /// A ring of switches.
        RING,
        /// A switch.
        SWITCH,
        /// Something else.
        OTHER;

        /// The name in site files, for example `serial-gateway`.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> byId(String id) {
            return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
        }

        static List<String> ids() {
            return Arrays.stream(values()).map(Kind::id).toList();
        }
    }

    public Group {
        Limits.requireVisits(concurrentVisits);
        framesPerSecond.ifPresent(Limits::requireFrames);
        busTimePercent.ifPresent(Group::requirePercent);
    }

    private static void requirePercent(double percent) {
        if (!(percent >= LEAST_PERCENT.doubleValue() && percent <= MOST_PERCENT.doubleValue())) {
            throw new IllegalArgumentException(
                    "bus time %s %% is outside %s to %s"
                            .formatted(percent, LEAST_PERCENT, MOST_PERCENT));
        }
    }

    /// A group that a device names and `groups` does not: one visit at a time.
    static Group undeclared(String name) {
        return new Group(
                name, Kind.OTHER, 1, OptionalDouble.empty(), OptionalDouble.empty(), false);
    }
}
