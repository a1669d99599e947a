package io.walkdown.scanner.audit;

import io.walkdown.scanner.audit.AuditPlan.Device;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the checks of a capture look at.
///
/// @param plan what was promised
/// @param recording what was captured
/// @param tolerance by how much a time may fall short, because a capture's clock and place are not
///   the scanner's
/// @param attempts connect attempts by device as the journal tells them; empty without a journal
record Evidence(
        AuditPlan plan, Recording recording, Duration tolerance, Map<String, Integer> attempts) {
    Evidence {
        attempts = Map.copyOf(attempts);
    }

    /// A moment with the talk that it belongs to.
    record Seen(Talk talk, Moment moment) {}

    /// What was planned and happened at one address, in the order of the capture.
    Map<InetAddress, List<Seen>> byAddress() {
        Map<InetAddress, List<Seen>> all = new LinkedHashMap<>();
        for (Talk talk : recording.talks()) {
            if (talk.target().isPresent()) {
                List<Seen> there =
                        all.computeIfAbsent(talk.remote().getAddress(), _ -> new ArrayList<>());
                talk.moments().forEach(moment -> there.add(new Seen(talk, moment)));
            }
        }
        all.values().forEach(seen -> seen.sort(Comparator.comparingLong(s -> s.moment().packet())));
        return all;
    }

    /// Everything that was planned and happened, in the order of its times.
    List<Seen> byTime() {
        var all = new ArrayList<Seen>();
        byAddress().values().forEach(all::addAll);
        all.sort(
                Comparator.comparingLong((Seen seen) -> seen.moment().nanos())
                        .thenComparingLong(seen -> seen.moment().packet()));
        return all;
    }

    /// The devices that are contacted at an address.
    List<Device> devicesAt(InetAddress address) {
        return plan.devices().stream()
                .filter(device -> device.address().equals(address))
                .filter(device -> device.withheld().isEmpty())
                .toList();
    }

    /// Starts a check: whatever makes the whole capture doubtful makes this check so.
    Findings check(String invariant, String check) {
        var findings = new Findings(invariant, check);
        recording.doubts().forEach(findings::doubt);
        return findings;
    }

    Finding finding(Seen seen, String what) {
        return finding(seen.talk(), seen.moment(), what);
    }

    Finding finding(Talk talk, Moment moment, String what) {
        Optional<Instant> at =
                recording.untimed() ? Optional.empty() : Optional.of(instant(moment.nanos()));
        return new Finding(
                new Place.Packet(recording.file(), moment.packet()), at, who(talk), what);
    }

    static String who(Talk talk) {
        return talk.target()
                .map(target -> target.device().name())
                .orElseGet(() -> Talk.text(talk.remote()));
    }

    static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos);
    }

    long toleranceNanos() {
        return tolerance.toNanos();
    }

    /// A length of time in milliseconds with three decimals, as a person reads it.
    static String ms(long nanos) {
        return "%.3f ms".formatted(nanos / 1e6);
    }

    /// `1 frame`, `2 frames`.
    static String count(long number, String what) {
        return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
