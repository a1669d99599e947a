package io.walkdown.simulator;

import io.walkdown.simulator.WitnessReport.HmiReport;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The plant's own operator panel at one device: one connection that it keeps, and a poll over it
/// every 100 ms. It exists before the scan and must not notice it.
final class Hmi implements AutoCloseable {

    private static final long PERIOD_MS = 100;
    private static final int TIMEOUT_MS = 1000;
    private static final InetAddress OWN = InetAddress.ofLiteral("127.0.0.1");

    private final Device device;
    private final Set<SocketAddress> known;
    private final CountDownLatch polled = new CountDownLatch(1);
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private long polls;
    private long lost;
    private long longestNanos;
    private volatile boolean ended;
    private volatile @Nullable Socket socket;

    /// @param known where it writes its local addresses before it connects, so that a device can
    ///   tell it from a scan
    Hmi(Device device, Set<SocketAddress> known) {
        this.device = device;
        this.known = known;
        this.thread = Thread.ofVirtual().name("hmi-" + device.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Waits until the first poll was answered.
    ///
    /// @throws PlantException when that takes longer than 5 s
    void awaitFirstPoll() throws InterruptedException {
        if (!polled.await(5, TimeUnit.SECONDS)) {
            throw new PlantException("the panel gets no answer from " + device.name());
        }
    }

    private void run() {
        while (!ended) {
            try (Socket connection = new Socket()) {
                socket = connection;
                serve(connection);
            } catch (IOException e) {
                lost();
                rest();
            } catch (InterruptedException e) {
                ended = true;
            }
        }
    }

    private void rest() {
        try {
            Pause.millis(PERIOD_MS);
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    private void serve(Socket connection) throws IOException, InterruptedException {
        connection.bind(new InetSocketAddress(OWN, 0));
        SocketAddress local = connection.getLocalSocketAddress();
        known.add(local);
        try {
            connection.setSoTimeout(TIMEOUT_MS);
            connection.setTcpNoDelay(true);
            connection.connect(device.address(), TIMEOUT_MS);
            PanelTalk talk = PanelTalk.with(device.spec());
            InputStream in = connection.getInputStream();
            for (Bytes request : talk.opening()) {
                connection.getOutputStream().write(request.toArray());
                talk.opened(read(in, talk));
            }
            poll(connection, talk);
        } finally {
            known.remove(local);
        }
    }

    private void poll(Socket connection, PanelTalk talk) throws IOException, InterruptedException {
        long due = System.nanoTime();
        while (!ended) {
            long asked = System.nanoTime();
            connection.getOutputStream().write(talk.poll().toArray());
            read(connection.getInputStream(), talk);
            answered(System.nanoTime() - asked);
            due = Math.max(due + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS), System.nanoTime());
            Pause.millis(TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
        }
    }

    private static Bytes read(InputStream in, PanelTalk talk) throws IOException {
        byte[] buffer = new byte[Dialogue.MAX_FRAME];
        int count = 0;
        int length = talk.frameLength(buffer, count);
        while (length == Dialogue.MORE || length > count) {
            int more = in.read(buffer, count, buffer.length - count);
            if (more < 0) {
                throw new EOFException("the device closed the panel's connection");
            }
            count += more;
            length = talk.frameLength(buffer, count);
        }
        if (length == Dialogue.FOREIGN) {
            throw new IOException("no answer of the protocol");
        }
        return Bytes.of(Arrays.copyOf(buffer, count));
    }

    private void answered(long nanos) {
        lock.lock();
        try {
            polls++;
            longestNanos = Math.max(longestNanos, nanos);
        } finally {
            lock.unlock();
        }
        polled.countDown();
    }

    private void lost() {
        if (!ended) {
            lock.lock();
            try {
                lost++;
            } finally {
                lock.unlock();
            }
        }
    }

    HmiReport report() {
        lock.lock();
        try {
            return new HmiReport(device.name(), polls, lost, longestNanos / 1e6);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        ended = true;
        @Nullable Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new PlantException("the panel cannot leave " + device.name(), e);
            }
        }
        thread.interrupt();
    }
}
