package io.walkdown.scanner.wire;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Link.Inbound;
import io.walkdown.scanner.wire.Sent.Close;
import io.walkdown.scanner.wire.Sent.Unused;
import io.walkdown.throttle.Decision;
import io.walkdown.throttle.FrameKind;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.Rule;
import io.walkdown.throttle.Ticker;
import io.walkdown.throttle.Ticket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conversation of one leg: gate, pulse, guard, recorder, socket, answer, for every frame.
///
/// Not thread-safe: it belongs to its visit's virtual thread.
final class GuardedConversation implements Conversation {
    /// A group that must rest longer than this gives its connection back meanwhile (S6).
    private static final Duration LONGEST_REST_CONNECTED = Duration.ofSeconds(10);

    /// Where it would end later than this after a stop, the protocol's close is skipped (S9).
    private static final Duration LONGEST_STOPPED_CLOSE = Duration.ofSeconds(2);

    /// How often a wait that a stop may have to end is looked up from.
    private static final long LOOK_UP_NANOS = 20_000_000;

    private final Contact contact;
    private final Leg leg;
    private final Restraint restraint;
    private final Gate gate;
    private final Ticket ticket;
    private final FlightRecorder recorder;
    private final EventLoopGroup loops;
    private final Ticker ticker;
    private final Pulse pulse;
    private final FrameGuard guard;
    private final Map<String, String> notTaken = new HashMap<>();

    private @Nullable Link link;
    private FlightRecorder.@Nullable Track track;
    private Reply.@Nullable Ended ending;
    private boolean peerGone;
    private boolean answered;

    /// Whether a whole frame of the leg's protocol has come.
    private boolean spoken;

    private boolean troubled;

    /// Recorded, and overtaken by a stop before it left.
    private @Nullable Step withdrawn;

    /// Why the protocol's close may not go; null while it may.
    private @Nullable String finAlone;

    private int frames;
    private long bytesSent;
    private long bytesReceived;
    private int connections;
    private long lastReadNanos;
    private long firstContactNanos = Long.MAX_VALUE;
    private long lastCloseNanos = Long.MIN_VALUE;
    private Close close = Close.NONE;

    GuardedConversation(
            Contact contact,
            Leg leg,
            Restraint restraint,
            Gate gate,
            Ticket ticket,
            Wire.Surroundings around) {
        this.contact = contact;
        this.leg = leg;
        this.restraint = restraint;
        this.gate = gate;
        this.ticket = ticket;
        this.recorder = around.recorder();
        this.loops = around.loops();
        this.ticker = around.ticker();
        this.pulse = around.pulse();
        this.guard = new FrameGuard(leg);
    }

