package io.walkdown.scanner.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes every frame of a run to `journal.ndjson` and `wire.pcapng` before it leaves, and every
/// answer as it is read (S13).
///
/// Thread-safe. The lock is held over the write on purpose: a journal line names the hash of the
/// line before it, so the order in the file is the order of the chain. Each write reaches the
/// operating system before the method returns; [#force] reaches the disk.
public final class FlightRecorder implements AutoCloseable {
    /// The journal's file name in a run folder.
    public static final String JOURNAL = "journal.ndjson";

    /// The capture's file name in a run folder.
    public static final String CAPTURE = "wire.pcapng";

    /// The least time between two checkpoints but the last.
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final Path folder;
    private final Optional<Signer> signer;
    private final Journal journal;
    private final CaptureFile capture;
    private final MessageDigest sha256 = Journal.sha256();
    private final AtomicLong framesSent = new AtomicLong();
    private final Map<String, Step> asked = new ConcurrentHashMap<>();
    private long framesReceived;
    private long connections;
    private boolean closed;
    private Instant checkpoint;

    /// Set once and for good: after half a line nothing may follow that looks whole.
    private final AtomicReference<@Nullable RecorderFailure> broken = new AtomicReference<>();

    private final AtomicLong written = new AtomicLong();
    private final ReentrantLock forcing = new ReentrantLock();
    // guarded by `forcing`
    private long forced;

    private FlightRecorder(
            Path folder,
            InstantSource clock,
            Optional<Signer> signer,
            Journal journal,
            CaptureFile capture) {
        this.folder = folder;
        this.clock = clock;
        this.signer = signer;
        this.journal = journal;
        this.capture = capture;
        this.checkpoint = clock.instant();
    }

    /// Starts the recording of a run whose checkpoints nobody signs.
    ///
    /// @param runFolder an existing folder without a recording
    /// @param planHash the hash of the plan that the run follows
    /// @throws RecorderFailure where the files cannot be made
    public static FlightRecorder start(Path runFolder, String planHash, InstantSource clock) {
        return start(runFolder, new RunFacts("", planHash, ""), Optional.empty(), clock);
    }

    /// Starts the recording of a run.
    ///
    /// @param runFolder an existing folder without a recording
    /// @param facts what the first line says
    /// @param signer signs the first line, the checkpoints and the last line
    /// @throws RecorderFailure where the files cannot be made
    public static FlightRecorder start(
            Path runFolder, RunFacts facts, Signer signer, InstantSource clock) {
        return start(runFolder, facts, Optional.of(signer), clock);
    }

    private static FlightRecorder start(
            Path runFolder, RunFacts facts, Optional<Signer> signer, InstantSource clock) {
        try {
            Journal journal = Journal.create(runFolder.resolve(JOURNAL));
            CaptureFile capture = CaptureFile.create(runFolder.resolve(CAPTURE));
            var recorder = new FlightRecorder(runFolder, clock, signer, journal, capture);
            recorder.signed(
                    "start",
                    json -> {
                        json.writeNumberField("version", 1);
                        json.writeStringField("run", facts.run());
                        json.writeStringField("plan", facts.planHash());
                        json.writeStringField("planSha256", facts.planFileSha256());
                        json.writeStringField("capture", CAPTURE);
                    });
            return recorder;
        } catch (IOException e) {
            throw new RecorderFailure("cannot start the recording in " + runFolder, e);
        }
    }

    /// The time of day of a moment of that ticker. Where the thread is put off in between it is
    /// told too early, never too late: an answer is not made to look later than it was.
    Instant timeOf(long nanos, Ticker ticker) {
        Instant now = clock.instant();
        return now.minusNanos(Math.max(0, ticker.nanos() - nanos));
    }

    /// How many frames have been recorded to be sent so far, closing ones included.
    public long framesSent() {
        return framesSent.get();
    }

    /// What that device was asked last, in plain words; empty before its first frame.
    public Optional<String> lastAsked(String device) {
        return Optional.ofNullable(asked.get(device)).map(Step::meaning);
    }

