package io.walkdown.simulator;

import io.walkdown.simulator.Seen.End;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One TCP connection as a device leads it: reads frames, has its [Dialogue] answer them, and tells
/// the connection's watch. Runs on a virtual thread of its own.
final class Session {

    /// How long a client may take to close its side once the device has closed its own (S3: 2 s at
    /// the scanner, and a second for a busy machine).
    private static final int LINGER_MS = 3000;

    private final Socket socket;
    private final Device device;
    private final Dialogue dialogue;
    private final byte[] buffer = new byte[Dialogue.MAX_FRAME];
    private int count;
    private volatile @Nullable ConnectionWatch watch;
    private volatile @Nullable Thread thread;
    private volatile long activeNanos = System.nanoTime();

    Session(Socket socket, Device device, Dialogue dialogue) {
        this.socket = socket;
        this.device = device;
        this.dialogue = dialogue;
    }

    /// Starts the conversation.
    ///
    /// @param seenBy whom it is told to, or null when it is the plant's own panel
    void start(@Nullable ConnectionWatch seenBy) {
        watch = seenBy;
        thread = Thread.ofVirtual().name(device.name()).start(this::run);
    }

    /// When the last frame came, by [System#nanoTime()].
    long activeNanos() {
        return activeNanos;
    }

    /// Ends the connection from the device's side, as `end` says.
    void end(End end) {
        ended(end);
        close();
    }

    /// Ends the connection because the plant ends: nobody is blamed for that.
    void abandon() {
        end(End.DEVICE);
        @Nullable Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        try {
            ended(converse());
        } catch (SocketException e) {
            // also where the device itself closed the socket; then the end is told already
            ended(End.RST);
        } catch (IOException e) {
            ended(End.RST);
        } catch (InterruptedException e) {
            ended(End.DEVICE);
        } finally {
            close();
        }
    }

    private End converse() throws IOException, InterruptedException {
        while (true) {
            int length = dialogue.frameLength(buffer, count);
            if (length == Dialogue.FOREIGN || (count == buffer.length && length > count)) {
                foreign("not a frame of the protocol");
                return hangUp();
            }
            if (length == Dialogue.MORE || length > count) {
                int read = socket.getInputStream().read(buffer, count, buffer.length - count);
                if (read < 0) {
                    return clientClosed();
                }
                activeNanos = System.nanoTime();
                count += read;
            } else if (exchange(take(length))) {
                return hangUp();
            }
        }
    }

    private Bytes take(int length) {
        Bytes frame = Bytes.of(buffer, 0, length);
        System.arraycopy(buffer, length, buffer, 0, count - length);
        count -= length;
        return frame;
    }

    /// Answers one frame.
    ///
    /// @return whether the device hangs up now
    private boolean exchange(Bytes frame) throws IOException, InterruptedException {
        long arrivedNanos = activeNanos;
        Understood request = dialogue.understand(frame);
        @Nullable ConnectionWatch witness = watch;
        if (witness != null) {
            witness.arrived(frame, request, arrivedNanos);
        }
        Reply reply = device.behave(request);
        if (witness != null) {
            if (count > 0 || socket.getInputStream().available() > 0) {
                witness.overlapped();
            }
            witness.answering(reply, arrivedNanos);
        }
        return write(reply.bytes()) || reply.hangsUp();
    }

    /// Sends an answer.
    ///
    /// @return whether nobody is there any more: the client had closed its side in order before,
    ///   and only then did the system refuse the answer (Linux: EPIPE; after a reset, ECONNRESET)
    private boolean write(Bytes answer) throws IOException {
        try {
            if (answer.length() > 0) {
                socket.getOutputStream().write(answer.toArray());
            }
            return false;
        } catch (SocketException e) {
            if (!"Broken pipe".equals(e.getMessage())) {
                throw e;
            }
            ended(End.FIN);
            return true;
        }
    }

    private End clientClosed() {
        if (count > 0) {
            foreign("an unfinished frame");
        }
        return End.FIN;
    }

    private void foreign(String detail) {
        @Nullable ConnectionWatch witness = watch;
        if (witness != null) {
            witness.foreign(Bytes.of(buffer, 0, count), detail);
        }
        count = 0;
    }

    /// Closes the device's direction, told before it is done, and waits for the client's.
    private End hangUp() throws IOException {
        ended(End.DEVICE);
        @Nullable ConnectionWatch witness = watch;
        try {
            socket.shutdownOutput();
            socket.setSoTimeout(LINGER_MS);
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count = read;
                foreign("bytes after the connection's close");
            }
        } catch (SocketTimeoutException e) {
            if (witness != null) {
                witness.stillOpen(LINGER_MS);
            }
        }
        return End.DEVICE;
    }

    private void ended(End end) {
        device.left(this);
        @Nullable ConnectionWatch witness = watch;
        if (witness != null) {
            witness.ended(end);
        }
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to do for a socket that cannot even be closed
            Arrays.fill(buffer, (byte) 0);
        }
    }
}
