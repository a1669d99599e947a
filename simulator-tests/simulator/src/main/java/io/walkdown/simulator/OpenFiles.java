package io.walkdown.simulator;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The number of files that this process may have open, which bounds how many devices can listen.
final class OpenFiles {

    /// For the program itself: jars, the selector, files that it writes.
    private static final long OTHERS = 200;

    private OpenFiles() {}

    /// Checks that the plant's sockets fit.
    ///
    /// @throws PlantException when they do not, with the numbers and what to do
    static void require(PlantFile plant) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
            require(plant, os.getMaxFileDescriptorCount());
        }
    }

    static void require(PlantFile plant, long limit) {
        long listening =
                plant.devices().stream()
                        .mapToLong(device -> device.answersUdp() && device.listensOnTcp() ? 2 : 1)
                        .sum();
        // both ends of a scan's and a panel's connections
        long visited = Math.min(4L * plant.head().limits().concurrentVisits(), 4 * listening);
        long needed = listening + visited + OTHERS;
        if (needed > limit) {
            throw new PlantException(
                    ("%d devices need about %d open files, and this process may have %d;"
                                    + " raise the limit, for example with: ulimit -n %d")
                            .formatted(plant.devices().size(), needed, limit, needed));
        }
    }
}
