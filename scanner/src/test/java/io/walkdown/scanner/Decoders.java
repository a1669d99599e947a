package io.walkdown.scanner;

import io.walkdown.scanner.audit.AuditDecoders;
import io.walkdown.scanner.decoder.Decoder;
import io.walkdown.scanner.enip.EnipDecoders;
import io.walkdown.scanner.modbus.ModbusDecoders;
import io.walkdown.scanner.s7.S7Decoders;
import io.walkdown.scanner.store.StoreDecoders;
import java.util.List;
import java.util.stream.Stream;

/// Every decoder of the scanner that reads bytes which a device, or somebody else, may have chosen
/// (S14). A new protocol adds its own here, and is fuzzed in all three ways from then on.
public final class Decoders {
    private Decoders() {}

    /// All of them, families together.
    public static List<Decoder> all() {
        return Stream.of(
                        S7Decoders.all(),
                        ModbusDecoders.all(),
                        EnipDecoders.all(),
                        StoreDecoders.all(),
                        AuditDecoders.all())
                .flatMap(List::stream)
                .toList();
    }
}
