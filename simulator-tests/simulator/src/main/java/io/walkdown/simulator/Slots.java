package io.walkdown.simulator;

import io.walkdown.simulator.Understood.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A device's connection slots: who holds them, and what happens to one more. Thread-safe.
final class Slots {

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final List<Session> held = new ArrayList<>();

    /// What became of a newcomer.
    ///
    /// @param refused it gets no slot and must be closed
    /// @param evicted who lost a slot to it, or null
    /// @param fault what its arrival did that a scan must not do (S2), or null
    record Admission(boolean refused, @Nullable Session evicted, @Nullable Fault fault) {}

    Admission admit(Session newcomer, DeviceSpec device) {
        lock.lock();
        try {
            int taken = held.size();
            if (device.slots() == 0 || taken < device.slots()) {
                held.add(newcomer);
                return new Admission(false, null, reservedFault(device, taken + 1));
            }
            Fault full = new Fault("S2", "all %d slots were taken".formatted(device.slots()));
            @Nullable Session victim = victim(device.evicts());
            if (victim == null) {
                return new Admission(true, null, full);
            }
            held.remove(victim);
            held.add(newcomer);
            return new Admission(false, victim, full);
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Fault reservedFault(DeviceSpec device, int taken) {
        int free = device.slots() - taken;
        return device.slots() == 0 || free >= device.reservedSlots()
                ? null
                : new Fault(
                        "S2",
                        "%d of %d slots left, %d are reserved"
                                .formatted(free, device.slots(), device.reservedSlots()));
    }

    private @Nullable Session victim(DeviceSpec.Evicts manner) {
        return switch (manner) {
            case NONE -> null;
            case OLDEST -> held.getFirst();
            case IDLEST -> {
                Optional<Session> idlest =
                        held.stream().min((a, b) -> Long.signum(a.activeNanos() - b.activeNanos()));
                yield idlest.orElse(null);
            }
        };
    }

    void release(Session session) {
        lock.lock();
        try {
            held.remove(session);
        } finally {
            lock.unlock();
        }
    }

    /// How many connections the device has open now.
    int taken() {
        lock.lock();
        try {
            return held.size();
        } finally {
            lock.unlock();
        }
    }

    List<Session> sessions() {
        lock.lock();
        try {
            return List.copyOf(held);
        } finally {
            lock.unlock();
        }
    }
}