    /// Starts the track of one connection or pair of UDP ports.
    Track track(
            String device,
            String leg,
            InetSocketAddress local,
            InetSocketAddress remote,
            boolean tcp) {
        return new Track(device, leg, remote, new PacketFlow(local, remote, tcp), tcp);
    }

    /// Notes a TCP connection that is about to be tried: from here on a SYN may leave.
    void connecting(String device, String leg, InetSocketAddress remote) {
        locked(() -> {
            connections++;
            journal.append(json -> {
                head(json, "connecting", clock.instant(), device);
                place(json, remote, leg);
            });
        });
    }

    /// Notes an event of a visit that moves no frame, for example a refused connection.
    void event(String device, String event, String detail) {
        locked(() ->
                journal.append(json -> {
                    head(json, event, clock.instant(), device);
                    json.writeStringField("detail", detail);
                }));
    }

    /// Signs what was written so far, at most once a second, and forces it to the disk. Callers
    /// that come while one of them forces share the next forcing (S15).
    public void force() {
        checkpoint();
        requireWhole();
        long wanted = written.get();
        forcing.lock();
        try {
            if (forced >= wanted) {
                return;
            }
            long covered = written.get();
            capture.force();
            journal.force();
            forced = covered;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            forcing.unlock();
        }
    }

    private void checkpoint() {
        locked(() -> {
            boolean soon =
                    Duration.between(checkpoint, clock.instant())
                                    .abs()
                                    .compareTo(BETWEEN_CHECKPOINTS)
                            < 0;
            if (!closed && !soon) {
                signed("checkpoint", this::counts);
            }
        });
    }

    /// A line that says how long both files are, what they hold, and is signed.
    private void signed(String event, Journal.Fields more) throws IOException {
        checkpoint = clock.instant();
        CaptureFile.Part captured = capture.soFar();
        Journal.Fields fields =
                json -> {
                    json.writeStringField("event", event);
                    json.writeStringField("at", checkpoint.toString());
                    more.writeTo(json);
                    json.writeNumberField("captureBytes", captured.length());
                    json.writeStringField("captureSha256", captured.sha256());
                };
        if (signer.isPresent()) {
            journal.appendSigned(signer.get(), fields);
        } else {
            journal.append(fields);
        }
    }

    private void counts(JsonGenerator json) throws IOException {
        json.writeNumberField("framesSent", framesSent.get());
        json.writeNumberField("framesReceived", framesReceived);
        json.writeNumberField("connections", connections);
    }

