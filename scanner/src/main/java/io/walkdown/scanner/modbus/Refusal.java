package io.walkdown.scanner.modbus;

/// What a Modbus exception code means for us (Modbus Application Protocol V1.1b3, 7).
enum Refusal {
    /// 01 illegal function, 03 illegal data value: the read is not offered.
    NOT_SUPPORTED,
    /// 02 illegal data address: no such object; for the first object of all, no such unit.
    NO_SUCH_OBJECT,
    /// 04 server device failure; one known server answers so for a unit that it does not serve.
    FAILED,
    /// 05 acknowledge (a long job has begun), 06 server device busy.
    BUSY,
    /// 0A gateway path unavailable: the gateway did not use its line.
    NO_PATH,
    /// 0B gateway target device failed to respond: a timeout on the gateway's line.
    NO_TARGET,
    /// Any other code.
    OTHER;

    static Refusal of(int exceptionCode) {
        return switch (exceptionCode) {
            case 0x01, 0x03 -> NOT_SUPPORTED;
            case 0x02 -> NO_SUCH_OBJECT;
            case 0x04 -> FAILED;
            case 0x05, 0x06 -> BUSY;
            case 0x0A -> NO_PATH;
            case 0x0B -> NO_TARGET;
            default -> OTHER;
        };
    }
}
