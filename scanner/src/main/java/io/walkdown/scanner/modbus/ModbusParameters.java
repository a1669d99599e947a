package io.walkdown.scanner.modbus;

import io.walkdown.profiles.KnownBadReads;
import io.walkdown.profiles.Protocol;
import io.walkdown.profiles.ReadRequest;
import io.walkdown.profiles.ReadRequest.Category;
import io.walkdown.profiles.Timeout;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a Modbus visit is made from.
///
/// @param port TCP port, 1 to 65535
/// @param units the unit ids to ask, in that order and no others: for a native device exactly one,
///   0 to 255 (255 by convention); for a gateway the listed ones, 1 to 247 and 255, because 0 is
///   the broadcast of a serial line and 248 to 254 are reserved on it
/// @param gateway whether the address is a gateway; its units then become modules
/// @param requests the reads that the profile allows; those of other protocols are left out
/// @param reads the most read and continue frames **for each unit**, 1 to 64 (S5)
/// @param slots the connections that the device can hold, 1 to 1024; needed where the number of
///   open ones is read first (S2)
/// @param requestTimeout longest wait for one answer
/// @param safetyController whether an order number or type is on the safety list (S11)
/// @param knownBad what the known-bad list says of the device's reads (S8)
public record ModbusParameters(
        int port,
        List<Integer> units,
        boolean gateway,
        Set<ReadRequest> requests,
        int reads,
        OptionalInt slots,
        Timeout requestTimeout,
        Predicate<String> safetyController,
        KnownBadReads knownBad) {

    /// The most reads of one unit.
    public static final int MAX_READS = 64;

    private static final List<ReadRequest> LIGHTEST_FIRST =
            List.of(
                    new ReadRequest.ReadDeviceIdentification(Category.BASIC),
                    new ReadRequest.ReportServerId(),
                    new ReadRequest.ReadDeviceIdentification(Category.REGULAR),
                    new ReadRequest.ReadDeviceIdentification(Category.EXTENDED));

    public ModbusParameters {
        units = List.copyOf(units);
        requests =
                requests.stream()
                        .filter(request -> request.protocol() == Protocol.MODBUS)
                        .collect(Collectors.toUnmodifiableSet());
        requireUnits(units, gateway);
        if (reads < 1 || reads > MAX_READS) {
            throw new IllegalArgumentException(
                    "reads %d is outside 1 to %d".formatted(reads, MAX_READS));
        }
        boolean preflight = !gateway && requests.contains(new ReadRequest.ReadOpenConnections());
        if (preflight && slots.isEmpty()) {
            throw new IllegalArgumentException(
                    "reading the open connections needs the number of slots (S2)");
        }
        requireIdentification(requests, preflight ? reads - 1 : reads);
    }

    private static void requireUnits(List<Integer> units, boolean gateway) {
        if (units.isEmpty() || Set.copyOf(units).size() != units.size()) {
            throw new IllegalArgumentException("units " + units + " are none, or one twice");
        }
        if (!gateway && units.size() != 1) {
            throw new IllegalArgumentException(
                    "units " + units + " of a native device: exactly one is asked");
        }
        for (int unit : units) {
            boolean legal =
                    gateway ? (unit >= 1 && unit <= 247) || unit == 255 : unit >= 0 && unit <= 255;
            if (!legal) {
                throw new IllegalArgumentException(
                        "unit %d is outside %s"
                                .formatted(unit, gateway ? "1 to 247 and 255" : "0 to 255"));
            }
        }
    }

    private static void requireIdentification(Set<ReadRequest> requests, int readsLeft) {
        boolean any =
                requests.stream()
                        .anyMatch(request -> !(request instanceof ReadRequest.ReadOpenConnections));
        if (!any || readsLeft < 1) {
            throw new IllegalArgumentException(
                    "no identification read is allowed by requests %s with %d reads left"
                            .formatted(
                                    requests.stream().map(ReadRequest::id).sorted().toList(),
                                    readsLeft));
        }
    }

    /// The same device asked for the least that identifies it: of its first unit, one read, after
    /// the number of open connections where that is read first (S2).
    public ModbusParameters lightest() {
        ReadRequest least =
                LIGHTEST_FIRST.stream().filter(requests::contains).findFirst().orElseThrow();
        ReadRequest first = new ReadRequest.ReadOpenConnections();
        boolean preflight = !gateway && requests.contains(first);
        return new ModbusParameters(
                port,
                List.of(units.getFirst()),
                gateway,
                preflight ? Set.of(first, least) : Set.of(least),
                preflight ? 2 : 1,
                slots,
                requestTimeout,
                safetyController,
                knownBad);
    }

    boolean allows(ReadRequest request) {
        return requests.contains(request);
    }
}