    @Override
    public Reply ask(String stepId, byte[] frame) {
        if (ending != null) {
            return ending;
        }
        Step step = leg.step(stepId);
        Optional<ProbeOutcome> restrained = restraint.against(step);
        if (restrained.isPresent()) {
            return end(restrained.get());
        }
        try {
            return askNow(step, frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return end(new ProbeOutcome.Stopped("interrupted"));
        }
    }

    @Override
    public void notTaken(String stepId, String reason) {
        Step step = leg.step(stepId);
        notTaken.put(step.id(), reason);
    }

    @Override
    public void close(String stepId, byte[] frame) {
        Step step = leg.step(stepId);
        if (link == null) {
            return;
        }
        try {
            if (peerGone) {
                notTaken.putIfAbsent(stepId, "the peer had ended the connection");
            } else if (pulse.lost().filter(Pulse.Lost::slept).isPresent()) {
                notTaken.putIfAbsent(stepId, "S9: this process stood still; FIN goes alone");
            } else if (finAlone != null) {
                notTaken.putIfAbsent(stepId, finAlone);
            } else if (closeIsTooSlow()) {
                notTaken.putIfAbsent(stepId, "S9: stopped; the close would take longer than 2 s");
            } else {
                sendClose(step, frame);
            }
            hangUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    @Override
    public void close() {
        if (link == null) {
            return;
        }
        try {
            hangUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    /// Closes the socket at once, whatever state it is in. Does nothing on a closed one.
    void abort() {
        Link open = link;
        if (open == null) {
            return;
        }
        link = null;
        boolean interrupted = Thread.interrupted();
        noteCutOff();
        try {
            open.close();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            disconnected();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// A connection that is closed before its peer ended it counts as unanswered: how the device
    /// took it is not known (S3). What a broken recording cannot hold is remembered all the same.
    private void noteCutOff() {
        if (leg.transport() == Transport.UDP || track == null) {
            return;
        }
        boolean cutOff = true;
        try {
            cutOff = track.cutOff();
        } catch (RecorderFailure e) {
            // the run has failed already, or fails at its end; the socket is closed first
        }
        if (cutOff) {
            close = Close.UNANSWERED;
        }
    }

    private Reply askNow(Step step, byte[] frame) throws InterruptedException {
        giveConnectionBackDuringLongRest(step);
        if (link == null) {
            ProbeOutcome failure = connect();
            if (failure != null) {
                return end(failure);
            }
        }
        Link open = Objects.requireNonNull(link);
        open.listen(room(step, 0));
        long asked = ticker.nanos();
        Decision decision = gate.awaitFrame(ticket, kind(step), frame.length);
        if (decision instanceof Decision.Never never) {
            return end(outcome(never));
        }
        ProbeOutcome lost = lostPulse();
        if (lost != null) {
            gate.abandon(ticket);
            return end(lost);
        }
        ProbeOutcome unasked = unasked(open);
        if (unasked != null) {
            gate.abandon(ticket);
            return end(unasked);
        }
        return exchange(open, step, frame, waited(asked));
    }

    /// The last look before an open, read or continue frame or a connect: a lost pulse stops the
    /// whole run (S9).
    private @Nullable ProbeOutcome lostPulse() {
        return pulse.lost()
                .map(lost -> {
                    gate.stop(lost.why());
                    return new ProbeOutcome.Stopped(lost.why());
                })
                .orElse(null);
    }

    private Reply exchange(Link open, Step step, byte[] frame, String waited)
            throws InterruptedException {
        prepare(step, frame, waited);
        ProbeOutcome overtaken = overtaken();
        if (overtaken != null) {
            withdraw(step, frame, overtaken);
            return end(overtaken);
        }
        long sent;
        try {
            sent = write(open, frame);
        } catch (IOException e) {
            return end(broken(e, step));
        }
        if (step.answerMax() == 0) {
            return new Reply.Answer(Octets.of(new byte[0]));
        }
        return read(open, step, sent);
    }

    /// Guard, then recorder; the socket comes after them (S1, S13).
    private void prepare(Step step, byte[] frame, String waited) {
        boolean written = false;
        try {
            guard.pass(step, frame);
            frames++;
            bytesSent += frame.length;
            currentTrack().sending(step, frames, frame, waited);
            written = true;
        } finally {
            if (!written) {
                gate.abandon(ticket);
            }
        }
    }

    /// The very last look: a disk may have stood still while the frame was written down (S9).
    private @Nullable ProbeOutcome overtaken() {
        ProbeOutcome lost = lostPulse();
        return lost != null
                ? lost
                : gate.stopReason().<ProbeOutcome>map(ProbeOutcome.Stopped::new).orElse(null);
    }

    /// Takes back a frame that was recorded and will not leave.
    private void withdraw(Step step, byte[] frame, ProbeOutcome why) {
        gate.abandon(ticket);
        frames--;
        bytesSent -= frame.length;
        withdrawn = step;
        currentTrack().withdrawn(step, frame, why.evidence());
    }

    private long write(Link open, byte[] frame) throws IOException, InterruptedException {
        try {
            long sent = open.write(frame);
            gate.wrote(ticket, frame.length, sent);
            startedAt(sent);
            return sent;
        } catch (IOException e) {
            gate.wrote(ticket, frame.length, ticker.nanos());
            throw e;
        }
    }

    private Reply read(Link open, Step step, long sent) throws InterruptedException {
        long deadline = sent + step.timeout().nanos();
        Duration gap = gate.gap(ticket);
        var assembly = new Assembly(leg.framing(), step);
        while (true) {
            long until = lookUp(deadline, gap);
            Inbound inbound = open.next(until, room(step, assembly.soFar().length));
            switch (inbound) {
                case null -> {
                    if (until == deadline) {
                        return timedOut(step, assembly);
                    }
                    Optional<String> stopped = gate.stopReason();
                    if (stopped.isPresent() && !leftAfterStop(gap).isPositive()) {
                        return givenUp(step, assembly, stopped.get());
                    }
                }
                case Inbound.Chunk chunk -> {
                    answered = true;
                    lastReadNanos = chunk.nanos();
                    bytesReceived += chunk.bytes().length();
                    Assembly.State state = whole(step, chunk, assembly);
                    if (!(state instanceof Assembly.State.More)) {
                        gate.answered(ticket, assembly.soFar().length, chunk.nanos());
                        Reply reply = judged(step, assembly, state);
                        if (reply instanceof Reply.Answer) {
                            restraint.took(step, Duration.ofNanos(chunk.nanos() - sent));
                            heedUnasked(open);
                        }
                        return reply;
                    }
                }
                case Inbound.End() -> {
                    return peerEnded(step, assembly);
                }
                case Inbound.Broken(IOException cause) -> {
                    gate.timedOut(ticket, ticker.nanos());
                    return end(broken(cause, step));
                }
            }
        }
    }

    /// Until when to wait before a stop is looked for: the deadline itself, where none from now on
    /// could end the wait before it.
    private long lookUp(long deadline, Duration gap) {
        long now = ticker.nanos();
        long patience = now + leftAfterStop(gap).toNanos();
        if (patience >= deadline) {
            return deadline;
        }
        return gate.stopped() ? patience : Math.min(deadline, now + LOOK_UP_NANOS);
    }

    /// What a rest before the protocol's close leaves of the two seconds that a stop may take (S9);
    /// while nothing is stopped, as if it were now.
    private Duration leftAfterStop(Duration rest) {
        return LONGEST_STOPPED_CLOSE.minus(rest).minus(gate.stoppedFor().orElse(Duration.ZERO));
    }

    /// A datagram holds a whole frame or none: what comes in another one is not its rest. One that
    /// fills its room may have been cut off without a word.
    private Assembly.State whole(Step step, Inbound.Chunk chunk, Assembly assembly) {
        Assembly.State state = assembly.add(chunk.bytes().toArray());
        if (leg.transport() == Transport.TCP) {
            return state;
        }
        int length = chunk.bytes().length();
        if (length >= step.answerMax()) {
            return new Assembly.State.Wrong(
                    "a datagram of %d bytes or more; less than that is accepted".formatted(length));
        }
        return state instanceof Assembly.State.More
                ? new Assembly.State.Wrong(
                        "the frame goes on behind its datagram of %d bytes".formatted(length))
                : state;
    }

    private Reply judged(Step step, Assembly assembly, Assembly.State state) {
        record(step, assembly);
        return switch (state) {
            case Assembly.State.Whole(Octets frame) -> {
                guard.answered(step, frame);
                spoken = true;
                yield new Reply.Answer(frame);
            }
            case Assembly.State.Wrong(String why) -> end(unreadable(assembly.soFar(), why));
            case Assembly.State.More() ->
                    throw new IllegalStateException("an unfinished answer is not judged");
        };
    }

    /// The gap counts from the time at which the bytes were read (S4), so that is what is noted.
    private void record(Step step, Assembly assembly) {
        currentTrack().received(step, assembly.soFar(), recorder.timeOf(lastReadNanos, ticker));
    }

    /// A stop waits for an answer as long as the protocol's close can follow it in time (S9).
    private Reply givenUp(Step step, Assembly assembly, String stopped) {
        gate.timedOut(ticket, ticker.nanos());
        if (assembly.soFar().length > 0) {
            record(step, assembly);
        }
        finAlone =
                "S9: stopped; no answer to %s in time for a close within %d s, so FIN goes alone"
                        .formatted(step.id(), LONGEST_STOPPED_CLOSE.toSeconds());
        return end(new ProbeOutcome.Stopped(stopped));
    }

    private Reply timedOut(Step step, Assembly assembly) {
        gate.timedOut(ticket, ticker.nanos());
        int got = assembly.soFar().length;
        if (got > 0) {
            record(step, assembly);
            return end(
                    unreadable(
                            assembly.soFar(),
                            "only %d bytes of an answer to %s within %d ms"
                                    .formatted(got, step.id(), step.timeout().value().toMillis())));
        }
        return end(
                new ProbeOutcome.Silent(
                        "no answer to %s within %d ms"
                                .formatted(step.id(), step.timeout().value().toMillis())));
    }

    private Reply peerEnded(Step step, Assembly assembly) {
        gate.timedOut(ticket, ticker.nanos());
        peerGone = true;
        int got = assembly.soFar().length;
        if (got > 0) {
            record(step, assembly);
            return end(
                    unreadable(
                            assembly.soFar(),
                            "the peer closed the connection after %d bytes of an answer to %s"
                                    .formatted(got, step.id())));
        }
        return end(
                new ProbeOutcome.Closed(
                        "the peer closed the connection in place of an answer to " + step.id()));
    }

    /// Malformed, unless the first bytes on the connection tell another protocol: that is no sign
    /// of trouble.
    private ProbeOutcome unreadable(byte[] bytes, String why) {
        return (spoken || beginsAsOurs(bytes) ? Optional.<String>empty() : OtherProtocol.of(bytes))
                .<ProbeOutcome>map(name ->
                        new ProbeOutcome.NotSpoken("%s on port %d".formatted(name, leg.port())))
                .orElseGet(() -> new ProbeOutcome.Malformed(why));
    }

    private boolean beginsAsOurs(byte[] bytes) {
        Framing framing = leg.framing();
        return bytes.length >= framing.headerLength() && framing.frameLength(bytes) > 0;
    }

    private @Nullable ProbeOutcome connect() throws InterruptedException {
        var remote = new InetSocketAddress(contact.address(), leg.port());
        boolean tcp = leg.transport() == Transport.TCP;
        if (tcp) {
            Decision decision = gate.awaitConnect(ticket);
            if (decision instanceof Decision.Never never) {
                return outcome(never);
            }
            ProbeOutcome lost = lostPulse();
            if (lost != null) {
                gate.disconnected(ticket, ticker.nanos());
                return lost;
            }
            recordConnecting(remote);
            ProbeOutcome overtaken = overtaken();
            if (overtaken != null) {
                gate.disconnected(ticket, ticker.nanos());
                recorder.event(contact.device(), "withdrawn", overtaken.evidence());
                return overtaken;
            }
            connections++;
            startedAt(ticker.nanos());
        }
        Duration timeout = contact.connectTimeout().value();
        try {
            link = Link.open(loops, leg.transport(), remote, timeout, ticker);
        } catch (IOException e) {
            return notConnected(e, remote, timeout);
        }
        track = recorder.track(contact.device(), leg.id(), link.local(), remote, tcp);
        if (tcp) {
            long connected = ticker.nanos();
            gate.connected(ticket, connected);
            currentTrack().connected(recorder.timeOf(connected, ticker));
        }
        return null;
    }

    private void recordConnecting(InetSocketAddress remote) {
        try {
            recorder.connecting(contact.device(), leg.id(), remote);
        } catch (RecorderFailure e) {
            gate.disconnected(ticket, ticker.nanos());
            throw e;
        }
    }

    private ProbeOutcome notConnected(IOException e, InetSocketAddress remote, Duration timeout) {
        gate.disconnected(ticket, ticker.nanos());
        lastCloseNanos = Math.max(lastCloseNanos, ticker.nanos());
        ProbeOutcome outcome =
                switch (e) {
                    case ConnectTimeoutException late ->
                            new ProbeOutcome.Silent(
                                    "no connection to port %d within %d ms"
                                            .formatted(remote.getPort(), timeout.toMillis()));
                    case ConnectException refused ->
                            new ProbeOutcome.Refused(
                                    "port %d refused the connection".formatted(remote.getPort()));
                    // accepted and reset before the socket was ready: a reset like any other
                    case SocketException reset when isReset(reset) ->
                            new ProbeOutcome.Reset(
                                    "port %d reset the connection as it stood"
                                            .formatted(remote.getPort()));
                    default ->
                            new ProbeOutcome.Silent(
                                    "no way to port %d: %s"
                                            .formatted(remote.getPort(), e.getMessage()));
                };
        recorder.event(contact.device(), outcome.id(), outcome.evidence());
        return outcome;
    }

    /// The JDK tells a reset by its words alone.
    private static boolean isReset(SocketException e) {
        return String.valueOf(e.getMessage()).contains("reset");
    }

    private void giveConnectionBackDuringLongRest(Step step) throws InterruptedException {
        if (link == null || !step.mayReconnect()) {
            return;
        }
        Duration rest = gate.restBefore(ticket, kind(step)).orElse(Duration.ZERO);
        if (rest.compareTo(LONGEST_REST_CONNECTED) > 0) {
            hangUp();
            peerGone = false; // the next connect waits for the rest's end at the gate
        }
    }

    private void sendClose(Step step, byte[] frame) throws InterruptedException {
        Link open = Objects.requireNonNull(link);
        long asked = ticker.nanos();
        if (gate.awaitFrame(ticket, FrameKind.CLOSE, frame.length)
                instanceof Decision.Never never) {
            notTaken.putIfAbsent(step.id(), "%s: %s".formatted(never.rule(), never.why()));
            return;
        }
        try {
            prepare(step, frame, waited(asked));
            long _ = write(open, frame);
        } catch (IOException e) {
            peerGone = true;
        }
    }

    private boolean closeIsTooSlow() {
        Duration rest = gate.restBefore(ticket, FrameKind.CLOSE).orElse(Duration.ZERO);
        return gate.stopped() && leftAfterStop(rest).isNegative();
    }

    /// FIN, then what the peer still sends, up to its end or the close timeout (S3).
    private void hangUp() throws InterruptedException {
        Link open = Objects.requireNonNull(link);
        if (leg.transport() == Transport.UDP) {
            abort();
            return;
        }
        currentTrack().ending();
        open.endOutput();
        Close how = drain(open, ticker.nanos() + contact.closeTimeout().nanos());
        close = how.compareTo(close) > 0 ? how : close;
        currentTrack().ended(how.name().toLowerCase(Locale.ROOT));
        abort();
    }

    private Close drain(Link open, long deadline) throws InterruptedException {
        if (peerGone) {
            return Close.CLOSED;
        }
        while (true) {
            // with nothing left, one byte more tells a peer that goes on from one that ends
            int left = answersLeft();
            switch (open.next(deadline, Math.max(1, left))) {
                case null -> {
                    return Close.UNANSWERED;
                }
                case Inbound.Chunk chunk -> {
                    bytesReceived += Math.min(left, chunk.bytes().length());
                    if (chunk.bytes().length() >= left) {
                        return Close.UNANSWERED;
                    }
                }
                case Inbound.End() -> {
                    return Close.CLOSED;
                }
                case Inbound.Broken(IOException cause) -> {
                    return Close.RESET;
                }
            }
        }
    }

    /// How many bytes of an answer may still be read.
    private static int room(Step step, int soFar) {
        return step.answerMax() - soFar;
    }

    /// Reads on while nothing is asked, so that what a device sends unasked is never taken for the
    /// next answer.
    private void heedUnasked(Link open) {
        int left = answersLeft();
        if (left > 0) {
            open.listen(left);
        }
    }

    /// How many bytes the plan's answers leave for reading on. What the plan keeps for frames that
    /// may still leave is not among them: a peer that sends on must not use up the close's bytes
    /// (S5).
    private int answersLeft() {
        return (int) Math.max(0, leg.worstAnswerBytes() - bytesReceived);
    }

    private void disconnected() {
        lastCloseNanos = Math.max(lastCloseNanos, ticker.nanos());
        track = null;
        gate.disconnected(ticket, lastCloseNanos);
    }

    private @Nullable ProbeOutcome unasked(Link open) {
        return switch (open.unasked()) {
            case null -> null;
            case Inbound.Chunk chunk ->
                    unreadable(
                            chunk.bytes().toArray(),
                            "%d bytes came that nobody asked for"
                                    .formatted(chunk.bytes().length()));
            case Inbound.End() -> {
                peerGone = true;
                yield new ProbeOutcome.Closed("the peer closed the connection");
            }
            case Inbound.Broken(IOException cause) -> broken(cause, null);
        };
    }

    private ProbeOutcome broken(IOException cause, @Nullable Step step) {
        peerGone = true;
        if (cause instanceof PortUnreachableException) {
            return new ProbeOutcome.Refused("UDP port %d is unreachable".formatted(leg.port()));
        }
        close = Close.RESET;
        return new ProbeOutcome.Reset(
                "the peer reset the connection"
                        + (step == null ? "" : " in place of an answer to " + step.id()));
    }

    private static ProbeOutcome outcome(Decision.Never never) {
        return never.rule() == Rule.S9
                ? new ProbeOutcome.Stopped(never.why())
                : new ProbeOutcome.Withheld(never.rule().name(), never.why());
    }

    private Reply.Ended end(ProbeOutcome outcome) {
        troubled |= isTrouble(outcome);
        ending = new Reply.Ended(outcome);
        return ending;
    }

    /// The first signs of trouble (S7); a device that was silent from the start may be switched
    /// off.
    private boolean isTrouble(ProbeOutcome outcome) {
        boolean fellSilent =
                outcome instanceof ProbeOutcome.Silent || outcome instanceof ProbeOutcome.Closed;
        return outcome.isTrouble() || (fellSilent && answered);
    }

    private FlightRecorder.Track currentTrack() {
        return Objects.requireNonNull(track);
    }

    private String waited(long sinceNanos) {
        return "waited %d ms".formatted((ticker.nanos() - sinceNanos) / 1_000_000);
    }

    private void startedAt(long nanos) {
        firstContactNanos = Math.min(firstContactNanos, nanos);
    }

    private static FrameKind kind(Step step) {
        return switch (step.kind()) {
            case OPEN -> FrameKind.OPEN;
            case READ -> FrameKind.READ;
            case CONTINUE -> FrameKind.CONTINUE;
            case CLOSE -> FrameKind.CLOSE;
        };
    }

    /// The steps that were not used up, each with the reason that the dialogue gave, or with
    /// `otherwise`.
    List<Unused> unused(String otherwise) {
        var unused = new ArrayList<Unused>();
        for (Step step : leg.steps()) {
            int left = step.repeatMax() - guard.used(step) + (step.equals(withdrawn) ? 1 : 0);
            if (left > 0) {
                String reason = notTaken.getOrDefault(step.id(), otherwise);
                unused.add(new Unused(leg.id(), step.id(), left, reason));
            }
        }
        return unused;
    }

    boolean answered() {
        return answered;
    }

    /// Whether the device gave a sign of trouble on this leg (S7).
    boolean troubled() {
        return troubled || close == Close.UNANSWERED;
    }

    int frames() {
        return frames;
    }

    long bytes() {
        return bytesSent + bytesReceived;
    }

    int connections() {
        return connections;
    }

    Close closed() {
        return close;
    }

    long firstContactNanos() {
        return firstContactNanos;
    }

    long lastCloseNanos() {
        return lastCloseNanos;
    }

    boolean isOpen() {
        return link != null && link.isOpen();
    }
}
