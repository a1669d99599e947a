package io.walkdown.scanner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.walkdown.profiles.Gap;
import io.walkdown.profiles.Timeout;
import io.walkdown.scanner.asset.ProbeOutcome;
import io.walkdown.scanner.wire.Sent.Close;
import io.walkdown.throttle.Gate;
import io.walkdown.throttle.ResponseTimes;
import io.walkdown.throttle.SiteLimits;
import io.walkdown.throttle.Throttle;
import io.walkdown.throttle.Ticker;
import io.walkdown.throttle.Ticket;
import io.walkdown.throttle.VisitAllowance;
import io.walkdown.throttle.VisitDemand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedConversationTest {
    private static final byte[] HELLO = hex("54036f");
    private static final byte[] BYE = hex("540363");
    private static final ProbeOutcome DONE = new ProbeOutcome.Identified();

    @TempDir Path folder;

    private final Ticker ticker = Ticker.system();
    private final Gate gate = new Gate(new Throttle(new SiteLimits(4, 1000), List.of()), ticker);
    private FlightRecorder recorder;
    private Wire wire;

    @BeforeEach
    void start() {
        recorder = FlightRecorder.start(folder, "plan-hash", InstantSource.system());
        wire = new Wire(gate, recorder, ticker, InetAddress::isLoopbackAddress);
    }

    @AfterEach
    void stop() {
        wire.close();
        recorder.close();
    }

    @Test
    void asksReadsAndClosesInOrder() throws Exception {
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3).answer("54046f2a");
                    talk.expect(6).answer("540672000100");
                    talk.expect(3).endOutput();
                })) {
            VisitLine line = line(device.port());
            Conversation talk = line.leg("tcp");

            Reply hello = talk.ask("hello", HELLO);
            Reply read = talk.ask("read", hex("540672 0001 2a"));
            talk.notTaken("more", "nothing followed");
            talk.close("bye", BYE);

            assertThat(hello).isEqualTo(new Reply.Answer(Octets.ofHex("54046f2a")));
            assertThat(read).isEqualTo(new Reply.Answer(Octets.ofHex("540672000100")));
            Sent sent = line.sent(DONE);
            assertThat(sent.frames()).isEqualTo(3);
            assertThat(sent.connections()).isEqualTo(1);
            assertThat(sent.bytes()).isEqualTo(3 + 4 + 6 + 6 + 3);
            assertThat(sent.close()).isEqualTo(Close.CLOSED);
            assertThat(sent.unused())
                    .containsExactly(new Sent.Unused("tcp", "more", 2, "nothing followed"));
            assertThat(line.leaks()).isFalse();
            assertThat(device.received()).containsExactly("54036f", "54067200012a", "540363");
        }
    }

    @Test
    void namesARefusedConnectionAfterOneAttempt() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, loopback())) {
            port = unused.getLocalPort();
        }
        VisitLine line = line(port);

        Reply reply = line.leg("tcp").ask("hello", HELLO);
        Reply again = line.leg("tcp").ask("hello", HELLO);
        line.leg("tcp").close();

        assertThat(outcome(reply)).isInstanceOf(ProbeOutcome.Refused.class);
        assertThat(again).isSameAs(reply);
        assertThat(line.sent(outcome(reply)).connections()).isEqualTo(1);
        assertThat(line.sent(outcome(reply)).frames()).isZero();
    }

    @Test
    void callsADeviceThatAcceptsButNeverAnswersSilent() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.expect(3).expect(3).endOutput())) {
            VisitLine line = line(device.port());

            Reply reply = line.leg("tcp").ask("hello", HELLO);
            line.leg("tcp").close("bye", BYE);

            assertThat(outcome(reply))
                    .isEqualTo(new ProbeOutcome.Silent("no answer to hello within 300 ms"));
            assertThat(line.sent(DONE).close()).isEqualTo(Close.CLOSED);
        }
    }

    @Test
    void asksNothingMoreAfterAnAnswerThatIsSlowForThisDevice() throws Exception {
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3).pause(230).answer("54046f2a");
                    talk.expect(3).endOutput();
                })) {
            var known = new ResponseTimes(Collections.nCopies(5, Duration.ofMillis(2)));
            VisitLine line =
                    wire.line(
                            contact(loopback(), device.port(), true),
                            admit(),
                            known,
                            Optional::empty);
            Conversation talk = line.leg("tcp");

            Reply slow = talk.ask("hello", HELLO);
            Reply next = talk.ask("read", hex("540672 0001 2a"));
            talk.close("bye", BYE);

            assertThat(slow).isEqualTo(new Reply.Answer(Octets.ofHex("54046f2a")));
            assertThat(outcome(next))
                    .isInstanceOf(ProbeOutcome.Busy.class)
                    .extracting(ProbeOutcome::evidence, STRING)
                    .startsWith("S7: the answer to hello took ")
                    .endsWith("; usual is up to 2 ms, the limit 202 ms");
            Sent sent = line.sent(outcome(next));
            assertThat(sent.troubled()).isTrue();
            assertThat(sent.answers())
                    .singleElement()
                    .satisfies(took -> assertThat(took).isGreaterThan(Duration.ofMillis(229)));
            assertThat(sent.close()).isEqualTo(Close.CLOSED);
            assertThat(device.received()).containsExactly("54036f", "540363");
        }
    }

    @Test
    void callsAPeerThatNeverEndsItsDirectionUnanswered() throws Exception {
        try (var device =
                new ScriptedDevice(talk -> talk.expect(3).answer("54046f2a").waitForever())) {
            VisitLine line = line(device.port());

            line.leg("tcp").ask("hello", HELLO);
            line.leg("tcp").close();

            assertThat(line.sent(DONE).close()).isEqualTo(Close.UNANSWERED);
            assertThat(line.leaks()).isFalse();
        }
    }

    @Test
    void tellsAResetFromAClose() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.expect(3).reset())) {
            assertThat(firstOutcome(device)).isInstanceOf(ProbeOutcome.Reset.class);
        }
        try (var device = new ScriptedDevice(talk -> talk.expect(3).endOutput())) {
            assertThat(firstOutcome(device)).isInstanceOf(ProbeOutcome.Closed.class);
        }
    }

    @Test
    void stopsReadingAtTheStepsBound() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.expect(3).answer("5409"))) {
            assertThat(firstOutcome(device))
                    .isEqualTo(
                            new ProbeOutcome.Malformed(
                                    "the answer claims 9 bytes, at most 8 are accepted"));
        }
    }

    @Test
    void doesNotWaitForeverForAnAnswerThatDribbles() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.expect(3).answer("54").waitForever())) {
            assertThat(firstOutcome(device))
                    .isEqualTo(
                            new ProbeOutcome.Malformed(
                                    "only 1 bytes of an answer to hello within 300 ms"));
        }
    }

    /// Bytes of an answer are a sign of trouble (S7); an end in place of one need not be.
    @Test
    void tellsAnAnswerThatIsCutShortFromNoAnswer() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.expect(3).answer("5404").endOutput())) {
            assertThat(firstOutcome(device))
                    .isEqualTo(
                            new ProbeOutcome.Malformed(
                                    "the peer closed the connection after 2 bytes of an answer"
                                            + " to hello"));
        }
    }

    @Test
    void namesAnotherProtocolOnThePort() throws Exception {
        try (var device =
                new ScriptedDevice(talk -> talk.expect(3).answer("15030100020246").endOutput())) {
            assertThat(firstOutcome(device))
                    .isEqualTo(new ProbeOutcome.NotSpoken("TLS on port " + device.port()));
        }
    }

    /// Whoever has answered in our protocol speaks it, whatever comes later.
    @Test
    void takesNoOneForAnotherProtocolThatHasSpokenOurs() throws Exception {
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3).answer("54046f2a").expect(6).answer("15030100020246");
                    talk.waitForever();
                })) {
            VisitLine line = line(device.port());
            line.leg("tcp").ask("hello", HELLO);
            Reply read = line.leg("tcp").ask("read", hex("540672 0001 2a"));
            line.close();

            assertThat(outcome(read)).isInstanceOf(ProbeOutcome.Malformed.class);
        }
    }

    @Test
    void asksNothingMoreOfADeviceThatSpeaksUnasked() throws Exception {
        var answered = new CountDownLatch(1);
        var spoken = new CountDownLatch(1);
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3).answer("54046f2a");
                    answered.await();
                    talk.answer("54046f2b").pause(100);
                    spoken.countDown();
                    talk.waitForever();
                })) {
            VisitLine line = line(device.port());

            line.leg("tcp").ask("hello", HELLO);
            answered.countDown();
            spoken.await();
            Reply read = line.leg("tcp").ask("read", hex("540672 0001 2a"));
            line.close();

            assertThat(outcome(read))
                    .isEqualTo(new ProbeOutcome.Malformed("4 bytes came that nobody asked for"));
            assertThat(device.received()).containsExactly("54036f");
        }
    }

    /// What is read of a flood leaves room for the close that still goes (S5).
    @Test
    void keepsToItsBytesWhileAPeerFloodsAndTheCloseStillGoes() throws Exception {
        var flooded = new CountDownLatch(1);
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3).answer("54046f2a").pause(50);
                    talk.answer("00".repeat(500)).pause(100);
                    flooded.countDown();
                    talk.expect(3).waitForever();
                })) {
            VisitLine line = line(device.port());

            line.leg("tcp").ask("hello", HELLO);
            flooded.await();
            Reply read = line.leg("tcp").ask("read", hex("540672 0001 2a"));
            line.leg("tcp").close("bye", BYE);

            long planned =
                    ToyProtocol.tcp(device.port()).steps().stream()
                            .mapToLong(Step::worstBytes)
                            .sum();
            assertThat(outcome(read)).isInstanceOf(ProbeOutcome.Malformed.class);
            assertThat(device.received()).containsExactly("54036f", "540363");
            assertThat(line.sent(DONE).bytes()).isLessThanOrEqualTo(planned);
            assertThat(line.sent(DONE).close()).isEqualTo(Close.UNANSWERED);
        }
    }

    @Test
    void letsNoUnplannedFrameLeave() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.waitForever())) {
            VisitLine line = line(device.port());

            assertThatThrownBy(() -> line.leg("tcp").ask("hello", hex("540377")))
                    .isInstanceOf(GuardBreach.class);
            line.close();

            assertThat(device.received()).isEmpty();
            assertThat(line.leaks()).isFalse();
        }
    }

    @Test
    void letsNoFrameLeaveThatCannotBeRecorded() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.waitForever())) {
            VisitLine line = line(device.port());
            recorder.close();

            assertThatThrownBy(() -> line.leg("tcp").ask("hello", HELLO))
                    .isInstanceOf(RecorderFailure.class);
            line.close();

            assertThat(device.received()).isEmpty();
        }
    }

    @Test
    void sendsNothingButTheCloseAfterAStop() throws Exception {
        try (var device =
                new ScriptedDevice(
                        talk -> talk.expect(3).answer("54046f2a").expect(3).endOutput())) {
            VisitLine line = line(device.port());

            line.leg("tcp").ask("hello", HELLO);
            gate.stop("test");
            Reply read = line.leg("tcp").ask("read", hex("540672 0001 2a"));
            line.leg("tcp").close("bye", BYE);

            assertThat(outcome(read)).isInstanceOf(ProbeOutcome.Stopped.class);
            assertThat(device.received()).containsExactly("54036f", "540363");
        }
    }

    @Test
    void sendsNothingButTheCloseOnceThePulseIsLost() throws Exception {
        var lost = new AtomicReference<Optional<Pulse.Lost>>(Optional.empty());
        try (var device =
                        new ScriptedDevice(
                                talk -> talk.expect(3).answer("54046f2a").expect(3).endOutput());
                var heeding = heeding(lost::get)) {
            VisitLine line = line(heeding, device.port());

            line.leg("tcp").ask("hello", HELLO);
            lost.set(Optional.of(new Pulse.Lost("stale", false)));
            Reply read = line.leg("tcp").ask("read", hex("540672 0001 2a"));
            lost.set(Optional.empty());
            line.leg("tcp").close("bye", BYE);

            assertThat(outcome(read)).isEqualTo(new ProbeOutcome.Stopped("stale"));
            assertThat(gate.stopReason()).as("it ends the whole run").contains("stale");
            assertThat(device.received()).containsExactly("54036f", "540363");
        }
    }

    /// The disk may stand still while a frame is written down, and a stop come meanwhile (S9).
    @Test
    void withdrawsAFrameThatAStopOvertookWhileItWasRecorded() throws Exception {
        var looks = new AtomicInteger();
        Pulse stopsBehindTheRecord =
                () -> {
                    if (looks.incrementAndGet() == 4) {
                        gate.stop("Ctrl-C");
                    }
                    return Optional.empty();
                };
        try (var device = new ScriptedDevice(talk -> talk.expect(3).endOutput());
                var heeding = heeding(stopsBehindTheRecord)) {
            VisitLine line = line(heeding, device.port());

            Reply hello = line.leg("tcp").ask("hello", HELLO);
            assertThat(looks).as("before and behind the record of connect and frame").hasValue(4);
            line.leg("tcp").close("bye", BYE);

            assertThat(outcome(hello)).isEqualTo(new ProbeOutcome.Stopped("Ctrl-C"));
            assertThat(device.received()).as("the close alone").containsExactly("540363");
            Sent sent = line.sent(outcome(hello));
            assertThat(sent.frames()).isEqualTo(1);
            assertThat(sent.bytes()).isEqualTo(3);
            assertThat(sent.unused()).extracting(Sent.Unused::step).contains("hello");
            assertThat(Files.readString(folder.resolve("journal.ndjson")))
                    .containsSubsequence("\"sent\"", "\"withdrawn\"", "\"sent\"", "\"fin\"");
        }
    }

    @Test
    void doesNotConnectWhereAStopOvertookTheRecord() throws Exception {
        var looks = new AtomicInteger();
        Pulse lostBehindTheRecord =
                () ->
                        looks.incrementAndGet() == 2
                                ? Optional.of(new Pulse.Lost("stale", false))
                                : Optional.empty();
        try (var device = new ScriptedDevice(talk -> talk.expect(3).waitForever());
                var heeding = heeding(lostBehindTheRecord)) {
            VisitLine line = line(heeding, device.port());

            Reply hello = line.leg("tcp").ask("hello", HELLO);

            assertThat(outcome(hello)).isEqualTo(new ProbeOutcome.Stopped("stale"));
            assertThat(line.sent(outcome(hello)).connections()).isZero();
            assertThat(Files.readString(folder.resolve("journal.ndjson")))
                    .containsSubsequence("\"connecting\"", "\"withdrawn\"")
                    .doesNotContain("\"connected\"");
        }
    }

    /// The answer may take 30 s, and comes soon: the close is in order (S3, S9).
    @Test
    void closesInOrderBehindAnAnswerThatComesSoonAfterAStop() throws Exception {
        var asked = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3);
                    asked.countDown();
                    await(stopped);
                    talk.answer("54046f2a").expect(3).endOutput();
                })) {
            VisitLine line = line(wire, ToyProtocol.patient(device.port()));
            Thread stop =
                    Thread.startVirtualThread(() -> {
                        await(asked);
                        gate.stop("Ctrl-C");
                        stopped.countDown();
                    });

            Reply hello = line.leg("tcp").ask("hello", HELLO);
            Reply read = line.leg("tcp").ask("read", hex("540672 0001 2a"));
            line.leg("tcp").close("bye", BYE);
            stop.join();

            assertThat(hello).isInstanceOf(Reply.Answer.class);
            assertThat(outcome(read)).isEqualTo(new ProbeOutcome.Stopped("Ctrl-C"));
            assertThat(device.received()).containsExactly("54036f", "540363");
            assertThat(line.sent(DONE).close()).isEqualTo(Close.CLOSED);
        }
    }

    /// An answer that does not come in time is not waited for: FIN goes alone (S9).
    @Test
    void waitsForAnAnswerTwoSecondsAfterAStopAtMost() throws Exception {
        var asked = new CountDownLatch(1);
        try (var device =
                new ScriptedDevice(talk -> {
                    talk.expect(3);
                    asked.countDown();
                    talk.expect(3).endOutput();
                })) {
            VisitLine line = line(wire, ToyProtocol.patient(device.port()));
            Thread stop =
                    Thread.startVirtualThread(() -> {
                        await(asked);
                        gate.stop("Ctrl-C");
                    });

            Reply hello = line.leg("tcp").ask("hello", HELLO);
            line.leg("tcp").close("bye", BYE);
            stop.join();

            assertThat(outcome(hello)).isEqualTo(new ProbeOutcome.Stopped("Ctrl-C"));
            assertThat(device.received()).as("no close of the protocol").containsExactly("54036f");
            assertThat(line.sent(DONE).close()).isEqualTo(Close.CLOSED);
            assertThat(line.sent(DONE).unused())
                    .filteredOn(unused -> unused.step().equals("bye"))
                    .singleElement()
                    .satisfies(bye -> assertThat(bye.reason()).contains("FIN goes alone"));
        }
    }

    /// How the device took it is not known, so it is told as unanswered (S3).
    @Test
    void recordsAConnectionThatIsCutOff() throws Exception {
        try (var device =
                new ScriptedDevice(talk -> talk.expect(3).answer("54046f2a").waitForever())) {
            VisitLine line = line(device.port());

            line.leg("tcp").ask("hello", HELLO);
            line.close();

            assertThat(line.leaks()).isFalse();
            assertThat(line.sent(DONE).close()).isEqualTo(Close.UNANSWERED);
            assertThat(Files.readString(folder.resolve("journal.ndjson")))
                    .containsSubsequence("\"fin\"", "\"unanswered\"");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sendsFinAloneAfterItStoodStill() throws Exception {
        var lost = new AtomicReference<Optional<Pulse.Lost>>(Optional.empty());
        try (var device =
                        new ScriptedDevice(
                                talk -> talk.expect(3).answer("54046f2a").waitForever());
                var heeding = heeding(lost::get)) {
            VisitLine line = line(heeding, device.port());

            line.leg("tcp").ask("hello", HELLO);
            lost.set(Optional.of(new Pulse.Lost("slept", true)));
            line.leg("tcp").close("bye", BYE);

            assertThat(line.leaks()).isFalse();
            assertThat(device.received()).containsExactly("54036f");
        }
    }

    @Test
    void doesNotEvenConnectOnceThePulseIsLost() throws Exception {
        try (var device = new ScriptedDevice(talk -> talk.waitForever());
                var heeding =
                        new Wire(
                                gate,
                                recorder,
                                ticker,
                                InetAddress::isLoopbackAddress,
                                () -> Optional.of(new Pulse.Lost("stale", false)))) {
            VisitLine line = line(heeding, device.port());

            Reply hello = line.leg("tcp").ask("hello", HELLO);
            line.close();

            assertThat(outcome(hello)).isEqualTo(new ProbeOutcome.Stopped("stale"));
            assertThat(line.sent(DONE).connections()).isZero();
        }
    }

    @Test
    void refusesAnAddressOutsideTheScopeAndASimulatedProfileOutsideLoopback() throws Exception {
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        var anywhere = new Wire(gate, recorder, ticker, address -> true);
        Ticket ticket = admit();

        assertThatThrownBy(() ->
                        wire.line(
                                contact(elsewhere, 1, false),
                                ticket,
                                ResponseTimes.NONE,
                                Optional::empty))
                .hasMessageStartingWith("S11");
        assertThatThrownBy(() ->
                        anywhere.line(
                                contact(elsewhere, 1, true),
                                ticket,
                                ResponseTimes.NONE,
                                Optional::empty))
                .hasMessageStartingWith("S12");
        anywhere.close();
    }

    @Test
    void recordsEveryFrameBeforeItLeaves() throws Exception {
        try (var device =
                new ScriptedDevice(
                        talk -> talk.expect(3).answer("54046f2a").expect(3).endOutput())) {
            VisitLine line = line(device.port());
            line.leg("tcp").ask("hello", HELLO);
            line.leg("tcp").close("bye", BYE);
            recorder.close();
        }

        List<String> journal = Files.readAllLines(folder.resolve(FlightRecorder.JOURNAL));
        assertThat(journal)
                .extracting(line -> line.replaceAll(".*\"event\":\"([a-z]+)\".*", "$1"))
                .containsExactly(
                        "start",
                        "connecting",
                        "connected",
                        "sent",
                        "received",
                        "sent",
                        "fin",
                        "closed",
                        "end");
        assertThat(journal.getLast()).contains("\"framesSent\":2", "\"connections\":1");
        assertThat(Files.size(folder.resolve(FlightRecorder.CAPTURE))).isGreaterThan(500);
    }

    private ProbeOutcome firstOutcome(ScriptedDevice device) {
        VisitLine line = line(device.port());
        Reply reply = line.leg("tcp").ask("hello", HELLO);
        line.leg("tcp").close("bye", BYE);
        assertThat(line.leaks()).isFalse();
        return outcome(reply);
    }

    private Wire heeding(Pulse pulse) {
        return new Wire(gate, recorder, ticker, InetAddress::isLoopbackAddress, pulse);
    }

    private VisitLine line(int port) {
        return line(wire, port);
    }

    private VisitLine line(Wire over, int port) {
        return line(over, ToyProtocol.tcp(port));
    }

    private VisitLine line(Wire over, Leg leg) {
        return over.line(
                contact(loopback(), leg, true), admit(), ResponseTimes.NONE, Optional::empty);
    }

    private static Contact contact(InetAddress address, int port, boolean simulated) {
        return contact(address, ToyProtocol.tcp(port), simulated);
    }

    private static Contact contact(InetAddress address, Leg leg, boolean simulated) {
        return new Contact(
                "toy",
                address,
                List.of(leg),
                Timeout.ofMillis(300),
                Timeout.ofMillis(300),
                simulated);
    }

    private Ticket admit() {
        try {
            var demand =
                    new VisitDemand(
                            "toy-" + ticker.nanos(),
                            "127.0.0.1#" + ticker.nanos(),
                            Set.of(),
                            Gap.ofMillis(20),
                            5_000_000_000L,
                            5_000_000_000L,
                            new VisitAllowance(8, 1000, 2, Duration.ofSeconds(5)));
            return ((Gate.Admission.Admitted) gate.admit(demand)).ticket();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProbeOutcome outcome(Reply reply) {
        return ((Reply.Ended) reply).outcome();
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /// A device that follows a script for one connection.
    private static final class ScriptedDevice implements AutoCloseable {
        private final ServerSocket server;
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final Thread thread;

        ScriptedDevice(Script script) throws IOException {
            server = new ServerSocket();
            server.bind(new InetSocketAddress(loopback(), 0));
            thread = Thread.startVirtualThread(() -> serve(script));
        }

        int port() {
            return server.getLocalPort();
        }

        List<String> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() throws IOException {
            server.close();
            thread.interrupt();
        }

        private void serve(Script script) {
            try (Socket socket = server.accept()) {
                script.run(new Talk(socket, received));
            } catch (IOException | InterruptedException e) {
                // the test has ended the connection
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Script {
        void run(Talk talk) throws IOException, InterruptedException;
    }

    private record Talk(Socket socket, BlockingQueue<String> received) {
        Talk expect(int length) throws IOException {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length > 0) {
                received.add(HexFormat.of().formatHex(bytes));
            }
            return this;
        }

        Talk answer(String hex) throws IOException {
            socket.getOutputStream().write(hex(hex));
            return this;
        }

        Talk pause(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
            return this;
        }

        Talk endOutput() throws IOException {
            socket.shutdownOutput();
            return this;
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }

        void waitForever() throws InterruptedException {
            TimeUnit.SECONDS.sleep(30);
        }

        private static byte[] hex(String hex) {
            return HexFormat.of().parseHex(hex.replace(" ", ""));
        }
    }
}
