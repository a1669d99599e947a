package io.walkdown.simulator;

import io.walkdown.simulator.PlantFile.Change;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A running plant: devices that listen on this machine, their panel, and what they witness.
///
/// Everything it does happens on threads of its own; its methods may be called from any thread.
/// Closing it ends every device and thread; [#witness()] and [#capture(Path)] work afterwards, too.
public final class SimulatedPlant implements AutoCloseable {

    private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PlantFile file;
    private final Stall stall = new Stall();
    private final Witness site;
    private final Listeners listeners = new Listeners();
    private final Set<SocketAddress> panel = ConcurrentHashMap.newKeySet();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final List<Hmi> panels = new ArrayList<>();

    private SimulatedPlant(PlantFile file) {
        this.file = file;
        this.site = new Witness(file.head(), stall);
    }

    /// On which ports devices listen that do not name one.
    public enum Ports {
        /// The protocol's own (102, 502, 44818) where this user may listen there and nobody else
        /// does, else that + 10000. TCP and UDP of a device always share one number.
        STANDARD,
        /// Any free one, so that many plants can run at a time.
        EPHEMERAL
    }

    /// Starts a plant on the standard ports, as [Ports#STANDARD] says.
    ///
    /// @throws PlantException when a device cannot listen; then nothing runs
    public static SimulatedPlant start(PlantFile file) {
        return start(file, Ports.STANDARD);
    }

    /// Starts a plant; every device listens and the panel has its connections when this returns.
    ///
    /// @throws PlantException when a device cannot listen; then nothing runs
    public static SimulatedPlant start(PlantFile file, Ports ports) {
        OpenFiles.require(file);
        SimulatedPlant plant = new SimulatedPlant(file);
        try {
            plant.begin(ports);
            return plant;
        } catch (PlantException e) {
            plant.close();
            throw e;
        }
    }

    private void begin(Ports ports) {
        stall.start();
        listeners.start();
        for (DeviceSpec spec : file.devices()) {
            Place place = Place.bind(spec, ports, spec.port());
            devices.put(spec.name(), new Device(spec, place, site, listeners, panel));
        }
        devices.values().forEach(Device::listen);
        devices.values().stream()
                .filter(device -> device.spec().hmi())
                .forEach(device -> panels.add(new Hmi(device, panel)));
        panels.forEach(Hmi::start);
        try {
            for (Hmi hmi : panels) {
                hmi.awaitFirstPoll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlantException("interrupted while the plant started", e);
        }
    }

    /// The plant's name, which is the site's, too.
    public String name() {
        return file.name();
    }

    /// The names of all devices in the file's order, absent ones included.
    public List<String> deviceNames() {
        return file.deviceNames();
    }

    /// A device's address, an IPv4 literal.
    ///
    /// @throws IllegalArgumentException when there is no such device
    public String address(String device) {
        return device(device).spec().address();
    }

    /// The port on which a device listens, or would if it were there.
    ///
    /// @throws IllegalArgumentException when there is no such device
    public int port(String device) {
        return device(device).port();
    }

    private Device device(String name) {
        Device device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException("there is no device \"" + name + "\"");
        }
        return device;
    }

    /// A whole `site.yaml` that matches what listens now, ports included.
    public String siteYaml() {
        return SiteText.of(file.head(), List.copyOf(devices.values()));
    }

    /// Makes the changes that the plant file lists: a new firmware, another module, a newcomer.
    /// Connections that are open stay.
    ///
    /// @return the names of the devices that changed, in the file's order
    public List<String> applyChanges() {
        List<String> changed = new ArrayList<>();
        for (Change change : file.head().changes()) {
            device(change.device()).become(file.changed(change));
            changed.add(change.device());
        }
        return List.copyOf(changed);
    }

    /// Says that a scan is over: a connection that is still open is a leak (S3). One that was
    /// closed a moment ago may not have been noticed yet, so this waits for that, at most half a
    /// second.
    public void scanEnded() {
        long giveUp = System.nanoTime() + NOTICE_NANOS;
        while (site.open() > 0 && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        devices.values().forEach(Device::scanEnded);
    }

    /// Says that the scan before is over and another one begins: budgets (S5) start anew, and a
    /// stop that was announced is lifted.
    public void nextScan() {
        scanEnded();
        site.nextPhase();
    }

    /// Takes the scan for ended where nobody says so: it has contacted a device, holds no
    /// connection and has been quiet for that long. The next contact belongs to another scan.
    ///
    /// @return whether it has ended
    public boolean nextScanAfter(Duration quiet) {
        return site.nextPhaseAfter(quiet.toNanos());
    }

    /// Says that the scan was told to stop now: from 50 ms later on (and as much more as this
    /// machine is held up), every new connection and every frame that does not close one is a
    /// breach of S9. A scan in another process gets to know of a signal later than it was sent:
    /// call this when it has said that it stops.
    public void stopAnnounced() {
        site.stopAnnounced();
    }

    /// When the last request reached a device, by this process's [System#nanoTime()]: the moment at
    /// which the device had read all of it. What closes a conversation is no request.
    public OptionalLong lastRequestNanos() {
        return site.lastRequestNanos();
    }

    /// What the devices and the panel recorded up to now.
    public WitnessReport witness() {
        return new WitnessReport(
                devices.values().stream().map(device -> device.watch().report()).toList(),
                panels.stream().map(Hmi::report).toList());
    }

    /// The breaches that the devices saw up to now, device by device.
    public List<Breach> breaches() {
        return witness().breaches();
    }

    /// Writes what the devices recorded of every scan up to now, both ways, as a pcapng capture for
    /// foreign tools; the panel's traffic is not in it. TCP and IP headers are reconstructed.
    ///
    /// @throws PlantException when the file cannot be written, or when a device had to drop records
    public void capture(Path pcapng) {
        capture(pcapng, seen -> true);
    }

    /// Writes one scan's part of [#capture(Path)], to be judged against that scan's plan.
    ///
    /// @param scan counted from 1; see [#nextScan()]
    /// @throws PlantException as [#capture(Path)]
    public void capture(Path pcapng, int scan) {
        capture(pcapng, seen -> seen.phase() == scan);
    }

    private void capture(Path pcapng, Predicate<Seen> chosen) {
        new PhaseCapture(site.clock(), List.copyOf(devices.values()), chosen).write(pcapng);
    }

    @Override
    public void close() {
        panels.forEach(Hmi::close);
        // first, so that ten thousand sockets are let go at once
        listeners.close();
        devices.values().forEach(Device::stop);
        stall.close();
    }
}
