package io.walkdown.cli.command;

import io.walkdown.scanner.site.Device;
import io.walkdown.scanner.site.KnownProfiles;
import io.walkdown.scanner.site.Site;
import io.walkdown.scanner.site.SiteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What the shell works on: a site file, and the device in use. Thread-safe.
final class ShellSession {
    private final Path siteFile;
    private final InstantSource clock;
    private final AtomicReference<String> device = new AtomicReference<>("");
    private final AtomicReference<Optional<Reading>> last = new AtomicReference<>(Optional.empty());

    /// A site file as it was read, and how the file looked then.
    private record Reading(String stamp, Optional<Site> site) {}

    ShellSession(Path siteFile, InstantSource clock) {
        this.siteFile = siteFile;
        this.clock = clock;
    }

    Path siteFile() {
        return siteFile;
    }

    /// The name of the device in use; empty text for none.
    String device() {
        return device.get();
    }

    void use(String name) {
        device.set(name);
    }

    /// The site as its file says now; empty where that is missing or wrong. It is read again only
    /// where the file has changed, because every key typed asks for it.
    Optional<Site> site() {
        String stamp = stamp();
        Optional<Reading> known = last.get().filter(reading -> reading.stamp().equals(stamp));
        if (known.isPresent()) {
            return known.get().site();
        }
        Optional<Site> site = read();
        last.set(Optional.of(new Reading(stamp, site)));
        return site;
    }

    private String stamp() {
        try {
            var now = Files.readAttributes(siteFile, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size();
        } catch (IOException e) {
            return "missing";
        }
    }

    private Optional<Site> read() {
        if (!Files.isRegularFile(siteFile)) {
            return Optional.empty();
        }
        var anyProfile = new KnownProfiles(_ -> true, _ -> Optional.empty());
        return SiteFile.read(siteFile, anyProfile, clock.instant())
                        instanceof SiteFile.Result.Loaded(Site site, var _)
                ? Optional.of(site)
                : Optional.empty();
    }

    /// The entry of that name or address, or of the device in use where the text is empty.
    ///
    /// @throws Failure with the way out where there is none
    Device named(Site site, String text) {
        String wanted = text.isEmpty() ? device() : text;
        if (wanted.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "no device is named",
                    "none is in use",
                    "name one, or say first: use DEVICE");
        }
        return find(site, wanted)
                .orElseThrow(() ->
                        new Failure(
                                ExitCode.USAGE,
                                "there is no device " + wanted,
                                "%s names none of that name or address"
                                        .formatted(site.file().getFileName()),
                                site.nearestName(wanted)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("see the devices with: plan")));
    }

    /// The entry of that name or address.
    static Optional<Device> find(Site site, String text) {
        return site.device(text)
                .or(() ->
                        site.devices().stream()
                                .filter(device -> device.address().text().equals(text))
                                .findFirst());
    }
}