    /// Writes the last line with the counts, signed, and closes both files. A journal without that
    /// line is incomplete, and one that failed gets none.
    ///
    /// @throws RecorderFailure where the recording is not whole; the files are closed all the same
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        try (journal;
                capture) {
            requireWhole();
            signed("end", this::counts);
            written.incrementAndGet();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void head(JsonGenerator json, String event, Instant at, String device)
            throws IOException {
        json.writeStringField("event", event);
        json.writeStringField("at", at.toString());
        json.writeStringField("device", device);
    }

    private void place(JsonGenerator json, InetSocketAddress remote, String leg)
            throws IOException {
        json.writeStringField("address", remote.getAddress().getHostAddress());
        json.writeNumberField("port", remote.getPort());
        json.writeStringField("leg", leg);
    }

    private void locked(Writing writing) {
        lock.lock();
        try {
            requireWhole();
            writing.run();
            written.incrementAndGet();
        } catch (IOException e) {
            throw broken(e);
        } finally {
            lock.unlock();
        }
    }

    /// A recording that failed once takes nothing more: no frame leaves, whoever wants to send it.
    private void requireWhole() {
        RecorderFailure failure = broken.get();
        if (failure != null) {
            throw failure;
        }
    }

    private RecorderFailure broken(IOException cause) {
        var failure = new RecorderFailure("cannot write the recording in " + folder, cause);
        broken.compareAndSet(null, failure);
        return failure;
    }

    private static long epochNanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    /// The record of one connection, or of one pair of UDP ports.
    final class Track {
        private final String device;
        private final String leg;
        private final InetSocketAddress remote;
        private final PacketFlow flow;
        private final boolean tcp;
        private boolean ending;
        private boolean ended;

        private Track(
                String device, String leg, InetSocketAddress remote, PacketFlow flow, boolean tcp) {
            this.device = device;
            this.leg = leg;
            this.remote = remote;
            this.flow = flow;
            this.tcp = tcp;
        }

        /// Notes that the connection stands.
        void connected(Instant at) {
            locked(() -> captured("connected", at, capture.append(epochNanos(at), flow.opening())));
        }

        /// Notes a frame that is about to leave. Only after this returns may it be written.
        ///
        /// @param reason what the permit waited for, in words
        void sending(Step step, int permit, byte[] frame, String reason) {
            asked.put(device, step);
            locked(() -> {
                framesSent.incrementAndGet();
                frame(
                        "sent",
                        clock.instant(),
                        flow.sent(frame),
                        frame,
                        step,
                        json -> {
                            json.writeNumberField("permit", permit);
                            json.writeStringField("reason", reason);
                        });
            });
        }

        /// Notes an answer, or what came in the place of one.
        ///
        /// @param at when its last byte was read
        void received(Step step, byte[] bytes, Instant at) {
            locked(() -> {
                framesReceived++;
                frame("received", at, flow.received(bytes), bytes, step, json -> {});
            });
        }

        /// Notes that the frame which was recorded last does not leave: a stop overtook it (S9). It
        /// stays in the capture, which nothing is ever taken out of.
        void withdrawn(Step step, byte[] frame, String why) {
            locked(() -> {
                flow.takeBack(frame);
                line(
                        "withdrawn",
                        clock.instant(),
                        json -> {
                            json.writeStringField("step", step.id());
                            json.writeStringField("detail", why);
                        });
            });
        }

        /// Notes that we end our direction.
        void ending() {
            if (tcp && !ending) {
                ending = true;
                locked(() -> packet("fin", flow.ourEnd()));
            }
        }

        /// Notes that the socket is closed at once, so that nobody knows how the peer ended;
        /// nothing where the end was noted before.
        ///
        /// @return whether it was not
        boolean cutOff() {
            if (ended) {
                return false;
            }
            ending();
            ended("unanswered");
            return true;
        }

        /// Notes how the connection ended.
        ///
        /// @param how `closed`, `reset` or `unanswered`
        void ended(String how) {
            ended = true;
            locked(() -> {
                if (tcp && !how.equals("unanswered")) {
                    packet(how, flow.theirEnd(how.equals("reset")));
                } else {
                    line(how, clock.instant(), json -> {});
                }
            });
        }

        private void packet(String event, byte[] packet) throws IOException {
            Instant at = clock.instant();
            captured(event, at, capture.append(epochNanos(at), packet));
        }

        private void captured(String event, Instant at, CaptureFile.Part part) throws IOException {
            line(event, at, json -> part(json, part));
        }

        private static void part(JsonGenerator json, CaptureFile.Part part) throws IOException {
            json.writeNumberField("offset", part.offset());
            json.writeNumberField("captured", part.length());
            json.writeStringField("capturedSha256", part.sha256());
        }

        private void frame(
                String event,
                Instant at,
                byte[] packet,
                byte[] payload,
                Step step,
                Journal.Fields more)
                throws IOException {
            CaptureFile.Part part = capture.append(epochNanos(at), packet);
            line(
                    event,
                    at,
                    json -> {
                        part(json, part);
                        json.writeStringField("step", step.id());
                        json.writeStringField("kind", step.kind().id());
                        json.writeNumberField("length", payload.length);
                        json.writeStringField(
                                "sha256", HexFormat.of().formatHex(sha256.digest(payload)));
                        more.writeTo(json);
                    });
        }

        private void line(String event, Instant at, Journal.Fields more) throws IOException {
            journal.append(json -> {
                head(json, event, at, device);
                place(json, remote, leg);
                more.writeTo(json);
            });
        }
    }
}
